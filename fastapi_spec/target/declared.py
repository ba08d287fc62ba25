"""What an OpenAPI document declares of the contract."""

import re
from collections.abc import Iterator
from typing import Any

from fastapi_spec.rules.contract import documents
from fastapi_spec.rules.templates import filled

METHODS = ("get", "put", "post", "delete", "patch")
FIRST = "/hello"
COMMON = re.compile(f"{FIRST}$|/events/")
"""The paths of the contract that another API may have as well."""


def paths() -> Iterator[str]:
    """The paths of the contract, each with x for a parameter, which is seldom a valid value. The first is FIRST."""
    yield FIRST
    found = (prefix + path for prefix, document in documents().items() for path in paths_of(document))
    yield from (path for path in found if path != FIRST)


def paths_of(document: Any) -> dict[str, Any]:
    """What a document, which may be any value, says of each path, with x for a parameter."""
    found = document.get("paths") if isinstance(document, dict) else None
    return {filled(path, "x"): item for path, item in found.items()} if isinstance(found, dict) else {}


def declared(document: Any) -> list[str]:
    """The paths of the contract of which a document, which may be any value, declares an operation that takes the same.

    Another API may have a path of this name, but not the same parameters and body as well.
    """
    ours, theirs = paths_of(documents()[""]), paths_of(document)
    return [path for path in ours if not COMMON.match(path) and _taken(ours[path]) & _taken(theirs.get(path))]


def _taken(item: Any) -> set[str]:
    """What each operation of a path takes, as ``get path, query page`` or ``post application/json``, if anything."""
    taken = set()
    try:
        for method in (each for each in METHODS if each in item):
            parameters = [*item.get("parameters", []), *item[method].get("parameters", [])]
            names = [each["in"] if each["in"] == "path" else f"{each['in']} {each['name']}" for each in parameters]
            names += item[method].get("requestBody", {}).get("content", {})
            taken |= {f"{method} {', '.join(sorted(map(str.lower, names)))}"} if names else set()
    except (AttributeError, KeyError, TypeError):
        return set()
    return taken
