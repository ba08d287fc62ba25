"""``--watch``: the run begins again whenever a file of the application is saved, until Ctrl-C.

Each run is a fork of this process, in which the rules are imported: it collects them in less than half a second, and
leaves nothing behind for the next run.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import NoReturn

import pytest

from fastapi_spec import language, saved
from fastapi_spec.files import HOME, PACKAGE, SPEC
from fastapi_spec.language import say
from fastapi_spec.plugin.settings import settings_of
from fastapi_spec.suggest import first_few
from fastapi_spec.verdict.summary import Exit

CLEAR = "\033[H\033[2J\033[3J"
COLLECT = [
    *("--collect-only", "-qq", "--fuzz=off", "--disable-plugin-autoload", "-p", "no:cacheprovider"),
    *("--rootdir", str(HOME), "--confcutdir", str(HOME), "-c", str(PACKAGE / "settings.toml")),
    *("-p", "fastapi_spec.plugin", "-W", "ignore::pytest.PytestAssertRewriteWarning"),
]
"""What collects all rules, and so imports them."""

_inside = False
"""Whether this process is one of the runs."""


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> int | None:
    """Run again and again if the options ask for it. Returns the status of the last run."""
    option = config.option
    if not option.spec_watch or _inside or option.collectonly or option.help or option.version:
        return None
    language.choose(option.spec_lang)
    settings_of(config)  # Raises UsageError: no file that is saved would help
    return watch(list(map(str, config.invocation_params.args)), Path.cwd())


def watch(words: list[str], folder: Path) -> int:
    """Run with these words for pytest whenever a Python file below a folder is saved.

    Returns the status of the last run that came to its end.
    """
    status: int = Exit.INTERRUPTED
    before, run = saved.times(folder), Run(words)
    with _terminated_like_interrupted():
        try:
            _import_rules()
            while True:
                before, paths = saved.wait(folder, before, until=run.ended)
                if not paths:
                    first, status = status == Exit.INTERRUPTED, run.status
                    if first and status == Exit.USAGE:
                        return status
                    _tell(
                        say(
                            "watching {folder}: a file that is saved runs the rules again, Ctrl-C ends it",
                            folder=folder,
                        )
                    )
                    before, paths = saved.wait(folder, before)
                run.end()
                _clear()
                _tell(say("saved: {names}", names=first_few([os.path.relpath(path, folder) for path in paths])))
                run = Run(words)
        except KeyboardInterrupt:
            _tell()
            return status
        finally:
            run.end()


class Run:
    """One run of the rules, in a fork of this process."""

    def __init__(self, words: list[str]) -> None:
        self.status: int = Exit.INTERRUPTED
        sys.stdout.flush()
        self._pid = os.fork()  # no thread runs in this process
        if not self._pid:
            _run(words)

    def ended(self) -> bool:
        """Whether the run has come to its end, and so has a status."""
        if self._pid:
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            if pid:
                self._pid, self.status = 0, os.waitstatus_to_exitcode(status)
        return not self._pid

    def end(self) -> None:
        """End the run, if it has not ended: its server ends when it does."""
        if not self.ended():
            os.kill(self._pid, signal.SIGTERM)
            os.waitpid(self._pid, 0)
            self._pid = 0


def _run(words: list[str]) -> NoReturn:
    """What the forked process does: a whole run of pytest, and nothing of what the first process still has to do."""
    global _inside
    _inside = True
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the first process, which ends this one
    status: int = Exit.HARNESS_FAILED
    try:
        status = int(pytest.main(words))
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _import_rules() -> None:
    """Import the rules of the specification, which do not change, as pytest does: with their assertions rewritten."""
    global _inside
    _inside = True
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            pytest.main([*COLLECT, str(SPEC)])
    finally:
        _inside = False


def _tell(line: str = "") -> None:
    """Print a line at once, also into a file."""
    print(line, flush=True)


def _clear() -> None:
    """Begin with an empty screen, if it is one."""
    if sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb":
        print(CLEAR, end="", flush=True)


@contextlib.contextmanager
def _terminated_like_interrupted() -> Iterator[None]:
    """A request to end, as from a process manager, ends everything that was started."""

    def interrupt(_: int, __: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
