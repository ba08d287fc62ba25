"""What the notes' own code does where an erratum corrects it: how it is read, and what is locked."""

import pytest

from fastapi_spec.client.transcript import Body
from fastapi_spec.rules import errata
from fastapi_spec.rules.catalogue import declared
from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.errata import Received, parsed, received, written
from tests.unit.samples import exchange

DETAIL = Body(20, '{"detail":"wrong password"}')


def test_a_reason_says_what_was_received() -> None:
    """Without what was expected; a reason that compares nothing is taken whole."""
    assert received("expected: status 200 OK\nreceived: status 204 No Content", [], "") == Received(
        "status 204 No Content"
    )
    assert received("it differs", [], "") == Received("it differs")


@pytest.mark.parametrize(
    "status, body, detail",
    [
        (400, DETAIL, "wrong password"),
        (404, DETAIL, ""),
        (400, Body(9, '{"detail":[{}]}'), ""),
        (400, Body(3, "[1]"), ""),
        (400, Body(3, "no JSON"), ""),
        (400, Body(3, base64="/w=="), ""),
    ],
)
def test_an_error_is_known_by_its_words(status: int, body: Body, detail: str) -> None:
    """Two defects may have the same status. The last response may be another than the one that was wrong."""
    sent = [exchange(status=status, response_body=body)]

    assert received("received: status 400 Bad Request", sent, "") == Received("status 400 Bad Request", detail)


@pytest.mark.parametrize(
    "ours, notes, same",
    [
        (Received("a"), Received("a"), True),
        (Received("a"), Received("b"), False),
        (Received("a", "x"), Received("a", "y"), False),
        (Received("a", raised="TypeError"), Received("a", raised="TypeError"), True),
        (Received("a", raised="KeyError"), Received("a", raised="TypeError"), False),
        (Received("a"), Received("a", raised="TypeError"), True),
    ],
)
def test_a_target_does_as_the_notes_or_not(ours: Received, notes: Received, same: bool) -> None:
    """An exception counts if it is known: not of a target that runs elsewhere."""
    assert ours.same_as(notes) is same


def test_the_file_says_what_was_written() -> None:
    """Any text, and only what there is."""
    found = {"A-1": {"": Received('a "b" \\n 精讲 \x7f'), "one, two": Received("c", "d", "TypeError")}}

    assert parsed(written(found)) == found
    assert '"" = { received = ' in written(found)
    assert parsed(written({})) == {}


def test_errata_are_measured() -> None:
    """Each rule that has an erratum on the notes' code, and no other, says what that code does."""
    rules = [declared(id).rule for id in locked()]

    assert {*errata.of_notes()} == {rule.id for rule in rules if rule.erratum and rule.erratum.in_code}
