"""An assertion that compares nothing, in words: ``any(...)``, ``not ...``, a helper's verdict, a pattern."""

from __future__ import annotations

import ast

from fastapi_spec.language import say
from fastapi_spec.output.sides import Side, sentence, side, spelled
from fastapi_spec.output.wording import received, shown_node
from fastapi_spec.verdict.values import Values

KINDS = {"str": "string", "dict": "object", "list": "array", "int": "number", "bool": "boolean"}
"""The types of Python by the names that JSON has for them."""


def of_truth(test: ast.expr, values: Values) -> tuple[str, str]:
    """The words for what should be true. Raises Unnamed."""
    match test:
        case ast.Call(func=ast.Name(id="any"), args=[ast.GeneratorExp() as each]):
            return _any(each, values)
        case ast.Call(func=ast.Name(id="isinstance"), args=[subject, ast.Name() as kind]):
            found = side(subject, values)
            expected = say("{what} that is of type {kind}", what=found.noun, kind=KINDS.get(kind.id, kind.id))
            return expected, received(found, subject, values)
        case ast.Call(func=ast.Attribute(attr="endswith" | "startswith" as method, value=subject), args=[text]):
            return _edge(method, subject, text, values)
        case ast.Call(func=ast.Attribute(attr="isdisjoint", value=subject), args=[others]):
            return _disjoint(subject, others, values)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="re")), args=[pattern, subject, *_]):
            found, matched = side(subject, values), shown_node(pattern, values)
            return say("{what} that matches {pattern}", what=found.noun, pattern=matched), received(
                found, subject, values
            )
        case ast.ListComp():
            conditions = " and ".join(f"`{ast.unparse(condition)}`" for condition in test.generators[0].ifs)
            found = side(test, values)
            expected = say("at least one of {what} with {condition}", what=found.noun, condition=conditions)
            return expected, say("none")
    if isinstance(test, ast.Attribute):
        return f"`{ast.unparse(test)}`", ""
    found = side(test, values)
    if found.kind in ("locations", "errors"):
        return say("at least one validation error"), received(found, test, values)
    if found.kind == "json":
        return say("a {what} that is not empty", what=found.noun), received(found, test, values)
    told = sentence(test, values) if isinstance(test, ast.Call) else ""
    expected = say("{what}: {sentence}", what=found.noun, sentence=told) if told else found.noun
    return expected, received(found, test, values)


def of_not(test: ast.expr, values: Values) -> tuple[str, str]:
    """The words for what should not be true. Raises Unnamed."""
    match test:
        case ast.Call(func=ast.Name(id="any"), args=[ast.GeneratorExp() as each]):
            return _none(each, values)
        case ast.BinOp(op=ast.BitAnd()):
            return _disjoint(test.left, test.right, values, both=test)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="re")), args=[pattern, subject, *_]):
            found, match = side(subject, values), values.get(test)
            expected = say("{what} that does not match {pattern}", what=found.noun, pattern=shown_node(pattern, values))
            return expected, f"{found.noun} {match.group()!r}" if match else received(found, subject, values)
        case ast.ListComp():
            conditions = " and ".join(f"`{ast.unparse(condition)}`" for condition in test.generators[0].ifs)
            found = side(test, values)
            expected = say("none of {what} with {condition}", what=found.noun, condition=conditions)
            return expected, received(found, test, values)
    if isinstance(test, ast.Attribute):
        return f"`not {ast.unparse(test)}`", ""
    found = side(test, values)
    return say("no {what}", what=found.noun), received(found, test, values)


def _any(each: ast.GeneratorExp, values: Values) -> tuple[str, str]:
    """That one of several elements is among others: ``any(location in REQUIRED for location in locations(r))``."""
    condition, source = each.elt, each.generators[0].iter
    if isinstance(condition, ast.Compare) and isinstance(condition.ops[0], ast.In):
        found, others = side(source, values), shown_node(condition.comparators[0], values)
        if found.kind == "locations":
            return say("a validation error at one of {places}", places=others), received(found, source, values)
        return say("{what} with one of {values}", what=found.noun, values=others), received(found, source, values)
    found = side(source, values)
    return say("one of {what} with {condition}", what=found.noun, condition=f"`{ast.unparse(condition)}`"), received(
        found, source, values
    )


def _none(each: ast.GeneratorExp, values: Values) -> tuple[str, str]:
    """That none of several values is in another: ``not any(secret in response.text for secret in SECRETS)``."""
    condition, loop = each.elt, each.generators[0]
    if not isinstance(condition, ast.Compare):
        found = side(loop.iter, values)
        return say(
            "none of {what} with {condition}", what=found.noun, condition=f"`{ast.unparse(condition)}`"
        ), received(found, loop.iter, values)
    container = condition.comparators[0]
    found = side(container, values)
    if isinstance(condition.left, ast.Constant):
        name = str(condition.left.value)
        what = say("header {name}", name=spelled(name)) if found.kind == "headers" else f"{found.noun} {name}"
        return say("no {what} in any response", what=what), say("{what} in a response", what=what)
    chosen = ast.ListComp(condition.left, [ast.comprehension(loop.target, loop.iter, [*loop.ifs, condition], 0)])
    inside = shown_node(ast.fix_missing_locations(ast.copy_location(chosen, each)), values)
    expected = say("{what} without any of {values}", what=found.noun, values=shown_node(loop.iter, values))
    return expected, say("{what} with {value}", what=found.noun, value=inside)


def _edge(method: str, subject: ast.expr, text: ast.expr, values: Values) -> tuple[str, str]:
    found: Side = side(subject, values)
    given = {"what": found.noun, "text": shown_node(text, values)}
    ends = method == "endswith"
    expected = say("{what} that ends with {text}", **given) if ends else say("{what} that begins with {text}", **given)
    return expected, received(found, subject, values)


def _disjoint(subject: ast.expr, others: ast.expr, values: Values, both: ast.expr | None = None) -> tuple[str, str]:
    """That two sets have nothing in common."""
    found = side(subject, values)
    expected = say("{what} without any of {values}", what=found.noun, values=shown_node(others, values))
    return expected, received(found, both or subject, values)
