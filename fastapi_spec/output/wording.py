"""The words for values of a side: a status has its phrase, a header its field, a validation error its location."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from fastapi_spec.client.expect import Like, difference, shown
from fastapi_spec.language import say
from fastapi_spec.output.http import phrase
from fastapi_spec.output.sides import Side, side, spelled
from fastapi_spec.verdict.values import Unknown, Values

_UNKNOWN = object()


def equal(subject: Side, node: ast.expr, values: Values) -> str:
    """That the side has this value."""
    return _equal(subject, values.get(node, _UNKNOWN), node)


def _equal(subject: Side, value: Any, node: ast.expr) -> str:
    if subject.kind == "status":
        return _statuses(value, node)
    if subject.kind == "header" and value is None:
        return say("no header {name}", name=spelled(subject.name))
    if subject.kind == "header":
        return _field(subject, value, node)
    if value in ("", b"") and subject.kind == "text":
        return say("an empty body")
    if value in ([], set(), frozenset()):
        return say("{what}: none", what=subject.noun)
    if isinstance(value, Like):
        like = isinstance(value.expected, dict | list | tuple) and value.expected
        return f"{subject.noun}{say(' like') if like else ''} {shown(value)}"
    if subject.kind == "locations":
        return say("validation errors at {places}", places=_places(value, node))
    return f"{subject.noun} {_shown(value, node)}"


def other_than(subject: Side, node: ast.expr, values: Values) -> str:
    """That the side does not have this value."""
    return say("{what} other than {value}", what=subject.noun, value=shown_node(node, values))


def above(subject: Side, sign: str, node: ast.expr, values: Values) -> str:
    """That the side is greater or less than a value."""
    given = {"what": subject.noun, "value": shown_node(node, values)}
    match sign:
        case "<":
            return say("{what} below {value}", **given)
        case "<=":
            return say("{what} at most {value}", **given)
        case ">":
            return say("{what} above {value}", **given)
    return say("{what} at least {value}", **given)


def range_of(subject: Side, low: ast.expr, signs: list[str], high: ast.expr, values: Values) -> str:
    """That the side lies between two values; whole numbers are both included."""
    first, last = values.get(low, _UNKNOWN), values.get(high, _UNKNOWN)
    if isinstance(first, int) and isinstance(last, int):
        bounds = str(first + (signs[0] == "<")), str(last - (signs[1] == "<"))
    else:
        bounds = _shown(first, low), _shown(last, high)
    return say("{what} from {low} to {high}", what=subject.noun, low=bounds[0], high=bounds[1])


def containing(subject: Side, node: ast.expr, values: Values) -> str:
    """That the side contains a value."""
    value = values.get(node, _UNKNOWN)
    match subject.kind:
        case "locations":
            return say("a validation error at {place}", place=place(value, node))
        case "headers":
            return say("the header {name}", name=spelled(str(value)))
        case "header":
            return say("the {header} to contain {value}", header=subject.noun, value=_listed(value, node))
    return say("{what} with {value}", what=subject.noun, value=_shown(value, node))


def without(subject: Side, node: ast.expr, values: Values) -> str:
    """That the side does not contain a value."""
    value = values.get(node, _UNKNOWN)
    match subject.kind:
        case "locations":
            return say("no validation error at {place}", place=place(value, node))
        case "headers":
            return say("no header {name}", name=spelled(str(value)))
        case "header":
            return say("the {header} not to contain {value}", header=subject.noun, value=_listed(value, node))
    return say("{what} without {value}", what=subject.noun, value=_shown(value, node))


def one_of_pairs(subject: ast.Tuple, node: ast.expr, values: Values) -> str:
    """That several values are together one of several tuples."""
    options = values.get(node, _UNKNOWN)
    if not isinstance(options, list | tuple):
        return f"{side(subject.elts[0], values).noun} … `{ast.unparse(node)}`"
    return say(", or ").join(_together(subject, option, values) for option in options)


def one_of(subject: Side, node: ast.expr, values: Values) -> str:
    """That the side is one of several values."""
    parts = node.elts if isinstance(node, ast.List | ast.Tuple | ast.Set) else []
    value = values.get(node, _UNKNOWN)
    if subject.kind == "status" and isinstance(value, list | tuple | set | frozenset) and not any(map(_nested, value)):
        return say("status {statuses}", statuses=_either([_status(each) for each in sorted(value, key=str)]))
    if isinstance(value, list | tuple | set | frozenset):
        return f"{subject.noun} {_either([shown(each) for each in value])}"
    return f"{subject.noun} {_either([shown_node(part, values) for part in parts] or [f'`{ast.unparse(node)}`'])}"


def none_of(subject: Side, node: ast.expr, values: Values) -> str:
    """That the side is none of several values."""
    return say("{what} other than {value}", what=subject.noun, value=one_of(Side("other", ""), node, values).strip())


def received(
    subject: Side, node: ast.expr, values: Values, *, like: ast.expr | None = None, part: ast.expr | None = None
) -> str:
    """What was received as the value of an expression; with ``like`` where it departs from that.

    ``part`` is what it should, or should not, have contained. Empty if the value is not known.
    """
    try:
        value = values.of(node)
    except Unknown:
        return ""
    expected = values.get(like) if like is not None else None
    match subject.kind:
        case "status" if isinstance(value, int):
            return _status(value, with_phrase=True)
        case "status":
            return _statuses(value, node)
        case "header":
            return _received_header(subject, values)
        case "headers" if isinstance(value, Mapping):
            name = spelled(str(values.get(part, ""))) if part is not None else ""
            fields = [f"{key}: {text}" for key, text in value.items() if not name or key == name.lower()]
            found = say("header {name}", name=spelled(fields[0])) if fields else ""
            return found or say("no header {name}", name=name)
        case "locations" if isinstance(value, list):
            places = _places(value, node)
            return say("validation errors at {places}", places=places) if value else say("no validation error")
    if value in ("", b"") and subject.kind == "text":
        return say("an empty body")
    if isinstance(expected, Like):
        return difference(value, expected.expected, subject.path or subject.noun) or f"{subject.noun} {shown(value)}"
    return f"{subject.noun} {shown(value)}"


def said(subject: ast.Tuple, node: ast.expr, values: Values) -> str:
    """Several values, each with what it is: ``status 206 and body "he"``."""
    value = values.get(node, _UNKNOWN)
    if value is _UNKNOWN and isinstance(node, ast.Tuple):
        value = [values.get(element, _UNKNOWN) for element in node.elts]
    return _together(subject, value, values) if isinstance(value, list | tuple) else ""


def _together(subject: ast.Tuple, given: list[Any] | tuple[Any, ...], values: Values) -> str:
    parts = []
    for each, value in zip(subject.elts, given, strict=False):
        text = _equal(side(each, values), value, each)
        owner = each.value.id if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name) else ""
        parts.append(f"{text} ({owner})" if owner and owner != "response" else text)
    return say(" and ").join(parts)


def place(value: object, node: ast.expr) -> str:
    """The location of a validation error as rules write it: ``[query, q]``."""
    if value is _UNKNOWN:
        return f"`{ast.unparse(node)}`"
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list | tuple) else shown(value)


def shown_node(node: ast.expr, values: Values) -> str:
    """The value of an expression, or its source if that is not known."""
    return _shown(values.get(node, _UNKNOWN), node)


def _shown(value: object, node: ast.expr) -> str:
    return f"`{ast.unparse(node)}`" if value is _UNKNOWN else shown(value)


def _nested(value: object) -> bool:
    return isinstance(value, tuple | list)


def _either(texts: list[str]) -> str:
    return f"{', '.join(texts[:-1])}{say(' or ')}{texts[-1]}" if len(texts) > 1 else "".join(texts)


def _status(value: object, *, with_phrase: bool = False) -> str:
    if not with_phrase or not isinstance(value, int):
        return str(value) if value is not None else say("none")
    return say("status {status}", status=f"{value} {phrase(value)}".strip())


def _statuses(value: Any, node: ast.expr) -> str:
    if isinstance(value, set) and len(value) == 1:
        value = next(iter(value))
    if isinstance(value, list | tuple | set | frozenset):
        return say("status {statuses}", statuses=", ".join(_status(each) for each in value))
    if value is _UNKNOWN:
        return say("status {status}", status=f"`{ast.unparse(node)}`")
    return _status(value, with_phrase=True)


def _places(value: Any, node: ast.expr) -> str:
    if not isinstance(value, list):
        return place(value, node)
    return ", ".join(place(each, node) if isinstance(each, list) else shown(each) for each in value)


def _listed(value: Any, node: ast.expr) -> str:
    if isinstance(value, set | frozenset | list | tuple):
        return ", ".join(sorted(map(str, value)))
    return value if isinstance(value, str) else _shown(value, node)


def _field(subject: Side, value: Any, node: ast.expr) -> str:
    """A header with this value, or, if that is a set, with these elements and no others."""
    if isinstance(value, set | frozenset):
        none = say("{header} without elements", header=subject.noun)
        return say("{header} with {value}", header=subject.noun, value=_listed(value, node)) if value else none
    return f"{subject.noun}: {value if isinstance(value, str) else _shown(value, node)}"


def _received_header(subject: Side, values: Values) -> str:
    """The header as it was received."""
    headers = values.get(subject.headers) if subject.headers else None
    value = headers.get(subject.name) if headers is not None else None
    return say("no header {name}", name=spelled(subject.name)) if value is None else f"{subject.noun}: {value}"
