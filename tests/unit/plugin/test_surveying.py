"""What the terminal shows while the target is surveyed."""

import itertools
from typing import Any

import pytest

from fastapi_spec.plugin import surveying
from fastapi_spec.plugin.surveying import told_survey
from fastapi_spec.target.survey import Report, Survey
from tests.unit.samples import Terminal


class Screen(Terminal):
    """A terminal that keeps every status that it showed."""

    def __init__(self, *, isatty: bool = True) -> None:
        super().__init__(isatty=isatty)
        self.statuses: list[str] = []

    def rewrite(self, line: str) -> None:
        """Write a line over the one before."""
        super().rewrite(line)
        self.statuses += [line.strip()] if line.strip() else []


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal is an ordinary one and has 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")


def surveyed(monkeypatch: pytest.MonkeyPatch, terminal: Any, step: float, found: Survey) -> Survey:
    """Survey a target of three paths; so many seconds pass with each look at the clock."""

    def survey(_: str, __: float, report: Report, ___: object) -> Survey:
        for done in range(3):
            report(done, 3)
        return found

    ticks = itertools.count()
    monkeypatch.setattr(surveying, "survey", survey)
    return told_survey("http://h", 5, terminal, lambda: next(ticks) * step)


def test_a_slow_survey_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """How far it is; and nothing of it is left."""
    screen = Screen()
    surveyed(monkeypatch, screen, 1, Survey())

    assert screen.statuses[-1] == "looking which operations are built: 2 of 3 paths"
    assert not screen.shown.strip()
    assert screen.text == ""


@pytest.mark.parametrize("isatty, step", [(True, 0.01), (False, 1)], ids=["fast", "log"])
def test_no_word_is_needed(monkeypatch: pytest.MonkeyPatch, isatty: bool, step: float) -> None:
    """On what takes no time, or where a line cannot be erased."""
    screen = Screen(isatty=isatty)
    surveyed(monkeypatch, screen, step, Survey())

    assert (screen.statuses, screen.text) == ([], "")


def test_a_survey_that_ended_early_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule on an operation that was not looked for may be broken."""
    screen = Screen(isatty=False)
    surveyed(monkeypatch, screen, 1, Survey(unfinished=(2, 3)))

    assert " ".join(screen.text.split()) == (
        "the target is slow: in 10 s, 2 of 3 paths were checked for operations that are not built; "
        "the others count as built"
    )


def test_quiet_runs_say_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """They have no terminal for it."""
    found = Survey(unfinished=(2, 3))

    assert surveyed(monkeypatch, None, 1, found) is found
