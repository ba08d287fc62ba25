"""The line of each section: when it is printed, and how."""

from typing import Any

import pytest

from fastapi_spec.output.columns import width
from fastapi_spec.output.sections import LiveSections, print_section, print_waiting
from fastapi_spec.rules.rule import Level
from fastapi_spec.verdict.outcomes import Outcome, Result
from tests.unit.samples import RULE, Terminal, case

FIRST, SECOND, OTHER, LAST = "a.py::test_1", "a.py::test_2", "b.py::test_3", "c.py::test_4"


class Live:
    """The sections on a terminal, which expects these tests."""

    def __init__(self, *tests: str, mixed: bool = False, isatty: bool = False, brief: bool = False) -> None:
        self.terminal = Terminal(isatty=isatty)
        terminal: Any = self.terminal
        self.sections = LiveSections(terminal, Level.MUST, clock=lambda: 0.0, brief=brief)
        self.sections.expect(tests, mixed=mixed)

    def run(self, test: str, outcome: Outcome = Outcome.HOLDS, **more: Any) -> str:
        """Run a test. Returns what is printed at its end, without further spaces."""
        self.terminal.text = ""
        self.add(test, outcome, **more)
        self.sections.done(test)
        return self.printed()

    def add(self, test: str, outcome: Outcome = Outcome.HOLDS, **more: Any) -> None:
        """What comes of a test."""
        function = test.partition("[")[0]
        given = {"test": test, "section": function.partition(".")[0], **more}
        self.sections.add(test, case(outcome, id=f"ID-{function[-1]}", **given))

    def finish(self) -> str:
        """The run ends. Returns what is printed."""
        self.terminal.text = ""
        self.sections.finish()
        return self.printed()

    def printed(self) -> str:
        """What was printed, without bars and further spaces."""
        return "\n".join(" ".join(line.strip("█░ ").split()) for line in self.terminal.text.splitlines())


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal is an ordinary one and has 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")


def test_a_section_is_printed_when_its_last_case_has_run() -> None:
    """Under its chapter; rules are counted, and not their cases."""
    live = Live(f"{FIRST}[x]", f"{FIRST}[y]", SECOND, OTHER)

    assert live.run(f"{FIRST}[x]") == ""
    assert live.run(f"{FIRST}[y]", Outcome.BROKEN) == ""
    assert live.run(SECOND) == "\nChapter\na 1/2"
    assert live.run(OTHER) == "b 1/1"
    assert live.finish() == ""


def test_a_section_waits_for_those_before_it() -> None:
    """Workers of xdist complete them in any order; a log has that of the notes, below the empty line of xdist."""
    live = Live(FIRST, SECOND, OTHER, LAST, mixed=True)

    assert live.run(FIRST) == ""
    assert live.run(OTHER) == ""
    assert live.run(SECOND) == "Chapter\na 2/2\nb 1/1"
    assert live.run(LAST) == "c 1/1"


def test_sections_come_in_the_order_of_the_notes() -> None:
    """Also if the tests run in another one."""
    first, second = (
        "spec/chapter03_requests/test_query_bool.py::test_1",
        "spec/chapter08_cors/test_wildcard.py::test_2",
    )
    live = Live(second, first)

    assert live.run(second, section="The wildcard", chapter="CORS") == ""
    assert live.run(first, section="Booleans", chapter="Requests") == "\nRequests\nBooleans 1/1\nCORS\nThe wildcard 1/1"


def test_a_run_that_is_stopped_shows_the_sections_that_were_reached() -> None:
    """With the rules that ran."""
    live = Live(FIRST, SECOND, OTHER, LAST)
    live.run(FIRST)
    live.run(OTHER)

    assert live.finish() == "\nChapter\na 1/1\nb 1/1"


def test_what_was_not_expected_waits_for_the_end() -> None:
    """It is not known when its section is complete."""
    live = Live(FIRST)
    live.run(FIRST)

    assert live.run(OTHER) == ""
    assert live.finish() == "b 1/1"


def test_modules_without_rules_have_no_line() -> None:
    """pytest prints the tests that are not rules; a rule that is skipped has no outcome."""
    live = Live(FIRST, OTHER)
    live.sections.done(FIRST)

    assert live.terminal.text == ""
    assert live.run(OTHER) == "\nChapter\nb 1/1"


