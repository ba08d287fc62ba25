"""What a test raised becomes a case: its outcome, its reason, its exchanges, its card."""

import re
from collections.abc import Iterable

import pytest

from fastapi_spec.verdict.outcomes import Outcome
from tests.servers import Part, responding, running, sized
from tests.unit.conftest import XDIST, Mini

LOGIN = """
@pytest.fixture(scope="session")
def login(api):
    response = api.get("/login")
    assert response.status_code == 200


@pytest.fixture
def account(login):
    return 1


@must("""
SHAPE = 'api.get("/echo?n=1").json() == like(shape="round")'
COLOUR = 'assert api.get("/echo?n=1").json() == like(colour="red")'


@pytest.fixture
def behind_login(mini_rules: Mini) -> Mini:
    """Two of the three rules need a login, which no target has."""
    mini_rules.edit("@must(", LOGIN)
    mini_rules.edit("echoed(api", "echoed(account, api")
    mini_rules.edit("the_shape(api", "the_shape(login, api")
    return mini_rules


def test_a_broken_rule_has_a_card(mini_rules: Mini) -> None:
    """Rule, sources, row, comparison, exchange and commands are those of the case."""
    output = mini_rules.run("bad").output

    assert "\nMINI-A-1  MUST  broken\n  A number is echoed.\n" in output
    assert "  notes     bool 参数\n  docs      https://fastapi.tiangolo.com/tutorial/\n  case      2\n" in output
    assert '  expected  body like {"n": 2}\n  received  body.n is 3, not 2\n' in output
    assert "assert response.json() == like(n=n)\n" in output
    assert f"  curl -i --path-as-is -H User-Agent: '{mini_rules.url}/bad/echo?n=2'\n" in output
    assert f"  rerun     pytest --url {mini_rules.url}/bad 'test_mini.py::test_a_number_is_echoed[2]'\n" in output


def test_a_card_replaces_the_traceback(mini_rules: Mini) -> None:
    """Neither pytest's view of the test nor its short summary says it again."""
    output = mini_rules.run("bad").output

    assert "def test_a_number_is_echoed" not in output
    assert "short test summary" not in output


def test_further_cases_of_a_rule_have_short_cards(mini_rules: Mini) -> None:
    """The sentence of a rule is shown once."""
    output = mini_rules.run("crashing", "-k", "number").output

    assert output.count("\n  A number is echoed.\n") == 1
    assert output.count("  received  status 500 Internal Server Error\n") == 2
    assert output.count("  rerun     pytest") == 2


def test_a_status_and_the_message_of_an_assertion_are_shown(mini_rules: Mini) -> None:
    """A body that differs because of an error is explained by its status."""
    mini_rules.edit(SHAPE, 'api.get("/nowhere").json() == like(shape="round"), "is the earth flat?"')

    output = mini_rules.run("good", "--fail-on=should").output
    assert "  received  body.shape is missing (status 404 Not Found)\n  reason    is the earth flat?\n" in output


def test_an_assertion_that_compares_nothing_is_shown_as_it_is(mini_rules: Mini) -> None:
    """Without two sides there is the expression, and what was received at all."""
    mini_rules.edit(SHAPE, "not api.get('/echo?n=1').is_success")

    output = mini_rules.run("good", "--fail-on=should").output
    assert "\n  expected  `not api.get('/echo?n=1').is_success`\n  received  status 200 OK\n" in output
    assert re.search(r"  asserted  test_mini.py:\d+ assert not api.get\('/echo\?n=1'\).is_success\n", output)


def test_an_error_of_the_harness_shows_the_exchanges(mini_rules: Mini) -> None:
    """Any other exception is not a verdict on the target: pytest shows it, with what was sent before."""
    mini_rules.edit(COLOUR, "api.get('/echo?n=1'); 1 / 0")

    ran = mini_rules.run("good")
    assert ran.status == 3
    assert "E       ZeroDivisionError: division by zero" in ran.output
    assert "- exchanges -" in ran.output
    assert f"> GET {mini_rules.url}/good/echo?n=1\n" in ran.output


def test_what_http_forbids_is_an_error_of_the_rule(mini_rules: Mini) -> None:
    """A request that cannot be sent says nothing about the target."""
    mini_rules.edit(COLOUR, 'api.get("/", headers={"X-Blanks": " a "})')

    ran = mini_rules.run("good")
    assert ran.status == 3
    assert "LocalProtocolError" in ran.output


def test_a_failed_prerequisite_has_one_whole_card(behind_login: Mini) -> None:
    """The cards of the rules behind it lead to the first."""
    output = behind_login.run("good", "--fail-on=should", "--cards=all").output

    assert output.count("  behind    the prerequisite login\n") == 1
    assert output.count("> GET http://127.0.0.1:") == 1
    assert "MINI-A-1  MUST  not reached\n  case      2\n  behind    the prerequisite login, see MINI-A-1\n" in output
    assert "MINI-A-2  SHOULD  not reached\n  behind    the prerequisite login, see MINI-A-1\n" in output


def test_a_failed_prerequisite_is_the_root_in_the_checklist(behind_login: Mini) -> None:
    """The request that failed is told once, with the rules behind it."""
    ran = behind_login.run("good")

    assert ran.status == 1
    assert (
        "not reached 2 rules behind the prerequisite login\n"
        f"            GET {behind_login.url}/good/login\n"
        "            expected: status 200 OK\n            received: status 404 Not Found\n"
        "            MINI-A-1, MINI-A-2\n"
    ) in ran.output
    assert "does not conform: 1 of 3 rules hold, 1 MUST not reached" in ran.output


