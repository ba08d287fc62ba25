"""The cards of a run: the first case of a rule has a whole one."""

from typing import Any

import pytest

from fastapi_spec.plugin.card_writer import CardWriter
from fastapi_spec.plugin.settings import Settings
from fastapi_spec.verdict.outcomes import Outcome
from tests.unit.samples import case

AGAIN = {"rerun": "pytest t.py::t"}


def shown(*hints: str) -> list[str]:
    """The cards of as many broken cases of a rule, with these hints."""
    writer, cards = CardWriter(Settings()), []
    for hint in hints:
        given: dict[str, Any] = {"nodeid": "t", "location": ("t", 0, "t"), "keywords": {}, "when": "call"}
        report = pytest.TestReport(**given, outcome="failed", longrepr=None)
        writer.put(report, case(Outcome.BROKEN, hint=hint), "", "", AGAIN)
        cards.append(str(report.longrepr))
    return cards


def test_a_hint_is_said_once_for_a_rule() -> None:
    """Ten cases with the same mistake do not repeat it; another mistake is named."""
    first, second, third = shown("a hint", "a hint", "another one")

    assert "  hint      a hint\n" in first
    assert "hint" not in second
    assert "  hint      another one\n" in third
