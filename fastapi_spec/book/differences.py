"""What differs between several reports: for each rule the sides, and which runs are on each.

A report is read twice, and only one is in memory at a time, since there may be dozens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from fastapi_spec import language
from fastapi_spec.book import labels
from fastapi_spec.book.cases import FINE, CaseShown, Room, Shared, shared
from fastapi_spec.book.entries import fields
from fastapi_spec.book.evidence import Fields
from fastapi_spec.book.highlight import both, prose
from fastapi_spec.book.page import MAIN
from fastapi_spec.output.report import CaseReport, Report, RuleReport
from fastapi_spec.printable import visible
from fastapi_spec.verdict.outcomes import Outcome

WIDE = 8
"""Up to how many columns each has words and exchanges of its own; beyond, signs, and a side those of one column."""
ROOM = 1_200_000
"""How many bytes the exchanges of a page take together."""
EXCHANGES = 3
"""How many exchanges are shown of a side."""

Failing = tuple[tuple[str, int | None], ...]
"""The cases that do not hold: the name of each, and the status of its last response."""
Found = tuple[int, Outcome, Failing, str]
"""How a rule is in a column: its number, the outcome, the cases that do not hold, and why that is accepted."""


@dataclass(frozen=True, slots=True)
class Column:
    """A run: what it is called, and how its report is read."""

    name: str
    read: Callable[[], Report]


@dataclass(slots=True)
class Run:
    """What the head of the page says of a run."""

    name: str
    versions: str
    started: str
    complete: bool
    verdict: Markup
    held: Markup


@dataclass(slots=True)
class Side:
    """The columns in which a rule has one outcome, in the same cases; ``shown`` is how a case is in some of them.

    ``outcome`` is None where the rule did not run.
    """

    outcome: Outcome | None
    failing: Failing
    deviation: Markup
    columns: list[int] = field(default_factory=list)
    shown: dict[int, CaseShown] = field(default_factory=dict)

    @property
    def nearest(self) -> int:
        """The column next to the first one on another side: the last before a change, or the first after it."""
        if self.columns[0]:
            return self.columns[0]
        return next((n - 1 for n, column in enumerate(self.columns) if n != column), self.columns[-1])

    @property
    def ran(self) -> bool:
        """Whether the rule was checked there."""
        return self.outcome not in (None, Outcome.NOT_CLAIMED)

    @property
    def short(self) -> bool:
        """Whether the rule falls short there."""
        return self.ran and self.outcome is not Outcome.HOLDS

    @property
    def cases(self) -> list[str]:
        """The names of the cases that do not hold."""
        return [visible(name) for name, _ in self.failing if name]


@dataclass(slots=True)
class Row:
    """A rule, as the first run that has it says, without its cases."""

    rule: RuleReport
    statement: Markup
    fields: Fields
    sides: list[Side]

    @property
    def difference(self) -> str:
        """``differs``, ``partly`` (the same where it ran), ``fails`` (in all runs, in the same way), or ``same``."""
        ran = [side for side in self.sides if side.ran]
        if len(ran) > 1:
            return "differs"
        if ran and len(self.sides) > 1:
            return "partly"
        return "fails" if any(side.short for side in ran) else "same"

    @property
    def numbers(self) -> list[int]:
        """For each column the number of its side."""
        found = {column: number for number, side in enumerate(self.sides) for column in side.columns}
        return [found[column] for column in sorted(found)]

    @property
    def spans(self) -> list[tuple[Side, int, int]]:
        """The columns in order: on which side, from the first to the last of those with the same outcome."""
        found: list[tuple[Side, int, int]] = []
        for column, number in enumerate(self.numbers):
            side = self.sides[number]
            if found and found[-1][0].outcome is side.outcome:
                found[-1] = (*found[-1][:2], column)
            else:
                found.append((side, column, column))
        return found

    @property
    def case(self) -> str:
        """The name of the case in which most sides differ; the first of them."""
        names = dict.fromkeys(name for side in self.sides for name, _ in side.failing)
        return max(names, key=lambda name: len({dict(side.failing).get(name, 0) for side in self.sides}), default="")


def outlines(columns: Sequence[Column]) -> tuple[list[Run], list[Row]]:
    """What is known of each run, and the rules of all of them by chapter. Raises ReportError."""
    runs, rules, found = [], dict[str, RuleReport](), dict[str, list[Found]]()
    for number, column in enumerate(columns):
        report = column.read()
        runs.append(_run(column.name, report))
        for rule in report.rules:
            rules.setdefault(rule.id, replace(rule, cases=[]))
            known = str(rule.deviation) if rule.deviation else ""
            found.setdefault(rule.id, []).append((number, rule.outcome, _failing(rule), known))
    chapters = list(dict.fromkeys(rule.chapter for rule in rules.values()))
    ordered = sorted(rules.values(), key=lambda rule: chapters.index(rule.chapter))
    return runs, [_row(rule, found[rule.id], len(columns)) for rule in ordered]


def fill(columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """Add to each side of what differs, or falls short, how a case is in its columns. Raises ReportError.

    If there are many columns, one of a side is shown; if there is no more room, the first.
    """
    rows = [row for row in rows if row.difference == "differs" or any(side.short for side in row.sides)]
    sides = [(row, side) for row in rows for side in row.sides if side.outcome]
    first = [(row, side, side.columns[0] if len(columns) <= WIDE else side.nearest) for row, side in sides]
    others = [(row, side, column) for row, side in sides for column in side.columns[1:]]
    wanted = [*first, *others] if len(columns) <= WIDE else first
    cases: dict[tuple[str, int], tuple[CaseReport, Shared]] = {}
    for number in sorted({column for *_, column in wanted}):
        rules = {rule.id: rule for rule in columns[number].read().rules}
        for row, _, column in wanted:
            if column == number and (case := _case(rules[row.rule.id], row.case)):
                cases[row.rule.id, column] = case, shared(rules[row.rule.id].cases)
    room = Room(ROOM)
    for row, side, column in wanted:
        if (found := cases.get((row.rule.id, column))) and room.left > 0:
            side.shown[column] = room.case(*found, EXCHANGES)


def _run(name: str, report: Report) -> Run:
    versions = [f"{package} {number}" for package in MAIN if (number := report.target.versions.get(package))]
    return Run(
        visible(name),
        visible(", ".join(versions)),
        visible(report.started[:10]),
        report.complete,
        both(lambda: labels.verdict(report)),
        both(lambda: labels.held(report)),
    )


def _failing(rule: RuleReport) -> Failing:
    if rule.outcome in FINE:
        return ()
    short = (case for case in rule.cases if case.outcome not in FINE)
    return tuple((case.case, case.exchanges[-1].status if case.exchanges else None) for case in short)


def _row(rule: RuleReport, found: Iterable[Found], columns: int) -> Row:
    statement = both(lambda: language.statement(rule.id, rule.statement), prose)
    return Row(rule, statement, fields(replace(rule, deviation=None)), list(_sides(found, columns)))


def _sides(found: Iterable[Found], columns: int) -> Iterator[Side]:
    """The sides of a rule, in the order of their first columns. A column that is not found did not run it."""
    sides: dict[tuple[Outcome | None, Failing, str], Side] = {}
    left = set(range(columns))
    for number, outcome, failing, known in found:
        side = sides.setdefault((outcome, failing, known), Side(outcome, failing, prose(known)))
        side.columns.append(number)
        left.discard(number)
    if left:
        sides[None, (), ""] = Side(None, (), Markup(), sorted(left))
    yield from sorted(sides.values(), key=lambda side: side.columns[0])


def _case(rule: RuleReport, name: str) -> CaseReport | None:
    """The case of a rule with that name, or its first one."""
    return next((case for case in rule.cases if case.case == name), next(iter(rule.cases), None))