def test_a_prerequisite_behind_another_is_named(behind_login: Mini) -> None:
    """Whatever asked for the login, the login is what failed."""
    behind_login.edit("def account(login):", "def account(request):\n    request.getfixturevalue('login')")

    cases = [case for rule in behind_login.report("good").rules for case in rule.cases]
    assert [case.prerequisite for case in cases] == ["login", "login", "login", ""]


def test_every_case_behind_a_prerequisite_has_its_reason_in_the_report(behind_login: Mini) -> None:
    """A reader of the report looks at one case, not at the first of the run."""
    cases = [case for rule in behind_login.report("good").rules for case in rule.cases]

    assert [case.prerequisite for case in cases] == ["login", "login", "login", ""]
    assert {case.reason for case in cases[:3]} == {"expected: status 200 OK\nreceived: status 404 Not Found"}
    assert all(case.exchanges[0].url.endswith("/login") for case in cases[:3])


def test_rules_of_a_weak_level_behind_a_prerequisite_do_not_fail_the_run(behind_login: Mini) -> None:
    """A SHOULD that was not reached is a shortfall like one that is unmet."""
    ran = behind_login.run("good", "-k", "shape")

    assert ran.status == 0
    assert "not reached 1 rule behind the prerequisite login\n" in ran.output


def test_a_prerequisite_without_a_request_is_told_by_its_message(behind_login: Mini) -> None:
    """A fixture may fail before it sends anything."""
    behind_login.edit(
        '    response = api.get("/login")\n    assert response.status_code == 200', '    assert False, "no login"'
    )

    output = behind_login.run("good").output
    assert "behind the prerequisite login\n            no login\n            MINI-A-1, MINI-A-2\n" in output


@pytest.mark.parametrize("options", [[], XDIST], ids=["one", "xdist"])
def test_a_deviation_is_expected_to_fail(mini_rules: Mini, options: list[str]) -> None:
    """A listed rule has its reason and its exchanges in the report, and does not fail the run."""
    (mini_rules.folder / "known.toml").write_text('[MINI-A-1]\nreason = "it adds a half"\n')

    rule = mini_rules.report("bad", "--deviations=known.toml", "-x", *options).rules[0]

    assert rule.outcome is Outcome.DEVIATES
    assert rule.deviation
    assert rule.deviation.reason == "it adds a half"
    assert rule.cases[1].reason == 'expected: body like {"n": 2}\nreceived: body.n is 3, not 2'


def test_a_rule_behind_a_failed_prerequisite_deviates_if_it_is_listed(behind_login: Mini) -> None:
    """Whatever the reason is, the implementation knows about it."""
    (behind_login.folder / "known.toml").write_text('[MINI-A-1]\nreason = "x"\n[MINI-A-2]\nreason = "x"\n')

    ran = behind_login.run("good", "--deviations=known.toml", "--fail-on=should")
    assert ran.status == 0
    assert "1 of 3 rules hold, 1 MUST deviates, 1 SHOULD deviates" in ran.output


def test_a_rule_of_a_chapter_that_is_not_claimed_is_skipped_before_its_fixtures(mini_rules: Mini) -> None:
    """Nothing is sent for what the target does not claim."""
    mini_rules.edit("import pytest\n", "import fastapi_spec, pytest\npytestmark = fastapi_spec.needs_chapter('cors')\n")

    cases = [case for rule in mini_rules.report("good", "--without=cors").rules for case in rule.cases]

    assert {case.outcome for case in cases} == {Outcome.NOT_CLAIMED}
    assert {case.reason for case in cases} == {"--without chapter08_cors"}
    assert not any(case.exchanges for case in cases)


def test_exchanges_of_rules_that_hold_are_in_the_report_only(mini_rules: Mini) -> None:
    """A report has every exchange."""
    [case, *_] = mini_rules.report("good").rules[0].cases

    assert case.outcome is Outcome.HOLDS
    assert [exchange.url for exchange in case.exchanges] == [f"{mini_rules.url}/good/echo?n=1"]


def flaky(path: str) -> Iterable[Part]:
    """A connection that is closed without a response, or a number."""
    return [None] if path.endswith("n=1") else [sized(b'{"n": 2}')]


def test_a_rule_without_a_response_is_broken_and_the_run_goes_on(mini_rules: Mini) -> None:
    """A target that still accepts connections has not died."""
    with running(responding(flaky)) as server:
        mini_rules.url = server.url
        first, second = mini_rules.report("", "-k", "number").rules[0].cases

    assert first.reason.startswith("expected: a response\nreceived: the target closed the connection or did not send")
    assert (first.outcome, second.outcome) == (Outcome.BROKEN, Outcome.HOLDS)


def strange(_: str) -> Iterable[Part]:
    """A response with a lone surrogate."""
    return [sized(b'{"n": "\\ud800", "shape": "\\udfff"}')]


@pytest.mark.parametrize("options", [[], XDIST], ids=["one", "xdist"])
def test_a_lone_surrogate_is_shown_as_its_escape(pytester: pytest.Pytester, options: list[str]) -> None:
    """A JSON string may contain what cannot be encoded, and must not end the run."""
    with running(responding(strange)) as server:
        rules = Mini(pytester, server.url).report("", *options).rules

    assert (
        rules[0].cases[0].reason == 'expected: body like {"n": 1}\nreceived: body.n is string "\\ud800", not number 1'
    )
