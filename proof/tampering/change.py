"""The changes: each makes another answer of a recorded one, in one place."""

import inspect
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from fastapi_spec.client.api import Headers
from fastapi_spec.rules.rule import rule_of

NEIGHBOURS = {200: 201, 201: 200, 204: 200, 206: 200, 304: 200, 307: 302, 400: 422, 401: 403, 403: 401, 404: 410}
"""The status that is mistaken for another one. Any other becomes 400."""

LEAVES = 12
"""How many values of a body are changed, and how many members removed: the first in the order of the answer."""

WORDS = {"date", "server"}
"""Headers whose names are words of any sentence, and which no rule reads."""

ALIASES = {
    "content-type": ("media_type(",),
    "location": ("location(",),
    "access-control-allow-origin": ("blocked(", "refused(", "allowed("),
}
"""The functions of the rules that read a header for them."""


class Recorded:
    """An answer as it was: status, headers, body."""

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
"""The kind of a change, what was changed in words, and the answer that comes of it."""


KINDS = [
    *("status", "header removed", "header changed", "empty body", "truncated body"),
    *("value changed", "member removed", "member added", "byte changed"),
]
"""The kinds of changes."""

LIVE: dict[str, Callable[[Recorded], Recorded]] = {
    "status": lambda answer: answer.but(status=NEIGHBOURS.get(answer.status, 400)),
    "empty body": lambda answer: answer.but(body=b""),
    "truncated body": lambda answer: answer.but(body=answer.body[: len(answer.body) // 2]),
}
"""The changes that can be made to any answer, whatever it holds."""


def changes(item: pytest.Item, answer: Recorded) -> Iterator[Change]:
    """Every answer that differs from the recorded one in one place."""
    yield "status", f"status {answer.status}", LIVE["status"](answer)
    for name in spoken_of(item, answer):
        others = [(key, value) for key, value in answer.headers if key.lower() != name]
        yield "header removed", name, answer.but(headers=others)
        yield "header changed", name, answer.but(headers=[*others, (name, "other")])
    if answer.body:
        yield "empty body", "", LIVE["empty body"](answer)
        yield "truncated body", "", LIVE["truncated body"](answer)
        yield from _in_the_body(answer)


def spoken_of(item: pytest.Item, answer: Recorded) -> list[str]:
    """The headers of an answer that the rule names, in its sentence or its code."""
    rule = rule_of(item)
    assert rule
    said = (rule.statement + inspect.getsource(item.function)).lower()  # type: ignore[attr-defined]
    names = dict.fromkeys(name.lower() for name, _ in answer.headers if name.lower() not in WORDS)
    return [name for name in names if any(word in said for word in (name, *ALIASES.get(name, ())))]


def _in_the_body(answer: Recorded) -> Iterator[Change]:
    try:
        body = json.loads(answer.body)
    except ValueError:
        half = len(answer.body) // 2
        other = answer.body[:half] + bytes([answer.body[half] ^ 1]) + answer.body[half + 1 :]
        yield "byte changed", f"byte {half}", answer.but(body=other)
        return
    for place, put in list(_leaves(body))[:LEAVES]:
        yield "value changed", place, answer.but(body=put(_other))
    for place, cut in list(_members(body))[:LEAVES]:
        yield "member removed", place, answer.but(body=cut())
    if isinstance(body, dict):
        yield "member added", "", answer.but(body=json.dumps({**body, "unexpected": True}).encode())


def _other(value: Any) -> Any:
    """A value of the same JSON type that is another one."""
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str():
            return value + "x"
        case _:
            return "x"


def _leaves(body: Any) -> Iterator[tuple[str, Callable[[Callable[[Any], Any]], bytes]]]:
    """Each value that holds no other, and a function that writes the body with that value changed."""
    for path in _paths(body):
        if not isinstance(_at(body, path), dict | list):
            yield _name(path), lambda change, path=path: _rewritten(body, path, change)  # type: ignore[misc]


def _members(body: Any) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Each member of an object or element of an array, and a function that writes the body without it."""
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
