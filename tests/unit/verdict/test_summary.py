"""The exit status of a run as a table: the first line that applies decides."""

from pathlib import Path
from typing import Any

import pytest

from fastapi_spec.rules.rule import Level
from fastapi_spec.verdict.baseline import Baseline
from fastapi_spec.verdict.deviations import Deviation
from fastapi_spec.verdict.outcomes import Before, Case, Outcome
from fastapi_spec.verdict.summary import Exit
from tests.unit.samples import case, summary

HOLDS, BROKEN, ERROR = case(), case(Outcome.BROKEN), case(Outcome.ERROR, id="E-1")
UNCLAIMED, UNMET = case(Outcome.NOT_CLAIMED, id="N-1"), case(Outcome.UNMET, id="U-1", level=Level.SHOULD)
BEFORE, CHANGED, NEW = (case(Outcome.BROKEN, before=before) for before in (Before.SHORT, Before.HELD, Before.UNKNOWN))
BASELINE = Baseline(Path("out"), "T", {})
OK, FAILED, INTERRUPTED, INTERNAL, USAGE, NO_TESTS = range(6)
"""The exit statuses of pytest."""


@pytest.mark.parametrize(
    "cases, pytest_status, state, status",
    [
        ([HOLDS], OK, {}, Exit.CONFORMS),
        ([HOLDS, UNMET, UNCLAIMED], OK, {}, Exit.CONFORMS),
        ([HOLDS], FAILED, {"others_failed": True}, Exit.BROKEN),
        ([BROKEN], FAILED, {}, Exit.BROKEN),
        ([BROKEN], INTERRUPTED, {}, Exit.BROKEN),
        ([UNMET], OK, {"fail_on": Level.SHOULD}, Exit.BROKEN),
        ([HOLDS], OK, {"deviations": {"A-1": Deviation("x")}}, Exit.BROKEN),
        ([BEFORE], OK, {"baseline": BASELINE}, Exit.CONFORMS),
        ([CHANGED], FAILED, {"baseline": BASELINE}, Exit.BROKEN),
        ([NEW], OK, {"baseline": BASELINE}, Exit.NOTHING_RAN),
        ([BROKEN, ERROR], FAILED, {}, Exit.HARNESS_FAILED),
        ([BROKEN], FAILED, {"worker_crashed": True}, Exit.HARNESS_FAILED),
        ([UNCLAIMED], OK, {}, Exit.NOTHING_RAN),
        ([], OK, {}, Exit.NOTHING_RAN),
        ([], NO_TESTS, {}, Exit.NOTHING_RAN),
        ([BROKEN], INTERRUPTED, {"interrupted": True}, Exit.INTERRUPTED),
        ([HOLDS], INTERRUPTED, {}, Exit.INTERRUPTED),
        ([BROKEN], INTERNAL, {}, Exit.HARNESS_FAILED),
        ([], USAGE, {}, Exit.USAGE),
        ([BROKEN], INTERRUPTED, {"collection_failed": True}, Exit.HARNESS_FAILED),
        ([BROKEN], INTERRUPTED, {"collection_failed": True, "stopped": "it died"}, Exit.NO_TARGET),
    ],
    ids=[
        "conforms",
        "shortfalls that are excused",
        "another test failed",
        "broken",
        "stopped at the first failure",
        "a level that fails",
        "a stale deviation",
        "broken before",
        "changed since the baseline",
        "not in the baseline",
        "an error outweighs a broken rule",
        "a worker crashed",
        "not claimed",
        "no rule ran",
        "no test ran",
        "Ctrl-C",
        "pytest ended early",
        "pytest failed",
        "wrong usage",
        "a module was not collected",
        "no target outweighs all",
    ],
)
def test_the_first_decision_that_applies_is_the_exit_status(
    cases: list[Case], pytest_status: int, state: dict[str, Any], status: Exit
) -> None:
    """The exit status follows from the outcomes, from how pytest ended, and from what happened besides."""
    assert summary(*cases, **state).exit_status(pytest_status) == status


def test_a_dead_target_stops_the_run_and_is_named_once() -> None:
    """The first case that finds no target says where it died."""
    dead = summary(HOLDS, case(Outcome.BROKEN, reason="silence", dead=True), case(id="B-1", reason="later", dead=True))

    assert str(dead.stopped) == "the target T died at A-1: silence"


def test_what_fails_and_what_is_stale_is_known_before_the_end() -> None:
    """--next and the checklist look at a run that is not over."""
    found = summary(BROKEN, case(id="B-1"), deviations={"B-1": Deviation("x")})

    assert [result.rule.id for result in found.failing] == ["A-1"]
    assert found.stale == ["B-1"]
