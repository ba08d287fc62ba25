"""What every rule sends to the reference application and what it receives, in short: for docs/contract/."""

import contextlib
import inspect
import io
import os
import tempfile
from collections.abc import Callable, Generator, Sequence
from types import FunctionType

import pytest

from fastapi_spec.client.api import Exchange
from fastapi_spec.files import SPEC
from fastapi_spec.plugin.targeting import target_plugin
from fastapi_spec.rules.chapters import table
from fastapi_spec.rules.rule import Level, rule_of
from tools.contract.notation import loses
from tools.contract.shorthand import TELLING, Shorthand

Recorded = dict[str, dict[str, list[str]]]
"""Of each rule, by its id, the lines of each case, by its name."""


class RecordError(Exception):
    """The reference application does not satisfy every rule, or its exchanges cannot be written down as they were."""


def chapters() -> list[str]:
    """The folders of the chapters that are recorded: the others generate what they send."""
    return [chapter for chapter in table() if chapter.startswith("chapter")]


def record(folders: Sequence[str], progress: Callable[[str], None]) -> Recorded:
    """Run the rules of these chapters against the reference application, its data in an empty folder.

    Raises RecordError.
    """
    keeper, printed = _Keeper(progress), io.StringIO()
    quiet = ["-qq", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    paths = [str(SPEC / folder) for folder in folders]
    with (
        tempfile.TemporaryDirectory() as folder,
        _environment(DATA_DIR=folder, DATABASE_URL=""),
        contextlib.redirect_stdout(printed),
    ):
        status = pytest.main([*quiet, "-p", "fastapi_spec.plugin", *paths], [keeper])
    if status:
        raise RecordError(f"the reference application does not satisfy every rule:\n{printed.getvalue()}")
    return keeper.rules


@contextlib.contextmanager
def _environment(**variables: str) -> Generator[None, None, None]:
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


class _Keeper:
    """A plugin of pytest that keeps the exchanges of every rule before credentials are masked: these are public."""

    def __init__(self, progress: Callable[[str], None]) -> None:
        self.rules: Recorded = {}
        self._progress = progress
        self._of_fixtures: dict[str, list[Exchange]] = {}
        self._first = 0
        self._cases = 0

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
    ) -> Generator[None, object, object]:
        """What a fixture sends is shown with every rule that uses it, also if it is set up once for many."""
        before = len(_exchanges(request.config))
        value = yield
        self._of_fixtures[fixturedef.argname] = _exchanges(request.config)[before:]
        return value

    def pytest_runtest_call(self, item: pytest.Item) -> None:
        self._first = len(_exchanges(item.config))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Keep the exchanges of a case. A wrapper: the rules have a report of their own."""
        rule = rule_of(item)
        if call.when == "call" and rule:
            name = str(item.callspec.id) if hasattr(item, "callspec") else ""
            self.rules.setdefault(rule.id, {})[name] = self._lines(item, rule.level)
            self._cases += 1
            self._progress(f"recording the exchanges: {self._cases} cases")
        return (yield)

    def _lines(self, item: pytest.Item, level: Level) -> list[str]:
        source = _source(item.obj)  # type: ignore[attr-defined]
        named = {name for name in TELLING if f'"{name}"' in source.lower()}
        own = _exchanges(item.config)
        used = [e for name in item.fixturenames for e in self._of_fixtures.get(name, [])]  # type: ignore[attr-defined]
        earlier = [e for e in used if not any(e is other for other in own)]
        written = Shorthand([*earlier, *own], named, locations=level is Level.MUST)
        if lost := [line for e in written.exchanges if loses(line := written.line(e), e)]:
            raise RecordError(f"not all that was sent can be read in {lost[0]}")
        return written.lines(at_once=len(earlier) + self._first if "at_once(" in source else None)


def _source(function: FunctionType) -> str:
    """The source of a rule and of the functions that it calls, and these in their turn, as far as they are ours."""
    found = [function]
    for caller in found:
        called = [caller.__globals__.get(name) for name in caller.__code__.co_names]
        ours = [
            value
            for value in called
            if inspect.isfunction(value) and value.__module__.startswith(("spec.", "fastapi_spec.client.expect"))
        ]
        found += [value for value in ours if value not in found]
    return "\n".join(map(inspect.getsource, found))


def _exchanges(config: pytest.Config) -> list[Exchange]:
    """What has been sent since the test began, first by its fixtures."""
    return target_plugin(config).exchanges
