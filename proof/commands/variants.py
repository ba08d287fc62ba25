"""Run every MUST against servers that differ and conform all the same: none may be broken.

Several variants make one server; those that are named, or all with --each, run by themselves. Writes a row per server
to --output, prints the rules that do not hold, and ends with status 1 if there is one.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from fastapi_spec.plugin.targeting import target_plugin
from fastapi_spec.verdict.outcomes import Outcome
from proof.engine.items import GENERATED, Items, first_and_last, part_of, run
from proof.engine.parts import in_parts, write
from proof.engine.switch import SWITCH
from proof.faults.fault import having
from proof.variants import VARIANTS, joined, servers

SERVERS = {
    "uvicorn-httptools": "uvicorn reference_app.main:app --http httptools --port {port} --log-level warning",
    "granian": "granian reference_app.main:app --interface asgi --port {port} --log-level warning",
}
"""The same application behind other servers."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``python -m proof variants``."""
    parser.add_argument("names", metavar="NAME", nargs="*", help="a variant, or a part of its name (default: all)")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--output", type=Path, default=Path("build/variants.json"), help="default build/variants.json")
    parser.add_argument("--full", action="store_true", help="also run the rules that generate requests")
    parser.add_argument("--each", action="store_true", help="run each variant by itself, and not several as one server")


def main(options: argparse.Namespace) -> int:
    """Run the rules against the variants. Returns the exit status."""
    left_out = [] if options.full else [f"--ignore={folder}" for folder in GENERATED]
    others = [name for name in SERVERS if not options.names or any(word in name for word in options.names)]
    each = options.each or options.names
    try:
        chosen = having(options.names, VARIANTS) if each else []
    except LookupError as error:
        chosen = []
        if not others:
            options.error(str(error))
    names = [fault.name for fault in chosen] if each else joined()
    with ThreadPoolExecutor() as pool:
        pending = pool.map(lambda name: _served_by(SERVERS[name], left_out), others)
        jobs = min(options.jobs, len(names))
        made = in_parts("variants", "--level=must", *left_out, "spec", names=names, jobs=jobs) if names else {}
        rows = {name: made[name] for name in names} | dict(zip(others, pending, strict=True))
    write(options.output, rows)
    broken = [f"{name}: {rule} {reason}" for name, row in rows.items() for rule, reason in row.items()]
    print(*broken, sep="\n", end="\n" if broken else "")
    print(f"{sum(name.count('+') + 1 for name in rows)} variants, {len(broken)} rules broken")
    return 1 if broken else 0


def _served_by(command: str, left_out: list[str]) -> dict[str, str]:
    """The rules that do not hold behind another server, and why."""
    with tempfile.TemporaryDirectory() as folder:
        options = ["-q", "--no-summary", "--level=must", f"--launch={command}", f"--report={folder}", *left_out]
        environment = os.environ | {"DATA_DIR": f"{folder}/data"}
        pytest_command = [sys.executable, "-m", "pytest", *options, "spec"]
        subprocess.run(pytest_command, env=environment, check=False, stdout=subprocess.DEVNULL)
        report: dict[str, Any] = json.loads((Path(folder) / "report.json").read_text(encoding="utf-8"))
    cases = [(rule["id"], case) for rule in report["rules"] for case in rule["cases"]]
    return {rule: case["reason"] for rule, case in cases if case["outcome"] != "holds"}


def rows(session: pytest.Session, items: Items) -> Iterator[tuple[int, int, str, Any]]:
    """Switch one variant on after the other, and note which rules do not hold."""
    option, known = session.config.option, servers()
    names = part_of([known[name].name for name in option.proof_only], option.proof_part)
    with httpx.Client(base_url=target_plugin(session.config).target.url, timeout=30) as control:
        for number, name in enumerate(names, 1):
            control.put(SWITCH + name).raise_for_status()
            verdicts = {rule: run(first_and_last(cases)) for rule, cases in items.items()}
            control.put(SWITCH).raise_for_status()
            row = {rule: reason for rule, (outcome, reason) in verdicts.items() if outcome is not Outcome.HOLDS}
            yield number, len(names), name, row
