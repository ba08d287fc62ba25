"""``python -m proof.variants [OPTION ...] [WORD ...]``: ask every MUST of all variants, or of those with a word.

Several variants make one server; those that are named, or --each, are asked by themselves. Writes what came of it to
--output, prints the rules that do not hold, and ends with status 1 if there is one.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from proof.matrix.loop import DRAWN
from proof.matrix.parts import in_parts, write
from proof.variants.variant import servers

SERVERS = {
    "uvicorn-httptools": "uvicorn reference_app.main:app --http httptools --port {port} --log-level warning",
    "granian": "granian reference_app.main:app --interface asgi --port {port} --log-level warning",
}
"""The same application behind other servers."""


def served_by(command: str, left_out: list[str]) -> dict[str, str]:
    """The rules that do not hold behind another server, and why."""
    with tempfile.TemporaryDirectory() as folder:
        options = ["-q", "--level=must", f"--launch={command}", f"--report={folder}", *left_out]
        command_line = [sys.executable, "-m", "pytest", *options, "spec"]
        environment = os.environ | {"DATA_DIR": f"{folder}/data"}
        subprocess.run(command_line, env=environment, check=False, stdout=subprocess.DEVNULL)
        report: dict[str, Any] = json.loads((Path(folder) / "report.json").read_text(encoding="utf-8"))
    cases = [(rule["id"], case) for rule in report["rules"] for case in rule["cases"]]
    return {rule: case["reason"] for rule, case in cases if case["outcome"] != "holds"}


def main() -> int:
    """Run as the command line says. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m proof.variants", description=__doc__)
    parser.add_argument("words", metavar="WORD", nargs="*", default=[""], help="a word in a name (default: all)")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--output", type=Path, default=Path("build/variants.json"), help="default build/variants.json")
    parser.add_argument("--full", action="store_true", help="ask the chapters that draw their requests, too")
    parser.add_argument("--each", action="store_true", help="ask each variant by itself, and not several as one server")
    arguments = parser.parse_args()
    each = arguments.each or arguments.words != [""]
    left_out = [] if arguments.full else [f"--ignore={folder}" for folder in DRAWN]
    words = [f"--only={word}" for word in arguments.words]
    options = ["--level=must", "--app=proof.variants.server:app", *words, *left_out, "spec"]
    options += ["--each"] if each else []
    others = [name for name in SERVERS if any(word in name for word in arguments.words)]
    with ThreadPoolExecutor() as pool:
        pending = pool.map(lambda name: served_by(SERVERS[name], left_out), others)
        rows = in_parts("proof.variants.matrix", "--variants", *options, jobs=arguments.jobs)
        matrix = {name: rows[name] for name in servers() if name in rows} | dict(zip(others, pending, strict=True))
    write(arguments.output, matrix)
    broken = [f"{name}: {rule} {reason}" for name, row in matrix.items() for rule, reason in row.items()]
    print(*broken, sep="\n")
    print(f"{sum(name.count('+') + 1 for name in matrix)} variants, {len(broken)} rules broken")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
