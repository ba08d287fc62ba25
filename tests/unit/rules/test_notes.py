"""What the notes say is found by the rule that states it."""

from fastapi_spec.rules.notes import Claim, claims


def test_the_claims_of_a_rule_name_heading_and_line() -> None:
    """A learner finds the place in the notes."""
    says = "An `IntEnum` path parameter converts the number to its member."

    assert claims("PATH-ENUM-1") == [Claim("枚举类型", 96, says)]


def test_a_rule_of_another_origin_has_no_claims() -> None:
    """The notes are silent about it."""
    assert claims("PATH-ENUM-4") == []