def test_a_learner_sees_what_is_open() -> None:
    """The sections that hold as a whole are one line of their chapter; a single one has its name."""
    live = Live(FIRST, OTHER, LAST, "d.py::test_5", brief=True)

    assert live.run(FIRST) == "\nChapter"
    assert live.run(OTHER, Outcome.BROKEN) == "b 0/1"
    assert live.run(LAST) == ""
    assert live.run("d.py::test_5", chapter="Next") == "2 sections hold 2/2\nNext"
    assert live.finish() == "d 1/1"


def test_sections_that_are_not_built_are_one_line_of_their_chapter() -> None:
    """Behind its other sections."""
    live = Live(FIRST, OTHER, LAST, "d.py::test_5")

    assert live.run(FIRST, Outcome.NOT_BUILT) == "\nChapter"
    assert live.run(OTHER) == "b 1/1"
    assert live.run(LAST, Outcome.NOT_BUILT) == ""
    assert live.run("d.py::test_5", chapter="Next") == "2 sections are not built 0/2\nNext\nd 1/1"


def test_the_rule_that_runs_is_shown_below_the_sections() -> None:
    """With the number of rules that have run; it leaves no trace."""
    live = Live(FIRST, OTHER, LAST, isatty=True)
    live.run(FIRST)
    live.sections.begin("ID-3")
    assert live.terminal.shown.strip() == "running ID-3: 1 of 3, 0 s"

    live.run(OTHER)
    assert not live.terminal.shown.strip()


def test_a_status_is_not_shown_beside_the_lines_of_pytest() -> None:
    """The line of pytest that is still open is ended first."""
    live = Live(FIRST, OTHER, LAST, isatty=True)
    live.sections.begin("ID-1")
    live.sections.beside(line_begun=True)
    assert live.terminal.text == "\n"
    live.terminal.text = "."

    live.sections.begin("ID-1")
    assert not live.terminal.shown.strip()
    live.add(FIRST)
    live.sections.done(FIRST)
    assert live.terminal.text.startswith(".\n\nChapter\n  a")


def line(title: str, *outcomes: Outcome) -> Terminal:
    """The line of a section whose rules came to these outcomes."""
    terminal: Any = Terminal()
    rules = [Result(RULE, title, "Chapter", [case(outcome)]) for outcome in outcomes]
    print_section(terminal, rules, Level.MUST)
    assert isinstance(terminal, Terminal)
    return terminal


@pytest.mark.parametrize(
    "columns, text",
    [
        (80, f"  {'Query booleans · bool 参数':<54} {'2/3':>7} {'█' * 8}{'░' * 4}\n"),
        (120, f"  {'Query booleans · bool 参数':<82} {'2/3':>7} {'█' * 16}{'░' * 8}\n"),
    ],
)
def test_a_bar_shows_how_much_of_a_section_holds(monkeypatch: pytest.MonkeyPatch, columns: int, text: str) -> None:
    """Beside both titles, in red if a rule fails the run."""
    monkeypatch.setenv("COLUMNS", str(columns))
    printed = line("Query booleans · bool 参数", Outcome.HOLDS, Outcome.BROKEN, Outcome.HOLDS)

    assert (printed.text, printed.colours) == (text, ["red"])


@pytest.mark.parametrize(
    "title", ["Bearer tokens · OAuth2 密码模式和 FastAPI 的 OAuth2PasswordBearer", "x" * 90, "路" * 90]
)
@pytest.mark.parametrize("columns", [40, 80, 99, 100, 120, 200])
def test_a_line_fits_the_terminal(monkeypatch: pytest.MonkeyPatch, title: str, columns: int) -> None:
    """A long title is cut."""
    monkeypatch.setenv("COLUMNS", str(columns))

    assert width(line(title, Outcome.HOLDS).text.rstrip("\n")) <= columns


@pytest.mark.usefixtures("chinese")
def test_sections_have_the_title_of_the_notes_in_chinese() -> None:
    """A bar begins in the same column, although a Chinese character takes two."""
    assert line("Query booleans · bool 参数", Outcome.HOLDS).text.startswith(f"  bool 参数{' ' * 52}1/1 █")


def test_a_section_that_is_not_claimed_has_no_bar() -> None:
    """What the target does not claim is counted apart."""
    assert line("Other", Outcome.NOT_CLAIMED).text == f"  {'Other':<56} {'-/1':>7} not claimed\n"


def test_a_section_of_which_nothing_is_built_has_no_bar() -> None:
    """All of them in a chapter are one line."""
    terminal: Any = Terminal()
    print_waiting(terminal, [Result(RULE, name, "Chapter", []) for name in ("One", "One", "Two")])

    assert terminal.text == f"  {'2 sections are not built':<56} {'0/3':>7}\n"
