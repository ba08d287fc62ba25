"""Why rules fall short: the cause of a case, and the rules behind each cause."""

from typing import Any

import pytest

from fastapi_spec.client.api import Exchange
from fastapi_spec.client.expect import ABSENT, like
from fastapi_spec.verdict.causes import Failure, case_behind, cause_of, departure, exception_in, grouped, shared
from fastapi_spec.verdict.outcomes import Case, Cause, Outcome, Result
from tests.unit.samples import case, exchange, summary

STATUS = "assert response.status_code == 200"
TRACEBACK = """
Traceback (most recent call last):
  File "a.py", line 1, in f
    raise KeyError("page")
KeyError: 'page'
INFO: next
"""


def failure(
    status: int | None = 200,
    statement: str = STATUS,
    comparison: tuple[Any, Any] | None = None,
    path: str = "/hello",
    **more: Any,
) -> Failure:
    """A failed assertion on a response of this status."""
    sent = Exchange("GET", f"http://h{path}", [], b"", status, [("Vary", "Accept")], b"")
    compared = ("==", *comparison) if comparison else None
    return Failure(statement, **{"message": "", "comparison": compared, "exchanges": [sent], **more})


@pytest.mark.parametrize(
    "failed, cause",
    [
        (failure(None, silent="TimedOut"), Cause("silence", "", "TimedOut")),
        (failure(500, printed=TRACEBACK), Cause("exception", "KeyError: 'page'")),
        (failure(500), Cause("status", "", "500")),
        (failure(401), Cause("status", "", "401")),
        (failure(200), Cause("status", "GET /hello", "200")),
        (failure(200, path="/chapter03/path/a"), Cause("status", "GET /chapter03/path/{parameters}", "200")),
        (failure(200, path="/redocs"), Cause("status", "GET /redocs", "200")),
        (failure(404, "assert x.content == WHOLE", (b"", b"a")), Cause("status", "", "404")),
        (failure(401, 'assert x.json()["detail"] == "a"', ("b", "a")), None),
        (failure(200, "assert x.content == WHOLE", (b"", b"a")), None),
        (failure(200, "assert f(x)", message="no JSON"), Cause("reason", "no JSON")),
        (failure(exchanges=[]), None),
    ],
)
def test_the_cause_is_what_rules_may_share(failed: Failure, cause: Cause | None) -> None:
    """One defect has one cause wherever it shows; a comparison of one rule has none."""
    assert cause_of(failed) == cause


@pytest.mark.parametrize(
    "statement, cause",
    [
        ('assert response.headers.get("x-error") == "Error"', ("x-error", "missing")),
        ('assert response.headers["vary"] == "Origin"', ("vary", "differs")),
        ('assert "vary" not in response.headers', ("vary", "present")),
        ('assert "x-time" in control.headers', ("x-time", "missing")),
        ('assert "a" in elements(response.headers, "allow")', ("allow", "missing")),
        ('assert media_type(response) == "text/plain"', ("content-type", "missing")),
    ],
)
def test_a_header_is_a_cause(statement: str, cause: tuple[str, str]) -> None:
    """It is read in the assertion, and whether it is missing in the response."""
    assert cause_of(failure(200, statement)) == Cause("header", *cause)


@pytest.mark.parametrize(
    "status, received, expected, cause",
    [
        (200, {}, like(contry_code="c"), Cause("property", "contry_code", "missing")),
        (200, {"a": {}}, like(a={"b": 1}), Cause("property", "b", "missing")),
        (200, {"a": 1}, like(a=ABSENT), Cause("property", "GET /hello a", "present")),
        (200, {"a": 1}, like(a=2), Cause("property", "GET /hello a", "differs")),
        (401, {"detail": ""}, like(name="a"), Cause("status", "", "401")),
        (404, {"detail": "a"}, like(detail="b"), Cause("property", "GET /hello detail", "differs")),
    ],
)
def test_a_property_is_a_cause(status: int, received: object, expected: object, cause: Cause) -> None:
    """A missing one is missing everywhere; a wrong value is that of an operation; an error has none of them."""
    assert cause_of(failure(status, "assert x.json() == like()", (received, expected))) == cause


def test_a_departure_in_a_list_has_the_path_of_the_list() -> None:
    """Its elements have the same properties."""
    assert departure([{"a": 1}, {}], [like(a=1), like(a=1)]) == ("a", "missing")
    assert departure([], [1], "b") == ("b", "differs")
    assert departure({"a": 1}, like(a=1)) is None


@pytest.mark.parametrize("printed", ["", "Error: no", "Traceback (most recent call last):\n  File\n"])
def test_what_is_not_a_traceback_names_no_exception(printed: str) -> None:
    """A server in another language prints something else."""
    assert exception_in(printed) == ""


def test_the_largest_cause_comes_first() -> None:
    """A rule without a cause is alone; what is equal stays in the order of the notes."""
    cause = Cause("header", "vary", "missing")
    cases = [
        case(Outcome.BROKEN, id="A-1"),
        case(Outcome.BROKEN, id="B-1", cause=cause),
        case(Outcome.UNMET, id="C-1", cause=cause),
        case(Outcome.BROKEN, id="D-1"),
    ]

    found = grouped(summary(*cases).results)
    assert [[result.rule.id for result in group.results] for group in found] == [["B-1", "C-1"], ["A-1"], ["D-1"]]


def test_the_worst_case_says_why() -> None:
    """A rule may be broken in one case, and wait in another."""
    rows = [case(Outcome.NOT_BUILT), case(Outcome.BROKEN, name="2")]

    assert case_behind(Result(rows[0].rule, "", "", rows)) is rows[1]


@pytest.mark.parametrize(
    "short, cause",
    [
        (case(), None),
        (case(Outcome.NOT_BUILT), Cause("not built", "")),
        (
            case(Outcome.NOT_REACHED, exchanges=[exchange()], reason="no"),
            Cause("prerequisite", "GET http://h/a", "no"),
        ),
        (case(Outcome.NOT_REACHED, prerequisite="login"), Cause("prerequisite", "Chapter: login", "")),
    ],
)
def test_outcomes_are_causes(short: Case, cause: Cause | None) -> None:
    """What is not built, and a prerequisite with its request."""
    assert shared(short) == cause
