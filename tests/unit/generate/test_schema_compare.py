"""Whether one JSON Schema accepts all that another does, keyword by keyword."""

from typing import Any

import pytest

from fastapi_spec.generate.schema_compare import Side, excess

JSON = Any

NAMED = {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}
DOCUMENT: JSON = {
    "defs": {
        "Node": {"properties": {"next": {"$ref": "#/defs/Node"}}},
        "Loop": {"allOf": [{"$ref": "#/defs/Loop"}]},
        "Named": NAMED,
        "Missing": 3,
        "a/b~c": {"type": "string"},
    }
}
"""Schemas that the others refer to."""


@pytest.mark.parametrize(
    "narrow, wide, said",
    [
        ({}, {}, None),
        ({"type": "string"}, {}, None),
        ({}, {"type": "string"}, "the value may be anything"),
        ({"type": "integer"}, {"type": "number"}, None),
        ({"type": "number"}, {"type": "integer"}, "the value may be number"),
        ({"type": ["string", "null"]}, {"type": "string"}, "the value may be null"),
        ({"type": "string", "nullable": True}, {"anyOf": [{"type": "string"}, {"type": "null"}]}, None),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, {"type": "string"}, "the value may be null"),
        ({"type": "array"}, {"anyOf": [{"type": "string"}, {"type": "null"}]}, "none of 2 choices takes it"),
        (
            {"enum": ["a", 1, 1.5, None, [], {}, True]},
            {"type": ["string", "number", "null", "array", "object", "boolean"]},
            None,
        ),
        ({"const": "a"}, {"enum": ["a", "b"]}, None),
        ({"enum": ["a", "c"]}, {"enum": ["a", "b"]}, "the value may be ['c']"),
        ({"type": "string"}, {"enum": ["a"]}, "the value may be other than ['a']"),
        ({"type": "integer", "minimum": 1}, {"type": "integer", "exclusiveMinimum": 0}, None),
        ({"type": "integer", "minimum": 0}, {"type": "integer", "exclusiveMinimum": 0}, "may be smaller"),
        ({"type": "number", "minimum": 0, "exclusiveMinimum": True}, {"type": "number", "exclusiveMinimum": 0}, None),
        ({"type": "integer"}, {"type": "integer", "maximum": 9}, "may be greater"),
        ({"type": "integer", "maximum": 9}, {"type": "integer", "exclusiveMaximum": 10}, None),
        ({"type": "string"}, {"type": "string", "minLength": 1}, "may be shorter than 1"),
        ({"type": "string"}, {"type": "string", "maxLength": 1}, "may be longer than 1"),
        ({"type": "string"}, {"type": "string", "pattern": "^a$"}, "has no pattern ^a$"),
        ({"type": "string", "pattern": "^b$"}, {"type": "string", "pattern": "^a$"}, None),
        ({"type": "string"}, {"type": "string", "format": "date"}, "has no format date"),
        ({"type": "string", "contentMediaType": "image/png"}, {"type": "string", "format": "binary"}, None),
        ({"type": "string"}, {"not": {"pattern": "a"}}, 'the value may be {"pattern": "a"}'),
        ({"const": "b"}, {"not": {"pattern": "a"}}, None),
        ({"not": {"type": "string"}}, {"not": {"type": "string", "minLength": 9}}, None),
        (
            {"not": {"type": "string", "minLength": 9}},
            {"not": {"type": "string"}},
            'the value may be {"type": "string"}',
        ),
        ({"type": "object"}, {"type": "object", "required": ["a"]}, ".a may be missing"),
        (
            {"properties": {"a": {}}, "required": ["a"]},
            {"properties": {"a": {"type": "string"}}, "required": ["a"]},
            ".a may be anything",
        ),
        ({"type": "object"}, {"type": "object", "additionalProperties": False}, "may have other members"),
        (
            {"properties": {"b": {}}, "additionalProperties": False},
            {"properties": {}, "additionalProperties": False},
            "may have other members",
        ),
        ({"properties": {}, "additionalProperties": False}, {"properties": {}, "additionalProperties": False}, None),
        ({"type": "object"}, {"type": "object", "additionalProperties": {"type": "string"}}, ".* may be anything"),
        ({"type": "object", "additionalProperties": False}, {"additionalProperties": {"type": "string"}}, None),
        ({"type": "array", "items": {}}, {"items": {"type": "string"}}, "[] may be anything"),
        ({"$ref": "#/defs/Node"}, {"$ref": "#/defs/Node"}, None),
        ({"$ref": "#/defs/Loop"}, {"type": "string"}, "the value may be anything"),
        ({"items": {"type": "string"}}, {"type": "array"}, None),
        ({"properties": {"a": {"type": "array"}}}, {"properties": {"b": {"type": "array"}}}, None),
        ({"$ref": "#/defs/Missing/x"}, {"type": "string"}, "the value may be anything"),
        ({"$ref": "#/defs/a~1b~0c"}, {"type": "string"}, None),
        (True, {"type": "string"}, "the value may be anything"),
        (
            {"allOf": [{"$ref": "#/defs/Named"}, {"properties": {"a": {"type": "string"}}, "required": ["a"]}]},
            {"properties": {"name": {"type": "string"}, "a": {"type": "string"}}, "required": ["a", "name"]},
            None,
        ),
    ],
)
def test_the_excess_of_one_schema_over_another_is_told(narrow: JSON, wide: JSON, said: str | None) -> None:
    """What the narrow schema accepts and the wide one does not is told with its place, or there is nothing to tell."""
    found = excess(Side(narrow, DOCUMENT), Side(wide, DOCUMENT))

    assert (found is None) if said is None else (found is not None and said in found)


def test_the_place_of_an_excess_is_a_path() -> None:
    """A person finds the property in the document."""
    deep = {"properties": {"a": {"items": {"properties": {"b": {"type": "integer"}}}}}}
    other = {"properties": {"a": {"items": {"properties": {"b": {"type": "string"}}}}}}

    assert excess(Side(deep, {}), Side(other, {})) == ".a[].b may be integer"
