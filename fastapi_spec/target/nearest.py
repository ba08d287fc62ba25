"""What seems to be misspelled: a path or a property of the target's OpenAPI document that the contract nearly has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from fastapi_spec.language import say
from fastapi_spec.printable import visible
from fastapi_spec.rules.contract import documents
from fastapi_spec.rules.templates import shape
from fastapi_spec.suggest import nearest
from fastapi_spec.target.declared import METHODS
from fastapi_spec.target.survey import Survey

MOST = 5
"""The most hints that are given."""
MOST_PATHS = 1000
"""How many paths of a document are looked at: the contract has about a hundred."""


def hints(survey: Survey) -> list[str]:
    """A line for each near miss in the document of the main application; none if nothing is near."""
    if survey.document is None:
        return []
    try:
        found = dict.fromkeys([*_paths(survey), *_names(survey.document)])
    except (RecursionError, TypeError, AttributeError, KeyError):  # what the target calls its document is not one
        return []
    return [
        say("your OpenAPI document has `{found}`; did you mean `{wanted}`?", found=visible(each), wanted=wanted)
        for each, wanted in list(found)[:MOST]
    ]


def _paths(survey: Survey) -> Iterator[tuple[str, str]]:
    """Paths that the document has instead of a missing one: in one part they differ, and in that a little."""
    contract = documents()[""]["paths"]
    known = {shape(path) for path in contract}
    named = islice(survey.document["paths"], MOST_PATHS)
    others = {shape(path): path for path in named if shape(path) not in known}
    missing = {operation.path for operation in survey.missing}
    for path in contract:
        if path in missing and (near := _near(shape(path), others)):
            yield others[near], path


def _near(path: str, others: Iterable[str]) -> str | None:
    parts = path.split("/")
    for other in others:
        pairs = list(zip(parts, other.split("/"), strict=False))
        differing = [pair for pair in pairs if pair[0] != pair[1]]
        if other.count("/") == path.count("/") and len(differing) == 1:
            wanted, found = differing[0]
            if "{}" not in (wanted, found) and nearest(wanted, [found]):
                return other
    return None


def _names(document: Any) -> Iterator[tuple[str, str]]:
    """Parameters and properties that an operation has instead of those of the contract."""
    contract = documents()[""]
    there = {shape(path): item for path, item in document["paths"].items()}
    for path, item in contract["paths"].items():
        for method in METHODS:
            own = there.get(shape(path), {}).get(method)
            if own and method in item:
                wanted, found = names(item[method], contract), names(own, document)
                for name in sorted(wanted - found):
                    if near := nearest(name, found - wanted):
                        yield near, name


def names(operation: Mapping[str, Any], document: Mapping[str, Any]) -> set[str]:
    """The names of the parameters of an operation, and of the properties of what it receives and returns."""
    parameters = {
        parameter["name"].lower() if parameter.get("in") == "header" else parameter["name"]
        for parameter in operation.get("parameters", [])
    }
    received = [response for status, response in operation.get("responses", {}).items() if status.startswith("2")]
    return parameters | _properties([operation.get("requestBody"), *received], document, set())


def _properties(node: Any, document: Mapping[str, Any], seen: set[str]) -> set[str]:
    if isinstance(node, list):
        return set().union(*(_properties(each, document, seen) for each in node))
    if not isinstance(node, dict):
        return set()
    reference = node.get("$ref")
    if isinstance(reference, str) and reference not in seen:
        seen.add(reference)
        schema = document.get("components", {}).get("schemas", {}).get(reference.rpartition("/")[2])
        return _properties(schema, document, seen)
    properties = node.get("properties")
    own = set(properties) if isinstance(properties, dict) else set()
    below = (value for key, value in node.items() if key not in ("example", "examples", "default"))
    return own.union(*(_properties(value, document, seen) for value in below))
