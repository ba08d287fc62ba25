"""Two levels for one demand are found by what the rules detect on the same request."""

from typing import Any

import pytest

from proof.commands.tampering import at_two_levels

STATUS, TYPE = "status 422", "value changed .detail[0].type"


def row(level: int, *demands: str, request: str = "GET /a") -> dict[str, Any]:
    """What a rule detects on the responses to one request."""
    return {"level": level, "demands": {request: list(demands)}}


def test_the_same_demand_at_two_levels_is_found() -> None:
    """The weaker rule is named first: it adds nothing."""
    rows = {"A-1": row(3, STATUS, TYPE), "A-2": row(2, STATUS)}

    assert list(at_two_levels(rows)) == ["A-2 (SHOULD) demands what A-1 does: GET /a"]


@pytest.mark.parametrize(
    "other",
    [row(3, STATUS), row(2, STATUS, TYPE), row(2), row(2, STATUS, request="GET /b")],
    ids=["same level", "demands more", "demands nothing", "another request"],
)
def test_other_demands_are_left_alone(other: dict[str, Any]) -> None:
    """A SHOULD may look at the same response for what its MUST leaves open."""
    assert list(at_two_levels({"A-1": row(3, STATUS), "A-2": other})) == []
