"""What differs between two reports: each rule with the first exchange that differs, and the versions."""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from fastapi_spec.client.transcript import Transcript
from fastapi_spec.output.http import lines
from fastapi_spec.output.report import CaseReport, Report, RuleReport
from fastapi_spec.rules.rule import Level
from fastapi_spec.suggest import first_few
from fastapi_spec.verdict.outcomes import Outcome

WIDTH = 78
MISSING = "absent"
FINE = (Outcome.HOLDS, Outcome.DEVIATES, Outcome.NOT_CLAIMED)
"""Outcomes that fail no run."""


@dataclass(frozen=True)
class Change:
    """A rule whose cases did not come to the same outcomes."""

    before: RuleReport
    after: RuleReport

    @property
    def breaks(self) -> bool:
        """Whether a case held before and does not hold now."""
        return any(
            outcome is Outcome.HOLDS and self.after.outcomes.get(test, Outcome.HOLDS) not in FINE
            for test, outcome in self.before.outcomes.items()
        )

    @property
    def mends(self) -> bool:
        """Whether the rule did not hold before and holds now."""
        return self.before.outcome is not Outcome.HOLDS and self.after.outcome is Outcome.HOLDS

    def lines(self, a: str, b: str) -> Iterator[str]:
        """The rule and its outcomes, then its first case that differs, with both exchanges.

        ``a`` and ``b`` say which report it is: ``in A`` or ``before``.
        """
        tests = dict.fromkeys([*self.before.outcomes, *self.after.outcomes])
        test = next(test for test in tests if self.before.outcomes.get(test) != self.after.outcomes.get(test))
        cases = {a: self.before.case(test), b: self.after.case(test)}
        yield f"{self.after.id}  {self.after.level}  {self.before.outcome} {a}, {self.after.outcome} {b}"
        yield textwrap.fill(
            self.after.statement, WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
        )
        if erratum := self.after.erratum:
            yield f"  erratum: the notes say {erratum.claim!r}; since {erratum.since}"
        yield f"  {test}"
        step = first_different(*(case.exchanges if case else [] for case in cases.values()))
        for name, case in cases.items():
            yield f"\n  {name.rpartition(' ')[2]}  {case.outcome if case else MISSING}"
            yield from (f"     {line}" for line in _told(case, step))


class Changes:
    """The rules that two reports share and that differ: what breaks first, by level, then the others in their order."""

    def __init__(self, before: Report, after: Report) -> None:
        old, new = ({rule.id: rule for rule in report.rules} for report in (before, after))
        self.shared = [id for id in old if id in new]
        self.only_before = [id for id in old if id not in new]
        self.only_after = [id for id in new if id not in old]
        found = [Change(old[id], new[id]) for id in self.shared if old[id].outcomes != new[id].outcomes]
        self.breaking = sorted((c for c in found if c.breaks), key=lambda change: -Level[change.after.level])
        self.mending = [change for change in found if change.mends and not change.breaks]
        self.others = [change for change in found if not (change.breaks or change.mends)]

    @property
    def all(self) -> list[Change]:
        """Every rule that differs, in the order in which it is told."""
        return [*self.breaking, *self.mending, *self.others]

    def alone(self, a: str, b: str) -> Iterator[str]:
        """A line for the rules that only one of the reports has."""
        for name, ids in {a: self.only_before, b: self.only_after}.items():
            if ids:
                yield f"only in {name}: {first_few(ids)}"


def versions(before: Report, after: Report) -> Iterator[tuple[str, str, str]]:
    """The packages of the targets, and Python, whose versions differ; a version is empty where it is unknown."""
    a, b = before.target.versions, after.target.versions
    for name in dict.fromkeys([*a, *b]):
        if a.get(name) != b.get(name):
            yield name, a.get(name, ""), b.get(name, "")


def first_different(a: list[Transcript], b: list[Transcript]) -> int:
    """The index of the first exchange with another status, or else with another response, or else of the last one."""
    pairs = list(zip(a, b, strict=False))
    for seen in (lambda exchange: exchange.status, _response):
        for index, (one, other) in enumerate(pairs):
            if seen(one) != seen(other):
                return index
    return len(pairs) - 1


def _response(exchange: Transcript) -> object:
    """What two servers may be compared by: names of headers, and the body without numbers and random ids."""
    names = sorted(name.lower() for name, _ in exchange.response_headers)
    return names, re.sub(r"[0-9a-f]{6,}|\d+", "0", exchange.response_body.text or ""), exchange.failure


def _told(case: CaseReport | None, step: int) -> Iterator[str]:
    """Why the case does not hold, and its exchange of that index, or its last one."""
    if case:
        yield from case.reason.splitlines()
        for exchange in case.exchanges[step : step + 1] or case.exchanges[-1:]:
            yield from lines(exchange)
