"""The operations of the contract: which there are, and which of them a request calls."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from fastapi_spec.rules.contract import documents


@dataclass(frozen=True, slots=True, order=True)
class Operation:
    """A method and the template of a path, with the prefix of its application."""

    method: str
    path: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@functools.cache
def operations() -> dict[str, dict[str, list[Operation]]]:
    """Every operation of the contract, by the prefix of its application and by its path."""
    return {
        prefix: {
            prefix + path: [Operation(method.upper(), prefix + path) for method in methods]
            for path, methods in document["paths"].items()
        }
        for prefix, document in documents().items()
    }


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

    A parameter may be a path itself, and a slash at the end is the subject of a rule, so both are taken in as well if
    nothing else has the path.
    """
    for parameter in ("[^/]+", ".+"):
        for template, pattern in _patterns(parameter):
            if pattern.fullmatch(path):
                return template
    return template_of(path.rstrip("/")) if path.endswith("/") and path.strip("/") else None


def beside(path: str) -> list[Operation]:
    """All operations of the application under whose prefix a path is; none for the main application."""
    for prefix, paths in operations().items():
        if prefix and path.startswith(f"{prefix}/"):
            return [operation for there in paths.values() for operation in there]
    return []


@functools.cache
def _patterns(parameter: str) -> list[tuple[str, re.Pattern[str]]]:
    """A pattern for each path; those with the fewest parameters first, as a router prefers them."""
    templates = sorted(by_path(), key=lambda template: (template.count("{"), -len(template)))
    found = []
    for template in templates:
        literal = [re.escape(part) for part in re.split(r"{[^}]*}", template)]
        found.append((template, re.compile(parameter.join(literal))))
    return found
