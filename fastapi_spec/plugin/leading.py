"""The plugin of ``--next``: runs the rules in the order of the notes, and shows the first that does not hold."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Generator, Iterator
from itertools import zip_longest
from pathlib import Path

import pytest

from fastapi_spec.language import count, say
from fastapi_spec.output.lesson import lesson
from fastapi_spec.output.rows import title
from fastapi_spec.output.verdict import verdict
from fastapi_spec.plugin.memory import Memory, recall
from fastapi_spec.plugin.prerequisites import in_order_of_notes
from fastapi_spec.plugin.settings import Settings
from fastapi_spec.rules.catalogue import UnknownRule, ids
from fastapi_spec.rules.rule import Origin, Rule, rule_of
from fastapi_spec.suggest import first_few
from fastapi_spec.verdict import skipped
from fastapi_spec.verdict.leading import GO_ON, Progress, begun_at, checked_again, in_order, status_of, stops
from fastapi_spec.verdict.outcomes import Case, Outcome, case_of, evidence_of
from fastapi_spec.verdict.summary import Exit, Summary

PATIENCE = 0.7
"""Seconds in which tests may begin after a run has stopped: further cases of the rule, then rules that held before."""

Status = tuple[str, str, str | tuple[str, dict[str, bool]]]


class LeadPlugin:
    """Leads a learner through the rules, one after the other.

    It keeps in pytest's cache at which rule a run stopped, and which hold: the next run begins there.
    """

    name = "fastapi-spec-leading"

    def __init__(self, config: pytest.Config, settings: Settings, summary: Summary) -> None:
        self._config = config
        self._settings = settings
        self._summary = summary
        self._rules: dict[str, Rule] = {}
        self._progress = Progress({})
        self._held_before: frozenset[str] = frozenset()
        self._stopped: Case | None = None
        self._failing: list[Case] = []
        self._until = 0.0
        self._memory = Memory()
        self._broken_again: dict[str, tuple[Case, str]] | None = None  # of rules that are checked again
        self._evidence = ""
        self._other: pytest.TestReport | None = None
        self._skipped: list[str] = []
        self._quiet = config.option.verbose <= 0 and not config.option.collectonly
        if self._quiet:  # the lesson is all there is to see, and fits on a screen
            config.option.verbose, config.option.no_header = -2, True

    @pytest.hookimpl(wrapper=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> Generator[None, None, None]:
        """Put the rules in order, whatever other plugins did to it, and leave out those that are skipped."""
        positions = {item: index for index, item in enumerate(items)}
        yield
        known = [rule.id for item in positions if (rule := rule_of(item))]
        passed_over = set(self._passed_over(known))
        items.sort(key=positions.__getitem__)
        items[:] = in_order([(item, rule_of(item)) for item in in_order_of_notes(items)])
        chosen = [(item, rule) for item in items if (rule := rule_of(item))]
        self._rules = {rule.id: rule for _, rule in chosen}
        self._progress = Progress({rule.id: item.path.stem for item, rule in chosen})
        self._skipped = [id for id in self._rules if id in passed_over]
        left_out = [item for item, rule in chosen if rule.id in passed_over]
        if left_out:
            self._config.hook.pytest_deselected(items=left_out)
            items[:] = [item for item in items if item not in set(left_out)]

    def _passed_over(self, collected: list[str]) -> list[str]:
        """The ids of --skip, which are remembered, and those of earlier runs. Raises UsageError."""
        found = []
        try:
            for word in self._settings.skip:
                found += [word] if word in collected else ids([word])
            if not self._config.option.collectonly:
                skipped.add(found)
            return [*skipped.load(), *found]
        except UnknownRule as error:
            raise pytest.UsageError(f"--skip: {error}") from None
        except (OSError, skipped.SkippedError) as error:
            raise pytest.UsageError(str(error)) from None

    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Run the rule at which the last run stopped, then the others, up to the first that does not hold."""
        if session.testsfailed or session.config.option.collectonly:
            return None
        self._memory = recall(self._config, self._key)
        self._progress.held = set(self._memory.held)
        self._held_before = frozenset([*self._memory.held, *self._memory.broken])
        rules = [rule.id if (rule := rule_of(item)) else "" for item in session.items]
        order = begun_at(rules, self._memory.next, around=self._settings.watch)
        self._run(session, [session.items[index] for index in order], self._goes_on)
        if self._stopped and not self._other:
            self._check_again(session, rules)
        self._summary.cut_short = bool(self._stopped)
        self._memory.next = self._stopped.rule.id if self._stopped else ""
        self._memory.held = sorted(self._progress.held)
        self._memory.broken = sorted(self._held_before - self._progress.held)
        self._memory.store(self._config, self._key)
        return True

    def _run(self, session: pytest.Session, items: list[pytest.Item], goes_on: Callable[[pytest.Item], bool]) -> None:
        for item, following in zip_longest(items, items[1:]):
            if not goes_on(item):
                break
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.shouldfail:
                raise session.Failed(session.shouldfail)
            if session.shouldstop:
                raise session.Interrupted(session.shouldstop)

    def _goes_on(self, item: pytest.Item) -> bool:
        return not self._other and (not self._stopped or self._tells_more(item))

    def _check_again(self, session: pytest.Session, rules: list[str]) -> None:
        """Run rules that held before and did not run now, for a moment: a change may have broken them."""
        stopped_there = self._stopped is not None and self._stopped.rule.id == self._memory.next
        ran = {result.rule.id for result in self._summary.results}
        known = self._held_before - ran - {self._memory.next}
        self._until, self._broken_again = time.monotonic() + PATIENCE, {}
        order = checked_again(rules, known, self._memory.broken, self._memory.checked)
        self._run(session, [session.items[index] for index in order], self._has_time)
        if self._broken_again and not stopped_there:
            first = min(self._broken_again, key=rules.index)
            self._stopped, self._evidence = self._broken_again.pop(first)
            self._failing = [self._stopped]

    def _has_time(self, item: pytest.Item) -> bool:
        rule = rule_of(item)
        if self._other or time.monotonic() > self._until:
            return False
        if rule and rule.id not in self._memory.broken:
            self._memory.checked = rule.id
        return True

    def _tells_more(self, item: pytest.Item) -> bool:
        """Whether a test is a further case of the rule at which the run stops, and those before it took no time."""
        stopped, rule = self._stopped, rule_of(item)
        same = stopped is not None and rule is not None and rule.id == stopped.rule.id
        return same and self._failing[0].outcome is not Outcome.NOT_BUILT and time.monotonic() < self._until

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in a case, and note the first that is to be satisfied next, or a failing test that is not a rule."""
        case = case_of(report)
        if case is None:
            self._other = self._other or (report if report.failed else None)
            return
        self._progress.add(case)
        if not stops(case, self._settings.fail_on):
            return
        if self._broken_again is not None:
            self._broken_again.setdefault(case.rule.id, (case, evidence_of(report)))
        else:
            self._failing.append(case)
            if not self._stopped:
                self._stopped, self._evidence = case, evidence_of(report)
                self._until = time.monotonic() + PATIENCE

    @pytest.hookimpl(wrapper=True)
    def pytest_report_teststatus(self, report: pytest.TestReport) -> Generator[None, Status, Status]:
        """Print nothing for a rule: what does not hold is shown at the end, once."""
        category, letter, word = yield
        if case_of(report) is None:
            return category, letter, word
        return ("", "", "") if self._quiet else ("", letter, word)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """An operation that is not built yet is not a failure."""
        if self._stopped and not self._broken_again and self._summary.status == Exit.BROKEN:
            session.exitstatus = self._summary.status = status_of(self._stopped, Exit.BROKEN)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Show what comes next, or that all is done; and what was passed over."""
        if not len(self._summary.results) or self._config.option.no_summary:
            return
        if self._stopped and self._summary.status != Exit.INTERRUPTED:
            case, failing = self._stopped, [each.name for each in self._failing]
            again, held = case.rule.id in self._held_before, self._progress.held
            words = self._said(case), self._open(), self._evidence
            heading, *lines = lesson(case, *words, failing=failing, held=held, held_before=again)
            terminalreporter.write_line(heading, bold=True)
            for line in lines:
                terminalreporter.write_line(line)
        elif self._summary.status in (Exit.CONFORMS, Exit.BROKEN) and not self._other:
            terminalreporter.write_line(self._all_done(), bold=True, green=True)
        else:
            terminalreporter.write_line(verdict(self._summary), red=True)
        for line in self._passed():
            terminalreporter.write_line(line)

    def _said(self, case: Case) -> str:
        """How many rules hold: ``12 of 296 · Path parameters 5 of 14``."""
        held, chosen = self._progress.of()
        own, of_section = self._progress.of(Path(case.test.partition("::")[0]).stem)
        return say(
            "{held} of {chosen} · {section} {own} of {all}",
            held=held,
            chosen=chosen,
            section=title(case.section),
            own=own,
            all=of_section,
        )

    def _open(self) -> list[Rule]:
        """The other rules that are still to satisfy."""
        done = {*self._progress.held, *self._skipped, self._stopped.rule.id if self._stopped else ""}
        return [rule for id, rule in self._rules.items() if id not in done]

    def _all_done(self) -> str:
        """The line at the end of the way, and where it goes on."""
        held, chosen = self._progress.of()
        if held < chosen:
            return say("{held} of {chosen} rules hold, and nothing is left to do", held=held, chosen=chosen)
        if self._settings.origins == [Origin.NOTES]:
            return count(chosen, "the rule of the notes holds", "all {n} rules of the notes hold")
        return count(chosen, "the rule holds", "all {n} rules hold")

    def _passed(self) -> Iterator[str]:
        """What was passed over: rules below --fail-on that do not hold, those that are skipped; and what comes next."""
        own = self._stopped.rule.id if self._stopped else ""
        again = self._broken_again or {}
        if again:
            words = count(len(again), "{n} rule held before and is broken", "{n} rules held before and are broken")
            yield say("{words}: {ids}", words=words, ids=first_few(list(again)))
        fell = [each.rule for each in self._summary.results if each.outcome not in GO_ON]
        short = [rule for rule in fell if rule.id != own and rule.id not in again]
        if short:
            least = min(rule.level for rule in short).name.lower()
            words = count(len(short), "{n} rule was passed over", "{n} rules were passed over")
            named = first_few([rule.id for rule in short])
            yield say("{words}: {ids} (--fail-on {level} stops there)", words=words, level=least, ids=named)
        if self._skipped:
            words = count(len(self._skipped), "{n} rule skipped", "{n} rules skipped")
            yield say("{words}: {ids} (listed in {file})", words=words, ids=first_few(self._skipped), file=skipped.FILE)
        if not self._stopped and self._summary.status == Exit.CONFORMS:
            rest = [origin for origin in Origin if origin not in self._settings.origins]
            if rest:
                origins = ",".join([*self._settings.origins, rest[0]])
                yield say("what comes next: --origin {origins}", origins=origins)
            else:
                yield say("what comes next: run the rules without --next")

    @property
    def _key(self) -> str:
        """Of the cache: what is known of one target and one selection of rules."""
        option = self._config.option
        told = [Path.cwd(), self._settings.target.options, self._settings.release, self._config.args, option.keyword]
        return f"fastapi-spec/next/{hashlib.sha256(repr(told).encode()).hexdigest()[:16]}"


def check_alone(config: pytest.Config) -> None:
    """Raise UsageError if several processes are to run the rules, whose order would mean nothing."""
    if getattr(config.option, "tx", None) or getattr(config.option, "numprocesses", None):
        raise pytest.UsageError(say("--next runs one rule after the other: leave out -n"))
