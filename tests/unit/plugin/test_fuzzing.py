"""The campaign of a session is run once; its progress and its end are told."""

from types import SimpleNamespace
from typing import Any

import pytest

from fastapi_spec.plugin.fuzzing import FuzzPlugin
from fastapi_spec.plugin.settings import Settings


class Terminal:
    """Keeps the lines that a terminal, or a file in its place, was given."""

    def __init__(self, *, isatty: bool, verbosity: int = 0) -> None:
        self._isatty = isatty
        self.verbosity = verbosity
        self.lines: list[str] = []
        self.text = ""

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._isatty

    def ensure_newline(self) -> None:
        """A line begins."""

    def write(self, text: str) -> None:
        """Write a part of a line."""
        self.text += text

    def write_line(self, line: str, **_: bool) -> None:
        """Write a line."""
        self.lines.append(line)

    def rewrite(self, line: str, *, erase: bool = False) -> None:
        """Go back to the beginning of the line, which is erased first, and write another one."""
        assert erase or self.lines == [line]
        self.lines = [line]


def plugin(settings: Settings | None = None, **plugins: object) -> FuzzPlugin:
    """The plugin of a session that has these other plugins."""
    config: Any = SimpleNamespace(pluginmanager=SimpleNamespace(get_plugin=plugins.get))
    return FuzzPlugin(config, settings or Settings())


def item(nodeid: str, *fixtures: str) -> Any:
    """A collected test that uses these fixtures."""
    return SimpleNamespace(nodeid=nodeid, fixturenames=fixtures)


def campaign(last: int, sent: int = 9) -> Any:
    """A campaign that is done."""
    return SimpleNamespace(last=last, wire=SimpleNamespace(sent=sent))


def application(prefix: str, *, own: bool) -> Any:
    """An application that serves a document of its own, or none."""
    return SimpleNamespace(prefix=prefix, own=own)


def test_on_a_terminal_progress_is_one_line_that_disappears() -> None:
    """The line is rewritten, and erased when the campaign is done."""
    terminal = Terminal(isatty=True)
    fuzz = plugin(terminalreporter=terminal)

    def run() -> Any:
        fuzz.progress("half")

    fuzz.once(run)
    assert terminal.lines == [""]


def test_elsewhere_progress_is_told_now_and_then() -> None:
    """A log of CI gets another line every ten seconds."""
    terminal = Terminal(isatty=False)
    fuzz = plugin(terminalreporter=terminal)

    fuzz.progress("half")
    fuzz.progress("whole")

    assert terminal.lines == ["half"]


@pytest.mark.parametrize("isatty, lines", [(False, []), (True, ["half"])])
def test_quiet_progress_disappears(isatty: bool, lines: list[str]) -> None:
    """With -q a log has the verdict only."""
    terminal = Terminal(isatty=isatty, verbosity=-1)

    plugin(terminalreporter=terminal).progress("half")
    assert terminal.lines == lines


def test_progress_is_told_after_two_seconds() -> None:
    """A short campaign needs no progress."""
    terminal = Terminal(isatty=False)
    fuzz = plugin(terminalreporter=terminal)

    fuzz.begin(campaign(0), [])
    fuzz.progress("half")

    assert terminal.lines == []


def test_a_worker_tells_no_progress() -> None:
    """Workers of xdist have no terminal."""
    plugin().progress("half")


def test_a_campaign_is_run_once() -> None:
    """Every rule looks at the same campaign."""
    fuzz = plugin()
    done = campaign(0)

    assert fuzz.once(lambda: done) is done
    assert fuzz.once(lambda: campaign(1)) is done


def test_a_campaign_that_failed_fails_for_every_rule() -> None:
    """What went wrong is told by each rule, and is not tried again."""
    fuzz = plugin()
    calls: list[int] = []

    def fail() -> Any:
        calls.append(1)
        raise ZeroDivisionError

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            fuzz.once(fail)
    assert calls == [1]


def test_another_target_gets_another_campaign() -> None:
    """What was seen of the target before is forgotten."""
    fuzz = plugin()
    fuzz.once(lambda: campaign(0))
    fuzz.forget()
    done = campaign(1)

    assert fuzz.once(lambda: done) is done


def test_off_leaves_out_the_rules_that_need_a_campaign() -> None:
    """They are deselected, and counted by rule."""
    terminal: Any = Terminal(isatty=False)
    deselected: list[Any] = []
    hook = SimpleNamespace(pytest_deselected=lambda items: deselected.extend(items))
    items = [item("t.py::a[1]", "campaign"), item("t.py::a[2]", "campaign"), item("t.py::b", "api")]
    fuzz = plugin(Settings(fuzz="off"))

    fuzz.pytest_collection_modifyitems(SimpleNamespace(hook=hook), items)  # type: ignore[arg-type]
    fuzz.pytest_terminal_summary(terminal)

    assert [len(deselected), len(items)] == [2, 1]
    assert terminal.lines == ["fuzz: off, so 1 rule did not run"]


def test_in_a_worker_the_rules_that_need_a_campaign_come_first() -> None:
    """xdist deals out what stands together to one worker, which then is the only one with a campaign."""
    items = [item("t.py::a", "api"), item("t.py::b", "campaign"), item("t.py::c", "api"), item("t.py::d", "campaign")]

    plugin(Settings()).pytest_collection_modifyitems(SimpleNamespace(workerinput={}), items)  # type: ignore[arg-type]

    assert [each.nodeid for each in items] == ["t.py::b", "t.py::d", "t.py::a", "t.py::c"]


@pytest.mark.parametrize("fixture, line", [("campaign", "fuzz: quick, seed 7"), ("api", None)])
def test_the_budget_and_the_seed_are_told_if_a_rule_needs_them(fixture: str, line: str | None) -> None:
    """Another campaign with the same seed sends the same."""
    fuzz = plugin(Settings(fuzz_seed=7))

    assert fuzz.pytest_report_collectionfinish([item("t.py::a", fixture)]) == line


@pytest.mark.parametrize(
    "last, applications, lines",
    [
        (0, [application("", own=True)], ["fuzz: quick, seed 0, 9 requests"]),
        (3, [application("", own=True)], ["fuzz: quick, seeds 0 to 3, 9 requests"]),
        (
            0,
            [application("", own=False), application("/a", own=True), application("/b", own=False)],
            [
                "fuzz: quick, seed 0, 9 requests",
                "fuzz: the target serves no OpenAPI document, used the locked one: main, /b",
            ],
        ),
        (
            0,
            [application("", own=False)],
            [
                "fuzz: quick, seed 0, 9 requests",
                "fuzz: the target serves no OpenAPI document, used the locked one: all",
            ],
        ),
    ],
    ids=["one seed", "several seeds", "some documents", "no documents"],
)
def test_the_end_tells_what_was_sent_and_from_which_documents(
    last: int, applications: list[Any], lines: list[str]
) -> None:
    """The seeds, the requests, and where the locked document replaced a missing one."""
    fuzz = plugin()
    fuzz.begin(campaign(last), applications)

    assert fuzz.summary() == lines


def test_without_a_campaign_there_is_nothing_to_tell() -> None:
    """A run without generated requests says nothing of them."""
    terminal: Any = Terminal(isatty=False)

    plugin().pytest_terminal_summary(terminal)
    assert terminal.lines == []
