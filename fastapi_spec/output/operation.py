"""What there is to build for a rule: its operation as the locked OpenAPI document declares it."""

from __future__ import annotations

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
from fastapi_spec.told import described

JSON = Any
ERRORS = ("HTTPValidationError", "ValidationError")
"""Schemas that FastAPI adds to an OpenAPI document by itself."""


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
    return [
        Called(name, found["application"], found["rules"], found["example"])
        for name, found in exchanges()["operations"].items()
        if id in found["rules"]
    ]


def decisive(operations: list[Called], sent: list[Transcript]) -> Called | None:
    """The operation of the last exchange, or else the first of those that the rule calls."""
    for exchange in reversed(sent):
        request = f"{exchange.method} {urlsplit(exchange.url).path}"
        for segment in ("[^/]+", ".*"):  # a path with fewer wildcards comes first, as in a router
            matching = [each for each in operations if _pattern(each.name, segment).fullmatch(request)]
            if matching:
                return min(matching, key=lambda each: each.name.count("{"))
    return operations[0] if operations else None


def _pattern(name: str, segment: str) -> re.Pattern[str]:
    parts = re.split(r"\{.*?\}", name)
    return re.compile(segment.join(map(re.escape, parts)))


def about(called: Called) -> str:
    """What the OpenAPI document says of an operation: its summary and its description."""
    said = [called.declared.get("summary", ""), called.declared.get("description", "")]
    return say(": ").join(described(" ".join(text.split())) for text in said if text)


def to_build(called: Called) -> Iterator[str]:
    """The lines on an operation: its parameters with types and bounds, body, responses, and the schemas in them."""
    declared, document = called.declared, documents()[called.prefix]
    yield called.name
    if called.prefix:
        yield say("application {prefix}: {what}", prefix=called.prefix, what=described(applications()[called.prefix]))
    for scheme in (name for each in declared.get("security", []) for name in each):
        yield say("security {scheme}", scheme=scheme)
    used = []
    for parameter in declared.get("parameters", []):
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
