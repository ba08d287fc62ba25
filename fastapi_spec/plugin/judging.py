"""The plugin that turns what a test raised into a case: its outcome, its exchanges, its card."""

from __future__ import annotations

import copy
import time
from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from fastapi_spec.files import SPEC
from fastapi_spec.hints import hint
from fastapi_spec.hints.seen import seen_of
from fastapi_spec.language import ENGLISH, chosen, say, speaking
from fastapi_spec.output.commands import commands
from fastapi_spec.output.comparison import plainly
from fastapi_spec.output.http import lines
from fastapi_spec.output.reason import reason
from fastapi_spec.plugin.card_writer import CardWriter
from fastapi_spec.plugin.carrier import Carrier
from fastapi_spec.plugin.fuzzing import FIXTURE
from fastapi_spec.plugin.items import ROWS, case_name, chapter_of, node_id, section_of
from fastapi_spec.plugin.keeping import Keeper
from fastapi_spec.plugin.settings import Settings
from fastapi_spec.plugin.targeting import target_plugin
from fastapi_spec.rules.called import NotBuilt
from fastapi_spec.rules.chapters import chapters_of
from fastapi_spec.rules.rule import Rule, rule_of
from fastapi_spec.target.base import Target, accepts_connections, last_lines, log_size, printed_since
from fastapi_spec.target.survey import ABSENT
from fastapi_spec.verdict.assertion import failed_assertion, innermost_assertion
from fastapi_spec.verdict.causes import Failure, cause_of, failure_of
from fastapi_spec.verdict.outcomes import SHORTFALLS, Case, Outcome, attach, outcome_of

if TYPE_CHECKING:
    from fastapi_spec.client.api import Exchange


@dataclass
class Prerequisite:
    """A fixture that failed, the error it raised, and the first case behind it, whose card says why.

    ``operation`` is the one that it failed for, if the target does not have it.
    """

    fixture: str
    error: BaseException
    first: Case | None = None
    operation: str = ""


@dataclass
class Trial:
    """What is known of the test that runs now. ``exchanges`` is that of the client, which goes on adding to it."""

    rule: Rule | None
    unclaimed: str = ""
    log_offset: int = 0
    comparison: tuple[str, Any, Any] | None = None
    printed: str | None = None
    prerequisite: Prerequisite | None = None


