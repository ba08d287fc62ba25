"""The published defects that each rule detects."""

from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.defects import Defect, defects
from proof.defects.table import load


def test_a_rule_has_the_defects_that_it_detects() -> None:
    """With the report, the versions, and what a client sees."""
    [found] = defects("STATIC-10")

    assert found == Defect(
        "CVE-2023-29159",
        "https://nvd.nist.gov/vuln/detail/CVE-2023-29159",
        "Starlette < 0.27.0",
        "A path leads out of the static folder into a neighbour whose name begins like that of the folder.",
    )


def test_a_case_of_a_rule_counts_for_the_rule() -> None:
    """The table may name the one case that detects a defect."""
    assert "CVE-2024-47874" in [defect.report for defect in defects("FORM-20")]


def test_every_defect_that_is_detected_is_at_its_rules() -> None:
    """And none that has no effect on the reference application."""
    found = {(id, defect.report) for id in locked() for defect in defects(id)}

    assert found == {(id, defect.report) for defect in load() if defect.rules for id in defect.ids}
    assert defects("NO-SUCH-1") == []
