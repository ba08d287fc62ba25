"""Whether one JSON Schema accepts all that another does, as far as their keywords tell.

Written for what OpenAPI documents hold. What cannot be compared (two different patterns) counts as the same.
"""

import json
import math
from collections.abc import Iterator
from typing import Any

JSON = Any
Known = dict[tuple[str, str], str | None]

TYPES = {"string", "number", "integer", "boolean", "array", "object", "null"}
KINDS = {"properties": "object", "additionalProperties": "object", "items": "array", "prefixItems": "array"}


class Side:
    """A schema and the document that its references point into."""

    def __init__(self, schema: JSON, document: JSON) -> None:
        self.written = json.dumps(schema, sort_keys=True)
        self.document = document
        self.schema = self._whole(schema, set())

    def _whole(self, schema: JSON, met: set[str]) -> dict[str, JSON]:
        """The schema without references and ``allOf``; an empty one if it is not an object or leads nowhere new."""
        if not isinstance(schema, dict):
            return {}
        if reference := schema.get("$ref"):
            new = reference not in met
            met.add(reference)
            return self._whole(self._at(reference), met) if new else {}
        whole = {name: value for name, value in schema.items() if name != "allOf"}
        for part in schema.get("allOf", []):
            part = self._whole(part, met)
            both = {name: {**part.get(name, {}), **whole[name]} for name in ("properties",) if name in whole}
            required = sorted({*whole.get("required", []), *part.get("required", [])})
            whole = {**part, **whole, **both} | ({"required": required} if required else {})
        return whole

    def _at(self, reference: JSON) -> JSON:
        found = self.document
        for step in str(reference).removeprefix("#/").split("/"):
            found = found.get(step.replace("~1", "/").replace("~0", "~"), {}) if isinstance(found, dict) else {}
        return found

    def part(self, schema: JSON) -> "Side":
        return Side(schema, self.document)

    @property
    def choices(self) -> list["Side"]:
        """The schemas of which one applies, null among them where OpenAPI 3.0 says nullable."""
        schema = self.schema
        options = schema.get("anyOf") or schema.get("oneOf") or [{k: v for k, v in schema.items() if k != "nullable"}]
        return [self.part(option) for option in [*options, *([{"type": "null"}] if schema.get("nullable") else [])]]

    @property
    def types(self) -> set[str]:
        given = self.schema.get("type")
        if given is not None:
            return set(given) if isinstance(given, list) else {given}
        if values := self.values:
            return {_type(value) for value in values}
        return next(({kind} for keyword, kind in KINDS.items() if keyword in self.schema), TYPES)

    @property
    def format(self) -> JSON:
        """The format; that of a file is binary in OpenAPI 3.0, and in 3.1 it has a contentMediaType instead."""
        return self.schema.get("format") or ("binary" if "contentMediaType" in self.schema else None)

    @property
    def values(self) -> list[JSON] | None:
        """What is listed by ``const`` or ``enum``."""
        return [self.schema["const"]] if "const" in self.schema else self.schema.get("enum")


def _type(value: JSON) -> str:
    names = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}
    return names.get(type(value), "null")


def excess(narrow: Side, wide: Side, place: str = "", known: Known | None = None) -> str | None:
    """What ``narrow`` accepts and ``wide`` does not, in a few words with the place; None where there is nothing.

    ``known`` has what was found for each pair of schemas; nothing for one that is being compared, so that schemas may
    contain themselves.
    """
    known = {} if known is None else known
    pair = narrow.written, wide.written
    if pair not in known:
        known[pair] = None
        known[pair] = next((found for option in narrow.choices if (found := _beyond(option, wide, place, known))), None)
    return known[pair]


def _beyond(option: Side, wide: Side, place: str, known: Known) -> str | None:
    """What one choice of the narrow schema accepts and no choice of the wide one does."""
    choices = wide.choices
    found = [next(filter(None, _differences(option, choice, place, known)), None) for choice in choices]
    if None in found:
        return None
    return found[0] if len(found) == 1 else f"{place or 'the value'}: none of {len(found)} choices takes it"


def _differences(narrow: Side, wide: Side, place: str, known: Known) -> Iterator[str | None]:
    here, a, b = place or "the value", narrow.schema, wide.schema
    types = wide.types | ({"integer"} if "number" in wide.types else set())
    if missing := narrow.types - types:
        yield f"{here} may be {' or '.join(sorted(missing)) if narrow.types != TYPES else 'anything'}"
    if wide.values is not None:
        if narrow.values is None:
            yield f"{here} may be other than {wide.values}"
        elif more := [value for value in narrow.values if value not in wide.values]:
            yield f"{here} may be {more}"
    if narrow.values is None:
        yield from (f"{here} {text}" for text in _bounds(a, b))
    if "string" in types and narrow.values is None:
        if "pattern" in b and "pattern" not in a:
            yield f"{here} has no pattern {b['pattern']}"
        if wide.format and not narrow.format:
            yield f"{here} has no format {wide.format}"
    if "not" in b and narrow.values is None:
        rejected = "not" in a and excess(wide.part(b["not"]), narrow.part(a["not"]), place, known) is None
        yield None if rejected else f"{here} may be {json.dumps(b['not'])}"
    for name in sorted(set(b.get("required", [])) - set(a.get("required", []))):
        yield f"{place}.{name} may be missing"
    for name, schema in b.get("properties", {}).items():
        if name in a.get("properties", {}):
            yield excess(narrow.part(a["properties"][name]), wide.part(schema), f"{place}.{name}", known)
    if "object" in narrow.types and b.get("additionalProperties", True) not in (True, {}):
        others = set(a.get("properties", {})) - set(b.get("properties", {}))
        if b["additionalProperties"] is False:
            if others or a.get("additionalProperties", True) is not False:
                yield f"{here} may have other members"
        elif a.get("additionalProperties", True) is not False:
            inner = narrow.part(a.get("additionalProperties", {}))
            yield excess(inner, wide.part(b["additionalProperties"]), f"{place}.*", known)
    if "array" in narrow.types and "items" in b:
        yield excess(narrow.part(a.get("items", {})), wide.part(b["items"]), f"{place}[]", known)


def _bounds(a: dict[str, JSON], b: dict[str, JSON]) -> Iterator[str]:
    for name in ("minLength", "minItems", "minProperties"):
        if a.get(name, 0) < b.get(name, 0):
            yield f"may be shorter than {b[name]}"
    for name in ("maxLength", "maxItems", "maxProperties"):
        if a.get(name, math.inf) > b.get(name, math.inf):
            yield f"may be longer than {b[name]}"
    if _bound(a, "minimum", "exclusiveMinimum", 1) < _bound(b, "minimum", "exclusiveMinimum", 1):
        yield "may be smaller"
    if _bound(a, "maximum", "exclusiveMaximum", -1) < _bound(b, "maximum", "exclusiveMaximum", -1):
        yield "may be greater"


def _bound(schema: dict[str, JSON], name: str, beyond: str, sign: int) -> tuple[float, bool]:
    """A lower bound, or with the sign -1 an upper one mirrored, and whether it is excluded itself."""
    bounds = [(-math.inf, False)]
    excluded = schema.get(beyond)
    if name in schema:
        bounds.append((sign * schema[name], excluded is True))  # as OpenAPI 3.0 writes it
    if excluded is not None and not isinstance(excluded, bool):
        whole = schema.get("type") == "integer"
        bounds.append((sign * excluded + 1, False) if whole else (sign * excluded, True))
    return max(bounds)
