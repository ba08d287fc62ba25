"""Why a case does not hold: what was expected, what was received, and the message of the assertion."""

import ast
from pathlib import Path
from typing import Any

import httpx
import pytest

from fastapi_spec import like, locations
from fastapi_spec.client.api import Exchange, NoResponse, Response
from fastapi_spec.generate.failures import FailureList
from fastapi_spec.output.reason import reason
from fastapi_spec.verdict.assertion import Assertion

FAILED = AssertionError("assert x")


def asserted(statement: str, *, direct: bool = True, **names: Any) -> Assertion:
    """An assertion that failed, or another statement."""
    (node,) = ast.parse(statement).body
    test = node.test if isinstance(node, ast.Assert) else None
    return Assertion(Path("rule.py"), 1, statement, direct, test, {"like": like, "locations": locations} | names)


def exchange(status: int | None, path: str = "/a", body: bytes = b"") -> Exchange:
    """An exchange with that response."""
    return Exchange("GET", f"http://h{path}", [], b"", status, [], body)


def lines(error: BaseException, rule: Assertion, *exchanges: Exchange, inner: Assertion | None = None) -> list[str]:
    """The lines of the reason."""
    return reason(error, rule, inner or rule, None, exchanges).splitlines()


def test_the_status_is_said_with_what_else_was_received() -> None:
    """An error explains why a body differs; a success explains nothing."""
    rule = asserted("assert r.json() == like(a=1)", r=Response(500, content=b"{}"))

    assert lines(FAILED, rule, exchange(500)) == [
        'expected: body like {"a": 1}',
        "received: body.a is missing (status 500 Internal Server Error)",
    ]


def test_a_message_of_the_assertion_follows() -> None:
    """The author of a rule may know why it fails."""
    rule = asserted("assert r.status_code == 200", r=Response(401))

    assert lines(AssertionError("the same key?\nassert x"), rule, exchange(401)) == [
        "expected: status 200 OK",
        "received: status 401 Unauthorized",
        "the same key?",
    ]


def test_an_error_in_a_helper_is_what_was_received() -> None:
    """The rule says what it looked for, the helper why it is not there."""
    rule = asserted("assert ['query', 'q'] in locations(r)", direct=False, r=Response(200, content=b"[]"))

    assert lines(AssertionError("the body has no detail array"), rule, exchange(200)) == [
        "expected: a validation error at [query, q]",
        "received: the body has no detail array",
    ]


def test_an_assertion_in_a_helper_has_its_own_words() -> None:
    """A fixture that creates a row expects a status that the rule does not mention."""
    rule = asserted("created(api)", direct=False)
    inner = asserted("assert r.status_code == 201", r=Response(500))

    assert lines(FAILED, rule, exchange(500), inner=inner) == [
        "expected: status 201 Created",
        "received: status 500 Internal Server Error",
    ]


@pytest.mark.parametrize("expression", ["r.is_success", "(lambda: 0)()"])
def test_where_nothing_is_compared_the_status_was_received(expression: str) -> None:
    """Every card says what was received."""
    assert lines(FAILED, asserted(f"assert {expression}"), exchange(404)) == [
        f"expected: `{expression}`",
        "received: status 404 Not Found",
    ]


def test_the_status_is_that_of_the_response_in_the_assertion() -> None:
    """Another request may have been the last one."""
    first = Response(422, content=b"{}", request=httpx.Request("GET", "http://h/hello"))
    rule = asserted("assert r.json() == like(a=1)", r=first)

    received = lines(FAILED, rule, exchange(422, "/hello"), exchange(200))[1]

    assert received.endswith("(status 422 Unprocessable Content)")


def test_a_message_without_a_request_is_all_there_is() -> None:
    """A fixture may fail before it sends anything."""
    assert lines(AssertionError("no login"), asserted("assert False, 'no login'")) == ["no login"]
    assert lines(AssertionError(""), asserted("check()")) == ["`check()`"]


def test_without_a_response_the_failure_was_received() -> None:
    """The connection was closed, or the target was silent."""
    assert lines(NoResponse("the target was silent"), asserted("api.get()"), exchange(None)) == [
        "expected: a response",
        "received: the target was silent",
    ]


@pytest.mark.parametrize("found, said", [(["a"], "1 finding"), (["a", "b"], "2 findings")])
def test_findings_are_counted_and_listed(found: list[str], said: str) -> None:
    """Each has its own sentence."""
    rule = asserted("assert fuzzed.keeps('x')", direct=False)

    assert lines(FailureList(found), rule) == ["expected: none of these findings", f"received: {said}", *found]
