"""The outcomes of cases and rules, and of all rules of a run."""

import json
from types import SimpleNamespace
from typing import Any

import pytest

from fastapi_spec.client.transcript import Body
from fastapi_spec.rules.rule import Erratum, Level, Origin, Rule
from fastapi_spec.verdict.outcomes import (
    Before,
    Case,
    Cause,
    Outcome,
    Result,
    Results,
    attach,
    case_of,
    fails,
    outcome_of,
)
from tests.unit.samples import RULE, case, exchange


@pytest.mark.parametrize(
    "level, phase, error, outcome",
    [
        (Level.MUST, "call", None, Outcome.HOLDS),
        (Level.MUST, "call", AssertionError(), Outcome.BROKEN),
        (Level.SHOULD, "call", AssertionError(), Outcome.UNMET),
        (Level.MAY, "teardown", AssertionError(), Outcome.UNMET),
        (Level.MUST, "setup", AssertionError(), Outcome.NOT_REACHED),
        (Level.MAY, "setup", ValueError(), Outcome.ERROR),
        (Level.MAY, "call", KeyboardInterrupt(), Outcome.ERROR),
    ],
)
def test_only_an_assertion_is_a_verdict_on_the_target(
    level: Level, phase: str, error: BaseException | None, outcome: Outcome
) -> None:
    """Any exception but an AssertionError is a failure of the harness."""
    assert outcome_of(level, phase, error) is outcome


@pytest.mark.parametrize(
    "outcome, level, fail_on, failing",
    [
        (Outcome.BROKEN, Level.MUST, Level.MUST, True),
        (Outcome.NOT_REACHED, Level.MUST, Level.MUST, True),
        (Outcome.NOT_BUILT, Level.MUST, Level.MUST, True),
        (Outcome.NOT_BUILT, Level.SHOULD, Level.MUST, False),
        (Outcome.UNMET, Level.SHOULD, Level.MUST, False),
        (Outcome.UNMET, Level.SHOULD, Level.SHOULD, True),
        (Outcome.ERROR, Level.MAY, Level.MUST, True),
        (Outcome.DEVIATES, Level.MUST, Level.MAY, False),
        (Outcome.NOT_CLAIMED, Level.MUST, Level.MAY, False),
        (Outcome.HOLDS, Level.MUST, Level.MAY, False),
    ],
)
def test_a_shortfall_fails_from_its_level_up(outcome: Outcome, level: Level, fail_on: Level, *, failing: bool) -> None:
    """--fail-on decides about shortfalls; an error always fails the run."""
    assert fails(outcome, level, fail_on) is failing


def test_a_rule_takes_the_worst_outcome_of_its_cases() -> None:
    """One broken row breaks the rule."""
    cases = [case(outcome) for outcome in (Outcome.HOLDS, Outcome.BROKEN, Outcome.NOT_REACHED)]

    assert Result(RULE, "", "", cases).outcome is Outcome.BROKEN


@pytest.mark.parametrize("rows, complete", [(2, True), (3, False)])
def test_a_rule_is_complete_with_every_row(rows: int, *, complete: bool) -> None:
    """A rule of which only some rows ran says nothing about its deviation."""
    cases = [case(test=f"t.py::t[{n}]", rows=rows) for n in (1, 2)]

    assert Result(RULE, "", "", cases).complete is complete


def results(*cases: Case) -> Results:
    """The results of a run."""
    found = Results()
    for each in cases:
        found.add(each)
    return found


def test_rules_come_in_the_order_of_their_lines() -> None:
    """Workers of xdist finish in any order; the checklist has that of the notes."""
    forms, query = "spec/chapter04_responses/test_forms.py::a", "spec/chapter03_requests/test_query_bool.py::a"
    cases = [case(id="C-1", test=forms), case(id="B-1", test=query, line=9), case(id="A-1", test=query, line=2)]

    assert [result.rule.id for result in results(*cases)] == ["A-1", "B-1", "C-1"]


def test_every_outcome_is_counted() -> None:
    """The report names outcomes that no rule came to as well."""
    counts = results(case(), case(Outcome.BROKEN), case(id="B-1")).counts()

    assert {outcome: count for outcome, count in counts.items() if count} == {"holds": 1, "broken": 1}
    assert list(counts) == list(Outcome)


