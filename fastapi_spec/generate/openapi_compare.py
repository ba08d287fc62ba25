"""Where the document of a target promises less than the contract, in lines such as ``GET /hello: no status 200``."""

import json
from collections.abc import Iterator

from fastapi_spec.generate.openapi import JSON, operations
from fastapi_spec.generate.schema_compare import Side, excess
from fastapi_spec.rules.templates import names, shape


class Operation:
    """One operation as a document has it: parameters by their place and name, bodies by their media type."""

    def __init__(self, name: str, given: JSON, document: JSON) -> None:
        self.document = document
        self.responses: dict[str, JSON] = given.get("responses", {})
        places = names(name)
        self.parameters: dict[str, JSON] = {}
        for parameter in (resolved(document, parameter) for parameter in given["parameters"]):
            place, called = parameter.get("in", ""), parameter.get("name", "")
            if place == "path" and called in places:  # each implementation names it as it likes
                called = str(places.index(called) + 1)
            self.parameters[f"{place} parameter {called.lower() if place == 'header' else called}"] = parameter
        self.tags: list[JSON] = given.get("tags", [])
        self.bodies: dict[str, JSON] = resolved(document, given.get("requestBody")).get("content", {})

    def response(self, status: str) -> JSON:
        """What is declared for a status, by itself, as 4XX or as default; None where nothing is."""
        keys = [key for key in (status, f"{status[0]}XX", "default") if key in self.responses]
        return resolved(self.document, self.responses[keys[0]]) if keys else None


class Comparison:
    """The document of the contract for one application, and the target's own: how the latter promises less.

    ``missing`` are the operations that it does not have, ``parameters`` what it does not take or requires, ``statuses``
    what it does not declare, ``rejected`` what it does not accept, ``accepted`` what it accepts beyond the contract,
    ``defaults`` the defaults it lacks, ``responses`` what it promises less of, ``links`` where its responses do not
    lead, ``tags`` the groups that its operations are not in.
    """

    def __init__(self, locked: JSON, own: JSON) -> None:
        offered = {shape(name): Operation(name, given, own) for name, given in operations(own).items()}
        self.missing = [name for name in operations(locked) if shape(name) not in offered]
        self._pairs = [
            (name, Operation(name, given, locked), offered[shape(name)])
            for name, given in operations(locked).items()
            if shape(name) in offered
        ]
        self.parameters = [*self._parameters()]
        self.statuses = [*self._statuses()]
        both = [*self._both()]
        self.rejected = [f"{what}: in the contract {more}" for what, a, b in both if (more := excess(a, b))]
        self.accepted = [*self._left_out(), *(f"{what}: {more}" for what, a, b in both if (more := excess(b, a)))]
        self.defaults = [*self._defaults()]
        self.responses = [*self._responses()]
        self.links = [*self._links()]
        self.tags = [f"{name}: no tag {tag}" for name, a, b in self._pairs for tag in a.tags if tag not in b.tags]

    def _parameters(self) -> Iterator[str]:
        for name, locked, own in self._pairs:
            yield from (f"{name}: no {what}" for what in locked.parameters if what not in own.parameters)
            yield from (f"{name}: no body {kind}" for kind in locked.bodies if kind not in own.bodies)
            for what, parameter in own.parameters.items():
                if parameter.get("required") and not locked.parameters.get(what, {}).get("required"):
                    yield f"{name}: {what} is required"

    def _statuses(self) -> Iterator[str]:
        for name, locked, own in self._pairs:
            yield from (f"{name}: no status {status}" for status in locked.responses if own.response(status) is None)

    def _left_out(self) -> Iterator[str]:
        for name, locked, own in self._pairs:
            for what in (what for what in locked.parameters if what in own.parameters):
                if locked.parameters[what].get("required") and not own.parameters[what].get("required"):
                    yield f"{name}: {what} may be left out"

    def _both(self) -> Iterator[tuple[str, Side, Side]]:
        """What both take, and its schema in either."""
        for name, locked, own in self._pairs:
            for before, after in ((locked.parameters, own.parameters), (locked.bodies, own.bodies)):
                for what in (what for what in before if what in after):
                    sides = (
                        Side(before[what].get("schema"), locked.document),
                        Side(after[what].get("schema"), own.document),
                    )
                    yield f"{name}: {what}", *sides

    def _defaults(self) -> Iterator[str]:
        for name, locked, own in self._pairs:
            for what in (what for what in locked.parameters if what in own.parameters):
                known, given = (
                    resolved(side.document, side.parameters[what].get("schema")).get("default")
                    for side in (locked, own)
                )
                if known not in (None, "") and known != given:  # an empty text says no more than none
                    yield f"{name}: {what}: no default {json.dumps(known)}"

    def _responses(self) -> Iterator[str]:
        for name, locked, own in self._pairs:
            for status in locked.responses:
                before, after = locked.response(status), own.response(status)
                if after is not None:
                    yield from (f"{name}: {status}: {text}" for text in _less(before, after, locked, own))

    def _links(self) -> Iterator[str]:
        for name, locked, own in self._pairs:
            for status in locked.responses:
                found = [*_led(own, status)]
                ways = [way for way in _led(locked, status) if way not in found]
                yield from (f"{name}: {status}: no link to {to} with {', '.join(values)}" for to, *values in ways)


def _led(operation: Operation, status: str) -> Iterator[list[str]]:
    """Where the links of a response lead: an operation, and where its parameters come from."""
    known: dict[str, str] = {}
    for name, given in operations(operation.document).items():
        method, _, path = name.partition(" ")
        reference = "/".join(["#/paths", path.replace("~", "~0").replace("/", "~1"), method.lower()])
        known |= {str(given.get("operationId")): shape(name), reference: shape(name)}
    links = (operation.response(status) or {}).get("links", {})
    for link in (resolved(operation.document, link) for link in links.values()):
        target = link.get("operationId") or link.get("operationRef")
        yield [known.get(str(target), "nowhere"), *sorted(map(str, link.get("parameters", {}).values()))]


def _less(before: JSON, after: JSON, locked: Operation, own: Operation) -> Iterator[str]:
    for kind, parts in (("", "content"), ("header ", "headers")):
        offered = {key.lower(): value for key, value in after.get(parts, {}).items()}
        for key, value in before.get(parts, {}).items():
            if key.lower() not in offered:
                yield f"no {kind}{key}"
                continue
            promised = [resolved(locked.document, value), resolved(own.document, offered[key.lower()])]
            known, given = (part.get("schema") for part in promised)
            if found := excess(Side(given, own.document), Side(known, locked.document)):
                yield f"{kind}{key}: {found}"
            if promised[0].get("required") and not promised[1].get("required"):
                yield f"{kind}{key}: it may be missing"


def resolved(document: JSON, part: JSON) -> dict[str, JSON]:
    """A part of a document, or what it refers to; empty if that is not an object."""
    return Side(part, document).schema if isinstance(part, dict) else {}
