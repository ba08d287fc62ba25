"""The collected rules, run again and again in one process."""

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

import pytest
from _pytest.runner import runtestprotocol  # private: the public hook would also log each report; see test_items.py

from fastapi_spec.rules.rule import rule_of
from fastapi_spec.verdict.outcomes import Outcome, case_of

GENERATED = ("spec/generated", "spec/properties")
"""Chapters that generate requests by the hundred: run only where they are named."""

T = TypeVar("T")
Items = dict[str, list[pytest.Item]]


class Verdict(NamedTuple):
    """The outcome of a rule, and why it does not hold."""

    outcome: Outcome
    reason: str = ""


def by_rule(session: pytest.Session) -> Items:
    """The collected cases of every rule."""
    items: Items = {}
    for item in session.items:
        if rule := rule_of(item):
            items.setdefault(rule.id, []).append(item)
    return items


def part_of(whole: list[T], part: str) -> list[T]:
    """The Nth of M equal parts of a list, written ``N/M``."""
    number, parts = map(int, part.split("/"))
    return whole[number - 1 :: parts]


def first_and_last(cases: list[pytest.Item]) -> list[pytest.Item]:
    """Two cases of a rule, probably the most unlike; one, if there is one."""
    return cases[:1] + cases[1:][-1:]


def run(cases: Iterable[pytest.Item]) -> Verdict:
    """Run the cases of a rule up to the first that does not hold. Fixtures of the session live on."""
    cases = list(cases)
    for item in cases:
        item.session.items = cases  # the fixtures of generated requests look there for what to generate
        # With the session as what comes next, all is torn down that belongs to this test alone.
        reports = runtestprotocol(item, log=False, nextitem=item.session)  # type: ignore[arg-type]
        for report in reports:
            case = case_of(report)
            if case and case.outcome is not Outcome.HOLDS:
                return Verdict(case.outcome, case.reason)
            if report.failed:
                return Verdict(Outcome.ERROR, str(report.longrepr))
    return Verdict(Outcome.HOLDS)