def test_rules_are_selected_by_outcome_and_by_level() -> None:
    """The checklist and the exit status look at the same selections."""
    found = results(case(Outcome.BROKEN), case(Outcome.UNMET, id="B-1", level=Level.SHOULD), case(id="C-1"))

    assert [result.rule.id for result in found.of(Outcome.UNMET, Outcome.HOLDS)] == ["B-1", "C-1"]
    assert [result.rule.id for result in found.failing(Level.MUST)] == ["A-1"]
    assert [result.rule.id for result in found.failing(Level.MAY)] == ["A-1", "B-1"]


def test_a_listed_rule_is_stale_if_all_of_it_holds() -> None:
    """Neither a rule that deviates nor one that ran in part is stale."""
    found = results(case(id="A-1"), case(id="B-1", rows=2), case(Outcome.DEVIATES, id="C-1"), case(id="D-1"))

    assert [result.rule.id for result in found.stale(["A-1", "B-1", "C-1"])] == ["A-1"]


def test_a_case_survives_json() -> None:
    """Workers of xdist send cases as plain data, without any type of ours."""
    rule = Rule(
        "A-1",
        Level.MAY,
        "It holds.",
        erratum=Erratum("it does", "never true", in_code=False),
        origin=Origin.HTTP,
        plain="does not",
    )
    sent = case(
        Outcome.UNMET,
        rule=rule,
        reason="so",
        before=Before.SHORT,
        cause=Cause("header", "vary"),
        exchanges=[exchange(request_body=Body(1, "x"))],
    )

    assert Case.from_plain(json.loads(json.dumps(sent.as_plain()))) == sent


def test_a_report_of_pytest_carries_a_case() -> None:
    """The plugins of a run share nothing but the case on a report."""
    report: Any = SimpleNamespace()
    assert case_of(report) is None

    sent = case()
    attach(report, sent)
    assert case_of(report) is sent


@pytest.mark.parametrize(
    "befores, said",
    [
        ([None, None], None),
        ([Before.SHORT, Before.UNKNOWN], Before.SHORT),
        ([Before.UNKNOWN, Before.HELD, Before.SHORT], Before.HELD),
    ],
)
def test_a_rule_has_changed_if_one_case_has(befores: list[Before | None], said: Before | None) -> None:
    """Another case of it may have failed before; those that hold do not count."""
    cases = [case(Outcome.BROKEN, before=before) for before in befores]
    result = Result(RULE, "", "", [*cases, case(before=Before.HELD)])

    assert result.before is said
    assert result.fails(Level.MUST) is (said in (None, Before.HELD))


def test_an_error_fails_a_run_with_a_baseline() -> None:
    """It says nothing of the target, now or before."""
    assert case(Outcome.ERROR, before=Before.SHORT).fails(Level.MUST)


@pytest.mark.parametrize("cases, better", [([Before.SHORT, Before.HELD], True), ([Before.HELD], False)])
def test_a_rule_that_holds_for_the_first_time_is_better(cases: list[Before], *, better: bool) -> None:
    """All of it holds, and some of it did not before."""
    found = [case(test=f"t.py::t[{n}]", rows=len(cases), before=before) for n, before in enumerate(cases)]

    assert Result(RULE, "", "", found).better is better


@pytest.mark.parametrize("before, failing", [(None, False), (Before.SHORT, False), (Before.HELD, True)])
def test_what_a_learner_has_not_built_does_not_fail(before: Before | None, *, failing: bool) -> None:
    """It comes later, unless it was there before."""
    later = case(Outcome.NOT_BUILT, operation="GET /hello", later=True, before=before)

    assert later.fails(Level.MUST) is failing


def test_a_broken_case_is_worse_than_one_that_is_not_built() -> None:
    """A rule of two operations is broken if one of them is wrong; it does not hold if one is missing."""
    rows = [case(), case(Outcome.NOT_BUILT), case(Outcome.UNMET), case(Outcome.BROKEN)]

    assert Result(RULE, "", "", rows).outcome is Outcome.BROKEN
    assert Result(RULE, "", "", rows[:3]).outcome is Outcome.UNMET
    assert Result(RULE, "", "", rows[:2]).outcome is Outcome.NOT_BUILT
