"""A parameter that the application declares with another type or other bounds than the contract."""

from typing import Any

import pytest

from fastapi_spec.hints.declared import otherwise
from tests.unit.hints.sample import contract, parameter, seen

DEPARTMENT = "/chapter03/getStaffByDid/{did}"
ITEMS = "/chapter05/classes_as_dependencies"


@pytest.mark.parametrize(
    "path, name, schema, words",
    [
        (ITEMS, "page", {"type": "integer", "exclusiveMinimum": 1}, "is included by `ge` and `le`"),
        (ITEMS, "page", {"type": "string"}, "as `string`, not as `integer >= 1`"),
        (ITEMS, "page", {}, "without a type: annotate it, the rule expects `integer >= 1`"),
        (ITEMS, "page", {"anyOf": [{"type": "integer", "minimum": 1, "format": "int64"}, {"type": "null"}]}, ""),
        (ITEMS, "page", {"type": "integer", "minimum": 1, "title": "Page"}, ""),
        (DEPARTMENT, "did", {"enum": ["1", "2"]}, "make it an `IntEnum`"),
    ],
)
def test_what_differs_is_said(path: str, name: str, schema: Any, words: str) -> None:
    """Only what decides about a value: no title, and no format that says how a number is kept."""
    document = contract(parameter(path, name, schema=schema))
    given = seen(path.replace("{did}", "1"), document=document)
    found = otherwise(given, [(where, name) for where in ("query", "path")])
    assert words in found
    assert bool(words) == bool(found)
    assert otherwise(seen("/hello"), [("query", "page")]) == ""
