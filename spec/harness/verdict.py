"""From what a test raised to the outcome of a rule, and from outcomes to the exit status."""

import enum
import json
from collections.abc import Container, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import pytest

from spec.harness.rule import Erratum, Level, Rule


class Outcome(enum.StrEnum):
    """What became of a case or a rule. A rule has of the outcomes of its cases the one that is last here."""

    NOT_CLAIMED = "not claimed"
    HOLDS = "holds"
    DEVIATES = "deviates"
    UNMET = "unmet"
    NOT_REACHED = "not reached"
    BROKEN = "broken"
    ERROR = "error"


SEVERITY = list(Outcome)
SHORTFALLS = (Outcome.UNMET, Outcome.NOT_REACHED, Outcome.BROKEN)
"""What a rule comes to that is neither kept nor excused."""


class Exit(enum.IntEnum):
    """The exit status of a run."""

    CONFORMS = 0
    BROKEN = 1
    INTERRUPTED = 2
    HARNESS_FAILED = 3
    USAGE = 4
    NOTHING_RAN = 5
    NO_TARGET = 6


@dataclass(slots=True)
class Case:
    """One parametrised row of a rule and what became of it. Plain data, so that it crosses processes and fits in JSON.

    ``reason`` says why it does not hold, ``prerequisite`` names the fixture that failed before it could be asked;
    ``dead`` is true when the target was gone. ``rows`` is how many cases the rule has, run or not.
    """

    rule: Rule
    test: str
    name: str
    line: int
    section: str
    chapter: str
    outcome: Outcome
    rows: int = 1
    reason: str = ""
    prerequisite: str = ""
    dead: bool = False
    exchanges: list[dict[str, Any]] = field(default_factory=list)

    def attach(self, report: pytest.TestReport, *, plain: bool) -> None:
        """Put the case on pytest's report; in plain types where xdist sends it from a worker."""
        report.spec_case = json.loads(json.dumps(asdict(self))) if plain else self  # type: ignore[attr-defined]

    @classmethod
    def of(cls, report: pytest.TestReport) -> "Case | None":
        """The case that `attach` put on a report, or None."""
        data = getattr(report, "spec_case", None)
        if data is None or isinstance(data, Case):
            return data
        rule = data["rule"]
        erratum = Erratum(**rule["erratum"]) if rule["erratum"] else None
        restored = Rule(**rule | {"level": Level(rule["level"]), "erratum": erratum})
        return cls(**data | {"rule": restored, "outcome": Outcome(data["outcome"])})


@dataclass(slots=True)
class Result:
    """A rule and its cases so far."""

    rule: Rule
    section: str
    chapter: str
    cases: list[Case] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        return max((case.outcome for case in self.cases), key=SEVERITY.index)

    @property
    def complete(self) -> bool:
        """Whether every case of the rule ran."""
        return len({case.test for case in self.cases}) == self.cases[0].rows


def outcome_of(level: Level, phase: str, error: BaseException | None) -> Outcome:
    """The outcome of a case: ``phase`` is pytest's setup, call or teardown, ``error`` what it raised.

    Only an AssertionError is a verdict on the target. Raised in the setup it means that a prerequisite
    failed; any other exception is the harness's own.
    """
    if error is None:
        return Outcome.HOLDS
    if not isinstance(error, AssertionError):
        return Outcome.ERROR
    if phase == "setup":
        return Outcome.NOT_REACHED
    return Outcome.BROKEN if level is Level.MUST else Outcome.UNMET


def fails(outcome: Outcome, level: Level, fail_on: Level) -> bool:
    """Whether an outcome fails the run: an error always, any shortfall from the level ``fail_on`` up."""
    return outcome is Outcome.ERROR or (outcome in SHORTFALLS and level >= fail_on)


class Results:
    """Every rule that ran, in the order of the notes (which is the order of the files and of their lines)."""

    def __init__(self) -> None:
        self._results: dict[str, Result] = {}

    def add(self, case: Case) -> None:
        result = self._results.setdefault(case.rule.id, Result(case.rule, case.section, case.chapter))
        result.cases.append(case)

    def __iter__(self) -> Iterator[Result]:
        return iter(sorted(self._results.values(), key=lambda r: (r.cases[0].test.partition("::")[0], r.cases[0].line)))

    def __len__(self) -> int:
        return len(self._results)

    def of(self, *outcomes: Outcome) -> list[Result]:
        """The rules that came to one of these outcomes."""
        return [result for result in self if result.outcome in outcomes]

    def failing(self, fail_on: Level) -> list[Result]:
        return [result for result in self if fails(result.outcome, result.rule.level, fail_on)]

    def stale(self, listed: Container[str]) -> list[Result]:
        """The rules that are listed as known deviations, ran with every case, and hold."""
        return [result for result in self.of(Outcome.HOLDS) if result.rule.id in listed and result.complete]

    def counts(self) -> dict[str, int]:
        """How many rules came to each outcome, all outcomes named."""
        outcomes = [result.outcome for result in self]
        return {str(outcome): outcomes.count(outcome) for outcome in Outcome}

    def exit_status(self, fail_on: Level) -> Exit:
        """What the rules alone say: an error of the harness outweighs a broken rule, as it leaves the verdict open."""
        failing = [result.outcome for result in self.failing(fail_on)]
        if Outcome.ERROR in failing:
            return Exit.HARNESS_FAILED
        return Exit.BROKEN if failing else Exit.CONFORMS
