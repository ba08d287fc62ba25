"""The checklist of -v: what is printed when, and how."""

from typing import Any

import pytest

from fastapi_spec.output.live import LiveChecklist
from fastapi_spec.rules.rule import Level
from fastapi_spec.verdict.outcomes import Case, Outcome
from tests.unit.samples import Terminal, case

FIRST, SECOND, OTHER = "a.py::test_1", "a.py::test_2", "b.py::test_3"


class Live:
    """A checklist on a terminal, which expects these tests."""

    def __init__(self, *tests: str, cases: bool = False, mixed: bool = False) -> None:
        self.terminal = Terminal()
        terminal: Any = self.terminal
        self.checklist = LiveChecklist(terminal, Level.MUST, cases=cases)
        self.checklist.expect(tests, mixed=mixed)

    def run(self, test: str, outcome: Outcome = Outcome.HOLDS, **more: Any) -> str:
        """Run a test. Returns what is printed of it, each line without its indentation."""
        function = test.partition("[")[0]
        given = {"test": test, "section": function.partition(".")[0], **more}
        self.checklist.add(test, case(outcome, id=f"ID-{function[-1]}", **given))
        return self.end(test)

    def end(self, test: str) -> str:
        """A test ends."""
        self.terminal.text = ""
        self.checklist.done(test)
        return self.printed()

    def printed(self) -> str:
        """What was printed, without indentation and further spaces."""
        return "\n".join(" ".join(line.split()) for line in self.terminal.text.splitlines())


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal has 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")


def test_a_rule_is_printed_when_its_last_case_has_run() -> None:
    """Under the headings of its chapter and section, with the number of its cases."""
    live = Live(f"{FIRST}[x]", f"{FIRST}[y]", SECOND)

    assert live.run(f"{FIRST}[x]", rows=2) == ""
    assert live.run(f"{FIRST}[y]", rows=2) == "\nChapter\n\na\n✓ MUST ID-1 It holds. 2/2"
    assert live.run(SECOND) == "✓ MUST ID-2 It holds."


def test_sections_of_several_processes_do_not_mix() -> None:
    """The rows of a section are printed together, whatever runs in between."""
    live = Live(FIRST, SECOND, OTHER, mixed=True)

    assert live.run(FIRST) == ""
    assert live.run(OTHER) == "\nChapter\n\nb\n✓ MUST ID-3 It holds."
    assert live.run(SECOND) == "\na\n✓ MUST ID-1 It holds.\n✓ MUST ID-2 It holds."


def test_sections_in_random_order_do_not_mix() -> None:
    """Once a test of another section has run, rows wait for the rest of their section."""
    live = Live(FIRST, SECOND, OTHER, "b.py::test_4")

    assert live.run(FIRST).endswith("\na\n✓ MUST ID-1 It holds.")
    assert live.run(OTHER) == ""
    assert live.run(SECOND) == "✓ MUST ID-2 It holds."
    assert live.run("b.py::test_4") == "\nb\n✓ MUST ID-3 It holds.\n✓ MUST ID-4 It holds."


def test_the_rules_of_a_section_keep_their_order() -> None:
    """So do the cases of a rule."""
    live = Live(f"{FIRST}[x]", f"{FIRST}[y]", SECOND, cases=True)
    live.run(f"{FIRST}[y]", name="y", rows=2)

    assert live.run(SECOND) == ""
    assert live.run(f"{FIRST}[x]", name="x", rows=2).splitlines()[4:] == [
        "✓ MUST ID-1 It holds. 2/2",
        "✓ x",
        "✓ y",
        "✓ MUST ID-2 It holds.",
    ]


@pytest.mark.parametrize(
    "outcome, row, colour",
    [
        (Outcome.BROKEN, "✗ MUST ID-1 BROKEN: It holds. 0/3", "red"),
        (Outcome.DEVIATES, "- MUST ID-1 deviates: It holds. 0/3", "yellow"),
        (Outcome.NOT_CLAIMED, "- MUST ID-1 not claimed: It holds.", "yellow"),
    ],
)
def test_what_does_not_hold_is_named(outcome: Outcome, row: str, colour: str) -> None:
    """In capitals if it fails the run, and in a colour, with the number of cases that hold."""
    live = Live(FIRST)

    assert live.run(FIRST, outcome, rows=3).endswith(f"\n{row}")
    assert live.terminal.colours[-1] == colour


def test_a_case_that_does_not_hold_is_named() -> None:
    """With -vv."""
    live = Live(FIRST, cases=True)

    assert live.run(FIRST, Outcome.BROKEN, name="2").endswith("\n✗ broken: 2")


def test_a_case_whose_teardown_fails_is_counted_once() -> None:
    """Its worst outcome counts."""
    live = Live(FIRST)
    live.checklist.add(FIRST, _of_first(Outcome.HOLDS))
    live.checklist.add(FIRST, _of_first(Outcome.ERROR))

    assert live.end(FIRST).endswith("ERROR: It holds.")


def _of_first(outcome: Outcome) -> Case:
    return case(outcome, id="ID-1", test=FIRST)


def test_a_rule_that_is_skipped_does_not_hold_up_the_others() -> None:
    """pytest prints a line of its own for it."""
    live = Live(FIRST, SECOND)

    assert live.end(FIRST) == ""
    assert live.run(SECOND).endswith("ID-2 It holds.")


def test_the_end_completes_the_checklist() -> None:
    """A run that ends early shows what ran, with the number of cases."""
    live = Live(f"{FIRST}[x]", f"{FIRST}[y]")
    live.run(f"{FIRST}[x]", rows=2)

    live.checklist.finish()
    assert live.printed() == "\nChapter\n\na\n✓ MUST ID-1 It holds. 1/2"


def test_an_unexpected_test_waits_for_the_end() -> None:
    """It is not known when its rule is complete."""
    live = Live()

    assert live.run(FIRST) == ""
    live.checklist.finish()
    assert "ID-1 It holds." in live.printed()
