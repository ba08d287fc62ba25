"""Which kind of mistake a hint is on, and when there is none."""

from typing import Any

import pytest

from fastapi_spec.hints import hint
from tests.unit.hints.sample import BODY, contract, rejected, seen

QUERY = "/chapter03/query"


def test_the_first_kind_that_knows_the_mistake_names_it() -> None:
    """One line is enough: a traceback explains more than the status."""
    printed = "Traceback (most recent call last)\nTypeError: 'coroutine' object is not iterable"

    assert "`await`" in hint(seen(QUERY, 500, printed=printed))
    assert hint(None) == ""


@pytest.mark.parametrize("python", [True, False])
@pytest.mark.parametrize(
    "status, body, expected, statement",
    [
        (422, "nonsense", 200, ""),
        (422, {"detail": "no"}, 200, ""),
        (422, {"detail": [{"loc": 1}, 2]}, 200, ""),
        (422, rejected([]), 200, ""),
        (404, {"detail": "Not Found"}, 200, ""),
        (500, None, 200, ""),
        (200, {"page": 1}, {"page": 2}, BODY),
        (200, [1], [2], BODY),
        (200, {}, 422, ""),
        (429, {}, 200, ""),
    ],
)
def test_in_doubt_there_is_none(status: int, body: Any, expected: Any, statement: str, *, python: bool) -> None:
    """A server in another language is told no nonsense, nor one that sends anything at all."""
    documents: tuple[Any, ...] = (None, {}, {"paths": 1}, {"paths": {QUERY: {"get": []}}}, contract())
    for document in documents:
        given = seen(QUERY, status, body, expected=expected, statement=statement, document=document, python=python)
        assert hint(given) == ""


def test_what_to_write_in_fastapi_is_only_for_python() -> None:
    """A port in another language needs the fact."""
    given: dict[str, Any] = {
        "path": f"{QUERY}/bool/conversion",
        "status": 200,
        "body": None,
        "expected": {"a": 1},
        "statement": BODY,
    }

    assert hint(seen(**given)).endswith("returns nothing: is `return` missing?")
    assert hint(seen(**given, python=False)).endswith("returns nothing")
