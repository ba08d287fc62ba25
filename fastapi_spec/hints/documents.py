"""An operation as an OpenAPI document declares it: that of the contract, and that of the target beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi_spec.output.schema import type_of
from fastapi_spec.rules.templates import shape

JSON = Any
BODY = "body"
SILENT = ("title", "description", "examples", "example", "deprecated", "default", "contentMediaType")
"""Keywords that decide nothing about a value."""
FORMATS = ("int32", "int64", "float", "double", "binary")
"""Formats that say how a value is kept."""


@dataclass(frozen=True, slots=True)
class Declared:
    """An operation, and the document in which it is."""

    path: str
    operation: JSON
    document: JSON

    @property
    def parameters(self) -> dict[tuple[str, str], JSON]:
        """The parameters, by where they are read and by name; the names of headers in lower case."""
        found = [self._resolved(each) for each in self.operation.get("parameters", [])]
        return {(each["in"], _name(each["in"], each["name"])): each for each in found}

    @property
    def media_types(self) -> list[str]:
        """The media types of the body, in lower case; none if the operation takes none."""
        return [name.lower() for name in self._body().get("content", {})]

    @property
    def body(self) -> JSON:
        """The schema of the body; empty if the operation takes none."""
        return self._schema(self._body())

    @property
    def returned(self) -> JSON:
        """The schema of a successful response; empty if it says nothing."""
        good = [response for status, response in self.operation["responses"].items() if status.startswith("2")]
        return self._schema(good[0]) if good else {}

    @property
    def unnamed(self) -> list[str]:
        """The parameters in the path that the operation does not declare."""
        return [name for name in re.findall(r"{([^}:]*)", self.path) if ("path", name) not in self.parameters]

    def places(self, name: str) -> list[str]:
        """Where a parameter or property of this name is read: ``query``, ``header``, ``cookie``, ``path``, ``body``."""
        found = [where for where, other in self.parameters if other == _name(where, name)]
        return [*found, *([BODY] if name in self.body.get("properties", {}) else [])]

    def required(self, where: str, name: str) -> bool:
        """Whether a parameter or property must be sent."""
        if where == BODY:
            return name in self.body.get("required", [])
        return bool(self.parameters.get((where, _name(where, name)), {}).get("required"))

    def type(self, where: str, name: str) -> str:
        """The type and the bounds of a parameter or property in short; empty if there is none of this name."""
        if where == BODY:
            schema = self.body.get("properties", {}).get(name)
        else:
            schema = self.parameters.get((where, _name(where, name)), {}).get("schema")
        return "" if schema is None else type_of(self._bare(schema))

    def _schema(self, holder: JSON) -> JSON:
        """The schema of the first media type of a body or of a response."""
        media: JSON = next(iter(holder.get("content", {}).values()), {})
        return self._resolved(media.get("schema", {}))

    def _body(self) -> JSON:
        return self._resolved(self.operation.get("requestBody", {}))

    def _bare(self, schema: JSON) -> JSON:
        """A schema without what decides nothing, and without the ``null`` of an optional value."""
        schema = self._resolved(schema)
        choices = [each for each in schema.get("anyOf", []) if each != {"type": "null"}]
        if len(choices) == 1:
            schema = self._resolved(choices[0])
        kept = {key: value for key, value in schema.items() if key not in SILENT}
        return {key: value for key, value in kept.items() if (key, value) not in [("format", each) for each in FORMATS]}

    def _resolved(self, node: JSON) -> JSON:
        """A node of the document, or that to which it refers."""
        if not isinstance(node, Mapping):
            return {}
        reference = node.get("$ref")
        if not isinstance(reference, str):
            return node
        found = self.document
        for key in reference.removeprefix("#/").split("/"):
            found = found[key]
        return found


def declared(document: JSON, method: str, path: str) -> Declared | None:
    """The operation with this method and path, whatever its parameters are called; None if there is none."""
    if not isinstance(document, Mapping):
        return None
    for other, item in document["paths"].items():
        if shape(other) == shape(path) and method.lower() in item:
            return Declared(other, item[method.lower()], document)
    return None


def _name(where: str, name: str) -> str:
    return name.lower() if where == "header" else name
