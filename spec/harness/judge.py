"""From pytest's report on a test to a case: its outcome, its exchanges, its card."""

import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, Any

import pytest

from spec.harness.card import card, compared, short_card
from spec.harness.mask import as_data, lines
from spec.harness.rule import Level, rule_of
from spec.harness.target import REFERENCE, Target, listens
from spec.harness.verdict import Case, Outcome, fails, outcome_of

if TYPE_CHECKING:
    from spec.harness.exchange import Recorder


class Judge:
    """Judges the tests of this process, one after the other. ``recorder`` is that of the client, once there is one."""

    def __init__(self, config: pytest.Config, target: Target, fail_on: Level) -> None:
        self.config = config
        self.target = target
        self.fail_on = fail_on
        self.recorder: Recorder | None = None
        self._rule = False
        self._own = False
        self._comparison: tuple[str, Any, Any] | None = None
        self._log_offset = 0
        self._shown: set[str] = set()

    def begin(self, item: pytest.Item) -> None:
        """A new test: forget the exchanges, the comparison and the printed lines of the one before."""
        self._rule = rule_of(item) is not None
        self._comparison = None
        self._log_offset = self.target.log.stat().st_size if self.target.log and self.target.log.exists() else 0
        if self.recorder:
            self.recorder.exchanges.clear()

    def compare(self, operator: str, left: Any, right: Any) -> list[str] | None:
        """Keep a failed comparison of a rule for its card, and say it in a line for pytest."""
        if not self._rule:
            return None
        self._comparison = (operator, left, right)
        expected, received = compared("", operator, left, right)
        return [f"expected {expected}, received {received}"]

    def shorten(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        """Leave of an assertion's traceback the last entry in the rule's chapter: pytest renders every one, slowly."""
        self._own = False
        if call.excinfo is None or not isinstance(call.excinfo.value, AssertionError) or not self._rule:
            return
        entries = list(_entries(call.excinfo.tb))
        chapter = [entry for entry in entries if Path(entry.tb_frame.f_code.co_filename).parent == item.path.parent]
        last = (chapter or entries)[-1]
        self._own = last is entries[-1]
        short = TracebackType(None, last.tb_frame, last.tb_lasti, last.tb_lineno)
        call.excinfo = pytest.ExceptionInfo.from_exception(call.excinfo.value.with_traceback(short))

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
            outcome=outcome_of(rule.level, call.when, error),
        )
        if case.outcome is not Outcome.HOLDS or self.config.option.report:
            exchanges = self.recorder.exchanges if self.recorder else []
            case.exchanges = [as_data(exchange) for exchange in exchanges]
        if call.excinfo and case.outcome is not Outcome.ERROR:
            self._explain(case, call.excinfo, result)
        elif error is not None:
            case.reason = f"{type(error).__name__}: {error}"
            result.sections.append(("exchanges", "\n".join(line for data in case.exchanges for line in lines(data))))
        case.attach(result, plain=hasattr(self.config, "workerinput"))

    def _explain(self, case: Case, raised: pytest.ExceptionInfo[BaseException], result: pytest.TestReport) -> None:
        from spec.harness.exchange import Hung, NoAnswer

        entry = raised.traceback[-1]
        statement = " ".join(str(entry.statement).split())
        if self._comparison and self._own:
            expected, received = compared(statement, *self._comparison)
            status = case.exchanges[-1]["status"] if case.exchanges else None
            aside = f" (status {status})" if status and status >= 300 and "status" not in received else ""
            case.reason = f"expected: {expected}\nreceived: {received}{aside}"
            said = str(raised.value).partition("\n")[0]
            case.reason += "" if said.startswith("assert ") else f"\n{said}"
        else:
            case.reason = str(raised.value).partition("\n")[0]
        no_answer = isinstance(raised.value, NoAnswer) and not isinstance(raised.value, Hung)
        case.dead = no_answer and not listens(self.target.url)
        asserted = f"{_relative(entry.path, self.config.rootpath)}:{entry.lineno + 1}  {statement}"
        # One whole card a rule; its other cases say only what differs.
        first = case.rule.id not in self._shown
        self._shown.add(case.rule.id)
        repeat = self._repeat(case)
        result.longrepr = card(case, asserted, self._printed(), repeat) if first else short_card(case, repeat)
        if not fails(case.outcome, case.rule.level, self.fail_on):
            result.outcome = "skipped"
            result.wasxfail = f"{case.rule.level.name} {case.outcome}"

    def _repeat(self, case: Case) -> dict[str, str]:
        """How to see a case again: by the rules, and by curl, for which the application must be served again."""
        url, app = self.config.option.url, self.config.option.app
        named = ["--url", url] if url else ["--app", app] if app else []
        commands = {"rerun": shlex.join(["pytest", *named, case.test])}
        if url is None:
            port = self.target.url.rpartition(":")[2]
            commands["serve"] = f"uvicorn {app or REFERENCE} --port {port}   (then the line of curl)"
        return commands

    def _printed(self) -> str:
        """What the application printed since the test began: the traceback of its own exception, usually."""
        if not self.target.log or not self.target.log.exists():
            return ""
        with self.target.log.open("rb") as file:
            file.seek(self._log_offset)
            return file.read(20_000).decode("utf-8", errors="replace")


def _entries(traceback: TracebackType | None) -> Iterator[TracebackType]:
    while traceback:
        yield traceback
        traceback = traceback.tb_next


def _relative(path: Path | str, root: Path) -> str:
    return str(Path(path).relative_to(root)) if Path(path).is_relative_to(root) else str(path)


def _title(module: ModuleType | None, otherwise: str) -> str:
    """The English title of a chapter or section: its docstring up to the Chinese heading."""
    docstring = (module.__doc__ if module else None) or otherwise
    return docstring.strip().partition("\n")[0].partition(" · ")[0].rstrip(".")


def _package(item: pytest.Item) -> ModuleType | None:
    module = getattr(item, "module", None)
    return sys.modules.get(getattr(module, "__package__", "") or "")
