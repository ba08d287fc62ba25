"""The plugin that shows the rules as they run: with -v the checklist, with -q nothing. Otherwise pytest prints dots."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from fastapi_spec.output.live import LiveChecklist
from fastapi_spec.plugin.settings import Settings
from fastapi_spec.rules.chapters import position
from fastapi_spec.rules.rule import rule_of
from fastapi_spec.verdict.outcomes import case_of

Status = tuple[str, str, Any]


class ProgressPlugin:
    """Replaces what pytest prints of a rule; of other tests, and of rules that are skipped, it prints its own lines.

    pytest prints nothing of a rule while it has no letter for it and the verbosity is that of -q.
    """

    name = "fastapi-spec-progress"

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        self._option = config.option
        self._fail_on = settings.fail_on
        self._live: LiveChecklist | None = None
        self._rules: set[str] | None = None
        self._reporting = False
        self._ran: set[bool] = set()

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """With -v a checklist begins on the terminal, if there is one."""
        terminal = session.config.pluginmanager.get_plugin("terminalreporter")
        if terminal and self._option.verbose > 0:
            self._live = LiveChecklist(terminal, self._fail_on, cases=self._option.verbose > 1)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """The rules of this process are known."""
        self._rules = {item.nodeid for item in session.items if rule_of(item)}
        self._expect([item.nodeid for item in session.items], mixed=False)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        """The tests of the workers of xdist are known, but not which of them are rules."""
        self._expect(sorted(ids, key=lambda test: position(Path(test.partition("::")[0]))), mixed=True)

    def _expect(self, tests: list[str], *, mixed: bool) -> None:
        if self._live:
            self._live.expect(tests, mixed=mixed)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_logstart(self, nodeid: str) -> Generator[None]:
        """pytest names the test that begins, unless it is a rule. Of workers, it names each again when it has ended."""
        with self._unseen() if self._rules is None or nodeid in self._rules else contextlib.nullcontext():
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> Generator[None]:
        """Keep what came of a rule."""
        case = case_of(report)
        if case is None:
            self._ran |= {False} if report.when == "call" or not report.passed else set()
            return (yield)
        self._ran.add(True)
        if self._live:
            self._live.add(report.nodeid, case)
        self._reporting = True
        try:
            with self._unseen():
                return (yield)
        finally:
            self._reporting = False

    @pytest.hookimpl(wrapper=True)
    def pytest_report_teststatus(self, report: pytest.TestReport) -> Generator[None, Status, Status]:
        """A rule has no letter while pytest reports it; with -q no word either, and so no part in the percentage."""
        category, letter, word = yield
        if not (self._reporting and case_of(report)):
            return category, letter, word
        return category, "", word if self._live else ""

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """A test has ended."""
        if self._live:
            self._live.done(nodeid)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self) -> Generator[None]:
        """Complete the checklist. With -q, pytest counts nothing if only rules ran."""
        if self._live:
            self._live.finish()
            return (yield)
        with self._unseen(-2) if self._ran == {True} else contextlib.nullcontext():
            return (yield)

    @contextlib.contextmanager
    def _unseen(self, verbosity: int = -1) -> Iterator[None]:
        verbose, self._option.verbose = self._option.verbose, verbosity
        try:
            yield
        finally:
            self._option.verbose = verbose
