"""What a rule may say of a response: JSON by its meaning, validation errors by their `loc`.

Every function raises AssertionError, and nothing else, whatever the server sent.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from unittest.mock import ANY

from fastapi_spec.language import chosen, say
from fastapi_spec.told import told

if TYPE_CHECKING:
    import httpx

JSON = Any

_UNQUOTED = "\ue000"
"""Around words among JSON values, so that they are not taken for a string."""


class _Absent:
    """The value of a property that must not be present."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = _Absent()


class Like:
    """Equal to any JSON value of the same meaning. Built by `like`."""

    def __init__(self, expected: JSON) -> None:
        self.expected = expected
        self._last: tuple[object, str, str | None] = (self, "", None)

    def __eq__(self, other: object) -> bool:
        return self.difference(other) is None

    def difference(self, received: object) -> str | None:
        """Say where a value departs from this one. That of the last value is kept: a card asks for it again."""
        if self._last[0] is not received or self._last[1] != chosen():
            self._last = received, chosen(), difference(received, self.expected)
        return self._last[2]

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(self.expected)


def like(expected: JSON = None, /, **properties: JSON) -> Any:
    """A JSON value that means the same: equal scalars of the same JSON type, arrays element by element,
    and objects that have at least the properties named here (a server may add others).

    A property given as ABSENT must not be present, one given as `unittest.mock.ANY` may be anything.
    ``assert response.json() == like(page=1, limit=ABSENT)``
    """
    return Like(properties or expected)


def difference(received: JSON, expected: JSON, path: str = "body") -> str | None:
    """Say in words where a JSON value departs from the expected one, or None when it does not."""
    if isinstance(expected, Like):
        return difference(received, expected.expected, path)
    if isinstance(expected, Mapping):
        if not isinstance(received, Mapping):
            return say("{path} is {kind}, not an object", path=path, kind=_kind(received))
        for name, value in expected.items():
            if value is ABSENT:
                if name in received:  # its value may be a secret: the exchange has it masked
                    return say("{path} is present, but must not be", path=f"{path}.{name}")
            elif name not in received:
                return say("{path} is missing", path=f"{path}.{name}")
            elif found := difference(received[name], value, f"{path}.{name}"):
                return found
        return None
    if isinstance(expected, list | tuple):
        if not isinstance(received, list):
            return say("{path} is {kind}, not an array", path=path, kind=_kind(received))
        if len(received) != len(expected):
            given = {"path": path, "size": len(received), "wanted": len(expected), "value": shown(received)}
            return say("{path} has {size} elements, not {wanted}: {value}", **given)
        pairs = enumerate(zip(received, expected, strict=True))
        return next((found for i, (r, e) in pairs if (found := difference(r, e, f"{path}[{i}]"))), None)
    # A matcher from elsewhere (a regular expression type, say) decides by its own equality.
    if isinstance(expected, str | int | float | None) and _kind(received) != _kind(expected):
        kinds = [shown(value) if value is None else f"{_kind(value)} {shown(value)}" for value in (received, expected)]
        return say("{path} is {value}, not {wanted}", path=path, value=kinds[0], wanted=kinds[1])
    try:
        # A double may be written as a whole number whose last digits are not its own (RFC 8259 §6).
        same = bool(expected == (float(received) if isinstance(expected, float) else received))
    except ArithmeticError:  # a number beyond float
        same = False
    given = {"path": path, "value": shown(received), "wanted": shown(expected)}
    return None if same else say("{path} is {value}, not {wanted}", **given)


def shown(value: JSON) -> str:
    """A value as JSON, or as Python writes it if JSON cannot express it; cut after 600 characters."""
    try:
        text = json.dumps(value, ensure_ascii=False, default=_plain)
    except (TypeError, ValueError):
        text = repr(value)
    text = re.sub(rf'"{_UNQUOTED}(.*?){_UNQUOTED}"', r"\1", text)
    return text if len(text) <= 600 else text[:600] + " …"


def _plain(value: object) -> object:
    """Values that JSON cannot express: sets as sorted arrays, dates as ISO 8601, all else as Python writes it."""
    match value:
        case _Absent():
            return f"{_UNQUOTED}{say('must not be present')}{_UNQUOTED}"
        case Like():
            return value.expected
        case set() | frozenset():
            return sorted(value, key=repr)
        case bytes():
            return value.decode("utf-8", "backslashreplace")
        case datetime.date():
            return value.isoformat()
    return f"{_UNQUOTED}{say('anything')}{_UNQUOTED}" if value is ANY else told(repr(value))


def _kind(value: JSON) -> str:
    match value:
        case None:
            return say("null")
        case bool():
            return say("boolean")
        case int() | float():
            return say("number")
        case str():
            return say("string")
        case list() | tuple():
            return say("array")
        case Mapping():
            return say("object")
        case _:
            return type(value).__name__


def errors(response: httpx.Response) -> list[dict[str, JSON]]:
    """The entries of a validation error: the objects of ``detail``, each with at least a ``loc`` array."""
    body = response.json()
    detail = body.get("detail") if isinstance(body, dict) else None
    assert isinstance(detail, list), f"the body has no detail array: {shown(body)}"
    for entry in detail:
        assert isinstance(entry, dict) and isinstance(entry.get("loc"), list), f"no loc array in {shown(entry)}"
    return detail


def locations(response: httpx.Response) -> list[list[str | int]]:
    """The locations of a validation error: the ``loc`` of each entry, in the order of the response."""
    return [entry["loc"] for entry in errors(response)]


def member(response: httpx.Response, name: str) -> JSON:
    """The value of one property of a JSON object."""
    body = response.json()
    assert isinstance(body, dict) and name in body, f"the body has no property {name!r}: {shown(body)}"
    return body[name]


def names(value: JSON) -> set[str]:
    """Every property name in a JSON value, at any depth."""
    if isinstance(value, dict):
        return set(value).union(*map(names, value.values()))
    return set().union(*map(names, value)) if isinstance(value, list) else set()


def elements(headers: httpx.Headers, name: str) -> set[str]:
    """The elements of a header that is a list (RFC 9110 §5.6.1), such as Allow or Vary: their order means nothing."""
    return {element.strip() for element in headers.get(name, "").split(",")} - {""}


def location(response: httpx.Response) -> httpx.URL:
    """Where the response leads: its Location, relative or absolute, as a whole URL (RFC 9110 §10.2.2)."""
    from httpx import InvalidURL

    value = response.headers.get("location")
    assert value is not None, "the response has no Location"
    try:
        return response.request.url.join(value)
    except InvalidURL as error:
        raise AssertionError(f"the Location {value[:600]!r} is not a URL: {error}") from None


def media_type(response: httpx.Response) -> str:
    """The media type of the body in lower case, without parameters; empty without the header (RFC 9110 §8.3)."""
    content_type: str = response.headers.get("content-type", "")
    return content_type.partition(";")[0].strip().lower()
