"""Headers that are missing or allow too much, and a token whose time is wrong."""

import time
from typing import Any

import pytest

from fastapi_spec import like
from fastapi_spec.hints.headers import hint
from tests.unit.hints.sample import seen

ORIGIN = (("Origin", "http://localhost"),)
ACCESS = "assert access(response) == expected"


@pytest.mark.parametrize(
    "allowed, expected, words",
    [
        (None, "readable", "add `CORSMiddleware`"),
        ("*", "blocked", "allows every origin"),
        ("http://localhost", "blocked", "allows every origin"),
        ("http://localhost", "readable", ""),
        (None, "blocked", ""),
    ],
)
def test_an_origin_that_is_allowed_or_not(allowed: str | None, expected: str, words: str) -> None:
    """A browser decides by one header."""
    received = (("Access-Control-Allow-Origin", allowed),) if allowed else ()
    given: dict[str, Any] = {"expected": expected, "statement": ACCESS, "received": received}

    found = hint(seen("/chapter03/query", 200, {}, headers=ORIGIN, **given))
    assert words in found
    assert bool(words) == bool(found)
    assert hint(seen("/chapter03/query", 200, {}, **given)) == ""


def test_a_challenge_that_is_missing() -> None:
    """A 401 must have one, by RFC 9110."""
    given: dict[str, Any] = {"expected": "bearer", "statement": "assert 'bearer' in challenges(response)"}

    assert '"WWW-Authenticate": "Bearer"' in hint(seen("/chapter06/users/me", 401, {}, **given))
    assert hint(seen("/chapter06/users/me", 200, {}, **given)) == ""
    challenge = (("WWW-Authenticate", "Basic"),)
    assert hint(seen("/chapter06/users/me", 401, {}, received=challenge, **given)) == ""


@pytest.mark.parametrize(
    "minutes, words",
    [(-300, "300 minutes too early"), (480, "480 minutes too late"), (-15, "15 minutes too early"), (7, ""), (0, "")],
)
def test_a_token_by_local_time(minutes: int, words: str) -> None:
    """Time zones differ by whole quarters of an hour."""
    now = int(time.time())
    claims, expected = {"exp": now + minutes * 60}, like(exp=pytest.approx(now, abs=50))

    found = hint(seen("/chapter06/jwt/token", 200, claims, expected=expected, statement="assert claims == like()"))
    assert words in found
    assert bool(words) == bool(found)
