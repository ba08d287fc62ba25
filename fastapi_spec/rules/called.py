"""The operations of the contract: which there are, and which of them a request calls."""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass
from typing import Any

from fastapi_spec.rules.contract import documents
from fastapi_spec.rules.templates import filled, pattern


@dataclass(frozen=True, slots=True, order=True)
class Operation:
    """A method and the template of a path, with the prefix of its application."""

    method: str
    path: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


class NotBuilt(AssertionError):
    """What a rule looks at waits for an operation that the target does not have."""

    def __init__(self, operation: Operation) -> None:
        super().__init__(f"{operation} is not built")
        self.operation = operation


EXAMPLES = {
    "/chapter03/models/header/only": "/chapter03/models/header/only",
    "/static/{file}": "/static/a.txt",
    "/chapter04/static/{file}": "/chapter04/static/a.txt",
}
"""What a GET finds without being in an OpenAPI document: templates of paths, each with a path that there is."""


@functools.cache
def operations() -> dict[str, dict[str, list[Operation]]]:
    """Every operation of the contract, by the prefix of its application and by its path."""
    found = {
        prefix: {
            prefix + path: [Operation(method.upper(), prefix + path) for method in methods]
            for path, methods in document["paths"].items()
        }
        for prefix, document in documents().items()
    }
    found[""] |= {path: [Operation("GET", path)] for path in EXAMPLES}
    return found


def example_of(template: str) -> str:
    """A path that a template has."""
    return EXAMPLES.get(template) or filled(template, "x")


@functools.cache
def by_path() -> dict[str, list[Operation]]:
    """The operations of each path of the contract."""
    return {path: found for paths in operations().values() for path, found in paths.items()}


def every() -> list[Operation]:
    """All operations of the contract."""
    return [operation for there in by_path().values() for operation in there]


@functools.cache
def template_of(path: str) -> str | None:
    """The path of the contract that a path is one of, or None.

    A parameter may be a path itself or empty, and a slash at the end is the subject of a rule, so these are taken in as
    well if nothing else has the path.
    """
    if found := _matching(path, "[^/]+") or _matching(path, ".+"):
        return found
    ended = path.endswith("/") and path.strip("/")
    return (template_of(path.rstrip("/")) or _matching(path, ".*")) if ended else None


def beside(path: str) -> list[Operation]:
    """All operations of the application under whose prefix a path is; none for the main application."""
    for prefix, paths in operations().items():
        if prefix and path.startswith(f"{prefix}/"):
            return [operation for there in paths.values() for operation in there]
    return []


@functools.cache
def _users(prefix: str) -> dict[str, list[Operation]]:
    """The operations of an application that use a named schema or security scheme, or have an operationId."""
    document = documents()[prefix]
    schemas = document.get("components", {}).get("schemas", {})
    found: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method, declared in methods.items():
            names = {declared.get("operationId", ""), *(name for each in declared.get("security", []) for name in each)}
            new = _referred(declared)
            while new := new - names:
                names |= new
                new = _referred([schemas.get(name) for name in new])
            for name in names:
                found.setdefault(name, []).append(Operation(method.upper(), prefix + path))
    return found


def _referred(declared: Any) -> set[str]:
    """The names of the schemas that a part of a document refers to."""
    return set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(declared)))


def users(prefix: str, name: str) -> list[Operation]:
    """The operations of an application without which its document has no such path, schema, scheme or operationId."""
    return by_path().get(f"{prefix}{name}") or _users(prefix).get(name, [])


def _matching(path: str, parameter: str) -> str | None:
    """The first template that a path is one of, if a parameter is like this."""
    return next((template for template, pattern in _patterns(parameter) if pattern.fullmatch(path)), None)


@functools.cache
def _patterns(parameter: str) -> list[tuple[str, re.Pattern[str]]]:
    """A pattern for each path; those with the fewest parameters first, as a router prefers them."""
    templates = sorted(by_path(), key=lambda template: (template.count("{"), -len(template)))
    return [(template, re.compile(pattern(template, parameter))) for template in templates]
