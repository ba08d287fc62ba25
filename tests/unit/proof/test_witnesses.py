"""What a witness says against the origin that a rule declares."""

from pathlib import Path
from typing import Any

import pytest

from fastapi_spec.output.report import CaseReport, RuleReport, read
from fastapi_spec.rules import errata, witnesses
from fastapi_spec.rules.errata import Received
from fastapi_spec.rules.rule import Erratum
from fastapi_spec.verdict.outcomes import Outcome
from proof.commands.witnesses import locked, of_notes, of_plain, received
from tests.unit.samples import case, saved

IN_CODE = Erratum("it does not", "never true")
IN_WORDS = Erratum("it does not", "never true", in_code=False)


def rule(outcome: Outcome, **more: Any) -> RuleReport:
    """A rule and its outcome on a witness."""
    given: dict[str, Any] = {"origin": "notes", "notes": "", "docs": "", "chapter": "", "section": "", "cases": []}
    return RuleReport("A-1", "MUST", "It holds.", outcome=outcome, **{**given, **more})


@pytest.mark.parametrize(
    "outcome, plain, problem",
    [
        (Outcome.HOLDS, "", ""),
        (Outcome.BROKEN, "responds with 500", ""),
        (Outcome.HOLDS, "responds with 500", "holds, but says that plain FastAPI responds with 500"),
        (Outcome.UNMET, "", "is unmet, but does not say what plain FastAPI does instead"),
        (Outcome.NOT_REACHED, "", "is not reached, but does not say what plain FastAPI does instead"),
    ],
)
def test_plain_fastapi_breaks_what_says_so(outcome: Outcome, plain: str, problem: str) -> None:
    """A reader of a card knows whether plain FastAPI satisfies the rule."""
    assert of_plain(rule(outcome, plain=plain)) == problem


@pytest.mark.parametrize(
    "outcome, erratum, problem",
    [
        (Outcome.HOLDS, None, ""),
        (Outcome.HOLDS, IN_WORDS, ""),
        (Outcome.BROKEN, IN_CODE, ""),
        (Outcome.HOLDS, IN_CODE, "holds, but has an erratum on the notes' code"),
        (Outcome.BROKEN, None, "is broken, but has no erratum on the notes' code"),
        (Outcome.UNMET, IN_WORDS, "is unmet, but has no erratum on the notes' code"),
    ],
)
def test_the_notes_break_what_has_an_erratum(outcome: Outcome, erratum: Erratum | None, problem: str) -> None:
    """A reader of the notes knows which of their claims their own code does not satisfy today."""
    assert of_notes(rule(outcome, erratum=erratum)) == problem


@pytest.mark.parametrize("origin", ["fastapi", "http", "hardening"])
def test_the_notes_promise_nothing_else(origin: str) -> None:
    """The notes are silent about rules of another origin."""
    assert of_notes(rule(Outcome.BROKEN, origin=origin)) == ""


def test_what_the_notes_respond_is_kept_where_an_erratum_corrects_it() -> None:
    """Case by case: a target that does the same is told of the erratum."""
    cases = [
        CaseReport("t", "a", Outcome.HOLDS, ""),
        CaseReport("t", "b", Outcome.BROKEN, "expected: 1\nreceived: status 500", raised="TypeError"),
    ]

    found = received(rule(Outcome.BROKEN, erratum=IN_CODE, cases=cases))

    assert found == {"b": Received("status 500", raised="TypeError")}
    assert received(rule(Outcome.BROKEN, erratum=IN_WORDS, cases=cases)) == {}
    assert received(rule(Outcome.NOT_REACHED, erratum=IN_CODE, cases=cases)) == {}


def test_what_the_notes_do_is_as_it_is_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the rules that ran; --write renews these and keeps the others."""
    for module in (errata, witnesses):
        monkeypatch.setattr(module, "FILE", tmp_path / module.FILE.name)
    monkeypatch.setattr(witnesses, "of_notes", lambda: {"A-1": Outcome.UNMET, "A-2": Outcome.BROKEN})
    monkeypatch.setattr(errata, "of_notes", dict)
    report = read(saved(tmp_path, case(Outcome.BROKEN), case(id="A-3")))

    assert list(locked(report, write=False)) == ["A-1 is not as in witnesses.toml: add --write"]
    assert list(locked(report, write=True)) == []
    text = witnesses.FILE.read_text(encoding="utf-8")
    assert witnesses.parsed(text) == {"A-1": Outcome.BROKEN, "A-2": Outcome.BROKEN}
