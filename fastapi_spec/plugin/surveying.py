"""Says on the terminal how far the survey of the target is, if it takes long, and whether it ended early."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from fastapi_spec.language import say
from fastapi_spec.output.columns import fill, terminal_width
from fastapi_spec.output.status import StatusLine
from fastapi_spec.target.survey import SECONDS, Survey, survey

if TYPE_CHECKING:
    import pytest

PATIENCE = 2
"""Seconds that need no word."""


def told_survey(
    url: str, timeout: float, terminal: pytest.TerminalReporter | None, clock: Callable[[], float] = time.monotonic
) -> Survey:
    """What the target at this address does not have. Nothing is said without a terminal."""
    status, began = StatusLine(terminal, clock) if terminal else None, clock()

    def report(done: int, of: int) -> None:
        if status and clock() - began >= PATIENCE:
            status.show(say("looking which operations are built: {done} of {all} paths", done=done, all=of))

    try:
        found = survey(url, timeout, report, clock)
    finally:
        if status:
            status.erase()
    if terminal and found.unfinished:
        done, of = found.unfinished
        line = say(
            "the target is slow: in {seconds} s, {done} of {all} paths were checked for operations that are not built; "
            "the others count as built",
            seconds=SECONDS,
            done=done,
            all=of,
        )
        for part in fill(line, terminal_width()).splitlines():
            terminal.write_line(part, yellow=True)
    return found
