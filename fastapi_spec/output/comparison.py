"""A failed assertion in words, the right way round: what was expected, what was received.

Which side was received does not depend on the order in which it is written: it is the one that reads a response.
``400 <= response.status_code < 500`` is "expected status from 400 to 499, received status 200 OK".
"""

from __future__ import annotations

import ast
from typing import Any, NamedTuple

from fastapi_spec.client.expect import shown
from fastapi_spec.language import say
from fastapi_spec.output.sides import Side, side
from fastapi_spec.output.wording import (
    above,
    containing,
    equal,
    none_of,
    one_of,
    one_of_pairs,
    other_than,
    range_of,
    received,
    said,
    without,
)
from fastapi_spec.verdict.values import Values

SIGNS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
}
TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
READS = {"status_code", "json", "text", "content", "headers", "elapsed"}
"""The attributes by which a response is read."""

Handed = tuple[str, Any, Any]
"""The comparison that pytest hands over: its sign, its left and its right value."""


def plainly(sign: str, left: object, right: object) -> str:
    """A failed comparison in a line, without the assertion that it is part of."""
    if sign in ("in", "not in"):
        return f"{shown(left)} {sign} {shown(right)}"
    wanted = shown(right) if sign == "==" else f"{sign} {shown(right)}"
    return say("expected {expected}, received {received}", expected=wanted, received=shown(left))


class Words(NamedTuple):
    """What was expected, and what was received instead."""

    expected: str
    received: str


def in_words(test: ast.expr, values: Values, handed: Handed | None = None) -> Words:
    """The words for a failed assertion. Raises Unnamed if there are none."""
    if handed:
        _hand(test, values, handed)
    return _words(test, values)


def _hand(test: ast.expr, values: Values, handed: Handed) -> None:
    """Note the values that pytest compared: those of the last comparison with that sign."""
    parts = test.values if isinstance(test, ast.BoolOp) else [test]
    for part in reversed(parts):
        if isinstance(part, ast.Compare) and [SIGNS[type(sign)] for sign in part.ops] == [handed[0]]:
            values.hand(part.left, handed[1])
            values.hand(part.comparators[0], handed[2])
            return


def _words(test: ast.expr, values: Values) -> Words:
    from fastapi_spec.output.truth import of_not, of_truth

    match test:
        case ast.BoolOp(op=ast.And()):
            failed = next((part for part in test.values if not values.get(part, otherwise=True)), test.values[-1])
            return _words(failed, values)
        case ast.BoolOp():
            each = [_words(part, values) for part in test.values]
            expected = say(", or ").join(dict.fromkeys(words.expected for words in each))
            return Words(expected, say("; ").join(dict.fromkeys(words.received for words in each)))
        case ast.Compare(ops=[sign]):
            return _pair(SIGNS[type(sign)], test.left, test.comparators[0], values)
        case ast.Compare():
            return _chain(test, values)
        case ast.UnaryOp(op=ast.Not()):
            return Words(*of_not(test.operand, values))
    return Words(*of_truth(test, values))


def _pair(sign: str, left: ast.expr, right: ast.expr, values: Values) -> Words:
    """A comparison of two sides."""
    turned = _received_right(sign, left, right, values)
    subject, other = (right, left) if turned else (left, right)
    found = side(subject, values)
    if isinstance(subject, ast.Tuple) and sign == "in":
        return Words(one_of_pairs(subject, other, values), said(subject, subject, values))
    if sign in ("in", "not in"):
        if sign == "not in" and turned and found.kind == "text":
            return Words(without(found, other, values), containing(found, other, values))
        words = (containing if sign == "in" else without) if turned else (one_of if sign == "in" else none_of)
        return Words(words(found, other, values), received(found, subject, values, part=other if turned else None))
    if sign == "<=" and turned and isinstance(other, ast.Set):
        return Words(containing(found, other, values), received(found, subject, values))
    if isinstance(subject, ast.Tuple) and sign == "==":
        return Words(said(subject, other, values), said(subject, subject, values))
    if isinstance(subject, ast.ListComp) and subject.generators[0].ifs and sign == "==":
        expected = say("none of {what} with {condition}", what=found.noun, condition=_condition(subject))
        return Words(expected, received(found, subject, values))
    if sign in ("==", "is", "!=", "is not"):
        expected = (equal if sign in ("==", "is") else other_than)(found, other, values)
    else:
        expected = above(found, TURNED.get(sign, sign) if turned else sign, other, values)
    return Words(expected, received(found, subject, values, like=other))


def _condition(node: ast.ListComp) -> str:
    return " and ".join(f"`{ast.unparse(condition)}`" for condition in node.generators[0].ifs)


def _chain(test: ast.Compare, values: Values) -> Words:
    """Several comparisons at once: all equal, or a range."""
    operands = [test.left, *test.comparators]
    if all(isinstance(sign, ast.Eq) for sign in test.ops):
        subjects, expected = operands[:-1], operands[-1]
        each = [received(side(subject, values), subject, values, like=expected) for subject in subjects]
        return Words(equal(side(subjects[0], values), expected, values), ", ".join(each))
    low, subject, high = operands
    found: Side = side(subject, values)
    signs = [SIGNS[type(sign)] for sign in test.ops]
    return Words(range_of(found, low, signs, high, values), received(found, subject, values))


def _received_right(sign: str, left: ast.expr, right: ast.expr, values: Values) -> bool:
    """Whether the right side is what was received."""
    reads = _reads(left, values), _reads(right, values)
    if reads[0] != reads[1]:
        return reads[1]
    fixed = _fixed(left), _fixed(right)
    if fixed[0] != fixed[1]:
        return fixed[0]
    return sign in ("in", "not in")


def _reads(node: ast.expr, values: Values) -> bool:
    """Whether an expression reads a response."""
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute) and part.attr in READS:
            return True
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.args:
            first = part.args[0]
            if part.func.id not in ("like", *_BUILT_IN) and isinstance(first, ast.Name):
                value = values.names.get(first.id)
                if value is None or hasattr(value, "status_code"):
                    return True
    return False


_BUILT_IN = ("abs", "len", "max", "min", "set", "sorted", "str")


def _fixed(node: ast.expr) -> bool:
    """Whether an expression is written out: literals, constants, and what the rule says with `like`."""
    match node:
        case ast.Constant() | ast.JoinedStr() | ast.Dict():
            return True
        case ast.Name():
            return node.id.isupper()
        case ast.List() | ast.Tuple() | ast.Set():
            return all(isinstance(element, ast.Starred) or _fixed(element) for element in node.elts)
        case ast.Call(func=ast.Name(id="like")):
            return True
    return False
