"""The words of the page: the verdict on a run, and that both languages have them."""

from pathlib import Path

import pytest

from fastapi_spec.book import labels
from fastapi_spec.language import CHINESE, speaking
from fastapi_spec.output.report import read
from fastapi_spec.verdict.outcomes import Outcome
from tests.unit.samples import case, saved


@pytest.mark.parametrize(
    "verdict, expected",
    [
        ("conforms", "T conforms"),
        ("broken", "T does not conform"),
        ("interrupted", "no verdict on T: the run was interrupted"),
        ("harness failed", "no verdict on T: the harness or a rule failed"),
        ("no target", "no verdict on T: there was no target, or it was lost"),
        ("nothing ran", "no verdict on T: no rule ran"),
        ("", "no verdict on T"),
    ],
)
def test_each_verdict_is_a_sentence(tmp_path: Path, verdict: str, expected: str) -> None:
    """A report of any version has one, in both languages."""
    report = read(saved(tmp_path, case()))
    report.target.name, report.verdict = "T", verdict

    assert labels.verdict(report) == expected
    with speaking(CHINESE):
        assert labels.verdict(report) != expected


@pytest.mark.parametrize(
    "verdict, expected", [("conforms", "T conforms to its baseline"), ("broken", "T does not conform to its baseline")]
)
def test_a_verdict_with_a_baseline(tmp_path: Path, verdict: str, expected: str) -> None:
    """It says what the target was compared with."""
    report = read(saved(tmp_path, case()))
    report.target.name, report.verdict, report.options.baseline = "T", verdict, "before"

    assert labels.verdict(report) == expected


@pytest.mark.parametrize(
    "outcome, expected",
    [
        (Outcome.NOT_BUILT, "T conforms as far as it is built"),
        (Outcome.NOT_CLAIMED, "T conforms to what it claims"),
    ],
)
def test_a_verdict_on_a_part(tmp_path: Path, outcome: Outcome, expected: str) -> None:
    """A page does not say more than the run."""
    report = read(saved(tmp_path, case(), case(outcome, id="A-2")))
    report.target.name, report.verdict = "T", "conforms"

    assert labels.verdict(report) == expected


def test_rules_that_are_claimed_are_counted(tmp_path: Path) -> None:
    """A chapter that is left out neither holds nor fails."""
    report = read(saved(tmp_path, case(), case(Outcome.BROKEN, id="A-2"), case(Outcome.NOT_CLAIMED, id="A-3")))

    assert labels.held(report) == "1 of 2 rules hold"


def test_every_word_has_both_languages() -> None:
    """A reader of either language finds no word of the other one."""
    every = {**vars(labels.labels()), **{k: v for table in labels.meanings().values() for k, v in table.items()}}
    every |= {str(outcome): labels.outcome(outcome) for outcome in Outcome}

    assert [name for name, shown in every.items() if "<span lang=zh>" not in shown] == []
