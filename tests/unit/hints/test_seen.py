"""What a hint is read from."""

from typing import Any

import pytest

from fastapi_spec import like
from fastapi_spec.client.api import Exchange
from fastapi_spec.hints.seen import NOTHING, name, seen_of
from fastapi_spec.verdict.causes import Failure
from tests.unit.hints.sample import BASE, BODY, STATUS, seen


def test_the_exchange_is_the_one_that_was_compared() -> None:
    """A rule may send several requests before it looks at the first response."""
    first = Exchange("GET", f"{BASE}/a", [], b"", 422, [], b'{"a": 1}')
    last = Exchange("GET", f"{BASE}/b", [], b"", 200, [], b"{}")

    for statement, received in [(STATUS, 422), (BODY, {"a": 1})]:
        found = seen_of(Failure(statement, "", ("==", received, 200), [first, last]), BASE, None, python=True)
        assert found
        assert found.path == "/a"
    other = seen_of(Failure(BODY, "", None, [first, last]), BASE, None, python=True)
    assert other
    assert other.path == "/b"


def test_without_a_response_there_is_nothing_to_see() -> None:
    """A target that is silent has another card."""
    silent = Exchange("GET", BASE, [], b"")

    assert seen_of(Failure(STATUS, "", None, [silent]), BASE, None, python=True) is None
    assert seen_of(Failure(STATUS, "", None, []), BASE, None, python=True) is None


@pytest.mark.parametrize(
    "status, expected, statement, unexpected",
    [
        (422, 200, "", True),
        (422, 422, "", False),
        (422, {200, 201}, "", True),
        (422, 400, "", False),
        (200, 201, "", False),
        (422, like(a=1), BODY, True),
        (422, like(detail="a"), BODY, False),
        (422, ["query", "a"], "assert x in locations(response)", False),
    ],
)
def test_an_error_is_unexpected_if_a_success_was_expected(
    status: int, expected: Any, statement: str, *, unexpected: bool
) -> None:
    """A rule about errors expects them."""
    assert seen("/hello", status, {}, expected=expected, statement=statement).unexpected is unexpected


def test_a_body_that_is_not_json_is_nothing() -> None:
    """Null is a value."""
    assert seen("/hello", 200, None).body is None
    assert seen("/hello", 200, None).sent_json() is NOTHING
    assert seen("/hello", 200, None, sent=b"{").sent_json() is NOTHING


def test_a_name_is_fit_to_be_printed() -> None:
    """It comes from the target."""
    assert name("a\x1b[2J`b`") == "a\\x1b[2J'b'"
    assert len(name("a" * 1000)) == 61
