"""Puts cards on the reports of pytest: one whole card per rule or failed prerequisite; later ones say what differs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from fastapi_spec.language import ENGLISH, chosen, speaking
from fastapi_spec.output.card import card, card_behind, evidence, short_card
from fastapi_spec.plugin.settings import Settings
from fastapi_spec.verdict.outcomes import Before, Case, Outcome, attach_english, attach_evidence


class CardWriter:
    """Writes the cards of a run, in the order in which its cases fail."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._shown: dict[str, str] = {}
        self._hints: dict[str, str] = {}

    def put(self, report: pytest.TestReport, case: Case, asserted: str, printed: str, commands: dict[str, str]) -> None:
        """Put the card of a case on its report. What does not fail the run is a skipped test for pytest.

        ``asserted`` is the assertion and its location, ``printed`` what the application printed meanwhile, ``commands``
        those by which the case is seen again.
        """
        if self._settings.next:
            last = replace(case, exchanges=case.exchanges[-2:])  # earlier ones prepare these
            attach_evidence(report, evidence(last, asserted, printed, commands))
        if not case.fails(self._settings.fail_on):
            report.outcome = "skipped"
            report.wasxfail = f"{case.rule.level.name} {case.outcome}{self._why(case)}"
            self._write(report, card, case, asserted, printed, commands)
            return
        key = f"{case.chapter}: {case.prerequisite}" if case.prerequisite else case.rule.id
        if key not in self._shown:
            self._shown[key], self._hints[key] = case.rule.id, case.hint
            self._write(report, card, case, asserted, printed, commands)
        elif case.prerequisite:
            self._write(report, card_behind, case, self._shown[key], commands)
        else:
            again = case.hint == self._hints[key]
            self._write(report, short_card, replace(case, hint="") if again else case, commands)

    def _write(self, report: pytest.TestReport, kind: Callable[..., str], case: Case, *given: object) -> None:
        """Put a card on a report; in another language than English also the English one, for JUnit."""
        report.longrepr = kind(case, *given)
        if chosen() != ENGLISH:
            with speaking(ENGLISH):
                attach_english(report, kind(replace(case, told="", hint=""), *given))

    def _why(self, case: Case) -> str:
        """Why a case that falls short does not fail the run, if that is not its level."""
        known = self._settings.deviations.get(case.rule.id)
        if known and case.outcome is Outcome.DEVIATES:
            return f": {known}"
        if case.before is Before.SHORT:
            return f", {case.before} before"
        return f", {case.before}" if case.before is Before.UNKNOWN else ""
