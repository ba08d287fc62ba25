"""One run of the specification: its target, its client, its results, its exit status."""

import datetime
import time
from pathlib import Path

import pytest

from spec.harness import report
from spec.harness.checklist import verdict_line
from spec.harness.judge import Judge
from spec.harness.preflight import refuse_strangers
from spec.harness.rule import Level
from spec.harness.target import REFERENCE, Remote, Served, Target, TargetError
from spec.harness.verdict import Case, Exit, Results

PACKAGE = Path(__file__).parent.parent
START_TIMEOUT = 60
"""Seconds that an application may take to start."""


class Run:
    """What the hooks of one pytest session share. Under xdist the controller and each worker have one each."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.worker = hasattr(config, "workerinput")
        self.shared = "spec_target" in getattr(config, "workerinput", {})
        self.level = Level[config.option.level.upper()]
        self.fail_on = Level[config.option.fail_on.upper()]
        self.target = _target(config)
        self.judge = Judge(config, self.target, self.fail_on)
        self.results = Results()
        self.selected = 0
        self.others_failed = False
        self.collection_failed = False
        self.stopped = ""
        self.interrupted = False
        self.status = int(Exit.NOTHING_RAN)
        self.folder: Path | None = config.option.report
        self._ready = False
        self._started = time.time()

    @property
    def expected(self) -> bool:
        """Whether the command line asks for rules of this project, before anything is collected."""
        paths = [Path(argument.partition("::")[0]).absolute() for argument in self.config.args]
        return not self.config.option.collectonly and any(path.is_relative_to(PACKAGE) for path in paths)

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
        stopped = pytest_status == Exit.INTERRUPTED and not self.interrupted and self.results.failing(self.fail_on)
        if pytest_status not in (Exit.CONFORMS, Exit.BROKEN) and not stopped:
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
    if config.option.url is not None and config.option.app is not None:
        raise pytest.UsageError("--url and --app each name a target: give one of them")
    if config.option.url is not None:
        try:
            return Remote(config.option.url)
        except TargetError as error:
            raise pytest.UsageError(str(error)) from None
    return Served(REFERENCE if config.option.app is None else config.option.app)
