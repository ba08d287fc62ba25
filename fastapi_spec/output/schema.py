"""A schema of an OpenAPI document in short, as a person reads it: ``integer >= 1 <= 10``."""

import json
from collections.abc import Iterator
from typing import Any

JSON = Any

BOUNDS = {
    "minimum": ">= {}",
    "maximum": "<= {}",
    "exclusiveMinimum": "> {}",
    "exclusiveMaximum": "< {}",
    "minLength": "length >= {}",
    "maxLength": "length <= {}",
    "minItems": "items >= {}",
    "maxItems": "items <= {}",
    "pattern": "pattern {}",
}


def compact(value: JSON) -> str:
    """A JSON value without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def type_of(schema: JSON) -> str:
    """The type of a schema in short: ``integer >= 1 <= 10``, ``string | null``, ``CityInfo[]``."""
    if not isinstance(schema, dict) or not schema:
        return "any"
    if reference := schema.get("$ref"):
        return str(reference.rpartition("/")[2])
    if "const" in schema:
        return compact(schema["const"])
    if "enum" in schema:
        return " | ".join(map(compact, schema["enum"]))
    if choices := schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf"):
        return " | ".join(map(type_of, choices))
    return " ".join([_bare(schema), *_bounds(schema)])


def _bare(schema: dict[str, JSON]) -> str:
    kind = schema.get("type", "any")
    if isinstance(kind, list):
        return " | ".join(kind)
    if kind == "array":
        items = type_of(schema.get("items"))
        return f"({items})[]" if " " in items else f"{items}[]"
    if kind == "object":
        members = [_member(name, schema) for name in schema.get("properties", {})]
        if rest := schema.get("additionalProperties"):
            members.append(f"[name]: {type_of(rest)}")
        return f"{{{', '.join(members)}}}"
    form = schema.get("format") or schema.get("contentMediaType")
    return f"{kind} ({form})" if form else str(kind)


def _bounds(schema: dict[str, JSON]) -> Iterator[str]:
    if schema.get("format") == "email":  # says it in a word, its pattern in a line
        schema = {key: bound for key, bound in schema.items() if key not in ("pattern", "not")}
    for key, words in BOUNDS.items():
        if key in schema:
            bound = schema[key]
            yield words.format(int(bound) if isinstance(bound, float) and bound.is_integer() else bound)
    if "not" in schema:
        yield " ".join(["not", *_bounds(schema["not"])])


def _member(name: str, owner: dict[str, JSON]) -> str:
    schema = owner["properties"][name]
    optional = "" if name in owner.get("required", []) else "?"
    default = f" = {compact(schema['default'])}" if "default" in schema else ""
    return f"{name}{optional}: {type_of(schema)}{default}"
