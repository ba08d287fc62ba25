"""Outcomes: what became of a case, of a rule, and of all rules of a run."""

import enum
import json
from collections.abc import Container, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pytest

from fastapi_spec.client.transcript import Transcript
from fastapi_spec.rules.chapters import position
from fastapi_spec.rules.rule import Erratum, Level, Origin, Rule


class Outcome(enum.StrEnum):
    """What became of a case or a rule, by severity: a rule takes the worst outcome of its cases."""

    NOT_CLAIMED = "not claimed"
    HOLDS = "holds"
    DEVIATES = "deviates"
    NOT_BUILT = "not built"
    UNMET = "unmet"
    NOT_REACHED = "not reached"
    BROKEN = "broken"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a case falls short, in a form that several rules may share: ``about`` is what it concerns, ``found`` how.

    ``("header", "vary", "missing")``. Both are empty of what differs between the rules that share it.
    """

    kind: str
    about: str
    found: str = ""


class Before(enum.StrEnum):
    """What the baseline of a run says of a case."""

    HELD = "held"
    SHORT = "did not hold"
    UNKNOWN = "is not in the baseline"


SEVERITY = list(Outcome)
SHORTFALLS = (Outcome.NOT_BUILT, Outcome.UNMET, Outcome.NOT_REACHED, Outcome.BROKEN)
"""The outcomes of a rule that neither holds nor is excused."""


@dataclass(slots=True)
class Case:
    """One parametrised row of a rule and what became of it. Plain data, so that it crosses processes.

    ``reason`` says why it does not hold, ``told`` the same in the language of the output, ``hint`` in that language
    which mistake seems to be behind it; ``prerequisite`` names the fixture that failed before the rule could run;
    ``dead`` is true if the target was gone, and ``last_lines`` are then those that it printed. ``rows`` is how many
    cases the rule has, run or not. ``before`` is what the baseline of the run says, None without one. ``operation`` is
    the one that is not built, and ``later`` is true if that does not fail the run; ``cause`` groups what falls short.
    ``exchanges_left_out`` is how many there were besides ``exchanges``, before the last ones.
    """

    rule: Rule
    test: str
    name: str
    line: int
    section: str
    chapter: str
    outcome: Outcome
    rows: int = 1
    before: Before | None = None
    reason: str = ""
    told: str = ""
    hint: str = ""
    prerequisite: str = ""
    operation: str = ""
    later: bool = False
    cause: Cause | None = None
    dead: bool = False
    last_lines: list[str] = field(default_factory=list)
    exchanges: list[Transcript] = field(default_factory=list)
    exchanges_left_out: int = 0

    def as_plain(self) -> dict[str, Any]:
        """The case as JSON data without any type of ours, for pytest's report hooks (xdist)."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return plain

    @classmethod
    def from_plain(cls, data: dict[str, Any]) -> "Case":
        """The case that `as_plain` made plain."""
        rule = data["rule"]
        erratum = Erratum(**rule["erratum"]) if rule["erratum"] else None
        origin = Origin(rule["origin"]) if rule["origin"] else None
        restored = Rule(**rule | {"level": Level(rule["level"]), "erratum": erratum, "origin": origin})
        exchanges = [Transcript.from_plain(exchange) for exchange in data["exchanges"]]
        before = Before(data["before"]) if data["before"] else None
        outcome = Outcome(data["outcome"])
        cause = Cause(**data["cause"]) if data["cause"] else None
        found = {"rule": restored, "outcome": outcome, "before": before, "cause": cause, "exchanges": exchanges}
        return cls(**data | found)

    @property
    def raised(self) -> str:
        """The class of the exception that the target raised, as far as it is known."""
        return self.cause.about.partition(":")[0] if self.cause and self.cause.kind == "exception" else ""

    @property
    def changed(self) -> bool:
        """Whether the case held in the baseline and falls short now."""
        return self.before is Before.HELD and self.outcome in SHORTFALLS

    def fails(self, fail_on: Level) -> bool:
        """Whether the case fails the run: with a baseline only an error, or a case that held there."""
        excused = self.before in (Before.SHORT, Before.UNKNOWN) and self.outcome is not Outcome.ERROR
        excused |= self.later and self.before is not Before.HELD
        return not excused and fails(self.outcome, self.rule.level, fail_on)


def attach(report: pytest.TestReport, case: Case) -> None:
    """Put a case on pytest's report: the only thing that the plugins of a run share."""
    report.spec_case = case  # type: ignore[attr-defined]


