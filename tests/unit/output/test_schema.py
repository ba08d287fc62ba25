"""A schema is written down in one line, with its bounds."""

from typing import Any

import pytest

from fastapi_spec.output.schema import type_of


@pytest.mark.parametrize(
    ("schema", "short"),
    [
        ({"type": "number", "exclusiveMinimum": 0.5, "maximum": 2.0}, "number <= 2 > 0.5"),
        ({"type": "string", "not": {"pattern": "a$"}}, "string not pattern a$"),
        ({"type": "string", "format": "email", "not": {"pattern": "a$"}, "maxLength": 9}, "string (email) length <= 9"),
        ({"type": "array", "items": {"type": "string", "format": "uri"}}, "(string (uri))[]"),
    ],
)
def test_a_type_is_written_in_short(schema: dict[str, Any], short: str) -> None:
    """Bounds, patterns and items of a type fit in a few words."""
    assert type_of(schema) == short
