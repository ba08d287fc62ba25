"""The baseline: what it says of a case."""

from pathlib import Path

import pytest

from fastapi_spec.verdict.baseline import Baseline, Known
from fastapi_spec.verdict.outcomes import Before, Outcome

RULE = Known(Outcome.BROKEN, {"1": Outcome.HOLDS, "2": Outcome.BROKEN, "3": Outcome.DEVIATES, "4": Outcome.ERROR})
BASELINE = Baseline(
    Path("out"), "T, 2026-11-29", {"A-1": RULE, "B-1": Known(Outcome.HOLDS, {"": Outcome.HOLDS, "x": Outcome.HOLDS})}
)


@pytest.mark.parametrize(
    "id, case, before",
    [
        ("A-1", "1", Before.HELD),
        ("A-1", "2", Before.SHORT),
        ("A-1", "3", Before.SHORT),
        ("A-1", "4", Before.UNKNOWN),
        ("A-1", "5", Before.UNKNOWN),
        ("B-1", "", Before.HELD),
        ("C-1", "", Before.UNKNOWN),
    ],
)
def test_a_case_is_found_by_its_rule_and_its_name(id: str, case: str, before: Before) -> None:
    """A rule of which one case failed may have changed in another; an error says nothing of the target."""
    assert BASELINE.before(id, case) is before


@pytest.mark.parametrize(
    "outcome, before",
    [
        (Outcome.HOLDS, Before.HELD),
        (Outcome.UNMET, Before.SHORT),
        (Outcome.NOT_REACHED, Before.SHORT),
        (Outcome.NOT_CLAIMED, Before.UNKNOWN),
    ],
)
def test_a_rule_without_cases_speaks_for_all_of_them(outcome: Outcome, before: Before) -> None:
    """The report may say no more than the outcome of the rule."""
    assert Baseline(Path("out"), "", {"A-1": Known(outcome, {})}).before("A-1", "1") is before


def test_a_baseline_says_what_it_is() -> None:
    """Whoever reads the log of a build sees what the run was compared with."""
    assert str(BASELINE) == "out: 1 of 2 rules held (T, 2026-11-29)"
