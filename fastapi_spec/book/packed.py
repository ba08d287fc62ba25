"""The cases that hold and that a page has no room for, packed: a browser unpacks them."""

import base64
import gzip
from collections.abc import Sequence

from fastapi_spec.book.cases import EXAMPLES, CaseShown, Room, shared
from fastapi_spec.book.document import fragment
from fastapi_spec.book.entries import RuleShown

MOST = 160_000
"""How many bytes they take packed."""
ROOMS = (4_000_000, 2_000_000, 800_000, 160_000)
"""How many bytes the cases have together before that; the next number, if they pack badly."""


def packed(rules: Sequence[RuleShown]) -> str:
    """The cases that hold and are not shown with their rule, as HTML, with gzip and base64; empty if there are none."""
    if not any(rule.rest for rule in rules):
        return ""
    for size in ROOMS:
        text = base64.b64encode(gzip.compress(_html(rules, Room(size)).encode(), mtime=0)).decode()
        if len(text) <= MOST:
            return text
    return ""


def _html(rules: Sequence[RuleShown], room: Room) -> str:
    shown: list[tuple[str, bool, list[CaseShown]]] = []
    for each in rules:
        known, alone = shared(each.rule.cases), not each.cases
        most = [EXAMPLES if alone and at == 0 else 1 for at in range(len(each.rest))]
        cases = [room.case(case, known, n) for case, n in zip(each.rest, most, strict=True) if room.left > 0]
        if found := [case for case in cases if case.exchanges]:
            shown.append((each.rule.id, alone, found))
    return fragment("further.html", rules=shown)
