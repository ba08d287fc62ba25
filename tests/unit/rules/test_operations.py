"""Whether a response shows that the target does not have an operation."""

import pytest

from fastapi_spec.client.api import Exchange
from fastapi_spec.rules.operations import not_built


def response(method: str, path: str, status: int | None, body: bytes = b'{"detail":"Not Found"}') -> Exchange:
    """A request to a target at http://h/base and the response to it."""
    return Exchange(method, f"http://h/base{path}", [], b"", status, [], body)


@pytest.mark.parametrize(
    "exchange, told",
    [
        (response("GET", "/hello", 404), "404: GET /hello is not built"),
        (response("GET", "/hello?x=1", 405), "405: GET /hello is not built"),
        (response("GET", "/apps/cors/default/hello", 404), "404: GET /apps/cors/default/hello is not built"),
        (
            response("GET", "/chapter07/departments/7", 404),
            "404: GET /chapter07/departments/{did} is not built, or not for this value",
        ),
        (response("PUT", "/chapter07/departments/7", 405), "405: PUT /chapter07/departments/{did} is not built"),
        (
            response("GET", "/chapter07/departments/7", 404, b"nothing here"),
            "404: GET /chapter07/departments/{did} is not",
        ),
        (response("GET", "/chapter07/departments/7", 404, b'{"detail":"no such department"}'), ""),
        (response("GET", "/hello", 200), ""),
        (response("GET", "/nowhere", 404), ""),
        (response("POST", "/hello", 405), ""),
        (response("GET", "/hello", None), ""),
        (None, ""),
    ],
)
def test_a_missing_operation_is_told(exchange: Exchange | None, told: str) -> None:
    """Only what the contract has can be missing, and a missing row is another thing."""
    assert not_built(exchange, "http://h/base").startswith(told)
    assert bool(not_built(exchange, "http://h/base")) is bool(told)
