"""A line for each section, printed while the rules run: as soon as its last rule has run.

The lines come in the order of the notes. A section that is complete before an earlier one, as with several processes,
waits for that one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi_spec.language import count, say
from fastapi_spec.output.columns import cut, pad, terminal_width
from fastapi_spec.output.live import Section, function_of
from fastapi_spec.output.rows import heading, titles
from fastapi_spec.output.signs import bar, word_of
from fastapi_spec.output.status import StatusLine
from fastapi_spec.rules.chapters import position
from fastapi_spec.verdict.outcomes import Case, Outcome, Result

if TYPE_CHECKING:
    import pytest

    from fastapi_spec.rules.rule import Level


class LiveSections:
    """Prints the lines on pytest's terminal, and below them which rule runs now."""

    def __init__(
        self,
        terminal: pytest.TerminalReporter,
        fail_on: Level,
        clock: Callable[[], float] = time.monotonic,
        *,
        brief: bool = False,
    ) -> None:
        """``brief`` counts the sections of a chapter of which every rule holds, in one line."""
        self._brief = brief
        self._whole: list[Result] = []
        self._terminal = terminal
        self._fail_on = fail_on
        self._clock = clock
        self._began = clock()
        self._status = StatusLine(terminal)
        self._sections: dict[str, Section] = {}
        self._late: dict[str, Section] = {}
        self._chapter: str | None = None
        self._waiting: list[Result] = []
        self._total = self._done = 0
        self._line_begun = False
        self._apart = True

    def expect(self, tests: Iterable[str], *, mixed: bool = False) -> None:
        """The node ids of the tests that will run, in any order; ``mixed`` in several processes."""
        self._apart = not mixed or bool(self._terminal.isatty())  # else xdist has printed one
        for test in sorted(tests, key=lambda test: position(Path(_module(test)))):
            section = self._sections.setdefault(_module(test), Section())
            section.waiting.setdefault(function_of(test), set()).add(test)
        self._total = sum(len(section.waiting) for section in self._sections.values())

    def begin(self, id: str) -> None:
        """A case of this rule begins."""
        told = {"id": id, "done": self._done, "all": self._total, "seconds": f"{self._clock() - self._began:.0f}"}
        self._status.show(say("running {id}: {done} of {all}, {seconds} s", **told))

    def add(self, test: str, case: Case) -> None:
        """What came of a case."""
        module = _module(test)
        section = self._sections.get(module) or self._late.setdefault(module, Section())
        results = section.results
        results.setdefault(function_of(test), Result(case.rule, case.section, case.chapter)).cases.append(case)

    def done(self, test: str) -> None:
        """A test has ended: print what can be printed."""
        section, function = self._sections.get(_module(test)), function_of(test)
        if not section or test not in section.waiting.get(function, ()):
            return
        section.waiting[function].discard(test)
        self._done += not section.waiting[function]
        while self._sections and (first := next(iter(self._sections.values()))).complete:
            del self._sections[next(iter(self._sections))]
            self._print(first)
        self._terminal.flush()

    def beside(self, *, line_begun: bool) -> None:
        """pytest prints other tests, too: from now on there is no status. It may begin a line that it does not end."""
        if self._status.possible and line_begun:
            self._status.end()
            self._terminal.write_line("")
        self._status.end()
        self._line_begun = line_begun

    def erase(self) -> None:
        """Something else is to be printed."""
        self._status.erase()

    def finish(self) -> None:
        """The run has ended: print the sections of which not every rule ran."""
        self._status.end()
        for section in [*self._sections.values(), *self._late.values()]:
            self._print(section)
        self._print_waiting()
        self._terminal.flush()

    def _print(self, section: Section) -> None:
        rules = list(section.results.values())
        if not rules:
            return
        self._status.erase()
        if self._line_begun:
            self._terminal.write_line("")
            self._line_begun = False
        if rules[0].chapter != self._chapter:
            self._print_chapter(rules[0].chapter)
        if all(result.outcome is Outcome.NOT_BUILT for result in rules):
            self._waiting += rules
        elif self._brief and all(result.outcome is Outcome.HOLDS for result in rules):
            self._whole += rules
        else:
            print_section(self._terminal, rules, self._fail_on)

    def _print_chapter(self, chapter: str) -> None:
        self._print_waiting()
        if self._chapter is None and self._apart:
            self._terminal.write_line("")
        self._chapter = chapter
        for line in heading(chapter):
            self._terminal.write_line(line, bold=True)

    def _print_waiting(self) -> None:
        print_whole(self._terminal, self._whole, self._fail_on)
        print_waiting(self._terminal, self._waiting)
        self._whole, self._waiting = [], []


def print_whole(terminal: pytest.TerminalReporter, rules: list[Result], fail_on: Level) -> None:
    """A line for all sections of a chapter that hold as a whole, unless there is only one."""
    sections = len({result.section for result in rules})
    if rules:
        told = count(sections, "{n} section holds", "{n} sections hold")
        print_section(terminal, rules, fail_on, name=told if sections > 1 else "")


def print_section(terminal: pytest.TerminalReporter, rules: list[Result], fail_on: Level, *, name: str = "") -> None:
    """Write how many of the rules of a section hold, as a number and as a bar."""
    outcomes = [result.outcome for result in rules]
    name = name or titles(rules[0].section)
    if set(outcomes) == {Outcome.NOT_CLAIMED}:
        terminal.write_line(f"{_start(name, f'-/{len(rules)}')} {word_of(Outcome.NOT_CLAIMED)}")
        return
    held = outcomes.count(Outcome.HOLDS)
    failing = any(result.fails(fail_on) for result in rules)
    terminal.write(f"{_start(name, f'{held}/{len(rules)}')} ")
    terminal.write_line(bar(held, len(rules), _bar()), green=held == len(rules), red=failing)


def print_waiting(terminal: pytest.TerminalReporter, waiting: list[Result]) -> None:
    """A line for all sections of a chapter of which nothing is built."""
    if waiting:
        sections = len({result.section for result in waiting})
        told = count(sections, "{n} section is not built", "{n} sections are not built")
        terminal.write_line(_start(told, f"0/{len(waiting)}"))


def _start(name: str, counted: str) -> str:
    """A line up to the bar."""
    columns = terminal_width() - _bar() - 12
    return f"  {pad(cut(name, columns), columns)} {counted:>7}"


def _bar() -> int:
    """The columns of a bar: on a narrow terminal the titles need them."""
    return 24 if terminal_width() >= 100 else 12


def _module(test: str) -> str:
    return test.partition("::")[0]
