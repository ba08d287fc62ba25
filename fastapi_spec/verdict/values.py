"""Values in a failed assertion that pytest does not hand over: parts of a chain, the argument of a helper.

They are computed again from the variables of the frame in which it failed. Only what certainly has no effect is: names,
operators, the functions that rules read responses with, and methods that only read. Nothing is sent.
"""

from __future__ import annotations

import ast
import builtins
import inspect
import re
from collections.abc import Iterator, Mapping
from typing import Any

BUILTINS = {
    "abs", "all", "any", "bytes", "dict", "float", "frozenset", "int", "isinstance", "len", "list", "max", "min",
    "range", "repr", "set", "sorted", "str", "sum", "tuple",
}  # fmt: skip
METHODS = {
    "count", "decode", "encode", "endswith", "get", "isdisjoint", "isoformat", "items", "json", "keys", "lower",
    "partition", "replace", "rpartition", "split", "startswith", "strip", "timestamp", "total_seconds", "upper",
    "utcoffset", "values",
}  # fmt: skip
"""Methods that only read, whatever they belong to, but for a client: its ``get`` sends a request."""
SENDS = ("api", "client")
"""What a client is called."""
CONSTRUCTS = (ast.Lambda, ast.NamedExpr, ast.Await, ast.Yield, ast.YieldFrom)
"""Expressions that may do more than yield a value."""

_MISSING = object()


class Unknown(Exception):
    """The value of an expression cannot be computed again."""


class Values:
    """The values of the expressions of one assertion, by the names that were known to it."""

    def __init__(self, names: Mapping[str, Any] | None = None) -> None:
        self.names = dict(names or {})
        self._handed: list[tuple[ast.expr, Any]] = []

    def hand(self, node: ast.expr, value: object) -> None:
        """Note the value of an expression that is known already."""
        self._handed.append((node, value))

    def of(self, node: ast.expr) -> Any:
        """The value of an expression. Raises Unknown."""
        for known, value in self._handed:
            if known is node:
                return value
        if not self._pure(node):
            raise Unknown(ast.unparse(node))
        try:
            # The assertion itself has run in the same frame: this is its own code once more, not a stranger's.
            code = compile(ast.Expression(node), "<assertion>", "eval")
            return eval(code, dict(self.names))  # noqa: S307
        except Exception as error:  # whatever a helper raises on a response that it cannot read
            raise Unknown(str(error)) from None

    def get(self, node: ast.expr, otherwise: Any = None) -> Any:
        """The value of an expression, or another one if it is not known."""
        try:
            return self.of(node)
        except Unknown:
            return otherwise

    def function(self, call: ast.Call) -> Any:
        """The function or method that a call is of, or None if that is not known."""
        try:
            return self._function(call.func)
        except (KeyError, AttributeError):
            return None

    def _function(self, node: ast.expr) -> Any:
        if isinstance(node, ast.Attribute):
            return inspect.getattr_static(type(self._function(node.value)), node.attr)
        if not isinstance(node, ast.Name):
            raise KeyError
        return self.names.get(node.id, getattr(builtins, node.id, None))

    def _pure(self, node: ast.expr) -> bool:
        """Whether an expression certainly has no effect."""
        parts = list(ast.walk(node))
        if any(isinstance(part, CONSTRUCTS) or _identifier(part) in SENDS for part in parts):
            return False
        return all(self._reads(part.func) for part in parts if isinstance(part, ast.Call))

    def _reads(self, called: ast.expr) -> bool:
        if isinstance(called, ast.Attribute):
            of_re = isinstance(called.value, ast.Name) and self.names.get(called.value.id) is re
            return of_re or called.attr in METHODS
        if not isinstance(called, ast.Name):
            return False
        function = self.names.get(called.id, _MISSING)
        if function is _MISSING:
            return called.id in BUILTINS
        module = getattr(function, "__module__", "") or ""
        ours = module == "fastapi_spec.client.expect" or "spec" in module.split(".")
        return inspect.isfunction(function) and ours


def _identifier(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def responses(node: ast.expr, values: Values) -> Iterator[Any]:
    """The responses that an expression mentions, in the order of its text."""
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            value = values.names.get(part.id)
            yield from (found for found in (value if isinstance(value, list) else [value]) if _is_response(found))


def _is_response(value: object) -> bool:
    return hasattr(value, "status_code") and hasattr(value, "headers")
