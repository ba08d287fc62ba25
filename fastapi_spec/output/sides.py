"""What one side of an assertion is called: ``response.status_code`` is the status, ``response.json()`` the body."""

from __future__ import annotations

import ast
import inspect
from dataclasses import dataclass

from fastapi_spec.language import say
from fastapi_spec.told import named
from fastapi_spec.verdict.values import Values

THROUGH = {"abs", "bytes", "float", "frozenset", "int", "list", "max", "min", "set", "sorted", "str", "tuple"}
"""Functions whose result is called like their argument."""
READS = {
    "decode", "encode", "isoformat", "keys", "lower", "partition", "replace", "split", "strip", "timestamp",
    "total_seconds", "upper", "utcoffset", "values",
}  # fmt: skip
"""Methods whose result is called like what they read."""
SPELLED = {"etag": "ETag", "www-authenticate": "WWW-Authenticate", "te": "TE"}
"""Header names that are not written with a capital after each hyphen."""


@dataclass(frozen=True, slots=True)
class Side:
    """``kind`` decides how values of it are said, ``noun`` is its name; ``path`` begins where a difference is located.

    ``headers`` and ``name`` are those of a header: the expression of all headers, and the name of this one.
    """

    kind: str
    noun: str
    path: str = ""
    headers: ast.expr | None = None
    name: str = ""


class Unnamed(Exception):
    """There is no word for an expression."""


def side(node: ast.expr, values: Values) -> Side:
    """What an expression is called. Raises Unnamed."""
    match node:
        case ast.Attribute(attr="status_code") | ast.Name(id="status"):
            return Side("status", say("status"))
        case ast.Attribute(attr="text" | "content"):
            return Side("text", say("body"))
        case ast.Attribute(attr="headers"):
            return Side("headers", say("headers"), headers=node)
        case ast.Attribute() if node.attr == "path":
            return side(node.value, values)
        case ast.Attribute():
            return _named(node.attr)
        case ast.Name():
            return _named(node.id)
        case ast.Subscript(value=ast.Attribute(attr="headers") as headers, slice=ast.Constant(value=str(name))):
            return _header(headers, name)
        case ast.Subscript() | ast.Starred():
            return side(node.value, values)
        case ast.Compare():
            return Side("other", f"`{ast.unparse(node)}`")
        case ast.BinOp():
            return side(node.left, values)
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
            return _of_each(node, values)
        case ast.Tuple() | ast.List() | ast.Set() if node.elts:
            return side(node.elts[0], values)
        case ast.Call(func=ast.Attribute() as called):
            return _of_method(node, called, values)
        case ast.Call(func=ast.Name(id=name)):
            return _of_function(node, name, values)
    raise Unnamed(ast.unparse(node))


def spelled(name: str) -> str:
    """A header name as it is usually written."""
    return SPELLED.get(name.lower()) or "-".join(part.capitalize() for part in name.split("-"))


def sentence(call: ast.Call, values: Values) -> str:
    """The first sentence of the docstring of the function that is called; empty if it is not known or has none."""
    docstring = inspect.getdoc(values.function(call)) or ""
    return named(" ".join(docstring.partition("\n\n")[0].split()).partition(". ")[0].rstrip("."))


def _header(headers: ast.expr, name: str) -> Side:
    return Side("header", say("header {name}", name=spelled(name)), headers=headers, name=name)


def _named(identifier: str) -> Side:
    words = identifier.strip("_").replace("_", " ")
    return Side("other", named(words), words)


def _of_each(node: ast.ListComp | ast.SetComp | ast.GeneratorExp, values: Values) -> Side:
    """What the elements are called: by what is taken of each, or by where they come from."""
    element = node.elt
    if isinstance(element, ast.Name | ast.Subscript):
        return side(node.generators[0].iter, values)
    return side(element, values)


def _of_method(node: ast.Call, called: ast.Attribute, values: Values) -> Side:
    match called:
        case ast.Attribute(attr="json"):
            return Side("json", say("body"), "body")
        case ast.Attribute(attr="get", value=ast.Attribute(attr="headers") as headers):
            if node.args and isinstance(node.args[0], ast.Constant):
                return _header(headers, str(node.args[0].value))
        case ast.Attribute(attr="get") if node.args and isinstance(node.args[0], ast.Constant):
            return Side("json", say("property {name}", name=str(node.args[0].value)), str(node.args[0].value))
        case ast.Attribute(attr="count"):
            what, where = ast.unparse(node.args[0]), side(called.value, values).noun
            return Side("other", say("number of times that {where} has {what}:", where=where, what=what))
        case ast.Attribute(value=ast.Name(id="re")) if len(node.args) > 1:
            return side(node.args[1], values)
        case ast.Attribute() if called.attr in READS:
            return side(called.value, values)
    return _named(called.attr)


def _of_function(node: ast.Call, name: str, values: Values) -> Side:
    texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
    if name in THROUGH and node.args:
        return side(node.args[0], values)
    if name == "len" and node.args:
        counted = side(node.args[0], values)
        if counted.kind in ("json", "text"):
            return Side("other", say("length of {what}:", what=counted.noun))
        return Side("other", say("number of {what}:", what=counted.noun))
    if header := _header_of(node, values):
        return header
    match name:
        case "locations":
            return Side("locations", say("validation errors"), "locations")
        case "errors":
            return Side("errors", say("validation errors"), "body.detail")
        case "member" if texts:
            return Side("json", say("property {name}", name=str(texts[0])), f"body.{texts[0]!s}")
        case "media_type":
            return Side("other", say("media type"))
        case "location":
            return Side("other", say("header {name}", name="Location"))
        case "names":
            return Side("other", say("properties"))
    made = _named(name)
    return Side(made.kind, " ".join([made.noun, *map(str, texts)]), made.path)


def _header_of(node: ast.Call, values: Values) -> Side | None:
    """The header that a helper reads: its first argument is the headers, or one of its parameters is called so."""
    arguments = node.args
    if len(arguments) > 1 and isinstance(arguments[0], ast.Attribute) and arguments[0].attr == "headers":
        name = arguments[1]
        return _header(arguments[0], str(name.value)) if isinstance(name, ast.Constant) else None
    try:
        parameters = list(inspect.signature(values.function(node)).parameters)
    except (TypeError, ValueError):
        return None
    if parameters[1:2] == ["header"] and len(arguments) > 1 and isinstance(arguments[1], ast.Constant):
        headers = ast.Attribute(arguments[0], "headers", ast.Load())
        return _header(ast.fix_missing_locations(ast.copy_location(headers, node)), str(arguments[1].value))
    return None
