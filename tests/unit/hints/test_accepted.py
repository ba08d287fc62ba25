"""A request that is accepted though the rule expects an error."""

from fastapi_spec.hints.accepted import hint
from tests.unit.hints.sample import contract, parameter, seen

ERROR = "/chapter04/http_exception?city=Paris"


def test_an_exception_that_is_returned() -> None:
    """Its properties are the body, under the status 200."""
    body = {"status_code": 404, "detail": "City not found!", "headers": None}

    assert hint(seen(ERROR, 200, body, expected=404)).endswith("raise the `HTTPException`, do not return it")
    assert hint(seen(ERROR, 200, {"detail": "City not found!"}, expected=404)) == ""
    assert hint(seen(ERROR, 404, body, expected=404)) == ""


def test_a_required_parameter_that_is_optional() -> None:
    """It was not sent, and nothing objects."""
    path = "/chapter04/http_exception"
    document = contract(parameter(path, "city", required=False))

    assert "`city` is optional in the application" in hint(seen(path, 200, {}, expected=422, document=document))
    assert hint(seen(path, 200, {}, expected=422, document=contract())) == ""


def test_a_bound_that_is_missing() -> None:
    """Only where a request does not fit what is declared: a 413 has other reasons."""
    path = "/chapter05/classes_as_dependencies"
    document = contract(parameter(path, "page", schema={"type": "integer"}))
    given = seen(f"{path}?page=0", 200, {}, expected=422, document=document)

    assert hint(given) == "the application declares `page` as `integer`, not as `integer >= 1`"
    assert hint(seen(f"{path}?page=0", 200, {}, expected=413, document=document)) == ""
    assert hint(seen("/static/a", 200, {}, expected=400, document=document)) == ""
