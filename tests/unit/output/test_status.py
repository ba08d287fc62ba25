"""The line at the bottom of a terminal that says what is going on."""

from typing import Any

import pytest

from fastapi_spec.output.columns import width
from fastapi_spec.output.status import StatusLine, meanwhile, waiting
from tests.unit.samples import Terminal


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        """The seconds that have passed."""
        return self.now


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal is an ordinary one and has 40 columns."""
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")


def status(*, isatty: bool = True) -> tuple[StatusLine, Terminal, Clock]:
    """A status line, its terminal and its clock."""
    terminal, clock = Terminal(isatty=isatty), Clock()
    shown: Any = terminal
    return StatusLine(shown, clock), terminal, clock


@pytest.mark.parametrize("text", ["running A-1", "正在运行 A-1", "running " * 9, "正在运行" * 9])
def test_a_status_takes_one_line(text: str) -> None:
    """It covers the one before, and does not reach the last column, where some terminals begin a new line."""
    line, terminal, _ = status()
    line.show(text)

    assert width(terminal.shown) == 39
    assert terminal.shown.startswith(text[:15])


def test_a_status_is_erased() -> None:
    """What is printed next begins in an empty line."""
    line, terminal, _ = status()
    line.show("running A-1")
    line.erase()

    assert not terminal.shown.strip()


def test_a_status_stays_for_a_moment() -> None:
    """A slow connection does not carry two thousand lines."""
    line, terminal, clock = status()
    line.show("running A-1")
    line.show("running A-2")
    assert terminal.shown.startswith("running A-1")

    clock.now = 1
    line.show("running A-3")
    assert terminal.shown.startswith("running A-3")


def test_a_status_that_has_ended_is_not_shown_again() -> None:
    """Something else has the terminal."""
    line, terminal, clock = status()
    line.show("running A-1")
    line.end()
    clock.now = 1
    line.show("running A-2")

    assert not terminal.shown.strip()


@pytest.mark.parametrize("isatty, term", [(False, "xterm"), (True, "dumb"), (True, None)])
def test_a_log_has_no_status(monkeypatch: pytest.MonkeyPatch, isatty: bool, term: str | None) -> None:
    """Nor has a terminal that cannot erase it."""
    monkeypatch.delenv("TERM")
    if term:
        monkeypatch.setenv("TERM", term)
    line, terminal, _ = status(isatty=isatty)
    line.show("running A-1")
    line.erase()

    assert terminal.shown == ""


@pytest.mark.parametrize(
    "isatty, verbosity, text", [(True, 0, ""), (False, 0, "waiting (2 s)\n"), (False, -1, "")], ids=["tty", "log", "-q"]
)
def test_what_is_waited_for_is_said_once(isatty: bool, verbosity: int, text: str) -> None:
    """A line for each second is noise in a log; a terminal has them in one line, which is erased at the end."""
    terminal: Any = Terminal(verbosity, isatty=isatty)
    with waiting(terminal) as show:
        show("waiting (2 s)")
        show("waiting (3 s)")

    assert terminal.text == text
    assert not terminal.shown.strip()


@pytest.mark.parametrize("isatty, verbosity, shown", [(True, 0, True), (False, 0, False), (True, -1, False)])
def test_what_goes_on_meanwhile_is_for_a_terminal(isatty: bool, verbosity: int, shown: bool) -> None:
    """A log says what was written when it was written."""
    terminal: Any = Terminal(verbosity, isatty=isatty)
    with meanwhile(terminal, "writing"):
        assert terminal.shown.startswith("writing") is shown

    assert terminal.text == ""
    assert not terminal.shown.strip()


def test_without_a_terminal_there_is_nothing_to_show() -> None:
    """As with `-p no:terminal`."""
    with meanwhile(None, "writing"):
        pass
