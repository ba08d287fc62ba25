"""An operation as an OpenAPI document declares it."""

from fastapi_spec.hints.documents import declared
from tests.unit.hints.sample import contract

CITY = "/chapter03/request_body/city/{name}"


def test_an_operation_is_found_whatever_its_parameters_are_called() -> None:
    """The path of a target may have other names than the contract's."""
    found = declared(contract(), "PUT", "/chapter03/request_body/city/{other}")
    assert found
    assert found.path == CITY
    assert found.places("confirmed") == ["query"]
    assert found.places("city01") == ["body"]
    assert found.required("body", "city01")
    assert not found.required("query", "confirmed")
    assert found.type("query", "confirmed") == "integer >= 0"
    assert found.type("query", "nothing") == ""
    assert found.media_types == ["application/json"]
    assert found.unnamed == []
    assert declared(contract(), "GET", CITY) is None
    assert declared(None, "PUT", CITY) is None


def test_the_response_is_that_of_a_success() -> None:
    """References are followed."""
    found = declared(contract(), "POST", "/chapter04/response_model/input")
    assert found
    assert "email" in found.returned["properties"]
    hello = declared(contract(), "GET", "/hello")
    assert hello
    assert hello.body == {}
