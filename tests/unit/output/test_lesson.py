"""The lesson says what to build, completely, on one screen."""

from typing import Any

import pytest

from fastapi_spec import language
from fastapi_spec.output.columns import width
from fastapi_spec.output.lesson import SCREEN, lesson
from fastapi_spec.rules.catalogue import declared
from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.rule import Erratum, Level, Origin, Rule
from fastapi_spec.verdict.outcomes import Outcome
from tests.unit.samples import case

EVIDENCE = "  expected  status 200\n  received  status 404"


def shown(id: str, *others: str, columns: int = 80) -> list[str]:
    """The lines of the lesson on a locked rule."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(columns))
        rules = [declared(other).rule for other in others]
        broken = case(Outcome.BROKEN, rule=declared(id).rule)
        text = "\n".join(lesson(broken, "12 of 210 · Path parameters 5 of 14", rules, EVIDENCE))
        return text.splitlines()


def test_a_lesson_has_all_that_a_learner_needs() -> None:
    """Operation, parameters, examples, notes, pages, the other rules of the operation, what was received."""
    assert shown("PATH-ENUM-1", "PATH-ENUM-2", "QUERY-BOOL-3") == [
        "PATH-ENUM-1  MUST  broken                    12 of 210 · Path parameters 5 of 14",
        "  An integer enum in the path accepts each member's value with 200; `username`",
        "  ends with `value:` and the value.",
        "",
        "  build     GET /chapter03/getStaffByDid/{did}",
        "            path did: DidEnum, required",
        "            response 200 application/json: {[name]: string}",
        "            DidEnum = 1 | 2 | 3 | 4 | 5",
        "  about     Read Staff By Did: One of the known departments; the handler gets",
        "            the enum member, not the number.",
        '  example   GET /chapter03/getStaffByDid/1 -> 200 {"username":"Rick<enum',
        "            'DidEnum'>value:1\"}",
        '            GET /chapter03/getStaffByDid/2 -> 200 {"username":"Rick<enum',
        "            'DidEnum'>value:2\"}",
        "            and 3 more exchanges",
        "  notes     枚举类型",
        "            line 96: An `IntEnum` path parameter converts the number to its",
        "            member.",
        "  read      https://fastapi.tiangolo.com/tutorial/path-params/#predefined-values",
        "",
        "  more rules of this operation:",
        "  MUST    PATH-ENUM-2  An integer that is not a member's value is rejected with",
        "            422 at `[path, did]`.",
        "",
        "  expected  status 200",
        "  received  status 404",
        "  skip      --skip PATH-ENUM-1 passes over this rule for now",
    ]


def test_of_many_other_rules_as_many_are_shown_as_fit() -> None:
    """The lesson stays on one screen; the others are counted."""
    others = [id for id in locked() if id.startswith("BODY-FIELD")]

    lines = shown("BODY-FIELD-1", *others * 3)
    assert len(lines) <= SCREEN
    assert any("more rules" in line for line in lines)


@pytest.mark.parametrize("columns", [80, 120])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    """Nothing wraps that a reader scans, whatever the rule; only a URL is left whole."""
    wide = [line for id in list(locked())[::25] for line in shown(id, columns=columns) if width(line) > columns]

    assert [line for line in wide if "https://" not in line] == []


def test_progress_comes_below_a_long_heading() -> None:
    """A narrow terminal has no room for both."""
    assert shown("PATH-ENUM-1", columns=40)[:2] == [
        "PATH-ENUM-1  MUST  broken",
        "  12 of 210 · Path parameters 5 of 14",
    ]


def test_what_plain_fastapi_does_instead_is_said() -> None:
    """Someone who followed the notes learns that they need not search there."""
    rule = Rule("A-1", Level.MUST, "It holds.", origin=Origin.HARDENING, plain="responds with 500")

    lines = list(lesson(case(Outcome.BROKEN, rule=rule), "0 of 1", [], ""))
    assert "  fastapi   plain FastAPI responds with 500" in lines
    assert lines[-1] == "  skip      --skip A-1 passes over this rule for now"


def test_an_erratum_is_said() -> None:
    """Where the notes are wrong, a learner who follows them learns so."""
    erratum = Erratum("It is red.", "FastAPI 0.100")
    rule = Rule("A-1", Level.MUST, "It holds.", "bool 参数", origin=Origin.NOTES, erratum=erratum)

    assert list(lesson(case(Outcome.BROKEN, rule=rule), "0 of 1", [], ""))[3:5] == [
        "  notes     bool 参数",
        "  erratum   the notes are wrong: It is red. (FastAPI 0.100)",
    ]


def test_a_reader_of_chinese_gets_the_chinese_page_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """The docs of FastAPI are there in Chinese, under the same path."""
    monkeypatch.setattr(language, "_chosen", language.CHINESE)

    urls = [line for line in shown("PATH-ENUM-1") if "fastapi.tiangolo.com" in line]
    assert "/zh/tutorial/path-params/" in urls[0]
    assert "com/tutorial/path-params/" in urls[1]


def told(id: str, evidence: str = EVIDENCE, outcome: Outcome = Outcome.BROKEN, **more: Any) -> str:
    """The lesson on a locked rule, as one text."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "120")
        found = case(outcome, rule=declared(id).rule)
        found.rows, found.operation = 3, more.pop("operation", "")
        rules = [declared(other).rule for other in more.pop("others", ())]
        return "\n".join(lesson(found, "1 of 2", rules, evidence, **more))