class JudgePlugin(Carrier):
    """Judges the tests of this process, one after the other. ``exchanges`` is the list that the client adds to."""

    def __init__(self, config: pytest.Config, settings: Settings, target: Target, exchanges: list[Exchange]) -> None:
        self._root = config.rootpath
        self._settings = settings
        self._target = target
        self._exchanges = exchanges
        self._trial = Trial(None)
        self._lasting: list[Prerequisite] = []
        self._cards = CardWriter(settings)
        self._patience = 1.0
        self._keeper = Keeper()

    @pytest.hookimpl(wrapper=True)
    def pytest_pycollect_makeitem(self) -> Generator[None, Any, Any]:
        """Note how many rows a rule has before options such as -k and --lf choose among them."""
        made = yield
        for item in made if isinstance(made, list) else []:
            item.stash[ROWS] = len(made)
        return made

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Begin a new trial. A rule that needs a chapter which is not claimed is skipped before any of its fixtures."""
        rule = rule_of(item)
        unclaimed = [chapter for chapter in chapters_of(item) if chapter in self._settings.unclaimed] if rule else []
        self._trial = Trial(rule, "".join(unclaimed[:1]), log_size(self._target))
        self._keeper.begin(self._exchanges)
        self._exchanges.clear()
        if unclaimed:
            with speaking(ENGLISH):
                pytest.skip(str(self._settings.unclaimed[unclaimed[0]]))

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, object, object]:
        """Keep the name of the prerequisite that failed."""
        try:
            return (yield)
        except AssertionError as error:
            if not self._prerequisite(error):
                self._trial.prerequisite = Prerequisite(fixturedef.argname, error)
                if fixturedef.scope != "function":
                    self._lasting.append(self._trial.prerequisite)
            raise

    def _prerequisite(self, error: BaseException) -> Prerequisite | None:
        """The prerequisite that failed with this error: pytest raises that of a lasting one for each rule behind it."""
        known = [self._trial.prerequisite, *self._lasting]
        return next((failed for failed in known if failed and failed.error is error), None)

    def pytest_assertrepr_compare(self, op: str, left: object, right: object) -> list[str] | None:
        """Keep the failed comparison of a rule for its card, and say it in a line for pytest."""
        if self._trial.rule is None:
            return None
        self._trial.comparison = (op, left, right)
        return [plainly(op, left, right)]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport | None:
        """The report on a rule, with its case. A card replaces the traceback, which pytest renders slowly."""
        rule, error = self._trial.rule, call.excinfo.value if call.excinfo else None
        if rule is None:
            return None
        plain = call
        if isinstance(error, AssertionError):
            plain = copy.copy(call)
            plain.excinfo = None
        report = pytest.TestReport.from_item_and_call(item, plain)
        if error is not None or report.sections or self._settings.report:
            self._keeper.know(self._exchanges, ours=item.path.is_relative_to(SPEC))
            self._keeper.clean(report)
        if (report.skipped and not self._trial.unclaimed) or (error is None and call.when != "call"):
            return report
        case = self._case(item, rule, call.when, error)
        if operation := self._not_built(item, case, error):
            self._wait_for(item, case, operation, report)
            return self._judged(item, report, case)
        if isinstance(error, AssertionError):
            assert call.excinfo
            report.outcome = "failed"
            self._explain(case, call.excinfo, item, report)
        elif error is not None:
            raised = str(error) if self._trial.unclaimed else f"{type(error).__name__}: {error}"
            case.reason = self._keeper.text(raised)
            report.sections.append(("exchanges", "\n".join(line for data in case.exchanges for line in lines(data))))
        return self._judged(item, report, case)

    def _judged(self, item: pytest.Item, report: pytest.TestReport, case: Case) -> pytest.TestReport:
        """The report with its case, and with the outcome for JUnit."""
        item.user_properties = [pair for pair in item.user_properties if pair[0] != "outcome"]
        item.user_properties.append(("outcome", str(case.outcome)))  # for JUnit, the report on the teardown has it, too
        report.user_properties = list(item.user_properties)
        attach(report, case)
        return report

    def _case(self, item: pytest.Item, rule: Rule, phase: str, error: BaseException | None) -> Case:
        outcome = Outcome.NOT_CLAIMED if self._trial.unclaimed else outcome_of(rule.level, phase, error)
        if outcome in SHORTFALLS and rule.id in self._settings.deviations:
            outcome = Outcome.DEVIATES
        shown = outcome is not Outcome.HOLDS or self._settings.report
        name = case_name(item)
        case = Case(
            rule=rule,
            test=node_id(item),
            name=name,
            line=item.location[1] or 0,
            section=section_of(item),
            chapter=chapter_of(item),
            outcome=outcome,
            rows=item.stash.get(ROWS, 1),
            before=self._settings.baseline.before(rule.id, name) if self._settings.baseline else None,
        )
        if shown:
            self._keeper.keep(case, self._exchanges)
        return case

    def _not_built(self, item: pytest.Item, case: Case, error: BaseException | None) -> str:
        """The operation that the target does not have and the case is about, or an empty string."""
        if isinstance(error, NotBuilt):
            return str(error.operation)
        if case.outcome not in (Outcome.HOLDS, *SHORTFALLS) or FIXTURE in getattr(item, "fixturenames", ()):
            return ""
        behind = self._prerequisite(error) if error else None
        if behind and behind.operation:
            return behind.operation
        operator, left, right = self._trial.comparison if self._trial.comparison and error else ("", None, None)
        survey = target_plugin(item.config).survey()
        found = survey.about(self._exchanges, left if operator == "in" else right)
        if behind:
            found = behind.operation = found or str(survey.bare(self._exchanges) or "")
        return found

    def _wait_for(self, item: pytest.Item, case: Case, operation: str, report: pytest.TestReport) -> None:
        """Make it a case that waits for an operation. It does not hold, even if nothing failed."""
        case.outcome = Outcome.DEVIATES if case.rule.id in self._settings.deviations else Outcome.NOT_BUILT
        case.operation, case.later = operation, self._settings.learning
        self._keeper.know(self._exchanges, ours=item.path.is_relative_to(SPEC))
        self._keeper.keep(case, self._exchanges)
        case.told = f"received: {self._missing(operation)}"
        with speaking(ENGLISH):
            case.reason = f"received: {self._missing(operation)}"
        absent = [exchange for exchange in self._exchanges if exchange.status in ABSENT]
        case.hint = self._hint(Failure("", "", None, absent[-1:]), item)
        report.outcome = "failed"
        again = commands(self._settings, self._target.url, case.test)
        self._cards.put(report, case, "", self._printed(), again)

    def _missing(self, operation: str) -> str:
        """That the target does not have an operation; a case behind a prerequisite has sent nothing itself."""
        status = next((exchange.status for exchange in self._exchanges if exchange.status in ABSENT), None)
        if status is None:
            return say("{operation} is not built", operation=operation)
        return say("{status}: {operation} is not built", status=status, operation=operation)

    def _explain(
        self, case: Case, raised: pytest.ExceptionInfo[BaseException], item: pytest.Item, report: pytest.TestReport
    ) -> None:
        """Say why a case does not hold, and put its card on the report."""
        from fastapi_spec.client.api import NoResponse, TimedOut

        error, assertion = raised.value, failed_assertion(raised, item.path.parent)
        behind = self._prerequisite(error) if case.outcome is not Outcome.HOLDS else None
        if behind:
            case.prerequisite = behind.fixture
            behind.first = behind.first or case
        if behind and behind.first is not case and behind.first:
            case.reason, case.told, case.exchanges = behind.first.reason, behind.first.told, behind.first.exchanges
        else:
            given = (
                error,
                assertion,
                innermost_assertion(raised),
                self._trial.comparison,
                self._exchanges,
            )
            case.told = self._keeper.text(reason(*given)) if chosen() != ENGLISH else ""
            with speaking(ENGLISH):
                case.reason = self._keeper.text(reason(*given))
        unresponsive = isinstance(error, NoResponse) and not isinstance(error, TimedOut)
        case.dead = unresponsive and not accepts_connections(self._target.url)
        case.last_lines = [self._keeper.text(line) for line in last_lines(self._target)] if case.dead else []
        found = failure_of(error, assertion, self._trial.comparison, self._exchanges, self._printed())
        case.cause = None if behind else self._keeper.cause(cause_of(found))
        case.hint = (
            behind.first.hint if behind and behind.first is not case and behind.first else self._hint(found, item)
        )
        options = getattr(error, "options", [])  # where they generate what failed
        again = commands(self._settings, self._target.url, case.test, options)
        asserted = self._keeper.text(assertion.shown(self._root))
        self._cards.put(report, case, asserted, self._printed(), again)

    def _hint(self, failure: Failure, item: pytest.Item) -> str:
        """Which mistake is behind a failure, without secrets."""
        document = target_plugin(item.config).survey().document
        seen = seen_of(failure, self._target.url, document, python=bool(self._settings.target.app))
        return self._keeper.text(hint(seen))

    def _printed(self) -> str:
        """What the target printed during this rule. Some print the traceback of an error after they responded with 500.

        For those that do not the wait becomes shorter and shorter.
        """
        if self._trial.printed is not None:
            return self._trial.printed
        offset, began = self._trial.log_offset, time.monotonic()
        late = self._target.log and self._exchanges and self._exchanges[-1].status == 500
        while late and log_size(self._target) == offset:
            time.sleep(0.005)
            if time.monotonic() - began > self._patience:
                self._patience /= 2
                break
        self._trial.printed = self._keeper.printed(printed_since(self._target, offset))
        return self._trial.printed
