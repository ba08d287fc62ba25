"""The pytest hooks of one session. Each is a call to another module; a session without a rule passes them by."""

import gc
from collections.abc import Generator
from typing import Any

import pytest

from spec.harness.chapters import PACKAGE
from spec.harness.checklist import print_checklist
from spec.harness.judge import ROWS
from spec.harness.options import named_target
from spec.harness.report import versions
from spec.harness.rule import rule_of
from spec.harness.run import Run
from spec.harness.target import TargetError
from spec.harness.verdict import Case, Exit, Outcome, fails

LETTERS = dict(zip(Outcome, ".-durFE", strict=True))


class Hooks:
    """Registered once a session by spec.harness.plugin."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._reported: list[str] = []
        self._last_lines: list[str] = []

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        self._session = session
        self._next = session.config.option.next

    def pytest_report_header(self, config: pytest.Config) -> str | None:
        if not (named_target(config) or PACKAGE.is_relative_to(config.rootpath) or config.option.pyargs):
            return None
        known = ", ".join(f"{package} {number}" for package, number in versions().items() if package != "pytest")
        return f"target: {self.run.target.name} ({self.run.target.kind})\nhere: {known}"

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Under xdist the controller starts the target, once, and tells the workers where it is.

        Where nothing tells of rules yet, each worker that meets some starts its own.
        """
        if not (self.run.expected or named_target(self.run.config)):
            return
        try:
            self.run.make_ready()
        except TargetError as error:
            pytest.exit("\n".join([str(error), *self.run.tail()]), Exit.USAGE if error.usage else Exit.NO_TARGET)
        target = self.run.target
        node.workerinput["spec_target"] = {
            "url": target.url,
            "name": target.name,
            "log": str(target.log) if target.log else "",
        }

    @pytest.hookimpl(wrapper=True)
    def pytest_pycollect_makeitem(self) -> Generator[None, Any, Any]:
        """Note how many rows a rule has before options such as -k and --lf choose among them."""
        made = yield
        for item in made if isinstance(made, list) else []:
            item.stash[ROWS] = len(made)
        return made

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        """Start the target of rules that stand elsewhere while the rest is still being collected."""
        if rule_of(item) and not item.config.option.collectonly:
            self.run.target.start()

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self.run.collection_failed |= report.failed

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        if not self.run.worker:
            self.run.refuse_unknown(rule.id for item in items if (rule := rule_of(item)))
        weak = [item for item in items if (rule := rule_of(item)) and rule.level < self.run.level]
        if weak:
            config.hook.pytest_deselected(items=weak)
            items[:] = [item for item in items if item not in weak]
        tests: dict[str, str] = {}
        for item in items:
            if rule := rule_of(item):
                test = item.nodeid.partition("[")[0]
                if tests.setdefault(rule.id, test) != test:
                    raise pytest.UsageError(f"{rule.id} is the id of two rules: {tests[rule.id]} and {test}")
                item.user_properties += [("rule", rule.id), ("level", rule.level.name), ("statement", rule.statement)]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Ask before the first rule whether there is a target; without one no test runs."""
        self.run.selected = sum(rule_of(item) is not None for item in session.items)
        if not self.run.selected or session.config.option.collectonly or session.testsfailed or self.run.shared:
            return None
        try:
            self.run.make_ready()
        except TargetError as error:
            if error.usage:
                raise pytest.UsageError(str(error)) from None
            self.run.stopped = str(error)
            return True
        gc.freeze()  # What was collected lasts to the end: no need to look for garbage in it after every few tests.
        return None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        self.run.judge.begin(item)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, object, object]:
        """Name the prerequisite on the error by which it failed: rules behind it may meet the error again."""
        try:
            return (yield)
        except AssertionError as error:
            vars(error).setdefault("prerequisite", fixturedef.argname)
            raise

    def pytest_assertrepr_compare(self, op: str, left: object, right: object) -> list[str] | None:
        return self.run.judge.compare(op, left, right)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        self.run.judge.shorten(item, call)
        report = yield
        self.run.judge.judge(item, call, report)
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        case = Case.of(report)
        if case is None:
            self.run.others_failed |= report.failed
            return
        self.run.add(case)
        if self.run.worker:
            return  # The controller gets the same report, and decides.
        failing = fails(case.outcome, case.rule.level, self.run.fail_on)
        if self.run.stopped:
            self._stop(self.run.stopped)
        elif failing and self._next:
            self._stop(f"stopped at the first rule that is not kept: {case.rule.id}")

    def _stop(self, reason: str) -> None:
        """Let no further test begin, in this process or (under xdist) in the workers."""
        session: Any = self._session
        session.shouldfail = session.shouldfail or reason
        if distributed := session.config.pluginmanager.get_plugin("dsession"):
            distributed.shouldstop = reason

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(
        self, report: pytest.TestReport
    ) -> tuple[str, str, tuple[str, dict[str, bool]]] | None:
        case = Case.of(report) if isinstance(report, pytest.TestReport) else None
        if case is None:
            return None
        word = f"{case.rule.level.name} {case.rule.id} {case.outcome}"
        if case.outcome is Outcome.HOLDS:
            return "passed", ".", (word, {"green": True})
        if fails(case.outcome, case.rule.level, self.run.fail_on):
            return "failed", LETTERS[case.outcome], (word, {"red": True})
        return str(case.outcome), LETTERS[case.outcome], (word, {"yellow": True})

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """pytest also calls this where a failure stops the session; only a real Ctrl-C leaves the verdict open."""
        self.run.interrupted |= excinfo.type is KeyboardInterrupt

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if self.run.worker:
            return
        if self.run.stopped:
            self._last_lines = self.run.tail()
        self.run.target.finish()
        session.exitstatus = self.run.status = self.run.exit_status(int(exitstatus))
        try:
            if self.run.folder and len(self.run.results):
                self._reported.append(f"report: {self.run.write_report()}")
            if self.run.config.option.write_deviations and len(self.run.results):
                self._reported.append(self.run.write_deviations())
        except OSError as error:
            self._reported.append(f"ERROR: not written: {error}")
            session.exitstatus = Exit.HARNESS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        run = self.run
        if len(run.results) and not run.others_failed and run.config.option.reportchars == "fE":
            # The checklist names what does not hold; pytest's short summary would say it again.
            terminalreporter.reportchars = ""
        if len(run.results):
            print_checklist(terminalreporter, run)
        elif run.stopped:
            terminalreporter.write_line(f"ERROR: {run.stopped}", red=True)
        for line in [*self._last_lines, *self._reported]:
            terminalreporter.write_line(line, red=line.startswith("ERROR"))
