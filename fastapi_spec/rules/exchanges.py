"""What each rule sends and receives, and which rules call an operation, read from the pages of ``docs/contract``.

A wheel does not contain ``docs``: what was read when it was built is kept there in ``exchanges.json``. This module
imports nothing of the package, since it is also run when the wheel is built.
"""

import functools
import json
import re
from pathlib import Path
from typing import TypedDict

BUNDLED = Path(__file__).parent.parent / "bundled" / "exchanges.json"
SOURCES = Path(__file__).parent.parent.parent / "docs" / "contract"


class Operation(TypedDict):
    """An operation of the contract: the ids of the rules that call it, and an exchange in one line.

    ``application`` is the prefix under which its application is mounted, empty for the main one.
    """

    application: str
    rules: list[str]
    example: str


class Exchanges(TypedDict):
    """The operations by method and whole path, ``GET /hello``; and the exchanges of each rule by its id."""

    operations: dict[str, Operation]
    rules: dict[str, list[str]]


@functools.cache
def exchanges() -> Exchanges:
    """Those of all rules and operations."""
    if BUNDLED.exists():
        bundled: Exchanges = json.loads(BUNDLED.read_text(encoding="utf-8"))
        return bundled
    return read(SOURCES)


def read(folder: Path) -> Exchanges:
    """Those on the pages of a folder."""
    found: Exchanges = {"operations": {}, "rules": {}}
    for path in sorted(folder.glob("*.md")):
        prefix = ""
        for part in re.split(r"^(?=###+ )", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
            heading, _, text = part.partition("\n")
            if mounted := re.match(r"### `(/\S*)`", heading):
                prefix = mounted[1].rstrip("/")
            elif operation := re.match(r"#### `([A-Z]+ \S+)`", heading):
                example = next(iter(_sent(text)), "")
                found["operations"][operation[1]] = {
                    "application": prefix,
                    "rules": _called_by(text),
                    "example": example,
                }
            elif rule := re.match(r"#### ([A-Z][A-Z0-9-]+)$", heading):
                found["rules"][rule[1]] = _of_rule(text, found["rules"])
    return found


def _called_by(text: str) -> list[str]:
    listed = re.search(r"^- rules: (.*(?:\n  .*)*)", text, re.MULTILINE)
    return re.findall(r"\[(.*?)\]", listed[1]) if listed else []


def _of_rule(text: str, before: dict[str, list[str]]) -> list[str]:
    """The exchanges of a rule, which may be those of earlier ones on its page."""
    if same := re.search(r"^Sends what (.*) sends?\.$", text, re.MULTILINE):
        return [line for other in re.findall(r"\[(.*?)\]", same[1]) for line in before.get(other, [])]
    return _sent(text)


def _sent(text: str) -> list[str]:
    """The lines of the first block, each exchange in one."""
    block = re.search(r"^```text\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    lines: list[str] = []
    before = ""
    for line in block[1].replace("\n  -> ", " -> ").splitlines() if block else ():
        sent, arrow, came = line.partition(" -> ")
        before = before if came == "as above" else came or before
        lines.append(f"{sent}{arrow}{before if arrow else ''}")
    return lines
