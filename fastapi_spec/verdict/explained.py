"""Which rules fall short as the notes' own code does: an erratum explains them, and their author is not to blame."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fastapi_spec.rules import errata
from fastapi_spec.rules.rule import Erratum
from fastapi_spec.verdict.outcomes import Case, Outcome, Result
from fastapi_spec.verdict.summary import Summary

SHORT = (Outcome.UNMET, Outcome.BROKEN)
"""The outcomes that what was received can explain."""


@dataclass(frozen=True, slots=True)
class Explained:
    """An erratum and the rules that it explains."""

    erratum: Erratum
    results: list[Result]


def is_explained(result: Result, known: errata.Errata) -> bool:
    """Whether each case that does not hold received what the notes' own code responds with."""
    if result.outcome not in SHORT or not (result.rule.erratum and result.rule.erratum.in_code):
        return False
    notes = known.get(result.rule.id, {})
    return all(_same(case, notes.get(case.name)) for case in result.cases if case.outcome is not Outcome.HOLDS)


def _same(case: Case, notes: errata.Received | None) -> bool:
    if notes is None or case.outcome not in SHORT:
        return False
    return errata.received(case.reason, case.exchanges, case.raised).same_as(notes)


def explained(summary: Summary) -> list[Result]:
    """The rules of a run that an erratum explains. A baseline explains what it has itself."""
    if summary.baseline:
        return []
    return [result for result in summary.results if is_explained(result, errata.of_notes())]


def by_erratum(results: Iterable[Result]) -> list[Explained]:
    """These rules by what the notes claim, in the order of the notes."""
    found: dict[str, Explained] = {}
    for result in results:
        assert result.rule.erratum
        found.setdefault(result.rule.erratum.claim, Explained(result.rule.erratum, [])).results.append(result)
    return list(found.values())