def test_a_rule_that_held_before_is_named_as_such() -> None:
    """The learner looks for it in the last change."""
    words = "This rule held in an earlier run: a change since then broke it."

    assert words in told("PATH-ENUM-1", held_before=True)
    assert words not in told("PATH-ENUM-1")


def test_all_failing_cases_are_named() -> None:
    """One change may mend them all; a single one is in the evidence."""
    assert "  cases     2 of 3 cases fail: null, infinity\n" in told("JWT-ME-5", failing=["null", "infinity"])
    assert "cases fail" not in told("JWT-ME-5", failing=["null"])


def test_the_key_of_tokens_is_named() -> None:
    """Without it no token of the rules is valid."""
    assert "09d25e094faa" in told("JWT-ME-1")
    assert "SECRET_KEY" not in told("OAUTH-BEARER-3")


def test_the_log_of_events_is_explained_to_who_needs_it() -> None:
    """The header is on the card of no other rule."""
    assert "  events    X-Event-Log: ID begins the log ID." in told("YIELD-1")
    assert "x-event-log" not in told("YIELD-7")


def test_rules_of_later_chapters_wait() -> None:
    """Process time and CORS would only confuse who learns query parameters."""
    lines = told("QUERY-DEFAULT-1", others=["QUERY-OPT-1", "MW-TIME-1"])

    assert "QUERY-OPT-1" in lines
    assert "MW-TIME-1" not in lines


def test_what_is_built_is_left_out() -> None:
    """A second operation is shown until a rule of it holds."""
    assert "  also      GET /chapter05/dependency02 " in told("DEP-FN-1")
    assert "  also  " not in told("DEP-FN-1", held={"DEP-FN-1"})


def test_of_what_is_not_built_the_command_is_enough() -> None:
    """Its exchanges say 404 and nothing else."""
    name = "PUT /chapter07/departments/{did}"
    sent = [f"  > {method} http://h:1/chapter07/departments/1\n  < 404 Not Found" for method in ("PUT", "GET")]
    evidence = f"  received  404\n\n{sent[0]}\n\n  curl put\n\n{sent[1]}\n\n  curl get\n\n  rerun     it"
    lines = told("DB-DEPT-8", evidence, Outcome.NOT_BUILT, operation=name)

    assert f"  build     {name}\n" in lines
    assert lines.endswith(
        "\n  received  404\n\n  curl put\n\n  rerun     it\n  skip      --skip DB-DEPT-8 passes over this rule for now"
    )
