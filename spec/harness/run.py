"""One run of the specification: its target, its client, its results, its exit status."""

import datetime
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from spec.harness import mask, report, verdict
from spec.harness.card import card, compared, short_card
from spec.harness.checklist import verdict_line
from spec.harness.preflight import refuse_strangers
from spec.harness.rule import Level, rule_of
from spec.harness.target import REFERENCE, Remote, Served, Target, TargetError, listens
from spec.harness.verdict import Case, Exit, Outcome, Results, fails

if TYPE_CHECKING:
    from spec.harness.exchange import Recorder

START_TIMEOUT = 60
"""Seconds that an application may take to start."""


class Run:
    """What the hooks of one pytest session share. Under xdist the controller and each worker have one each."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.worker = hasattr(config, "workerinput")
        self.level = Level[config.option.level.upper()]
        self.fail_on = Level[config.option.fail_on.upper()]
        self.target = _target(config)
        self.results = Results()
        self.recorder: Recorder | None = None
        self.selected = 0
        self.others_failed = False
        self.collection_failed = False
        self.stopped = ""
        self._shown: set[str] = set()
        self._comparison: tuple[str, Any, Any] | None = None
        self._log_offset = 0
        self.status = int(Exit.NOTHING_RAN)
        self.folder: Path | None = config.option.report
        self._ready = False
        self._started = time.time()

    def begin(self) -> None:
        """A new test: forget the exchanges, the comparison and the printed lines of the one before."""
        self._comparison = None
        self._log_offset = self.target.log.stat().st_size if self.target.log and self.target.log.exists() else 0
        if self.recorder:
            self.recorder.exchanges.clear()

    def make_ready(self) -> None:
        """Start the target and wait until it can be asked, with a word on what it waits for. Raises TargetError."""
        if self._ready:
            return
        self.target.start()
        terminal = self.config.pluginmanager.get_plugin("terminalreporter")
        began = time.monotonic()
        while not self.target.ready(1.0):
            waited = time.monotonic() - began
            if waited > START_TIMEOUT:
                raise TargetError(f"{self.target.name} did not start within {START_TIMEOUT} s")
            if terminal and waited >= 2:
                terminal.write_line(f"waiting for {self.target.name} to start ({waited:.0f} s)")
        if isinstance(self.target, Remote) and not self.config.option.anyway:
            refuse_strangers(self.target.url, self.config.option.timeout)
        self._ready = True

    def compare(self, operator: str, left: Any, right: Any) -> list[str]:
        """Keep a failed comparison for the card, and say it in a line for pytest."""
        self._comparison = (operator, left, right)
        expected, received = compared("", operator, left, right)
        return [f"expected {expected}, received {received}"]

    def judge(self, item: pytest.Item, call: pytest.CallInfo[None], result: pytest.TestReport) -> None:
        """Turn pytest's report on one phase of a rule's test into the outcome of a case."""
        rule = rule_of(item)
        error = call.excinfo.value if call.excinfo else None
        if rule is None or result.skipped or (error is None and call.when != "call"):
            return
        case = Case(
            rule=rule,
            test=item.nodeid,
            name=item.callspec.id if hasattr(item, "callspec") else "",
            line=item.location[1] or 0,
            section=_title(getattr(item, "module", None), item.path.stem),
            chapter=_title(_package(item), item.path.parent.name),
            outcome=verdict.judge(rule.level, call.when, error),
        )
        if case.outcome is not Outcome.HOLDS or self.config.option.report:
            exchanges = self.recorder.exchanges if self.recorder else []
            case.exchanges = [mask.as_data(exchange) for exchange in exchanges]
        if call.excinfo and case.outcome is not Outcome.ERROR:
            self._explain(case, item, call.excinfo, result)
        elif error is not None:
            case.reason = f"{type(error).__name__}: {error}"
        case.attach(result, plain=self.worker)

    def _explain(
        self, case: Case, item: pytest.Item, raised: pytest.ExceptionInfo[BaseException], result: pytest.TestReport
    ) -> None:
        from spec.harness.exchange import Hung, NoAnswer

        own = [entry for entry in raised.traceback if Path(str(entry.path)) == item.path]
        statement = " ".join(str(own[-1].statement).split()) if own else ""
        if self._comparison and own and own[-1] is raised.traceback[-1]:
            case.reason = "expected: {}\nreceived: {}".format(*compared(statement, *self._comparison))
        else:
            case.reason = str(raised.value).partition("\n")[0]
        no_answer = isinstance(raised.value, NoAnswer) and not isinstance(raised.value, Hung)
        case.dead = no_answer and not listens(self.target.url)
        asserted = f"{item.location[0]}:{own[-1].lineno + 1}  {statement}" if own else ""
        # One whole card a rule; its other cases say only what differs.
        first = case.rule.id not in self._shown
        self._shown.add(case.rule.id)
        result.longrepr = card(case, asserted, self._printed()) if first else short_card(case)
        if not fails(case.outcome, case.rule.level, self.fail_on):
            result.outcome = "skipped"
            result.wasxfail = f"{case.rule.level.name} {case.outcome}"

    def _printed(self) -> str:
        """What the application printed since the test began: the traceback of its own exception, usually."""
        if not self.target.log or not self.target.log.exists():
            return ""
        with self.target.log.open("rb") as file:
            file.seek(self._log_offset)
            return file.read(20_000).decode("utf-8", errors="replace")

    def add(self, case: Case) -> None:
        """Take in a case, from this process or from a worker."""
        self.results.add(case)
        if case.dead and not self.stopped:
            self.stopped = f"the target {self.target.name} died at {case.rule.id}: {case.reason}"

    def exit_status(self, pytest_status: int) -> int:
        """The exit status of the run; pytest's own where no rule is concerned."""
        if self.stopped:
            return Exit.NO_TARGET
        if self.collection_failed:
            return Exit.HARNESS_FAILED
        if pytest_status not in (Exit.CONFORMS, Exit.BROKEN):
            return pytest_status
        if not len(self.results):
            return Exit.NOTHING_RAN if self.selected and not self.config.option.collectonly else pytest_status
        return self.results.exit_status(self.fail_on) or (Exit.BROKEN if self.others_failed else Exit.CONFORMS)

    def verdict(self) -> str:
        """The run in one sentence."""
        return verdict_line(self.results, self.fail_on, Exit(self.status), self.target.name, self.stopped)

    def write_report(self) -> Path:
        """Write report.json into the folder of --report. Raises OSError."""
        assert self.folder
        started = datetime.datetime.fromtimestamp(self._started, datetime.UTC).isoformat(timespec="milliseconds")
        data = report.as_report(
            self.results,
            target={"name": self.target.name, "url": self.target.url},
            options={"level": self.level.name, "fail_on": self.fail_on.name},
            status=Exit(self.status),
            started=started,
            seconds=time.time() - self._started,
        )
        return report.write(self.folder, data)


def _target(config: pytest.Config) -> Target:
    shared = getattr(config, "workerinput", {}).get("spec_target")
    if shared:
        return Remote(shared["url"], name=shared["name"], log=Path(shared["log"]) if shared["log"] else None)
    if config.option.url and config.option.app:
        raise pytest.UsageError("--url and --app each name a target: give one of them")
    if config.option.url:
        try:
            return Remote(config.option.url)
        except TargetError as error:
            raise pytest.UsageError(str(error)) from None
    return Served(config.option.app or REFERENCE)


def _title(module: Any, otherwise: str) -> str:
    """The English title of a chapter or section: its docstring up to the Chinese heading."""
    docstring: str = getattr(module, "__doc__", None) or otherwise
    return docstring.strip().partition("\n")[0].partition(" · ")[0].rstrip(".")


def _package(item: pytest.Item) -> Any:
    module = getattr(item, "module", None)
    return sys.modules.get(getattr(module, "__package__", "") or "")
