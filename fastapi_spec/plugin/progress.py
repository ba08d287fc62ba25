"""The plugin that shows the rules as they run: a line for each section, with -v for each rule, with -q nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from fastapi_spec.output.live import LiveChecklist
from fastapi_spec.output.sections import LiveSections
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
        self._brief = settings.learning
        self._live: LiveChecklist | LiveSections | None = None
        self._rules: dict[str, str] = {}
        self._apart = True
        self._expected = False
        self._counted = config.option.verbose > 0
        self._reporting = False
        self._ran: set[bool] = set()

    @property
    def _sections(self) -> LiveSections | None:
        """The lines of the sections, if they are printed."""
        return self._live if isinstance(self._live, LiveSections) else None

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """The lines begin on the terminal, if there is one."""
        terminal = session.config.pluginmanager.get_plugin("terminalreporter")
        if terminal and self._option.verbose > 0:
            self._live = LiveChecklist(terminal, self._fail_on, cases=self._option.verbose > 1)
        elif terminal and self._option.verbose == 0:
            self._live = LiveSections(terminal, self._fail_on, brief=self._brief)
            if getattr(self._option, "capture", "no") == "no":  # what rules print would be written over the status
                self._live.beside(line_begun=False)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """The rules of this process are known."""
        self._rules = {item.nodeid: rule.id for item in session.items if (rule := rule_of(item))}
        self._apart = False
        self._expect([item.nodeid for item in session.items], mixed=False)
        if self._sections and len(self._rules) < len(session.items):
            self._sections.beside(line_begun=False)
            self._counted = True

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        """The tests of the workers of xdist are known, but not which of them are rules."""
        self._expect(sorted(ids, key=lambda test: position(Path(test.partition("::")[0]))), mixed=True)

    def _expect(self, tests: list[str], *, mixed: bool) -> None:
        if self._live and not self._expected:
            self._expected = bool(tests)
            self._live.expect(tests, mixed=mixed)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_logstart(self, nodeid: str) -> Generator[None]:
        """pytest names the test that begins, unless it is a rule. Of workers, it names each again when it has ended."""
        if self._sections and nodeid in self._rules:
            self._sections.begin(self._rules[nodeid])
        with self._unseen() if self._apart or nodeid in self._rules else contextlib.nullcontext():
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> Generator[None]:
        """Keep what came of a rule. Of another test, pytest prints what it always does."""
        case = case_of(report)
        if case:
            self._ran.add(True)
            if self._live:
                self._live.add(report.nodeid, case)
        elif not (self._sections and self._of_rule(report, self._sections)):
            self._beside(report)
            return (yield)
        self._reporting = True
        try:
            with self._unseen():
                return (yield)
        finally:
            self._reporting = False

    def _of_rule(self, report: pytest.TestReport, sections: LiveSections) -> bool:
        """Whether a report without a case is on a rule, which now begins or is skipped."""
        id = dict(report.user_properties).get("rule")
        if id and report.when == "setup":
            sections.begin(str(id))
        return bool(id)

    def _beside(self, report: pytest.TestReport) -> None:
        """A test that is not a rule: from now on pytest prints lines of its own, with a percentage of all tests."""
        seen = report.when == "call" or not report.passed
        self._ran |= {False} if seen else set()
        if seen and self._sections and self._apart:
            self._sections.beside(line_begun=True)
            self._counted = True
        if self._live and report.when not in ("setup", "call", "teardown"):  # of a worker that crashed: it has no end
            self._live.done(report.nodeid)

    @pytest.hookimpl(wrapper=True)
    def pytest_report_teststatus(self) -> Generator[None, Status, Status]:
        """A rule has no letter while pytest reports it. Where only rules run no word either: no line of pytest ends in
        a percentage.
        """
        category, letter, word = yield
        return (category, "", word if self._counted else "") if self._reporting else (category, letter, word)

    @pytest.hookimpl(tryfirst=True)
    def pytest_internalerror(self) -> None:
        """pytest prints a traceback."""
        if self._sections:
            self._sections.erase()

    @pytest.hookimpl(tryfirst=True, optionalhook=True)
    def pytest_testnodedown(self) -> None:
        """xdist says that a worker crashed."""
        if self._sections:
            self._sections.erase()

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
