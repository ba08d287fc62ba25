"""--watch runs again on every save, and leaves nothing running."""

import os
import signal
import sys
from pathlib import Path
from typing import ClassVar

import pytest

from fastapi_spec import saved
from fastapi_spec.plugin import watching
from fastapi_spec.plugin.watching import Run, watch


class Fake:
    """A run that ends with the next of some statuses; None for one that is still running when a file is saved."""

    statuses: ClassVar[list[int | None]] = []
    ended_early = 0

    def __init__(self, words: list[str]) -> None:
        assert words == ["--watch"]
        self.status = self.statuses.pop(0)

    def ended(self) -> bool:
        """Whether it has a status."""
        return self.status is not None

    def end(self) -> None:
        """Count what had to be ended."""
        Fake.ended_early += not self.ended()


@pytest.fixture
def _runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs that are none, and a file that is saved until the statuses are used up; then Ctrl-C."""

    def wait(_: Path, before: saved.Times, until: object = None) -> tuple[saved.Times, list[str]]:
        if until and until():  # type: ignore[operator]
            return before, []
        if not Fake.statuses:
            raise KeyboardInterrupt
        return before, ["mine.py"]

    monkeypatch.setattr(watching, "Run", Fake)
    monkeypatch.setattr(watching, "_import_rules", lambda: None)
    monkeypatch.setattr(saved, "wait", wait)
    Fake.ended_early = 0


@pytest.mark.usefixtures("_runs")
@pytest.mark.parametrize(
    ("statuses", "status", "ended"),
    [([1, 6, 4, 1], 1, 0), ([1, None, 0], 0, 1), ([None], 2, 1), ([0, None], 0, 1), ([4, 1], 4, 0)],
    ids=["mended", "saved while it ran", "interrupted at once", "interrupted later", "wrong options"],
)
def test_the_status_is_that_of_the_last_run_that_ended(statuses: list[int | None], status: int, ended: int) -> None:
    """An application that cannot be imported is waited for; wrong options are not."""
    Fake.statuses = statuses

    assert watch(["--watch"], Path.cwd()) == status
    assert Fake.ended_early == ended


@pytest.mark.usefixtures("_runs")
def test_a_request_to_end_is_like_an_interrupt(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process manager ends the run and its server, too."""
    Fake.statuses = [None]
    monkeypatch.setattr(watching, "_import_rules", lambda: os.kill(os.getpid(), signal.SIGTERM))

    assert watch(["--watch"], Path.cwd()) == 2
    assert Fake.ended_early == 1


def test_a_run_has_the_status_of_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a process of its own."""
    monkeypatch.setattr(watching, "_run", lambda _: os._exit(7))
    run = Run([])
    while not run.ended():
        pass
    run.end()

    assert run.status == 7


def test_a_run_can_be_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file was saved while it ran."""
    monkeypatch.setattr(watching, "_run", lambda _: signal.pause())
    run = Run([])
    assert not run.ended()
    run.end()

    assert run.ended()


def _ends(status: object, monkeypatch: pytest.MonkeyPatch) -> int:
    """With which status the process of a run ends."""

    def main(_: list[str]) -> object:
        assert watching._inside
        if isinstance(status, BaseException):
            raise status
        return status

    found: list[int] = []
    monkeypatch.setattr(watching, "_inside", False)
    monkeypatch.setattr(pytest, "main", main)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(os, "_exit", found.append)
    watching._run([])
    return found[0]


def test_the_process_of_a_run_never_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It ends with the status of pytest, or that of a failed harness and the reason."""
    assert _ends(1, monkeypatch) == 1
    assert _ends(RuntimeError("boom"), monkeypatch) == 3
    assert "boom" in capsys.readouterr().err


def test_the_rules_are_imported_without_a_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is collected beforehand is not shown, and does not watch in its turn."""
    seen: list[tuple[list[str], bool]] = []

    def main(words: list[str]) -> None:
        print("collected")
        seen.append((words, watching._inside))

    monkeypatch.setattr(pytest, "main", main)
    watching._import_rules()

    [(words, inside)] = seen
    assert "--collect-only" in words
    assert inside
    assert not watching._inside
    assert capsys.readouterr().out == ""


def test_the_screen_is_cleared_if_it_is_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file, and a terminal that knows no such sequence, get none."""
    for terminal, term, cleared in [(False, "xterm", ""), (True, "dumb", ""), (True, "xterm", watching.CLEAR)]:
        monkeypatch.setattr(sys.stdout, "isatty", lambda terminal=terminal: terminal, raising=False)
        monkeypatch.setenv("TERM", term)
        watching._clear()
        assert capsys.readouterr().out == cleared


def test_the_options_are_checked_before_anything_is_watched(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file that is saved would help."""
    monkeypatch.setattr(watching, "watch", lambda words, _: 0 if "--watch" in words else 5)
    plugin = ["-p", "fastapi_spec.plugin", "-W", "ignore::pytest.PytestAssertRewriteWarning"]

    assert pytester.runpytest_inprocess(*plugin, "--watch", "--app", "mine:app").ret == 0
    wrong = pytester.runpytest_inprocess(*plugin, "--watch")
    assert wrong.ret == 4
    wrong.stderr.fnmatch_lines("ERROR: --watch needs --app: *")
