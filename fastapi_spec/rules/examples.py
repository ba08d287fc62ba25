"""What each rule sends and receives in short, read from the pages of ``docs/contract``.

A wheel does not contain ``docs``: what was read when it was built is kept there in ``examples.json``. This module
imports nothing of the package, since it is also run when the wheel is built.
"""

import functools
import json
import re
from pathlib import Path

Examples = dict[str, list[str]]
"""For each rule id the lines of its exchanges: ``GET /hello -> 200 {"hello":"world"}``, comments with ``#``."""

BUNDLED = Path(__file__).parent.parent / "bundled" / "examples.json"
PAGES = Path(__file__).parent.parent.parent / "docs" / "contract"

_RULE = re.compile(r"^#### (?P<id>[A-Z][A-Z0-9-]*-\d+)\n(?P<text>(?:(?!^#).*\n|# .*\n)*)", re.MULTILINE)
_BLOCK = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SAME = re.compile(r"^Sends what \[([A-Z0-9-]+)\] sends", re.MULTILINE)


@functools.cache
def examples() -> Examples:
    """The exchanges of all rules that have any; those that generate what they send have none."""
    if BUNDLED.exists():
        bundled: Examples = json.loads(BUNDLED.read_text(encoding="utf-8"))
        return bundled
    return read(PAGES)


def read(folder: Path) -> Examples:
    """The exchanges on the pages of a folder."""
    found: Examples = {}
    same: dict[str, str] = {}
    for page in sorted(folder.glob("*.md")):
        for rule in _RULE.finditer(page.read_text(encoding="utf-8")):
            if block := _BLOCK.search(rule["text"]):
                found[rule["id"]] = block[1].splitlines()
            elif other := _SAME.search(rule["text"]):
                same[rule["id"]] = other[1]
    return found | {id: found[other] for id, other in same.items() if other in found}


def exchanges(id: str) -> list[str]:
    """The exchanges of a rule, each in one line and without comments: what is sent, ``->``, what is received."""
    found: list[str] = []
    for line in examples().get(id, []):
        if line.startswith(" ") and found:
            found[-1] += f" {line.strip()}"
        elif not line.startswith("#"):
            found.append(line)
    for index, line in enumerate(found):
        if line.endswith(" -> as above") and index:
            found[index] = line.removesuffix("as above") + found[index - 1].rpartition(" -> ")[2]
    return found
