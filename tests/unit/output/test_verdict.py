"""The verdict: one sentence, in a colour."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from fastapi_spec import language
from fastapi_spec.output.verdict import print_verdict, verdict, write_whole
from fastapi_spec.rules.rule import Level
from fastapi_spec.verdict.baseline import Baseline
from fastapi_spec.verdict.deviations import Deviation
from fastapi_spec.verdict.outcomes import Before, Case, Outcome
from fastapi_spec.verdict.summary import Exit, Summary
from tests.unit.samples import Terminal, case, noted, summary

HOLDS, BROKEN = case(id="H-1"), case(Outcome.BROKEN, id="B-1")
UNMET = case(Outcome.UNMET, id="U-1", level=Level.SHOULD)
UNCLAIMED = case(Outcome.NOT_CLAIMED, id="N-1", section="Other")
DEVIATES = case(Outcome.DEVIATES, id="D-1")
KNOWN = {"D-1": Deviation("it adds")}
BASELINE = Baseline(Path("out"), "T, 2026-11-29", {})
CHANGED, BEFORE, NEW = (
    case(Outcome.BROKEN, id=f"{before.name}-1", before=before, name="2")
    for before in (Before.HELD, Before.SHORT, Before.UNKNOWN)
)


def colour(made: Summary) -> str:
    """The colour of the verdict of a run that ended by itself."""
    made.status = made.exit_status(0)
    terminal: Any = Terminal()
    print_verdict(terminal, made)
    return str(terminal.colours[-1])


@pytest.mark.parametrize(
    "made, expected",
    [
        (summary(HOLDS), "green"),
        (summary(HOLDS, UNCLAIMED), "yellow"),
        (summary(HOLDS, DEVIATES, deviations=KNOWN), "yellow"),
        (summary(HOLDS, BROKEN), "red"),
    ],
)
def test_the_verdict_has_a_colour(made: Summary, expected: str) -> None:
    """Green is only what conforms as a whole."""
    assert colour(made) == expected


@pytest.mark.parametrize(
    "cases, state, text",
    [
        ([HOLDS], {}, "T conforms: 1 of 1 rule holds"),
        ([HOLDS, UNMET], {}, "T conforms: 1 of 2 rules hold, 1 SHOULD unmet"),
        ([HOLDS, UNCLAIMED], {}, "T conforms to what it claims: 1 of 1 rule holds, 1 not claimed"),
        ([HOLDS, DEVIATES], {"deviations": KNOWN}, "T conforms: 1 of 2 rules hold, 1 MUST deviates"),
        (
            [DEVIATES, case(Outcome.DEVIATES, id="E-1")],
            {"deviations": {**KNOWN, "E-1": KNOWN["D-1"]}},
            "T conforms: 0 of 2 rules hold, 2 MUST deviate",
        ),
        ([HOLDS, BROKEN, UNMET], {}, "T does not conform: 1 of 3 rules hold, 1 MUST broken"),
        (
            [HOLDS, BROKEN],
            {"deviations": {"H-1": KNOWN["D-1"]}},
            "T does not conform: 1 of 2 rules hold, 1 MUST broken; H-1 holds",
        ),
        (
            [HOLDS, case(id="I-1")],
            {"deviations": dict.fromkeys(["H-1", "I-1"], KNOWN["D-1"])},
            "T conforms, but its list of deviations is stale: 2 of 2 rules hold; H-1, I-1 hold",
        ),
        ([HOLDS], {"others_failed": True}, "T conforms, but a test that is not a rule failed: 1 of 1 rule holds"),
        ([case(Outcome.ERROR)], {}, "no verdict on T: the harness or a rule failed; 0 of 1 rule holds"),
        ([HOLDS], {"stopped": "T died"}, "no verdict: T died; 1 of 1 rule holds so far"),
        ([UNCLAIMED], {}, "no verdict on T: no rule ran, 1 rule is not claimed"),
    ],
)
def test_the_verdict_is_one_sentence(cases: list[Case], state: Mapping[str, Any], text: str) -> None:
    """Whether the target conforms, and if that is open, why."""
    made = summary(*cases, **state)
    made.status = made.exit_status(0)

    assert verdict(made) == text


@pytest.mark.parametrize(
    "cases, text",
    [
        ([HOLDS, noted()], "1 MUST broken; an erratum of the notes explains it"),
        ([noted(), noted("POC-5")], "2 MUST broken; errata of the notes explain all of them"),
        ([noted(), BROKEN], "2 MUST broken; errata of the notes explain 1 of them"),
        ([noted(outcome=Outcome.UNMET, level=Level.MAY), BROKEN], "1 MUST broken"),
    ],
)
def test_errata_are_part_of_the_verdict(cases: list[Case], text: str) -> None:
    """A target does not conform with the notes' own code, and its author is not to blame."""
    made = summary(*cases)
    made.status = made.exit_status(0)

    assert made.status == Exit.BROKEN
    assert verdict(made).endswith(text)


def test_an_interrupted_run_has_no_verdict() -> None:
    """What holds so far is told."""
    made = summary(HOLDS)
    made.status = Exit.INTERRUPTED

    assert verdict(made) == "no verdict on T: interrupted; 1 of 1 rule holds so far"


@pytest.mark.parametrize(
    "cases, text",
    [
        ([case(before=Before.HELD)], "T conforms to its baseline: 1 of 1 rule holds"),
        ([HOLDS, BEFORE], "T conforms to its baseline: 1 of 2 rules hold, 1 did not before either"),
        (
            [BEFORE, NEW],
            "T conforms to its baseline: 0 of 2 rules hold, 1 did not before either, 1 not in the baseline",
        ),
        (
            [BEFORE, CHANGED],
            "T does not conform to its baseline: 0 of 2 rules hold, 1 changed (1 MUST broken), 1 did not before either",
        ),
        (
            [BEFORE, UNCLAIMED],
            "T conforms to its baseline in what it claims: 0 of 1 rule holds, 1 did not before either",
        ),
        ([NEW], "no verdict on T: the baseline out has none of the rules that ran"),
    ],
)
def test_the_verdict_is_one_on_what_changed(cases: list[Case], text: str) -> None:
    """What the baseline excuses is counted, not hidden."""
    made = summary(*cases, baseline=BASELINE)
    made.status = made.exit_status(0)

    assert verdict(made).startswith(text)


def test_what_the_baseline_excuses_is_not_green() -> None:
    """Not all of the rules hold."""
    assert colour(summary(HOLDS, BEFORE, baseline=BASELINE)) == "yellow"


@pytest.mark.usefixtures("chinese")
def test_a_machine_reads_english() -> None:
    """What is written into a file or an annotation does not depend on the language of the output."""
    made = summary(HOLDS)
    made.status = Exit.CONFORMS

    with language.speaking("en"):
        assert verdict(made) == "T conforms: 1 of 1 rule holds"
    assert language.chosen() == "zh"


def test_a_word_is_not_broken_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long line is wrapped for a reader, and stays one line for a search in a log."""
    monkeypatch.setenv("COLUMNS", "12")
    terminal: Any = Terminal(isatty=True)
    log: Any = Terminal()

    write_whole(terminal, "seven rules hold")
    write_whole(log, "seven rules hold")
    assert terminal.text == "seven rules\n  hold\n"
    assert log.text == "seven rules hold\n"
