"""The plugin that adds up the cases: progress, checklist, exit status, report.json, the list of deviations."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from fastapi_spec.files import SPEC
from fastapi_spec.language import say
from fastapi_spec.output.checklist import print_checklist
from fastapi_spec.output.status import meanwhile
from fastapi_spec.output.verdict import print_verdict, write_whole
from fastapi_spec.plugin.releases import freeze
from fastapi_spec.plugin.settings import Settings
from fastapi_spec.plugin.targeting import TargetPlugin, paths
from fastapi_spec.plugin.writing import Writer
from fastapi_spec.rules import releases
from fastapi_spec.rules.chapters import position
from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.rule import rule_of
from fastapi_spec.target.nearest import hints
from fastapi_spec.verdict.deviations import DeviationsError, check_known
from fastapi_spec.verdict.outcomes import SHORTFALLS, Outcome, case_of
from fastapi_spec.verdict.summary import Exit, Summary

LETTERS = {
    Outcome.NOT_CLAIMED: "-",
    Outcome.HOLDS: ".",
    Outcome.DEVIATES: "d",
    Outcome.NOT_BUILT: "n",
    Outcome.UNMET: "u",
    Outcome.NOT_REACHED: "r",
    Outcome.BROKEN: "F",
    Outcome.ERROR: "E",
}


class ReportPlugin:
    """Adds up the cases of a session, from this process and from the workers of xdist."""

    def __init__(self, config: pytest.Config, settings: Settings, targeting: TargetPlugin) -> None:
        self.summary = Summary(targeting.target.name, settings.fail_on, settings.deviations, baseline=settings.baseline)
        self.summary.cards = settings.cards
        self._config = config
        self._settings = settings
        self._targeting = targeting
        self._worker = hasattr(config, "workerinput")
        self._writer = Writer(settings)
        self._notes, self._annotations = self._writer.notes, self._writer.annotations
        if all(path.is_relative_to(SPEC) for path in paths(config)):
            self._check_deviations([])
            self._check_baseline(locked())

    def pytest_report_header(self) -> list[str]:
        """What the run is compared with, and whose rules run."""
        found = {"baseline": self._settings.baseline, "rules": self._settings.release}
        return [f"{name}: {value}" for name, value in found.items() if value]

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Keep the session, which ends early if a case says so."""
        self._session = session

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note that a module could not be collected."""
        self.summary.collection_failed |= report.failed

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, error: object) -> None:
        """Note that a worker of xdist crashed, and not the target."""
        self.summary.worker_crashed |= error is not None

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Put the rules in the order of the notes, leave out those not asked for, and find an id used twice."""
        items.sort(key=lambda item: position(item.path))  # stable: the order within a module stays
        rules = {item: rule for item in items if (rule := rule_of(item))}
        if not self._worker:
            self._check_deviations([rule.id for rule in rules.values()])
            self._check_baseline([rule.id for rule in rules.values()])
        unwanted = set()
        if self._settings.release:
            unwanted = freeze(rules, releases.release(self._settings.release))
        unwanted |= {item for item, rule in rules.items() if not self._settings.wants(rule)}
        if unwanted:
            config.hook.pytest_deselected(items=list(unwanted))
            items[:] = [item for item in items if item not in unwanted]
        tests: dict[str, str] = {}
        for item, rule in rules.items():
            test = item.nodeid.partition("[")[0]
            if tests.setdefault(rule.id, test) != test:
                raise pytest.UsageError(f"{rule.id} is the id of two rules: {tests[rule.id]} and {test}")
            item.user_properties += [("rule", rule.id), ("level", rule.level.name), ("statement", rule.statement)]
            item.user_properties += [("origin", str(rule.origin))] if rule.origin else []

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        """Let -k find a rule by its id."""
        if rule := rule_of(item):
            item.extra_keyword_matches.add(rule.id)

    def _check_deviations(self, collected: list[str]) -> None:
        """Raise UsageError if a deviation is listed for a rule that is neither locked nor collected."""
        path = self._settings.deviations_file
        try:
            if path:
                check_known(self._settings.deviations, {*locked(), *collected}, path)
        except DeviationsError as error:
            raise pytest.UsageError(str(error)) from None

    def _check_baseline(self, collected: Iterable[str]) -> None:
        """Raise UsageError if the baseline has none of the rules that were collected."""
        baseline, ids = self._settings.baseline, set(collected)
        if baseline and ids and ids.isdisjoint(baseline.rules):
            raise pytest.UsageError(
                f"--baseline {baseline.path}: it has none of the rules of this run ({baseline.made})"
            )

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in a case, and stop if the target is dead."""
        case = case_of(report)
        if case is None:
            self.summary.others_failed |= report.failed
            return
        self.summary.add(case)
        if self.summary.stopped:
            self._session.shouldfail = str(self.summary.stopped)

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(
        self, report: pytest.CollectReport | pytest.TestReport
    ) -> tuple[str, str, tuple[str, dict[str, bool]]] | None:
        """The category, letter and word of a rule."""
        case = case_of(report)
        if case is None:
            return None
        word = f"{case.rule.level.name} {case.rule.id} {case.outcome}"
        if case.outcome is Outcome.HOLDS:
            return "passed", ".", (word, {"green": True})
        if case.fails(self._settings.fail_on) and case.outcome is not Outcome.NOT_BUILT:
            return "failed", LETTERS[case.outcome], (word, {"red": True})
        colour = "red" if report.failed else "yellow"
        return str(case.outcome), LETTERS[case.outcome], (word, {colour: True})

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """pytest also calls this if a failure stops the session; only a real Ctrl-C leaves the verdict open."""
        self.summary.interrupted |= excinfo.type is KeyboardInterrupt

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Decide the exit status and write the files. A session without rules keeps its own."""
        if self._targeting.failure:
            self.summary.stopped, self.summary.last_lines = self._targeting.failure, self._targeting.last_lines
        if self._worker or not (self._concerned or self.summary.stopped):
            return
        self._targeting.target.finish()
        self.summary.missing = len(self._targeting.surveyed.missing)
        self.summary.hints = hints(self._targeting.surveyed) if self.summary.results.of(*SHORTFALLS) else []
        self.summary.cut_short |= bool(session.shouldfail)
        session.exitstatus = self.summary.status = self.summary.exit_status(int(exitstatus))
        if not (len(self.summary.results) or self.summary.stopped):
            return
        terminal = self._config.pluginmanager.get_plugin("terminalreporter")
        try:
            with meanwhile(terminal if self._settings.report else None, say("writing the report")):
                self._writer.write(self.summary, self._targeting.target)
        except OSError as error:
            self._notes.append(f"ERROR: {say('not written: {reason}', reason=error)}")
            session.exitstatus = Exit.HARNESS_FAILED

    @property
    def _concerned(self) -> bool:
        """Whether rules ran or were to run: then their outcome decides the exit status, and not pytest's."""
        targeting, settings = self._targeting, self._settings
        meant = targeting.collected or targeting.expected or settings.target.named or settings.program != "pytest"
        failed = self.summary.collection_failed and meant
        selected = self._targeting.selected and not self._config.option.collectonly
        return bool(len(self.summary.results) or selected or failed)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the checklist. It names what does not hold: pytest's short summary would say it again."""
        summary = self.summary
        if len(summary.results):
            if not summary.others_failed and self._config.option.reportchars == "fE":
                terminalreporter.reportchars = ""
            if self._config.option.no_summary:
                terminalreporter.ensure_newline()
                print_verdict(terminalreporter, summary)
            elif not self._settings.next:  # its plugin shows what comes next
                print_checklist(terminalreporter, summary, self._settings.deviations_file)
        elif summary.stopped:
            write_whole(terminalreporter, f"ERROR: {summary.stopped}", red=True)
        notes = [*self._retired(), *self._notes]
        if self._config.option.no_summary:
            notes = [note for note in notes if note.startswith("ERROR")]
        for line in [*summary.last_lines, *notes, *self._annotations]:
            write_whole(terminalreporter, line, red=line.startswith("ERROR"))

    def _retired(self) -> list[str]:
        """A line on the rules of the release that have been retired since."""
        release = self._settings.release
        if not release or not len(self.summary.results):
            return []
        line = releases.retired_line(release)
        return [line] if line else []
