"""A path or a method that the application has otherwise."""

from typing import Any

import pytest

from fastapi_spec.client.api import Exchange
from fastapi_spec.hints.moved import hint
from fastapi_spec.hints.seen import Seen, seen_of
from fastapi_spec.verdict.causes import Failure
from tests.unit.hints.sample import BASE, BODY, contract, renamed, seen

TOKEN = "/chapter06/token"


def absent(path: str, document: Any, method: str = "GET", *, python: bool = True) -> Seen:
    """An operation that is not built."""
    exchange = Exchange(method, BASE + path, [], b"", 404, [], b"{}")
    found = seen_of(Failure("", "", None, [exchange]), BASE, document, python=python)
    assert found
    return found


@pytest.mark.parametrize(
    "path, location, words",
    [
        ("/chapter04/login/", f"{BASE}/chapter04/login", "without the slash"),
        ("/chapter04/file", "/chapter04/file/", "with a slash"),
        ("/chapter04/file", "/login", ""),
        ("/chapter04/file", "", ""),
    ],
)
def test_a_redirect_to_the_same_path(path: str, location: str, words: str) -> None:
    """Only the slash at the end differs."""
    found = hint(seen(path, 307, received=(("Location", location),)))
    assert words in found
    assert bool(words) == bool(found)
    assert hint(seen(path, 307, expected=307, received=(("Location", location),))) == ""


@pytest.mark.parametrize(
    "other, words",
    [
        ("/chapter06/chapter06/token", "with the prefix `/chapter06` twice"),
        ("/api/chapter06/token", "with the prefix `/api` before it"),
        ("/token", "without the prefix `/chapter06`"),
        ("/chapter06/tokens", "did you mean `/chapter06/token`?"),
        ("/chatpter06/token", "did you mean `/chapter06/token`?"),
        ("/other", ""),
        ("/", ""),
    ],
)
def test_an_operation_under_another_path(other: str, words: str) -> None:
    """By the OpenAPI document of the target."""
    found = hint(absent(TOKEN, contract(renamed(TOKEN, other)), "POST"))
    assert words in found
    assert bool(words) == bool(found)


def test_another_method() -> None:
    """The path is there."""
    document = contract()
    document["paths"][TOKEN] = {"get": document["paths"][TOKEN]["post"]}

    assert "has GET, but not POST, for `/chapter06/token`" in hint(absent(TOKEN, document, "POST"))


def test_a_router_that_is_not_included() -> None:
    """Not said of an application in another language, nor if its document has paths there."""
    document = contract()
    document["paths"] = {"/hello": document["paths"]["/hello"]}

    assert "include_router" in hint(absent(TOKEN, document, "POST"))
    assert hint(absent(TOKEN, document, "POST", python=False)) == ""
    assert hint(absent(TOKEN, None, "POST")) == ""


def test_static_files() -> None:
    """No document has them."""
    assert "app.mount" in hint(seen("/static/a.txt", 404, {}))
    assert hint(seen("/static/a.txt", 404, {}, expected=404)) == ""
    assert hint(seen("/static/a.txt", 404, {}, python=False)) == ""


def test_a_fixed_path_behind_one_with_a_parameter() -> None:
    """The order of a FastAPI application is that of its document."""
    fixed, other = "/chapter03/path/parameters", "/chapter03/path/{parameters}"
    document = contract(renamed(fixed, fixed))
    given: dict[str, Any] = {"status": 200, "body": {"a": 2}, "expected": {"a": 1}, "statement": BODY}

    assert f"`{other}` is declared before `{fixed}`" in hint(seen(fixed, document=document, **given))
    assert hint(seen(fixed, document=contract(), **given)) == ""
    assert hint(seen(fixed, document=document, python=False, **given)) == ""
