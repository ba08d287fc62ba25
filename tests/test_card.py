"""The card of a failing rule says what is wrong without a look at the test."""

import datetime
from pathlib import Path

import pytest

from fastapi_spec.client.expect import like
from fastapi_spec.output.card import compared
from tests.conftest import Run, edit


def test_a_card_has_all_that_a_learner_needs(run_mini: Run) -> None:
    output = run_mini("--app", "apps:bad").output

    assert "MINI-A-1  MUST  broken\n  A number is echoed.\n" in output
    assert "  notes     bool 参数\n  docs      https://fastapi.tiangolo.com/tutorial/\n  case      2\n" in output
    assert '  expected  body like {"n": 2}\n  received  body.n is 3, not 2\n' in output
    assert "assert response.json() == like(n=n)" in output
    assert "/echo?n=2\n" in output
    assert "  curl -i --path-as-is -H User-Agent: 'http://127.0.0.1:" in output
    assert "  rerun     pytest --app apps:bad 'test_mini.py::test_a_number_is_echoed[2]'\n" in output
    assert "  serve     uvicorn apps:bad --port " in output


def test_a_card_names_the_status_and_the_message_of_an_assertion(run_mini: Run, mini: Path) -> None:
    edit(mini, 'like(shape="round")', 'like(shape="round"), "is the earth flat?"')
    edit(mini, '"/echo?n=1").json() == like(shape', '"/nowhere").json() == like(shape')

    output = run_mini("--app", "apps:good", "--fail-on", "should").output

    assert "  received  body.shape is missing (status 404)\n  reason    is the earth flat?\n" in output


def test_the_cards_of_what_is_unmet_are_promised(run_mini: Run) -> None:
    assert "the cards of what is unmet: add --fail-on may" in run_mini("--app", "apps:shapeless").output


def test_a_rule_shows_one_whole_card_and_short_ones_after_it(run_mini: Run) -> None:
    output = run_mini("--app", "apps:crashing", "-k", "number").output

    assert output.count("\n  A number is echoed.\n") == 1
    assert output.count("received  status 500 Internal Server Error") == 2
    assert output.count("  rerun     pytest") == 2


@pytest.mark.parametrize(
    "statement, operator, received, expected, words",
    [
        ("assert response.status_code == 404", "==", 200, 404, ("status 404 Not Found", "status 200 OK")),
        ("assert r.status_code < 404", "<", 404, 404, ("< status 404 Not Found", "status 404 Not Found")),
        ("assert response.status_code == 299", "==", 200, 299, ("status 299", "status 200 OK")),
        ("assert r.json() == like(a=1)", "==", {"a": 2}, like(a=1), ('body like {"a": 1}', "body.a is 2, not 1")),
        ("assert ['q', 'n'] in found(r)", "in", ["q", "n"], [["q"]], ('["q", "n"] in found(r)', '[["q"]]')),
        ("assert 'p' not in names(body), 'x'", "not in", "p", {"p"}, ('"p" not in names(body)', '["p"]')),
        ("assert x > y", ">", datetime.date(2026, 1, 2), 3, ("> 3", '"2026-01-02"')),
        ("assert 1 in 2 or (", "in", 1, [2], ("1 in the answer", "[2]")),
        ("assert x == 'é'", "==", "è", "é", ('"é"', '"è"')),
        ("assert a != b", "!=", 1, 1, ("!= 1", "1")),
        ("assert a == b", "==", {(1, 2): 3}, "x" * 700, ('"' + "x" * 599 + " …", "{(1, 2): 3}")),
    ],
)
def test_a_comparison_is_said_in_words(
    statement: str, operator: str, received: object, expected: object, words: tuple[str, str]
) -> None:
    assert compared(statement, operator, received, expected) == words
