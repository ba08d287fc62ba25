"""From pytest's report on a test to a case: its outcome, its exchanges, its card."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, Any

import pytest

from spec.harness.card import card, card_behind, compared, short_card
from spec.harness.chapters import chapters_of
from spec.harness.deviations import Deviation
from spec.harness.mask import as_data, lines
from spec.harness.repeat import repeat
from spec.harness.rule import Level, rule_of
from spec.harness.target import Target, listens
from spec.harness.told import Told
from spec.harness.verdict import SHORTFALLS, Case, Outcome, fails, outcome_of

if TYPE_CHECKING:
    from _pytest._code import TracebackEntry

    from spec.harness.exchange import Recorder

ROWS = pytest.StashKey[int]()
"""How many rows the test of an item has, also where only some of them run."""


class Judge:
    """Judges the tests of this process, one after the other. ``recorder`` is that of the client, once there is one.

    ``deviations`` are the known ones by rule, ``without`` the folders of the chapters that are not claimed.
    """

    def __init__(
        self,
        config: pytest.Config,
        target: Target,
        fail_on: Level,
        deviations: dict[str, Deviation],
        without: list[str],
    ) -> None:
        self.config = config
        self.target = target
        self.fail_on = fail_on
        self.deviations = deviations
        self.without = without
        self.recorder: Recorder | None = None
        self._rule = False
        self._unclaimed = False
        self._own = False
        self._comparison: tuple[str, Any, Any] | None = None
        self._log_offset = 0
        self._shown: dict[str, str] = {}

    def begin(self, item: pytest.Item) -> None:
        """A new test: forget the exchanges, the comparison and the printed lines of the one before.

        A rule of a chapter that is not claimed, or that needs one, is skipped before any of its fixtures.
        """
        self._rule = rule_of(item) is not None
        unclaimed = [chapter for chapter in chapters_of(item) if chapter in self.without] if self._rule else []
        self._unclaimed = bool(unclaimed)
        self._comparison = None
        self._log_offset = self.target.log.stat().st_size if self.target.log and self.target.log.exists() else 0
        if self.recorder:
            self.recorder.exchanges.clear()
        if unclaimed:
            pytest.skip(f"--without {unclaimed[0]}")

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
        if call.when == "call":  # A card takes the place of what pytest would render.
            item.repr_failure = lambda excinfo, *_, **__: str(excinfo.value)  # type: ignore[method-assign]

    def judge(self, item: pytest.Item, call: pytest.CallInfo[None], result: pytest.TestReport) -> None:
        """Turn pytest's report on one phase of a rule's test into the outcome of a case."""
        rule = rule_of(item)
        error = call.excinfo.value if call.excinfo else None
        if rule is None or (result.skipped and not self._unclaimed) or (error is None and call.when != "call"):
            return
        case = Case(
            rule=rule,
            test=_node_id(item),
            name=item.callspec.id if hasattr(item, "callspec") else "",
            line=item.location[1] or 0,
            section=_title(getattr(item, "module", None), item.path.stem),
            chapter=_title(_package(item), item.path.parent.name),
            outcome=Outcome.NOT_CLAIMED if self._unclaimed else outcome_of(rule.level, call.when, error),
            rows=item.stash.get(ROWS, 1),
        )
        if case.outcome in SHORTFALLS and rule.id in self.deviations:
            case.outcome = Outcome.DEVIATES
        if case.outcome is not Outcome.HOLDS or self.config.option.report:
            exchanges = self.recorder.exchanges if self.recorder else []
            case.exchanges = [as_data(exchange) for exchange in exchanges]
        if call.excinfo and case.outcome in (*SHORTFALLS, Outcome.DEVIATES):
            self._explain(case, call.excinfo, result)
        elif error is not None:
            case.reason = str(error) if self._unclaimed else f"{type(error).__name__}: {error}"
            result.sections.append(("exchanges", "\n".join(line for data in case.exchanges for line in lines(data))))
        item.user_properties = [pair for pair in item.user_properties if pair[0] != "outcome"]
        item.user_properties.append(("outcome", str(case.outcome)))
        case.attach(result, plain=hasattr(self.config, "workerinput"))

    def _explain(self, case: Case, raised: pytest.ExceptionInfo[BaseException], result: pytest.TestReport) -> None:
        from spec.harness.exchange import Hung, NoAnswer

        known = vars(raised.value)
        case.prerequisite = known.get("prerequisite", "")
        # The error of a fixture of the session is raised again for every rule behind it; only the first saw why.
        root: Case = known.setdefault("case", case) if case.prerequisite else case
        entry = raised.traceback[-1]
        statement = _statement(entry)
        if root is not case:
            case.reason, case.exchanges = root.reason, root.exchanges
        elif self._comparison and self._own:
            expected, received = compared(statement, *self._comparison)
            status = case.exchanges[-1]["status"] if case.exchanges else None
            aside = f" (status {status})" if status and status >= 300 and "status" not in received else ""
            case.reason = f"expected: {expected}\nreceived: {received}{aside}"
            said = str(raised.value).partition("\n")[0]
            case.reason += "" if said.startswith("assert ") else f"\n{said}"
        else:
            said = str(raised.value)
            case.reason = said if isinstance(raised.value, Told) else said.partition("\n")[0].removeprefix("assert ")
        no_answer = isinstance(raised.value, NoAnswer) and not isinstance(raised.value, Hung)
        case.dead = no_answer and not listens(self.target.url)
        asserted = f"{_relative(entry.path, self.config.rootpath)}:{entry.lineno + 1}  {statement}"
        self._show(case, asserted, repeat(self.config, self.target, case.test, known.get("options", [])), result)

    def _show(self, case: Case, asserted: str, again: dict[str, str], result: pytest.TestReport) -> None:
        """Put the card on the report: one whole card a rule or failed prerequisite; what follows says what differs."""
        if not fails(case.outcome, case.rule.level, self.fail_on):
            why = f": {self.deviations[case.rule.id]}" if case.outcome is Outcome.DEVIATES else ""
            result.outcome = "skipped"
            result.wasxfail = f"{case.rule.level.name} {case.outcome}{why}"
            result.longrepr = card(case, asserted, self._printed(), again)
            return
        key = f"{case.chapter}: {case.prerequisite}" if case.prerequisite else case.rule.id
        if key not in self._shown:
            self._shown[key] = case.rule.id
            result.longrepr = card(case, asserted, self._printed(), again)
        elif case.prerequisite:
            result.longrepr = card_behind(case, self._shown[key], again)
        else:
            result.longrepr = short_card(case, again)

    def _printed(self) -> str:
        """What the application printed since the test began: the traceback of its own exception, usually."""
        if not self.target.log or not self.target.log.exists():
            return ""
        with self.target.log.open("rb") as file:
            file.seek(self._log_offset)
            return file.read(20_000).decode("utf-8", errors="replace")


_STATEMENTS: dict[tuple[Path | str, int], str] = {}


def _statement(entry: "TracebackEntry") -> str:
    """The statement in one line; looked up once, for pytest parses the whole file for it."""
    place = entry.path, entry.lineno
    if place not in _STATEMENTS:
        _STATEMENTS[place] = " ".join(str(entry.statement).split())
    return _STATEMENTS[place]


def _entries(traceback: TracebackType | None) -> Iterator[TracebackType]:
    while traceback:
        yield traceback
        traceback = traceback.tb_next


def _relative(path: Path | str, root: Path) -> str:
    return str(Path(path).relative_to(root)) if Path(path).is_relative_to(root) else str(path)


def _node_id(item: pytest.Item) -> str:
    """The node id, by which pytest runs the case alone; from here where the rule lies outside of the root folder."""
    inside = item.path.is_relative_to(item.config.rootpath)
    return item.nodeid if inside else f"{os.path.relpath(item.path)}::{item.nodeid.partition('::')[2]}"


def _title(module: ModuleType | None, otherwise: str) -> str:
    """The English title of a chapter or section: its docstring up to the Chinese heading."""
    docstring = (module.__doc__ if module else None) or otherwise
    return docstring.strip().partition("\n")[0].partition(" · ")[0].rstrip(".")


def _package(item: pytest.Item) -> ModuleType | None:
    module = getattr(item, "module", None)
    return sys.modules.get(getattr(module, "__package__", "") or "")
