"""The last line of a terminal: what is going on now. It is written over itself, and erased before anything else."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from fastapi_spec.output.columns import cut, pad

if TYPE_CHECKING:
    import pytest

PAUSE = 0.1
"""Seconds for which a line stays, at least: a reader sees no more, and a slow connection carries no more."""


class StatusLine:
    """Shows a line on pytest's terminal. Where it cannot be erased, as in a log or a file, there is none."""

    def __init__(self, terminal: pytest.TerminalReporter, clock: Callable[[], float] = time.monotonic) -> None:
        self._terminal = terminal
        self._clock = clock
        self._shown = float("-inf")
        self._there = False
        self._possible = bool(terminal.isatty()) and os.environ.get("TERM", "dumb") != "dumb"

    @property
    def possible(self) -> bool:
        """Whether the terminal can erase a line."""
        return self._possible

    def show(self, text: str) -> None:
        """Show a text instead of the one before, cut to the width of the terminal."""
        if not self._possible or self._clock() - self._shown < PAUSE:
            return
        self._shown, self._there = self._clock(), True
        columns = self._columns()
        self._rewrite(pad(cut(text, columns), columns))

    def erase(self) -> None:
        """Leave an empty line, so that something else can be printed."""
        if self._there:
            self._rewrite(" " * self._columns())
            self._there, self._shown = False, float("-inf")

    def end(self) -> None:
        """Erase the line, and show none from now on."""
        self.erase()
        self._possible = False

    def _rewrite(self, line: str) -> None:
        """The cursor returns to the first column: what else is written, as ``^C`` by the terminal, is erased, too."""
        self._terminal.rewrite(line)
        self._terminal.rewrite("")
        self._terminal.flush()

    def _columns(self) -> int:
        """One less than the terminal has: in the last one some begin a new line."""
        return max(1, shutil.get_terminal_size().columns - 1)


@contextlib.contextmanager
def waiting(terminal: pytest.TerminalReporter | None) -> Iterator[Callable[[str], None]]:
    """A function that says what is waited for: again and again in one line of a terminal, once in a log."""
    if terminal is None or terminal.verbosity < 0:
        yield lambda _: None
        return
    status, told = StatusLine(terminal), False

    def show(text: str) -> None:
        nonlocal told
        if status.possible:
            status.show(text)
        elif not told:
            told = True
            terminal.write_line(text)

    try:
        yield show
    finally:
        status.erase()


@contextlib.contextmanager
def meanwhile(terminal: pytest.TerminalReporter | None, text: str) -> Iterator[None]:
    """Show on a terminal what goes on meanwhile; nothing in a log, or with -q."""
    status = StatusLine(terminal) if terminal and terminal.verbosity >= 0 else None
    if terminal and status and status.possible:
        terminal.ensure_newline()  # after the letters of tests that are not rules
        status.show(text)
    try:
        yield
    finally:
        if status:
            status.erase()
