"""The plugin that has a target ready before the first rule, and ends it after the last."""

from __future__ import annotations

import gc
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from fastapi_spec.files import SPEC
from fastapi_spec.hints import startup
from fastapi_spec.language import ENGLISH, Later, say, speaking
from fastapi_spec.output.columns import fill
from fastapi_spec.output.status import waiting
from fastapi_spec.plugin.settings import Settings
from fastapi_spec.plugin.surveying import told_survey
from fastapi_spec.rules.chapters import of_specification
from fastapi_spec.rules.rule import rule_of
from fastapi_spec.target.base import Target, TargetError, last_lines, wait_until_ready
from fastapi_spec.target.preflight import check_api
from fastapi_spec.target.served import Served, WorkerCopy
from fastapi_spec.target.servers import SERVERS
from fastapi_spec.target.survey import Survey

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fastapi_spec.client.api import Api, Exchange


TOLD = ("python", "fastapi", "starlette", "pydantic", "python-multipart")


class TargetPlugin:
    """Holds the ``target`` of a session.

    Under xdist the controller starts it and tells the workers its address. An application that this tool serves is
    served once more by each worker after the first.

    ``exchanges`` are those of the test that runs now. ``failure`` says in one line why there is no target, once that is
    known, and ``last_lines`` are then those that it printed. ``collected`` is how many cases of rules there are,
    ``selected`` how many of them run. ``surveyed`` is what the target does not have, as far as `survey` was called.
    """

    name = "fastapi-spec-target"

    def __init__(
        self,
        config: pytest.Config,
        settings: Settings,
        target: Target,
        exchanges: list[Exchange],
        failure: str | Later = "",
    ) -> None:
        self.target = target
        self.failure = failure
        self.last_lines: list[str] = []
        self.collected = self.selected = 0
        self._config = config
        self._settings = settings
        self.exchanges = exchanges
        self._collect_only = bool(config.option.collectonly)
        self._copy = isinstance(target, WorkerCopy)
        self._borrowed = "spec_target" in getattr(config, "workerinput", {}) and not self._copy
        self._lent = False
        self._ready = False
        self._ours = False
        self.surveyed = Survey()
        self._asked = False

    @property
    def expected(self) -> bool:
        """Whether the command line names rules of the specification, before anything is collected."""
        meant = not (self._collect_only or self.failure)
        return meant and any(path.is_relative_to(SPEC) for path in paths(self._config))

    def pytest_report_header(self) -> str | None:
        """The target and the versions here, if a run of rules is to be expected."""
        if not (self.expected or self._settings.target.named):
            return None
        lines = [say("target: {target} ({kind})", target=self.target.name, kind=self.target.kind)]
        if environment := self._settings.environment:
            lines.append(say("served by: {versions}", versions=", ".join(told(environment.versions))))
        reasons: dict[str, list[str]] = {}
        for chapter, reason in self._settings.unclaimed.items():
            reasons.setdefault(str(reason), []).append(chapter)
        for reason, chapters in reasons.items():
            lines.append(say("not claimed: {chapters} ({reason})", chapters=", ".join(chapters), reason=reason))
        return "\n".join(fill(line, shutil.get_terminal_size().columns, rest="  ") for line in lines)

    def pytest_sessionstart(self) -> None:
        """Start the target early: that takes longer than to collect the rules."""
        if self.expected and not self._borrowed:
            self.target.start()

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Under xdist the controller starts the target, once, and tells each worker its address.

        If nothing tells of rules yet, each worker that meets some starts its own.
        """
        if self.failure or not (self.expected or self._settings.target.named):
            return
        self.target.start()
        with speaking(ENGLISH):
            unclaimed = {chapter: str(reason) for chapter, reason in self._settings.unclaimed.items()}
        node.workerinput["spec_target"] = {
            "copy": self._lent and isinstance(self.target, Served),
            "url": self.target.url,
            "name": self.target.name,
            "log": str(self.target.log or ""),
            "python": str(self._settings.environment.python) if self._settings.environment else "",
            "unclaimed": unclaimed,
        }
        self._lent = True

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        """Start the target of rules from elsewhere while the rest is still being collected."""
        if rule_of(item):
            self.collected += 1
            if not (self._collect_only or self.failure):
                self.target.start()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Make sure before the first rule that there is a target; without one no test runs.

        The controller of xdist waits for it while the workers collect the rules.
        """
        rules = [item for item in session.items if rule_of(item)]
        self.selected = len(rules)
        self._ours = any(of_specification(item.path) for item in rules) or (self._lent and self.expected)
        if not (rules or self._lent) or self._collect_only or session.testsfailed or self._borrowed:
            return None
        if self.failure:
            return True
        try:
            self.make_ready()
        except TargetError as error:
            if isinstance(self.target, WorkerCopy):  # a copy of what the controller has checked
                self.target.fall_back()
                return None
            self._fail(error)
            return True
        gc.freeze()  # What was collected lasts to the end: no need to look for garbage in it again and again.
        return None

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        """Under xdist the controller collects nothing: a folder above the rules may have led the workers to them."""
        files = {id.partition("::")[0] for id in ids}
        found = any(of_specification(Path(os.path.abspath(self._config.rootpath / file))) for file in files)
        if self._ours or not (self._lent and found):
            return
        self._ours = True
        try:
            self._recognise()
        except TargetError as error:
            self._fail(error)
            raise pytest.Session.Interrupted(say("no rule was run")) from None

    def _fail(self, error: TargetError) -> None:
        """Note that there is no target. Raises UsageError if the options are wrong."""
        if error.usage:
            raise pytest.UsageError(str(error)) from None
        self.failure = error.message
        self.last_lines = last_lines(self.target) if error.printed else []
        if found := startup.hint(self.last_lines):
            self.last_lines += ["", say("hint: {hint}", hint=found)]

    def make_ready(self) -> None:
        """Start the target and wait until it responds, with a word on what it waits for. Raises TargetError."""
        if self._ready:
            return
        with waiting(self._terminal) as show:
            wait_until_ready(self.target, show)
        self._ready = True
        self._recognise()

    def _recognise(self) -> None:
        """Make sure that the target implements the contract, before a rule writes to it. Raises TargetError."""
        begun = self._settings.next and self._settings.target.app  # by a learner: it may have no operation yet
        if self._ours and self._settings.target.own and not (self._settings.anyway or self._copy or begun):
            with waiting(self._terminal) as show:
                check_api(self.target, self._settings.timeout, show)
        if self._ours and not self._copy:  # the controller has not yet said that this is our API
            self.survey()

    @property
    def _terminal(self) -> Any:
        return self._config.pluginmanager.get_plugin("terminalreporter")

    def survey(self) -> Survey:
        """What the target does not have, found before its first rule. The reference application has everything.

        A worker of xdist finds it once more: the controller waits for the target after it has started the workers.
        """
        if not self._asked and self._ours and self._settings.target.own:
            shown = self._terminal if self._terminal and self._terminal.verbosity >= 0 else None
            self.surveyed = told_survey(self.target.url, self._settings.timeout, shown)
        self._asked = True
        return self.surveyed

    def client(self) -> Api:
        """A client of the target, whose exchanges go to the list of the session."""
        from fastapi_spec.client.api import Api, Recorder

        tls = self.target.url.startswith("https:")
        return Api(self.target.url, Recorder(self._settings.timeout, tls=tls, exchanges=self.exchanges))

    def pytest_unconfigure(self) -> None:
        """End the target, however the session ended."""
        self.target.stop()


def told(versions: Mapping[str, str]) -> Iterator[str]:
    """The versions that a reader looks for first: of Python, FastAPI and what it is built on, and the server."""
    known = [*TOLD, *(name for name in versions if name in SERVERS)]
    return (f"{name} {versions[name]}" for name in known if name in versions)


def paths(config: pytest.Config) -> list[Path]:
    """The files and folders that the command line names."""
    return [Path(argument.partition("::")[0]).absolute() for argument in config.args]


def target_plugin(config: pytest.Config) -> TargetPlugin:
    """The plugin of this session."""
    plugin = config.pluginmanager.get_plugin(TargetPlugin.name)
    assert isinstance(plugin, TargetPlugin)
    return plugin