def case_of(report: object) -> Case | None:
    """The case that `attach` put on a report, or None."""
    return getattr(report, "spec_case", None)


def attach_evidence(report: pytest.TestReport, evidence: str) -> None:
    """Put on a report what a run with --next shows of a case: its card without what is known before the run."""
    report.spec_evidence = evidence  # type: ignore[attr-defined]


def evidence_of(report: object) -> str:
    """What `attach_evidence` put on a report, or an empty string."""
    return getattr(report, "spec_evidence", "")


def attach_english(report: pytest.TestReport, card: str) -> None:
    """Put on a report the English card, which a file for machines has."""
    report.spec_english = card  # type: ignore[attr-defined]


def english_of(report: object) -> str:
    """What `attach_english` put on a report, or an empty string."""
    return getattr(report, "spec_english", "")


@dataclass(slots=True)
class Result:
    """A rule and its cases so far."""

    rule: Rule
    section: str
    chapter: str
    cases: list[Case] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        """The worst outcome of the cases."""
        return max((case.outcome for case in self.cases), key=SEVERITY.index)

    @property
    def before(self) -> Before | None:
        """What the baseline says of the cases that fall short: held, if it says so of one of them; None without one."""
        said = {case.before for case in self.cases if case.outcome in SHORTFALLS}
        return next((before for before in Before if before in said), None)

    @property
    def better(self) -> bool:
        """Whether all of the rule holds, and a case did not in the baseline."""
        return self.outcome is Outcome.HOLDS and self.complete and any(c.before is Before.SHORT for c in self.cases)

    @property
    def compared(self) -> bool:
        """Whether the baseline says something of one of the cases."""
        return any(case.before in (Before.HELD, Before.SHORT) for case in self.cases)

    def fails(self, fail_on: Level) -> bool:
        """Whether one of the cases fails the run."""
        return any(case.fails(fail_on) for case in self.cases)

    @property
    def complete(self) -> bool:
        """Whether every case of the rule ran."""
        return len({case.test for case in self.cases}) == self.cases[0].rows


def outcome_of(level: Level, phase: str, error: BaseException | None) -> Outcome:
    """The outcome of a case: ``phase`` is pytest's setup, call or teardown, ``error`` what it raised.

    Only an AssertionError is a verdict on the target. Raised in the setup it means that a prerequisite
    failed; any other exception is a failure of the harness.
    """
    if error is None:
        return Outcome.HOLDS
    if not isinstance(error, AssertionError):
        return Outcome.ERROR
    if phase == "setup":
        return Outcome.NOT_REACHED
    return Outcome.BROKEN if level is Level.MUST else Outcome.UNMET


def fails(outcome: Outcome, level: Level, fail_on: Level) -> bool:
    """Whether an outcome fails a run without a baseline: an error always, any shortfall from ``fail_on`` up."""
    return outcome is Outcome.ERROR or (outcome in SHORTFALLS and level >= fail_on)


class Results:
    """Every rule that ran, in the order in which its module was collected (that of the notes) and of its lines."""

    def __init__(self) -> None:
        self._results: dict[str, Result] = {}
        self._sorted: list[Result] | None = None

    def add(self, case: Case) -> None:
        """Take in a case."""
        result = self._results.setdefault(case.rule.id, Result(case.rule, case.section, case.chapter))
        result.cases.append(case)
        self._sorted = None

    def __iter__(self) -> Iterator[Result]:
        def place(result: Result) -> tuple[int, str, int]:
            path = result.cases[0].test.partition("::")[0]
            return position(Path(path)), path, result.cases[0].line

        if self._sorted is None:
            self._sorted = sorted(self._results.values(), key=place)
        return iter(self._sorted)

    def __len__(self) -> int:
        return len(self._results)

    def of(self, *outcomes: Outcome) -> list[Result]:
        """The rules that came to one of these outcomes."""
        return [result for result in self if result.outcome in outcomes]

    def failing(self, fail_on: Level) -> list[Result]:
        """The rules that fail the run."""
        return [result for result in self if result.fails(fail_on)]

    def stale(self, listed: Container[str]) -> list[Result]:
        """The rules that are listed as known deviations, ran with every case, and hold."""
        return [result for result in self.of(Outcome.HOLDS) if result.rule.id in listed and result.complete]

    def counts(self) -> dict[str, int]:
        """How many rules came to each outcome, all outcomes named."""
        outcomes = [result.outcome for result in self]
        return {str(outcome): outcomes.count(outcome) for outcome in Outcome}
