"""The end of a run: the roots of what was not reached, what does not hold, the verdict."""

from pathlib import Path
from typing import Any

import pytest

from fastapi_spec.output.checklist import print_checklist
from fastapi_spec.output.columns import width
from fastapi_spec.rules.rule import Level
from fastapi_spec.verdict.baseline import Baseline
from fastapi_spec.verdict.deviations import Deviation
from fastapi_spec.verdict.outcomes import Before, Case, Outcome
from fastapi_spec.verdict.summary import Summary
from tests.unit.samples import Terminal, case, exchange, summary

HOLDS, BROKEN = case(id="H-1"), case(Outcome.BROKEN, id="B-1")
UNMET = case(Outcome.UNMET, id="U-1", level=Level.SHOULD)
UNCLAIMED = case(Outcome.NOT_CLAIMED, id="N-1", section="Other")
DEVIATES = case(Outcome.DEVIATES, id="D-1")
KNOWN = {"D-1": Deviation("it adds")}


def printed(made: Summary, listed_in: Path | None = None, verbosity: int = 0) -> Terminal:
    """The checklist of a run that ended by itself."""
    made.status = made.exit_status(0)
    terminal: Any = Terminal(verbosity)
    print_checklist(terminal, made, listed_in)
    assert isinstance(terminal, Terminal)
    return terminal


def unreached(id: str, **more: Any) -> Case:
    """A case whose login failed."""
    given = {"prerequisite": "login", "reason": "expected: 200\nreceived: 404", "exchanges": [exchange()]}
    return case(Outcome.NOT_REACHED, id=id, **{**given, **more})


def test_what_does_not_hold_is_listed_with_its_cases() -> None:
    """Level, id, sentence and rows; a rule that holds is not listed."""
    rows = [case(Outcome.BROKEN, id="B-1", name=str(n)) for n in range(8)]

    text = printed(summary(HOLDS, *rows, case(id="B-1", name="good"))).text
    assert "\nbroken      MUST   B-1\n            It holds.\n            cases: 0, 1, 2, 3, 4, 5 and 2 more\n" in text
    assert "H-1" not in text


def test_rules_behind_one_prerequisite_are_listed_once() -> None:
    """The request that failed is the root; the rules behind it are named by their ids."""
    text = printed(summary(unreached("A-1"), unreached("B-1", prerequisite="account"), HOLDS)).text

    assert (
        "not reached 2 rules behind the prerequisites login, account\n"
        "            GET http://h/a\n"
        "            expected: 200\n"
        "            received: 404\n"
        "            A-1, B-1\n"
    ) in text
    assert "It holds." not in text


def test_prerequisites_that_failed_apart_are_roots_apart() -> None:
    """Another request, or another reason without one, is another cause."""
    text = printed(
        summary(unreached("A-1"), unreached("B-1", exchanges=[]), unreached("C-1", exchanges=[], reason="no"))
    ).text

    assert text.count("not reached 1 rule behind the prerequisite login\n") == 3


def test_a_known_deviation_is_listed_with_its_reason() -> None:
    """A deviation is not a secret."""
    text = printed(summary(HOLDS, DEVIATES, deviations=KNOWN)).text

    assert "deviates    MUST   D-1\n            It holds.\n            known: it adds\n" in text


def test_a_stale_deviation_is_told_with_its_file() -> None:
    """The list is to be kept current."""
    text = printed(summary(HOLDS, deviations={"H-1": Deviation("x")}), Path("known.toml")).text

    assert "stale       remove from known.toml: this rule holds\n            H-1\n" in text


@pytest.mark.parametrize(
    "made, hint",
    [
        (summary(HOLDS, UNMET), "to see the cards of what is unmet, add --fail-on should\n"),
        (summary(UNMET, case(Outcome.UNMET, id="V-1", level=Level.MAY)), "add --fail-on may\n"),
    ],
)
def test_the_option_that_shows_more_cards_is_named(made: Summary, hint: str) -> None:
    """What does not fail the run has no card."""
    assert hint in printed(made).text


@pytest.mark.parametrize("made", [summary(HOLDS, DEVIATES, deviations=KNOWN), summary(BROKEN)])
def test_no_option_is_named_where_there_are_no_more_cards(made: Summary) -> None:
    """Neither a deviation nor a failing rule gets another card."""
    assert "--fail-on" not in printed(made).text


BASELINE = Baseline(Path("out"), "T, 2026-11-29", {})
CHANGED, BEFORE, NEW = (
    case(Outcome.BROKEN, id=f"{before.name}-1", before=before, name="2")
    for before in (Before.HELD, Before.SHORT, Before.UNKNOWN)
)


def test_what_changed_since_the_baseline_is_listed_first() -> None:
    """Then, by their ids, what did not hold before and what the baseline lacks."""
    made = summary(BEFORE, NEW, CHANGED, case(before=Before.SHORT), case(id="N-1", before=Before.UNKNOWN))
    made.baseline = BASELINE

    text = printed(made).text
    assert (
        "\n\nchanged since the baseline out (T, 2026-11-29):\n"
        "broken      MUST   HELD-1\n            It holds.\n            case: 2\n"
        "as before   1 of 5 rules did not hold before either\n            SHORT-1\n"
        "not in it   1 of 5 rules fall short in what the baseline lacks\n            UNKNOWN-1\n"
        "not in it   1 of 5 rules hold that the baseline lacks\n            N-1\n"
        "holds now   1 of 5 rules hold that did not before: a new report keeps this\n            A-1\n"
    ) in text
    assert "cards" not in text


@pytest.mark.parametrize("verbosity", [0, 1])
def test_sections_and_rules_are_not_printed_again(verbosity: int) -> None:
    """They were printed while the rules ran: the end names what falls short, and the verdict."""
    text = printed(summary(HOLDS, UNMET), verbosity=verbosity).text

    assert text.partition("\n")[0].strip("=") == " verdict "
    assert text.partition("\n")[2].startswith("\nunmet       SHOULD U-1\n")
    assert "Section" not in text


def test_a_run_of_which_everything_holds_needs_no_title() -> None:
    """The verdict follows the sections."""
    assert printed(summary(HOLDS)).text == "T conforms: 1 of 1 rule holds\n"


def test_quiet_runs_have_one_line() -> None:
    """With -q there is the verdict; what fails has its card above."""
    assert printed(summary(HOLDS, UNMET), verbosity=-1).text == "T conforms: 1 of 2 rules hold, 1 SHOULD unmet\n"
    assert printed(summary(BROKEN), verbosity=-1).text.startswith("\nT does not conform: ")


@pytest.mark.usefixtures("chinese")
def test_a_chinese_title_fits_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its characters take two columns each."""
    monkeypatch.setenv("COLUMNS", "80")

    assert width(printed(summary(UNMET)).text.partition("\n")[0]) == 80
