"""Values in an assertion are computed again only where that has no effect."""

import ast
from typing import Any

import pytest

from fastapi_spec import locations
from fastapi_spec.client.api import Response
from fastapi_spec.verdict.values import Unknown, Values, responses

CALLS: list[str] = []


def helper(value: object) -> object:
    """A function that the specification does not have."""
    CALLS.append("helper")
    return value


def value(text: str, **names: Any) -> Any:
    """The value of an expression with these variables. Raises Unknown."""
    return Values({"helper": helper, "locations": locations} | names).of(ast.parse(text, mode="eval").body)


@pytest.mark.parametrize(
    "text, result",
    [
        ("a + 1", 2),
        ("[each * 2 for each in (a, 3)]", [2, 6]),
        ("sorted({3, a})", [1, 3]),
        ("'A'.lower()", "a"),
        ("locations(r)", [["query", "q"]]),
    ],
)
def test_a_pure_expression_has_its_value(text: str, result: object) -> None:
    """Names, operators, comprehensions, what reads a response."""
    r = Response(422, content=b'{"detail": [{"loc": ["query", "q"]}]}')

    assert value(text, a=1, r=r) == result


@pytest.mark.parametrize(
    "text",
    ["helper(1)", "api.get('/')", "self.api", "(lambda: 1)()", "(b := 1)", "a.pop()", "nowhere", "locations(a)"],
)
def test_what_may_have_an_effect_is_not_known(text: str) -> None:
    """No request is sent, nothing is changed, and an error is none of the harness."""
    with pytest.raises(Unknown):
        value(text, a=[1], api=object(), self=object())

    assert CALLS == []


def test_a_value_that_is_handed_over_is_taken() -> None:
    """pytest has computed it already."""
    node = ast.parse("api.get('/')", mode="eval").body
    values = Values()
    values.hand(node, 1)

    assert values.of(node) == 1
    assert values.get(ast.parse("api", mode="eval").body, 2) == 2


def test_the_function_of_a_call_is_found() -> None:
    """Its docstring says what it decides."""
    values = Values({"helper": helper})
    calls = [ast.parse(text, mode="eval").body for text in ("helper(1)", "len(a)", "helper.nothing()", "(1 + 1)()")]

    assert [values.function(call) for call in calls if isinstance(call, ast.Call)] == [helper, len, None, None]


def test_the_responses_of_an_expression_are_found() -> None:
    """The first of them has the status that a card names; rules keep several in a list."""
    first, second = Response(200), Response(404)
    node = ast.parse("[each for each in both] + [one, other]", mode="eval").body

    assert list(responses(node, Values({"both": [first], "one": second, "other": 1}))) in (
        [first, second],
        [second, first],
    )
