"""``python -m benchmarks.hostile [ID ...]``: what a run on each hostile target costs, as a table in docs/hostile.md.

The targets, the rules that meet them and the outcome are those of tests/e2e/hostile.py. The seconds are those of the
whole process, with its start, and the megabytes its peak of resident memory. With ids the page stays as it is.
"""

import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.attack import attack
from tests.e2e.hostile import TARGETS, Hostile
from tests.servers import running

PAGE = Path(__file__).parent.parent / "docs" / "hostile.md"
BEGIN, END = "<!-- python -m benchmarks.hostile writes what follows -->\n", "<!-- up to here -->\n"
TITLES = """| target | what it does | rules | exit status | outcome | seconds | MB |
|---|---|---|---|---|---|---|
"""


def row(target: Hostile) -> str:
    """Run the rules on a target. Returns the line of the table."""
    began = time.monotonic()
    with running(target.handler) as server:
        ran = attack(server.url, "--cards=all", *target.options, *target.rules)
    seconds, megabytes = time.monotonic() - began, int(ran.output.rpartition(" ")[2]) / 1000
    assert (ran.status, target.said in ran.output) == (target.status, True), ran.output
    said = re.sub(r"^received +", "", target.said)
    cells = [target.id, target.does, len(target.rules), ran.status, said, f"{seconds:.1f}", f"{megabytes:.0f}"]
    return f"| {' | '.join(map(str, cells))} |\n"


def rows(targets: list[Hostile]) -> Iterator[str]:
    """The lines of the table, with the progress on the terminal."""
    for number, target in enumerate(targets, 1):
        line = row(target)
        print(f"{number}/{len(targets)} {line}", end="", flush=True)
        yield line


def main(ids: list[str]) -> None:
    """Measure, print, and write the table into the page."""
    table = TITLES + "".join(rows([target for target in TARGETS if target.id in (ids or [target.id])]))
    if not ids:
        page = PAGE.read_text(encoding="utf-8")
        before, rest = page.split(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n{table}\n{END}{rest.split(END)[1]}", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
