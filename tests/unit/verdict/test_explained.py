"""Which rules an erratum explains: those that received what the notes' own code responds with."""

from typing import Any

import pytest

from fastapi_spec.rules.errata import Received
from fastapi_spec.rules.rule import Erratum, Level, Rule
from fastapi_spec.verdict.explained import by_erratum, is_explained
from fastapi_spec.verdict.outcomes import Case, Cause, Outcome, Result
from tests.unit.samples import case

CLAIM = Erratum("It may be null.", "never true")
KNOWN = {"A-1": {"": Received("status 500", raised="TypeError"), "b": Received("status 204")}}
RAISED = Cause("exception", "TypeError: no")


def result(*cases: Case, erratum: Erratum | None = CLAIM, id: str = "A-1") -> Result:
    """A rule with an erratum and its cases."""
    return Result(Rule(id, Level.MUST, "It holds.", erratum=erratum), "Section", "Chapter", list(cases))


def short(reason: str = "received: status 500", **more: Any) -> Case:
    """A case that does not hold."""
    return case(Outcome.BROKEN, reason=f"expected: status 200\n{reason}", **more)


@pytest.mark.parametrize(
    "found, explained",
    [
        (result(short()), True),
        (result(short(cause=RAISED)), True),
        (result(short(), short("received: status 204", name="b"), case(name="c")), True),
        (result(short(cause=Cause("exception", "KeyError"))), False),
        (result(short("received: status 404")), False),
        (result(short(), short(name="c")), False),
        (result(short(), id="A-2"), False),
        (result(short(), erratum=None), False),
        (result(short(), erratum=Erratum("It is not.", "never true", in_code=False)), False),
        (result(short(), case(Outcome.ERROR, name="b")), False),
        (result(short(), case(Outcome.NOT_REACHED, name="b", reason="received: status 204")), False),
        (result(case()), False),
    ],
)
def test_what_is_received_decides(found: Result, explained: bool) -> None:
    """Every case that does not hold must be as with the notes: another defect is the author's own."""
    assert is_explained(found, KNOWN) is explained


def test_rules_share_an_erratum() -> None:
    """It is told once, for all of them."""
    other = Erratum("It is a list.", "FastAPI 0.100.0")
    first, second, third = result(id="A-1"), result(id="A-2", erratum=other), result(id="A-3")

    found = by_erratum([first, second, third])

    assert [(each.erratum, each.results) for each in found] == [(CLAIM, [first, third]), (other, [second])]
