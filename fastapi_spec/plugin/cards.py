"""The plugin of ``--cards``: which cards pytest prints under FAILURES. JUnit has all of them."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from fastapi_spec.output.causes import shown_first
from fastapi_spec.verdict.outcomes import Outcome, case_of
from fastapi_spec.verdict.summary import Summary

FAILED = "failed"


class CardsPlugin:
    """Leaves a card for each cause to pytest to print, and puts all failures back before it counts them."""

    name = "fastapi-spec-cards"

    def __init__(self, summary: Summary) -> None:
        self._summary = summary
        self._all: list[pytest.TestReport] | None = None

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> Generator[None, None, None]:
        """pytest prints the failures before any plugin has its turn, and counts them after all of them."""
        stats = terminalreporter.stats
        failed, waiting = (list(stats.get(category, [])) for category in (FAILED, str(Outcome.NOT_BUILT)))
        stats[FAILED] = self._chosen([report for report in [*failed, *waiting] if report.failed])
        try:
            return (yield)
        finally:
            stats[FAILED] = failed

    def _chosen(self, reports: list[pytest.TestReport]) -> list[pytest.TestReport]:
        """The tests that are not rules, and the card of each cause: the whole one, not that of a further case."""
        if self._summary.cards == "all" or (len(self._summary.results) == 1 and self._summary.cards == "first"):
            return reports
        others = [report for report in reports if case_of(report) is None]
        if self._summary.cards == "none":
            return others
        cards: dict[str, list[pytest.TestReport]] = {}
        for report in reports:
            case = case_of(report)
            if case and case.outcome is not Outcome.NOT_BUILT:
                cards.setdefault(case.rule.id, []).append(report)
        shown = [cards[result.rule.id] for result in shown_first(self._summary) if result.rule.id in cards]
        first = [max(of_rule, key=_says) for of_rule in shown]
        return [*others, *first]


def _says(report: pytest.TestReport) -> tuple[bool, int]:
    """How much a card says: one that names the mistake most, then the longest."""
    case = case_of(report)
    return bool(case and case.hint), len(report.longreprtext)
