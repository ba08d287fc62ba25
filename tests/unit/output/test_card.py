"""The card of a failing rule says what is wrong without a look at the test."""

from typing import Any

from fastapi_spec.output.card import card, card_behind, short_card
from fastapi_spec.rules.rule import Erratum, Level, Origin, Rule
from fastapi_spec.verdict.outcomes import Case, Outcome
from tests.unit.samples import case, exchange

AGAIN = {"rerun": "pytest t.py::t", "serve": "uvicorn a:b"}


def broken(**more: Any) -> Case:
    """A broken case with a row, a reason and an exchange."""
    given: dict[str, Any] = {
        "name": "2",
        "reason": "expected: 1\nreceived: 2\nsee the notes",
        "exchanges": [exchange()],
    }
    return case(Outcome.BROKEN, **{**given, **more})


def test_a_card_has_all_that_a_learner_needs() -> None:
    """The rule with its sources, what was expected and received, the exchange, and how to see it again."""
    assert card(broken(), "t.py:3  assert x == 1", "", AGAIN).splitlines() == [
        "A-1  MUST  broken",
        "  It holds.",
        "",
        "  notes     bool 参数",
        "  docs      https://fastapi.tiangolo.com/tutorial/",
        "  case      2",
        "  expected  1",
        "  received  2",
        "  reason    see the notes",
        "  asserted  t.py:3 assert x == 1",
        "",
        "  > GET http://h/a",
        "  < 200 OK (0.0 ms)",
        "",
        "  curl -i --path-as-is -H User-Agent: http://h/a",
        "",
        "  rerun     pytest t.py::t",
        "  serve     uvicorn a:b   (then the curl command)",
    ]


def test_a_card_shows_what_the_application_printed() -> None:
    """The traceback of an exception in the application is the best explanation of a 500."""
    text = card(broken(), "", "Traceback\nboom\n", AGAIN)

    assert "\n  printed by the application meanwhile:\n    Traceback\n    boom\n\n" in text


def test_a_card_tells_hardening_from_fastapi() -> None:
    """A learner whose application does what plain FastAPI does has made no mistake."""
    rule = Rule("A-1", Level.MUST, "It holds.", "表单", origin=Origin.HARDENING, plain="responds with 500")

    lines = card(broken(rule=rule), "", "", AGAIN).splitlines()

    assert lines[3] == "  origin    hardening: a careful application adds it to plain FastAPI"
    assert lines[4:6] == ["  fastapi   plain FastAPI responds with 500", "  section   表单"]


def test_a_card_tells_an_error_of_the_notes() -> None:
    """A reader of the notes would expect another behaviour."""
    rule = Rule("A-1", Level.MUST, "It holds.", erratum=Erratum("it does not", "0.100"))

    assert "\n  erratum   the notes say: it does not (0.100)\n" in card(broken(rule=rule), "", "", AGAIN)


def test_a_card_names_the_prerequisite_that_failed() -> None:
    """A rule that was not reached is not to blame itself."""
    text = card(broken(prerequisite="login"), "", "", AGAIN)

    assert "\n  behind    the prerequisite login\n" in text


def test_a_rule_of_another_project_has_no_empty_lines() -> None:
    """Fields that are not known are left out."""
    text = card(broken(rule=Rule("A-1", Level.MUST, "It holds."), name="", reason=""), "", "", AGAIN)

    assert text.splitlines()[:6] == [
        "A-1  MUST  broken",
        "  It holds.",
        "",
        "",
        "  > GET http://h/a",
        "  < 200 OK (0.0 ms)",
    ]


def test_a_hint_stands_below_what_was_received() -> None:
    """Where a learner looks first; also on the card of a further case."""
    hinted = broken(hint="is `return` missing?")

    for shown in (card(hinted, "t.py:3  assert x == 1", "", AGAIN), short_card(hinted, AGAIN)):
        assert "  reason    see the notes\n  hint      is `return` missing?\n" in shown


def test_a_further_case_has_a_short_card() -> None:
    """The sentence and the exchange of a rule are shown once."""
    assert short_card(broken(), AGAIN).splitlines() == [
        "A-1  MUST  broken",
        "  case      2",
        "  expected  1",
        "  received  2",
        "  reason    see the notes",
        "  curl -i --path-as-is -H User-Agent: http://h/a",
        "  rerun     pytest t.py::t",
    ]


def test_a_case_behind_a_prerequisite_leads_to_the_card_of_the_first() -> None:
    """The reason is shown once for all rules behind one prerequisite."""
    assert card_behind(broken(prerequisite="login"), "B-1", AGAIN).splitlines() == [
        "A-1  MUST  broken",
        "  case      2",
        "  behind    the prerequisite login, see B-1",
        "  rerun     pytest t.py::t",
    ]
