"""What there is to build for a rule: its operation as the locked OpenAPI document declares it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from fastapi_spec.client.transcript import Transcript
from fastapi_spec.language import say
from fastapi_spec.output.schema import compact, type_of
from fastapi_spec.rules.contract import applications, documents
from fastapi_spec.rules.exchanges import exchanges
from fastapi_spec.rules.templates import pattern
from fastapi_spec.told import described

JSON = Any
ERRORS = ("HTTPValidationError", "ValidationError")
"""Schemas that FastAPI adds to an OpenAPI document by itself."""

APART = ("/apps/cors/", "/apps/middleware/")
"""The prefixes of applications whose middleware is the subject: that of the main application would disturb it."""
EVENTS, LOG = "GET /events/{id}", "x-event-log"
"""The operation that returns a log of events, and the header of any other that begins one."""


@dataclass(frozen=True, slots=True)
class Called:
    """An operation that a rule calls. ``name`` is its method and its whole path, ``prefix`` that of its application."""

    name: str
    prefix: str
    rules: list[str]
    example: str

    @property
    def declared(self) -> JSON:
        """The operation in the OpenAPI document of its application."""
        method, _, path = self.name.partition(" ")
        return documents()[self.prefix]["paths"][path.removeprefix(self.prefix)][method.lower()]


def called_by(id: str) -> list[Called]:
    """The operations that a rule calls; none if it has no exchange of its own, as one about the OpenAPI document."""
    return [called for called in all_called() if id in called.rules]


@functools.cache
def all_called() -> tuple[Called, ...]:
    """Every operation of the contract."""
    return tuple(
        Called(name, found["application"], found["rules"], found["example"])
        for name, found in exchanges()["operations"].items()
    )


def decisive(operations: list[Called], sent: list[Transcript]) -> Called | None:
    """The operation of the last exchange, or one with its path, or else the first of those that the rule calls."""
    paths = [(exchange.method, urlsplit(exchange.url).path) for exchange in reversed(sent)]
    for method, path in paths:
        if called := called_for(operations, f"{method} {path}"):
            return called
    for _, path in paths:
        for each in operations:
            if called_for([each], f"{each.name.partition(' ')[0]} {path}"):
                return each
    return operations[0] if operations else None


def calls(called: Called, sent: str) -> bool:
    """Whether the first line of a request, ``GET http://host/hello``, calls an operation."""
    method, url = sent.split()[:2]
    return called_for([called], f"{method} {urlsplit(url).path}") is not None


def called_for(operations: list[Called], request: str) -> Called | None:
    """The operation for a request, ``GET /hello``; None if it is for none of these."""
    for segment in ("[^/]+", ".*"):  # a path with fewer wildcards comes first, as in a router
        matching = [each for each in operations if re.fullmatch(pattern(each.name, segment), request)]
        if matching:
            return min(matching, key=lambda each: each.name.count("{"))
    return None


def about(called: Called) -> str:
    """What the OpenAPI document says of an operation: its summary and its description."""
    said = [called.declared.get("summary", ""), called.declared.get("description", "")]
    return say(": ").join(described(" ".join(text.split())) for text in said if text)


def to_build(called: Called, *, logged: bool = True) -> Iterator[str]:
    """The lines on an operation: its parameters with types and bounds, body, responses, and the schemas in them.

    Without ``logged`` the header for the log of events is left out.
    """
    yield called.name
    if called.prefix:
        yield from mounted(called.prefix)
    yield from _parts(called, logged)


def mounted(prefix: str) -> Iterator[str]:
    """The lines on an application that is mounted under a prefix."""
    yield say("application mounted at {prefix}: {what}", prefix=prefix, what=described(applications()[prefix]))
    if prefix.startswith(APART):
        yield say("The main application's middleware must not see its requests: an outer application can mount both.")


def beside(called: Called, known: Called, *, logged: bool = True) -> str:
    """Another operation in one line, without the schemas of the known one."""
    told = list(to_build(known))
    said = f"{called.name} ({about(called)})" if about(called) else called.name
    return "; ".join([said, *(part for part in _parts(called, logged) if " = {" not in part or part not in told)])


def _parts(called: Called, logged: bool) -> Iterator[str]:
    declared, document = called.declared, documents()[called.prefix]
    for scheme in (name for each in declared.get("security", []) for name in each):
        yield say("security {scheme}", scheme=scheme)
    used = []
    for parameter in declared.get("parameters", []):
        if parameter["name"] == LOG and not logged:
            continue
        schema = parameter.get("schema", {})
        used.append(schema)
        default = f" = {compact(schema['default'])}" if "default" in schema else ""
        yield f"{parameter['in']} {parameter['name']}: {type_of(schema)}{default}, {_need(parameter)}"
    body = declared.get("requestBody", {})
    for media_type, content in body.get("content", {}).items():
        used.append(content.get("schema", {}))
        yield say(
            "body {media_type}: {type}", media_type=media_type, type=f"{_body(used[-1], document)}, {_need(body)}"
        )
    good = {status: response for status, response in declared["responses"].items() if status < "400"}
    for status, response in good.items():
        types = []
        for media_type, content in response.get("content", {}).items():
            used.append(content.get("itemSchema", content.get("schema", {})))
            types.append(f"{media_type}: {_body(used[-1], document)}")
        told = ", ".join(types) or say("without a body")
        yield say("response {status} {body}", status=status, body=told)
    yield from _schemas(used, document)


def _need(declared: JSON) -> str:
    return say("required") if declared.get("required") else say("optional")


def _body(schema: JSON, document: JSON) -> str:
    """A form has a schema of its own, which is written out where it is used."""
    name = type_of(schema)
    return type_of(document["components"]["schemas"][name]) if name.startswith("Body_") else name


def _schemas(used: list[JSON], document: JSON) -> Iterator[str]:
    """The named schemas in others, and those in these."""
    named = document.get("components", {}).get("schemas", {})
    found: list[str] = []
    text = compact(used)
    while new := [name for name in re.findall(r"#/components/schemas/([^\"]+)", text) if name not in found]:
        found += dict.fromkeys(new)
        text = compact([named[name] for name in new])
    yield from (f"{name} = {type_of(named[name])}" for name in found if name not in ERRORS and "Body_" not in name)
