"""One run of the specification: its target, its client, its results, its exit status."""

import datetime
import os
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from spec.harness import deviations, files, options, report
from spec.harness.chapters import PACKAGE
from spec.harness.checklist import verdict_line
from spec.harness.deviations import DeviationsError
from spec.harness.judge import Judge
from spec.harness.preflight import refuse_strangers
from spec.harness.rule import Level
from spec.harness.target import Remote, TargetError
from spec.harness.verdict import Case, Exit, Outcome, Results

START_TIMEOUT = 60
"""Seconds that an application may take to start."""
LAST = 10
"""How many lines of a dead target's output are shown."""


class Run:
    """What the hooks of one pytest session share. Under xdist the controller and each worker have one each."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.worker = hasattr(config, "workerinput")
        self.shared = "spec_target" in getattr(config, "workerinput", {})
        self.level = Level[config.option.level.upper()]
        self.fail_on = Level[config.option.fail_on.upper()]
        self.without = options.without(config)
        self.deviations = options.deviations(config)
        self.target = options.target(config)
        self.judge = Judge(config, self.target, self.fail_on, self.deviations, self.without)
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
        if all(path.is_relative_to(PACKAGE) for path in options.paths(config)):
            self.refuse_unknown([])

    @property
    def expected(self) -> bool:
        """Whether the command line asks for rules of this project, before anything is collected."""
        return not self.config.option.collectonly and any(
            path.is_relative_to(PACKAGE) for path in options.paths(self.config)
        )

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
                raise TargetError(f"{self.target.name} did not {self.target.awaited} within {START_TIMEOUT} s")
            if terminal and waited >= 2:
                terminal.write_line(f"waiting for {self.target.name} to {self.target.awaited} ({waited:.0f} s)")
        if isinstance(self.target, Remote) and not self.config.option.anyway:
            refuse_strangers(self.target.url, self.config.option.timeout)
        self._ready = True

    def tail(self) -> list[str]:
        """The last lines that the target printed, under a heading; none where it printed nothing or runs elsewhere."""
        if not self.target.log or not self.target.log.exists():
            return []
        with self.target.log.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - 16_384))
            printed = file.read().decode("utf-8", errors="replace").splitlines()
        return ["", "its last lines:", *(f"  {line}" for line in printed[-LAST:])] if printed else []

    def refuse_unknown(self, collected: Iterable[str]) -> None:
        """Raise UsageError when a deviation is listed for a rule that is neither locked nor collected."""
        if not self.deviations:
            return
        from spec.harness.catalogue import locked

        try:
            deviations.refuse_unknown(self.deviations, {*locked(), *collected}, self.config.option.deviations)
        except DeviationsError as error:
            raise pytest.UsageError(str(error)) from None

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
        if len(self.results.of(Outcome.NOT_CLAIMED)) == len(self.results):
            return Exit.NOTHING_RAN if self.selected and not self.config.option.collectonly else pytest_status
        spoilt = self.others_failed or self.stale
        return self.results.exit_status(self.fail_on) or (Exit.BROKEN if spoilt else Exit.CONFORMS)

    @property
    def stale(self) -> list[str]:
        """The ids that are listed as deviations and hold again."""
        return [result.rule.id for result in self.results.stale(self.deviations)]

    def verdict(self) -> str:
        """The run in one sentence."""
        return verdict_line(self)

    def write_report(self) -> Path:
        """Write report.json into the folder of --report. Raises OSError."""
        assert self.folder
        started = datetime.datetime.fromtimestamp(self._started, datetime.UTC).isoformat(timespec="milliseconds")
        data = report.as_report(
            self.results,
            target={"name": self.target.name, "url": self.target.url},
            options={"level": self.level.name, "fail_on": self.fail_on.name, "without": self.without},
            deviations=self.deviations,
            status=Exit(self.status),
            started=started,
            seconds=time.time() - self._started,
        )
        return report.write(self.folder, data)

    def write_deviations(self) -> str:
        """Write what fails the run into the file of --write-deviations, and say so. Raises OSError."""
        path: Path = self.config.option.write_deviations
        short = [result for result in self.results.failing(self.fail_on) if result.outcome is not Outcome.ERROR]
        if self.status not in (Exit.CONFORMS, Exit.BROKEN):
            return f"no deviations written to {path}: the run is not complete"
        if not short:
            return f"no deviations written to {path}: there are none"
        files.write(path, deviations.first_file(short), replace=False)
        return f"deviations: {path} lists {len(short)} rules; write the reason of each"
