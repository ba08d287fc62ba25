"""A successful response with another status or another body than the rule expects."""

from typing import Any

import pytest

from fastapi_spec import ABSENT, like
from fastapi_spec.hints.bodies import hint
from tests.unit.hints.sample import BODY, contract, parameter, seen

COOKIE = "/chapter03/cookie"
HEADER = "/chapter03/header"
MODEL = "/chapter04/response_model/input"


@pytest.mark.parametrize(
    "body, words",
    [
        (None, "is `return` missing?"),
        ('{"a": 1}', "encoded twice"),
        ({"other": 1}, ""),
        ({"name_of_itt": 1}, "did you mean `name_of_it`?"),
        ("text", ""),
        ({"name_of_it": 2}, ""),
    ],
)
def test_the_body_itself_tells(body: Any, words: str) -> None:
    """What is null, a string or misspelled is so in any language."""
    found = hint(seen("/hello", 200, body, expected=like(name_of_it=1), statement=BODY))
    assert words in found
    assert bool(words) == bool(found)


def test_a_status_that_was_not_declared() -> None:
    """FastAPI responds with 200 unless the decorator says otherwise."""
    path = "/chapter04/status_201"

    assert "`status_code=201`" in hint(seen(path, 200, {}, expected=201))
    assert hint(seen(path, 200, {}, expected=201, python=False)) == ""
    assert hint(seen(path, 202, {}, expected=201)) == ""


def test_a_cookie_that_is_read_from_the_query() -> None:
    """The value that was sent is not in the body."""
    document = contract(parameter(COOKIE, "cookie_id", **{"in": "query"}))
    given: dict[str, Any] = {"status": 200, "body": {"cookie_id": None}, "statement": BODY}
    given |= {"expected": like(cookie_id="a"), "headers": (("Cookie", "cookie_id=a"),)}

    assert "in a cookie: declare it with `Cookie()`" in hint(seen(COOKIE, document=document, **given))
    assert hint(seen(COOKIE, document=contract(), **given)) == ""


def test_a_header_with_underscores() -> None:
    """It is another header than the one with hyphens."""
    document = contract(parameter(HEADER, "user-agent", name="user_agent"))
    given: dict[str, Any] = {"status": 200, "body": {"user_agent": None}, "statement": BODY}
    given |= {"expected": like(user_agent="a"), "headers": (("User-Agent", "a"),)}

    assert "convert_underscores" in hint(seen(HEADER, document=document, **given))
    assert hint(seen(HEADER, document=contract(), **given)) == ""


def test_a_property_that_no_response_model_leaves_out() -> None:
    """A model that has no such property is not to blame."""
    document = contract()
    given: dict[str, Any] = {"status": 200, "method": "POST", "statement": BODY, "sent": {}}
    given |= {"body": {"password": "a"}, "expected": like(password=ABSENT)}

    assert hint(seen(MODEL, document=document, **given)) == ""
    document["paths"][MODEL]["post"]["responses"]["200"] = {"description": ""}
    assert "set a `response_model` without it" in hint(seen(MODEL, document=document, **given))
