"""A request that is rejected though the rule expects it to be accepted."""

from typing import Any

import pytest

from fastapi_spec.hints.rejected import hint
from tests.unit.hints.sample import FORM, contract, parameter, rejected, seen

CITY = "/chapter03/request_body/city"
EMBEDDED = "/chapter03/request_body/embedded"
NESTED = "/chapter03/request_body/nested"
NUMBER = "/chapter03/path_/{num}"


def test_a_body_that_is_not_sent() -> None:
    """A dict, a model or a list is read from the body."""
    path = "/chapter05/dependency01"
    document = contract()
    schema: dict[str, Any] = {"type": "object"}
    document["paths"][path]["get"]["requestBody"] = {"content": {"application/json": {"schema": schema}}}

    given = seen(path, body=rejected(["body"]), document=document)
    assert "unless it has `Depends(...)`" in hint(given)
    schema["type"] = "array"
    assert "only with `Query()`" in hint(given)
    assert hint(seen(path, body=rejected(["body"]), document=contract())) == ""


def test_a_parameter_of_the_path_with_another_name() -> None:
    """The function has a query parameter instead."""
    document = contract(parameter(NUMBER, "num", name="number", **{"in": "query"}))
    given = seen("/chapter03/path_/1", body=rejected(["query", "number"]), document=document)

    assert "the parameter in the path is called `num`" in hint(given)


@pytest.mark.parametrize(
    "path, location, sent, words",
    [
        (CITY, ["body", "country_code"], {"contry_code": "CN"}, "did you mean `contry_code`?"),
        (NESTED, ["body", "city", 0, "country_code"], {"city": [{"contry_code": "CN"}]}, "did you mean `contry_code`?"),
        (CITY, ["body", "contry_population"], {"name": "a"}, "give it a default"),
        (CITY, ["body", "mayor"], {"name": "a"}, "requires `mayor`, which the request does not have"),
        (CITY, ["body", "name"], {"country": "a"}, ""),
    ],
)
def test_what_the_body_lacks(path: str, location: list[Any], sent: Any, words: str) -> None:
    """A misspelled name, a missing default; nothing if the contract requires it, too."""
    method = "PUT" if path == NESTED else "POST"
    found = hint(seen(path, method=method, body=rejected(location), sent=sent, document=contract()))
    assert words in found
    assert bool(words) == bool(found)


def test_a_path_that_another_operation_takes() -> None:
    """The fixed path is declared after it, and so its operation is never called."""
    given = seen("/chapter03/path/parameters", body=rejected(["path", "num"]), document=contract())

    assert "an operation with the path parameter `num` takes this path, too" in hint(given)


def test_a_model_that_is_embedded_or_not() -> None:
    """In either direction, by both documents."""
    document = contract()
    paths = document["paths"]
    paths[CITY]["post"]["requestBody"], paths[EMBEDDED]["post"]["requestBody"] = (
        paths[EMBEDDED]["post"]["requestBody"],
        paths[CITY]["post"]["requestBody"],
    )

    bare = seen(EMBEDDED, method="POST", body=rejected(["body", "name"]), sent={"city": {"name": 1}}, document=document)
    assert "`Body(embed=True)`" in hint(bare)
    embedded = seen(CITY, method="POST", body=rejected(["body", "city"]), sent={"name": 1}, document=document)
    assert "below the property `city`" in hint(embedded)


def test_a_form_for_json() -> None:
    """The whole body is rejected."""
    path = "/chapter04/login/"
    document = contract()
    content = document["paths"][path]["post"]["requestBody"]["content"]
    content["application/json"] = content.pop("application/x-www-form-urlencoded")

    given = seen(path, method="POST", body=rejected(["body"]), sent=b"username=a", headers=(FORM,), document=document)
    assert "declare the fields with `Form()`" in hint(given)


@pytest.mark.parametrize("status, expected", [(422, 422), (400, (400, 422)), (404, 200)])
def test_an_expected_error_has_no_hint(status: int, expected: Any) -> None:
    """Nor has an error that is not a validation error."""
    given = seen(CITY, status, rejected(["body", "mayor"]), expected=expected, method="POST", sent={"a": 1})
    assert hint(given) == ""
