"""The changes: each makes another response of a recorded one, by one difference."""

import inspect
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from fastapi_spec.client.api import Headers
from fastapi_spec.rules.rule import rule_of

NEIGHBOURS = {200: 201, 201: 200, 204: 200, 206: 200, 304: 200, 307: 302, 400: 422, 401: 403, 403: 401, 404: 410}
"""A status that could be mistaken for each of these. Any other becomes 400."""

LEAVES = 12
"""How many values of a body are changed, and how many removed: the first in the order of the response."""

WORDS = {"date", "server"}
"""Headers whose names are ordinary words, and which no rule reads."""

ALIASES = {
    "content-type": ("media_type(",),
    "location": ("location(",),
    "access-control-allow-origin": ("access(", "permission(", "blocked(", "denied("),
}
"""The functions through which rules read a header."""


class Recorded:
    """A response as it was: status, headers, body."""

    def __init__(self, status: int, headers: Headers, body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    def but(
        self, *, status: int | None = None, headers: Headers | None = None, body: bytes | None = None
    ) -> "Recorded":
        return Recorded(
            self.status if status is None else status,
            self.headers if headers is None else headers,
            self.body if body is None else body,
        )


Change = tuple[str, str, Recorded]
"""The kind of a change, what was changed, and the changed response."""


KINDS = [
    *("status", "class of status", "header removed", "header changed", "empty body", "truncated body"),
    *("value changed", "string prefixed", "value removed", "property added", "byte changed"),
]
"""The kinds of changes."""

LIVE: dict[str, Callable[[Recorded], Recorded]] = {
    "status": lambda response: response.but(status=NEIGHBOURS.get(response.status, 400)),
    "class of status": lambda response: response.but(status=500 if response.status < 400 else 200),
    "empty body": lambda response: response.but(body=b""),
    "truncated body": lambda response: response.but(body=response.body[: len(response.body) // 2]),
}
"""The changes that can be made to any response, whatever it contains."""


def changes(item: pytest.Item, response: Recorded) -> Iterator[Change]:
    """Every response that differs from the recorded one by one change."""
    for kind in ("status", "class of status"):
        yield kind, str(response.status), LIVE[kind](response)
    for name in named_headers(item, response):
        others = [(key, value) for key, value in response.headers if key.lower() != name]
        yield "header removed", name, response.but(headers=others)
        yield "header changed", name, response.but(headers=[*others, (name, "other")])
        for value in (value for key, value in response.headers if key.lower() == name and ";" in value):
            bare = value.partition(";")[0]
            yield "header changed", f"{name} without parameters", response.but(headers=[*others, (name, bare)])
    if response.body:
        yield "empty body", "", LIVE["empty body"](response)
        yield "truncated body", "", LIVE["truncated body"](response)
        yield from _in_the_body(response)


def named_headers(item: pytest.Item, response: Recorded) -> list[str]:
    """The headers of a response that the rule names, in its statement or its code."""
    rule = rule_of(item)
    assert rule
    said = (rule.statement + inspect.getsource(item.function)).lower()  # type: ignore[attr-defined]
    names = dict.fromkeys(name.lower() for name, _ in response.headers if name.lower() not in WORDS)
    return [name for name in names if any(word in said for word in (name, *ALIASES.get(name, ())))]


def _in_the_body(response: Recorded) -> Iterator[Change]:
    try:
        body = json.loads(response.body)
    except ValueError:
        half = len(response.body) // 2
        other = response.body[:half] + bytes([response.body[half] ^ 1]) + response.body[half + 1 :]
        yield "byte changed", f"byte {half}", response.but(body=other)
        return
    for path, put in list(_leaves(body))[:LEAVES]:
        yield "value changed", path, response.but(body=put(_other))
        if (prefixed := put(_prefixed)) != put(lambda value: value):
            yield "string prefixed", path, response.but(body=prefixed)
    for path, cut in list(_children(body))[:LEAVES]:
        yield "value removed", path, response.but(body=cut())
    if isinstance(body, dict):
        yield "property added", "", response.but(body=json.dumps({**body, "unexpected": True}).encode())


def _other(value: Any) -> Any:
    """Another value of the same JSON type."""
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str():
            return value + "x"
        case _:
            return "x"


def _prefixed(value: Any) -> Any:
    """A string that begins otherwise; any other value as it is."""
    return f"x{value}" if isinstance(value, str) else value


def _leaves(body: Any) -> Iterator[tuple[str, Callable[[Callable[[Any], Any]], bytes]]]:
    """Each value that contains no other, and a function that writes the body with that value changed."""
    for path in _paths(body):
        if not isinstance(_at(body, path), dict | list):
            yield _name(path), lambda change, path=path: _rewritten(body, path, change)  # type: ignore[misc]


def _children(body: Any) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Each property of an object or element of an array, and a function that writes the body without it."""
    for path in _paths(body):
        if path:
            yield _name(path), lambda path=path: _without(body, path)  # type: ignore[misc]


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from _paths(child, (*path, key))


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def _rewritten(body: Any, path: tuple[Any, ...], change: Callable[[Any], Any]) -> bytes:
    copy = json.loads(json.dumps(body))
    if not path:
        return json.dumps(change(copy)).encode()
    _at(copy, path[:-1])[path[-1]] = change(_at(copy, path))
    return json.dumps(copy).encode()


def _without(body: Any, path: tuple[Any, ...]) -> bytes:
    copy = json.loads(json.dumps(body))
    del _at(copy, path[:-1])[path[-1]]
    return json.dumps(copy).encode()


def _name(path: tuple[Any, ...]) -> str:
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path) or "the whole"
