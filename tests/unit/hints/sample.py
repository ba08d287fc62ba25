"""A failure as a hint sees it, and the contract's document as a target could have it."""

import copy
import json
from collections.abc import Callable
from typing import Any

from fastapi_spec.client.api import Exchange
from fastapi_spec.hints.seen import Seen, seen_of
from fastapi_spec.rules.contract import documents
from fastapi_spec.verdict.causes import Failure

BASE = "http://h"
STATUS = "assert response.status_code == 200"
BODY = "assert response.json() == like(a=1)"
JSON = ("Content-Type", "application/json")
FORM = ("Content-Type", "application/x-www-form-urlencoded")


def seen(
    path: str,
    status: int = 422,
    body: Any = None,
    *,
    method: str = "GET",
    expected: Any = 200,
    statement: str = "",
    sent: Any = None,
    headers: tuple[tuple[str, str], ...] = (),
    received: tuple[tuple[str, str], ...] = (),
    printed: str = "",
    document: Any = None,
    python: bool = True,
) -> Seen:
    """A response to a request; ``expected`` is a status, or a body if ``statement`` says so."""
    content = sent if isinstance(sent, bytes) else b"" if sent is None else json.dumps(sent).encode()
    headers = headers or ((JSON,) if sent is not None else ())
    exchange = Exchange(method, BASE + path, list(headers), content, status, list(received), json.dumps(body).encode())
    compared = status if not statement else body
    failure = Failure(statement or STATUS, "", ("==", compared, expected), [exchange], printed)
    found = seen_of(failure, BASE, document, python=python)
    assert found
    return found


def rejected(*locations: list[Any]) -> dict[str, Any]:
    """The body of a 422 at these locations."""
    return {"detail": [{"loc": location, "msg": "Field required", "type": "missing"} for location in locations]}


def contract(*changes: Callable[[Any], object]) -> Any:
    """The contract's document of the main application, changed."""
    document = copy.deepcopy(documents()[""])
    for change in changes:
        change(document)
    return document


def parameter(path: str, called: str, /, **values: Any) -> Callable[[Any], object]:
    """A change of a parameter of a GET; its schema is changed by ``schema=``."""

    def change(document: Any) -> None:
        (found,) = (each for each in document["paths"][path]["get"]["parameters"] if each["name"] == called)
        found.update(values)

    return change


def renamed(path: str, other: str) -> Callable[[Any], object]:
    """A change of a path."""
    return lambda document: document["paths"].update({other: document["paths"].pop(path)})
