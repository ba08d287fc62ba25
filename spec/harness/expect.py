"""What a rule may say of a response: JSON by its meaning, validation errors by their place.

Every function raises AssertionError, and nothing else, whatever the server sent.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx

JSON = Any


class _Absent:
    """The value of a member that must not be there."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = _Absent()


class Like:
    """Equal to any JSON value of the same meaning. Built by `like`."""

    def __init__(self, expected: JSON) -> None:
        self.expected = expected

    def __eq__(self, other: object) -> bool:
        return difference(other, self.expected) is None

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(self.expected)


def like(expected: JSON = None, /, **members: JSON) -> Any:
    """A JSON value that means the same: equal scalars of the same JSON type, arrays element by element,
    and objects that have at least the members named here (a server may add others).

    A member given as ABSENT must not be there, one given as `unittest.mock.ANY` may be anything.
    ``assert response.json() == like(page=1, limit=ABSENT)``
    """
    return Like(members or expected)


def difference(received: JSON, expected: JSON, place: str = "body") -> str | None:
    """Say in words where a JSON value departs from the expected one, or None when it does not."""
    if isinstance(expected, Like):
        return difference(received, expected.expected, place)
    if isinstance(expected, Mapping):
        if not isinstance(received, Mapping):
            return f"{place} is {_kind(received)}, not an object"
        for name, value in expected.items():
            if value is ABSENT:
                if name in received:
                    return f"{place}.{name} must not be there"  # its value may be a secret: the exchange has it masked
            elif name not in received:
                return f"{place}.{name} is missing"
            elif found := difference(received[name], value, f"{place}.{name}"):
                return found
        return None
    if isinstance(expected, list | tuple):
        if not isinstance(received, list):
            return f"{place} is {_kind(received)}, not an array"
        if len(received) != len(expected):
            return f"{place} has {len(received)} elements, not {len(expected)}: {shown(received)}"
        pairs = enumerate(zip(received, expected, strict=True))
        return next((found for i, (r, e) in pairs if (found := difference(r, e, f"{place}[{i}]"))), None)
    # A matcher from elsewhere (a regular expression type, say) decides by its own equality.
    if isinstance(expected, str | int | float | None) and _kind(received) != _kind(expected):
        return f"{place} is {_kind(received)} {shown(received)}, not {_kind(expected)} {shown(expected)}"
    try:
        # A double may be written as a whole number whose last digits are not its own (RFC 8259 §6).
        same = bool(expected == (float(received) if isinstance(expected, float) else received))
    except ArithmeticError:  # a number beyond float
        same = False
    return None if same else f"{place} is {shown(received)}, not {shown(expected)}"


def shown(value: JSON) -> str:
    """A value as JSON, or as Python writes it where JSON has no word for it; cut after 600 characters."""
    try:
        text = json.dumps(value, ensure_ascii=False, default=_plain)
    except (TypeError, ValueError):
        text = repr(value)
    return text if len(text) <= 600 else text[:600] + " …"


def _plain(value: object) -> object:
    """What JSON has no word for: sets as sorted arrays, points of time as ISO 8601, all else as Python writes it."""
    if isinstance(value, set | frozenset):
        return sorted(value, key=repr)
    return value.isoformat() if isinstance(value, datetime.date) else repr(value)


def _kind(value: JSON) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"
        case list() | tuple():
            return "array"
        case Mapping():
            return "object"
        case _:
            return type(value).__name__


def errors(response: httpx.Response) -> list[dict[str, JSON]]:
    """The entries of a validation error: the objects of ``detail``, each with at least a ``loc`` array."""
    body = response.json()
    detail = body.get("detail") if isinstance(body, dict) else None
    assert isinstance(detail, list), f"the body has no detail array: {body!r}"
    for entry in detail:
        assert isinstance(entry, dict) and isinstance(entry.get("loc"), list), f"no loc array in {entry!r}"
    return detail


def locations(response: httpx.Response) -> list[list[str | int]]:
    """Where a validation error says the faults are: the ``loc`` of each entry, in the order of the answer."""
    return [entry["loc"] for entry in errors(response)]


def member(response: httpx.Response, name: str) -> JSON:
    """The value of one member of a JSON object."""
    body = response.json()
    assert isinstance(body, dict) and name in body, f"the body has no member {name!r}: {body!r}"
    return body[name]


def names(value: JSON) -> set[str]:
    """Every member name in a JSON value, at any depth."""
    if isinstance(value, dict):
        return set(value).union(*map(names, value.values()))
    return set().union(*map(names, value)) if isinstance(value, list) else set()


def elements(headers: httpx.Headers, name: str) -> set[str]:
    """The elements of a header that is a list (RFC 9110 §5.6.1), such as Allow or Vary: their order means nothing."""
    return {element.strip() for element in headers.get(name, "").split(",")} - {""}


def location(response: httpx.Response) -> httpx.URL:
    """Where the answer leads: its Location, relative or absolute, as a whole URL (RFC 9110 §10.2.2)."""
    from httpx import InvalidURL

    value = response.headers.get("location")
    assert value is not None, "the answer has no Location"
    try:
        return response.request.url.join(value)
    except InvalidURL as error:
        raise AssertionError(f"the Location {value!r} is no URL: {error}") from None


def media_type(response: httpx.Response) -> str:
    """The media type of the body in lower case, without parameters; empty without the header (RFC 9110 §8.3)."""
    content_type: str = response.headers.get("content-type", "")
    return content_type.partition(";")[0].strip().lower()
