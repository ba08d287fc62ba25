"""``python -m proof.tampering [OPTION ...] [PATH ...]``: ask the rules, or those of some paths, of changed answers.

Writes what came of it to --output, prints the share of changes that was noticed, by kind and over all, and ends with
status 1 if a rule notices none. Chapters that draw their requests are left out: faults prove them.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

from proof.matrix.loop import DRAWN
from proof.matrix.parts import in_parts, write


def main() -> int:
    """Run as the command line says. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m proof.tampering", description=__doc__)
    parser.add_argument("paths", metavar="PATH", nargs="*", default=["spec"], help="rules to ask (default: all)")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default 2)")
    parser.add_argument(
        "--output", type=Path, default=Path("build/tampering.json"), help="default build/tampering.json"
    )
    arguments = parser.parse_args()
    options = ["--app=proof.tampering.server:app", *(f"--ignore={folder}" for folder in DRAWN)]
    matrix = in_parts("proof.tampering.matrix", "--tampering", *options, *arguments.paths, jobs=arguments.jobs)
    write(arguments.output, matrix)
    noticed, missed = (
        Counter({kind: sum(len(row[side].get(kind, [])) for row in matrix.values()) for kind in KINDS})
        for side in ("noticed", "missed")
    )
    for kind in KINDS:
        print(f"{kind:<16} {share(noticed[kind], missed[kind])}")
    blind = [rule for rule, row in matrix.items() if not row["noticed"]]
    print(*(f"{rule} notices no change of its answers" for rule in blind), sep="\n")
    print(f"{len(matrix)} rules, {share(noticed.total(), missed.total())}")
    return 1 if blind else 0


KINDS = [
    *("status", "header removed", "header changed", "empty body", "truncated body"),
    *("value changed", "member removed", "member added", "byte changed"),
]


def share(noticed: int, missed: int) -> str:
    """How many of the changes were noticed, in numbers and percent."""
    return f"{noticed} of {noticed + missed} changes noticed ({noticed / max(noticed + missed, 1):.0%})"


if __name__ == "__main__":
    sys.exit(main())
