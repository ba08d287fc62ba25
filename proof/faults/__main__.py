"""``python -m proof.faults [OPTION ...] [NAME ...]``: ask the rules of every fault, or of those named.

Writes what came of it to --output, prints what is not as it must be, and ends with status 1 if there is anything.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

from proof.faults import load
from proof.faults.fault import having
from proof.matrix.parts import in_parts, write


def complaints(matrix: dict[str, Any]) -> list[str]:
    """What is not as it must be, a line each."""
    return [
        f"{name}: {rule} {complaint}"
        for name, row in matrix.items()
        for rule, complaint in [
            *((rule, f"does not notice ({why})") for rule, why in row["survived"].items()),
            *((rule, f"is an error of the harness: {why}") for rule, why in row["errors"].items()),
        ]
    ]


def main() -> int:
    """Run as the command line says. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m proof.faults", description=__doc__)
    parser.add_argument("names", metavar="NAME", nargs="*", help="a fault, or a word in its name (default: all)")
    parser.add_argument("--full", action="store_true", help="ask every rule of every fault, and not a sample")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--output", type=Path, default=Path("build/faults.json"), help="default build/faults.json")
    arguments = parser.parse_args()
    try:
        having(arguments.names, load())
    except LookupError as error:
        parser.error(str(error))
    options = [*(["--full"] if arguments.full else []), *(f"--only={name}" for name in arguments.names)]
    rows = in_parts("proof.faults.matrix", "--faults", "--app=proof.faults.server:app", *options, jobs=arguments.jobs)
    matrix = {name: rows[name] for name in load() if name in rows}
    write(arguments.output, matrix)
    found = complaints(matrix)
    caught = {rule for row in matrix.values() for rule in row["broken"]}
    print(*found, sep="\n")
    print(f"{len(matrix)} faults, {len(caught)} rules caught by at least one, {len(found)} complaints")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
