"""Asks the same collected rules again and again, of a server that is changed meanwhile, in one process."""

from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar

import pytest
from _pytest.runner import runtestprotocol

from fastapi_spec.rules.rule import rule_of
from fastapi_spec.verdict.outcomes import Case, Outcome

DRAWN = ("spec/generated", "spec/properties")
"""Chapters that draw their requests by the hundred: asked where they are named, and not by the way."""

T = TypeVar("T")
Items = dict[str, list[pytest.Item]]


class Said(NamedTuple):
    """What a rule said: its outcome, and why it does not hold."""

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
    """Two cases of a rule, the most unlike by their place; one, if there is one."""
    return cases[:1] + cases[1:][-1:]


def ask(cases: Iterable[pytest.Item]) -> Said:
    """Run the cases of a rule up to the first that does not hold. Fixtures of the session live on."""
    cases = list(cases)
    for item in cases:
        item.session.items = cases  # Fuzzing looks there for what it is to fuzz.
        # With the session as what comes next, all is torn down that belongs to this test alone.
        reports = runtestprotocol(item, log=False, nextitem=item.session)  # type: ignore[arg-type]
        for report in reports:
            case = Case.of(report)
            if case and case.outcome is not Outcome.HOLDS:
                return Said(case.outcome, case.reason)
            if report.failed:
                return Said(Outcome.ERROR, str(report.longrepr))
    return Said(Outcome.HOLDS)


def progress(config: pytest.Config, text: str) -> None:
    """Say on a terminal how far it is, in place of what was said before."""
    terminal: Any = config.pluginmanager.get_plugin("terminalreporter")
    if terminal.isatty:
        terminal.rewrite(text, erase=True)
