"""The checklist of ``-v``, printed while the rules run: a row for each rule as soon as its last case has run.

Rows of two sections never mix: if the tests do not come section by section, as from several processes, the rows of a
section are printed together when it is complete.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from fastapi_spec.language import say
from fastapi_spec.output.columns import fill, pad, terminal_width
from fastapi_spec.output.rows import INDENT, head, heading, row
from fastapi_spec.output.signs import sign_of, word_of
from fastapi_spec.verdict.outcomes import SEVERITY, Case, Outcome, Result

if TYPE_CHECKING:
    import pytest

    from fastapi_spec.rules.rule import Level


@dataclass
class Section:
    """A module of rules: by the node ids of its functions, the cases that have yet to run, and what came of the rules.

    A row that was printed is taken out of ``results``.
    """

    waiting: dict[str, set[str]] = field(default_factory=dict)
    results: dict[str, Result] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether every case has run."""
        return not any(self.waiting.values())

    @property
    def ready(self) -> list[str]:
        """The functions whose rules can be printed: the first ones, up to one of which a case has yet to run."""
        ended = takewhile(lambda name: not self.waiting[name], self.waiting)
        return [name for name in ended if name in self.results]


class LiveChecklist:
    """Prints rows on pytest's terminal. ``cases`` says whether those of each rule follow it."""

    def __init__(self, terminal: pytest.TerminalReporter, fail_on: Level, *, cases: bool) -> None:
        self._terminal = terminal
        self._fail_on = fail_on
        self._cases = cases
        self._sections: dict[str, Section] = {}
        self._order: dict[str, int] = {}
        self._current: Section | None = None
        self._together = False
        self._heading: tuple[str, str] = ("", "")

    def expect(self, tests: Iterable[str], *, mixed: bool = False) -> None:
        """The node ids of the tests that will run, in the order of the notes; ``mixed`` if they run in another one."""
        self._together = mixed
        for test in tests:
            self._section(test).waiting.setdefault(function_of(test), set()).add(test)
            self._order[test] = len(self._order)

    def add(self, test: str, case: Case) -> None:
        """What came of a case."""
        results = self._section(test).results
        self._order[case.test] = self._order.get(test, 0)
        results.setdefault(function_of(test), Result(case.rule, case.section, case.chapter)).cases.append(case)

    def done(self, test: str) -> None:
        """A test has ended: print what can be printed."""
        section, function = self._section(test), function_of(test)
        if function not in section.waiting:
            return
        section.waiting[function].discard(test)
        if self._current and self._current is not section and not self._current.complete:
            self._together = True
        self._current = section
        if section.complete or not self._together:
            self._print(section, section.ready)

    def finish(self) -> None:
        """The run has ended: print the rules of which not every case ran."""
        for section in self._sections.values():
            self._print(section, list(section.results))

    def _section(self, test: str) -> Section:
        return self._sections.setdefault(test.partition("::")[0], Section())

    def _print(self, section: Section, functions: list[str]) -> None:
        for function in functions:
            result = section.results.pop(function)
            self._print_headings(result)
            self._print_rule(result)
        self._terminal.flush()

    def _print_headings(self, result: Result) -> None:
        chapter, section = result.chapter, result.section
        if (chapter, section) == self._heading:
            return
        lines = ["", *heading(chapter)] if chapter != self._heading[0] else []
        for line in [*lines, "", *heading(section, INDENT[:2])]:
            self._terminal.write_line(line, bold=True)
        self._heading = (chapter, section)

    def _print_rule(self, result: Result) -> None:
        start = head(result.rule, _sign(result.outcome))
        word = "" if result.outcome is Outcome.HOLDS else word_of(result.outcome)
        word = word.upper() if result.fails(self._fail_on) else word
        outcomes = sorted(_outcomes(result), key=lambda case: self._order[case.test])
        rows = max(result.cases[0].rows, len(outcomes))
        held = sum(case.outcome is Outcome.HOLDS for case in outcomes)
        count = f"{held}/{rows}" if rows > 1 and result.outcome is not Outcome.NOT_CLAIMED else ""
        first, *others = row(start, result.rule, before=word and say("{word}:", word=word), after=count)
        marked = len(start) + len(word) if word else len(start) - len(start.lstrip()) + 2
        self._terminal.write(first[:marked], **self._colour(result))
        self._terminal.write_line(first[marked:])
        for line in others:
            self._terminal.write_line(line)
        for case in outcomes if self._cases else ():
            self._print_case(case, len(start))

    def _print_case(self, case: Case, column: int) -> None:
        word = "" if case.outcome is Outcome.HOLDS else f"{word_of(case.outcome)}: "
        before = " " * column + _sign(case.outcome)
        if case.name:
            for line in fill(word + case.name, terminal_width(), before, " " * len(before)).splitlines():
                self._terminal.write_line(line)

    def _colour(self, result: Result) -> dict[str, Any]:
        failing, holds = result.fails(self._fail_on), result.outcome is Outcome.HOLDS
        return {"red": failing, "green": holds, "yellow": not (failing or holds)}


def function_of(test: str) -> str:
    """The node id of the function of a test: the same for all cases of a rule."""
    module, _, name = test.partition("::")
    return f"{module}::{name.partition('[')[0]}"


def _sign(outcome: Outcome) -> str:
    return f"{pad(sign_of(outcome), 2)} "


def _outcomes(result: Result) -> list[Case]:
    """The cases, each with its worst outcome: the teardown of one that holds may fail."""
    worst: dict[str, Case] = {}
    for case in result.cases:
        known = worst.setdefault(case.test, case)
        worst[case.test] = max(known, case, key=lambda case: SEVERITY.index(case.outcome))
    return list(worst.values())
