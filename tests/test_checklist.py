"""The checklist names the root first: a prerequisite that failed once, and the rules behind it."""

import json
from pathlib import Path

import pytest

from tests.conftest import Run, edit

LOGIN = """
@pytest.fixture(scope="session")
def login(api):
    response = api.get("/login")
    assert response.status_code == 200


@pytest.fixture
def account(login):
    return 1


@must("""


@pytest.fixture(autouse=True)
def _behind_a_login(mini: Path) -> None:
    edit(mini, "@must(", LOGIN)
    edit(mini, "echoed(api", "echoed(account, api")
    edit(mini, "the_shape(api", "the_shape(login, api")


def test_a_prerequisite_is_named_once_with_the_rules_behind_it(run_mini: Run) -> None:
    output = run_mini("--app", "apps:bad").output

    assert "not reached 2 rules behind the prerequisite login\n            GET http://127.0.0.1:" in output
    assert (
        "/login\n            expected: status 200 OK\n            received: status 404 Not Found\n"
        "            MINI-A-1, MINI-A-2\n"
    ) in output
    assert "apps:bad does not conform: 1 of 3 rules hold, 1 MUST not reached" in output


def test_one_whole_card_shows_a_prerequisite_and_short_ones_lead_to_it(run_mini: Run) -> None:
    output = run_mini("--app", "apps:good", "--fail-on=should").output

    assert output.count("  behind    the prerequisite login\n") == 1
    assert output.count("> GET http://127.0.0.1:") == 1
    assert "MINI-A-1  MUST  not reached\n  case      2\n  behind    the prerequisite login, see MINI-A-1\n" in output
    assert "MINI-A-2  SHOULD  not reached\n  behind    the prerequisite login, see MINI-A-1\n" in output


def test_what_is_behind_no_failing_level_is_no_failure(run_mini: Run) -> None:
    ran = run_mini("--app", "apps:good", "-k", "shape")

    assert ran.status == 0
    assert "not reached 1 rule behind the prerequisite login\n" in ran.output


def test_every_case_behind_a_prerequisite_tells_why_in_the_report(run_mini: Run, mini: Path) -> None:
    run_mini("--app", "apps:good", "--report=out")

    cases = [case for rule in json.loads((mini / "out" / "report.json").read_text())["rules"] for case in rule["cases"]]
    assert [case["prerequisite"] for case in cases] == ["login", "login", "login", ""]
    assert {case["reason"] for case in cases[:3]} == {"expected: status 200 OK\nreceived: status 404 Not Found"}
    assert all(case["exchanges"][0]["url"].endswith("/login") for case in cases[:3])


def test_a_prerequisite_without_a_request_says_why(run_mini: Run, mini: Path) -> None:
    edit(
        mini, '    response = api.get("/login")\n    assert response.status_code == 200', '    assert False, "no login"'
    )

    output = run_mini("--app", "apps:good").output

    assert "behind the prerequisite login\n            no login\n            MINI-A-1, MINI-A-2\n" in output
