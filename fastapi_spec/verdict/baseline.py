"""The baseline of a run (``--baseline REPORT``): what held in an earlier run, case by case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fastapi_spec.language import count
from fastapi_spec.verdict.outcomes import SHORTFALLS, Before, Outcome

BEFORE = {Outcome.HOLDS: Before.HELD, **dict.fromkeys([*SHORTFALLS, Outcome.DEVIATES], Before.SHORT)}
"""An error of the harness and a rule that did not run say nothing of the target."""


@dataclass(frozen=True, slots=True)
class Known:
    """A rule of the baseline: its outcome, and that of each of its cases by their names, if the report has cases."""

    outcome: Outcome
    cases: Mapping[str, Outcome]


@dataclass(frozen=True, slots=True)
class Baseline:
    """The rules of an earlier report by their ids; ``path`` is that of the report as the user named it.

    ``made`` says in words which run it was: its target, its day, its version of FastAPI.
    """

    path: Path
    made: str
    rules: Mapping[str, Known]

    def before(self, id: str, case: str) -> Before:
        """What it says of a case. Cases are matched by the id of their rule and their name, wherever the test is."""
        known = self.rules.get(id)
        if known is None:
            return Before.UNKNOWN
        outcome = known.cases.get(case) if known.cases else known.outcome
        return BEFORE.get(outcome, Before.UNKNOWN) if outcome else Before.UNKNOWN

    @property
    def held(self) -> int:
        """How many of its rules held."""
        return sum(rule.outcome is Outcome.HOLDS for rule in self.rules.values())

    def __str__(self) -> str:
        return count(
            len(self.rules),
            "{file}: {held} of {n} rule held ({made})",
            "{file}: {held} of {n} rules held ({made})",
            file=self.path,
            held=self.held,
            made=self.made,
        )
