"""The further cases of a run, packed, since they are too much for a page: a browser unpacks them."""

import base64
import gzip
from collections.abc import Sequence

from fastapi_spec.book.cases import CaseShown, Room, shared
from fastapi_spec.book.document import fragment
from fastapi_spec.book.entries import further
from fastapi_spec.output.report import RuleReport

MOST = 120_000
"""How many bytes they take packed."""
ROOMS = (4_000_000, 800_000, 160_000)
"""How many bytes the cases have together before that; the next number, if they pack badly."""


def packed(rules: Sequence[RuleReport]) -> str:
    """The cases that hold and are not shown with their rule, as HTML, with gzip and base64; empty if there are none."""
    if not any(further(rule) for rule in rules):
        return ""
    for size in ROOMS:
        text = base64.b64encode(gzip.compress(_html(rules, Room(size)).encode(), mtime=0)).decode()
        if len(text) <= MOST:
            return text
    return ""


def _html(rules: Sequence[RuleReport], room: Room) -> str:
    shown: list[tuple[str, list[CaseShown]]] = []
    for rule in rules:
        known = shared(rule.cases)
        cases = [room.case(case, known, most=1) for case in further(rule) if room.left > 0]
        if found := [case for case in cases if case.exchanges]:
            shown.append((rule.id, found))
    return fragment("further.html", rules=shown)
