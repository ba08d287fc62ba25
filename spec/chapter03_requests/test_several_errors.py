"""Errors anywhere in a request · 请求模型：各处的错误."""

from unittest.mock import ANY

import pytest

from fastapi_spec import Api, errors, like, locations, media_type, must, should

NOTES = "请求模型"
DOCS = "tutorial/handling-errors/#override-request-validation-exceptions"
ORIGIN = "fastapi"
CITY = "/chapter03/request_body/city"
BEIJING = {"name": "Beijing", "country": "China", "contry_code": "CN"}
INVALID = pytest.mark.parametrize(
    ("method", "path", "body", "location"),
    [
        ("GET", "/chapter03/path_/0", None, ["path", "num"]),
        ("GET", "/chapter03/query?page=x", None, ["query", "page"]),
        ("POST", CITY, {**BEIJING, "name": None}, ["body", "name"]),
        ("PUT", f"{CITY}/x?death=-1", {"city01": BEIJING, "city02": BEIJING}, ["query", "death"]),
    ],
    ids=["path", "query", "body", "query-beside-a-body"],
)


@must("REQUEST-FAULT-1")
@INVALID
def test_location_of_an_error(api: Api, method: str, path: str, body: object, location: list[str]) -> None:
    """An invalid value in path, query or body is rejected with 422; the `application/json` body contains its `loc`."""
    response = api.request(method, path, json=body)

    assert response.status_code == 422
    assert media_type(response) == "application/json"
    assert location in locations(response)


@should("REQUEST-FAULT-2")
@INVALID
def test_properties_of_an_error(api: Api, method: str, path: str, body: object, location: list[str]) -> None:
    """An invalid value is reported once, as an object with `type`, `loc`, `msg` and `input`."""
    response = api.request(method, path, json=body)

    assert errors(response) == like([{"type": ANY, "loc": location, "msg": ANY, "input": ANY}])


@should("REQUEST-FAULT-3")
def test_errors_are_reported_together(api: Api) -> None:
    """Errors in the query and the body are reported in one response, those in the query first."""
    body = {"city01": {**BEIJING, "name": 1}, "city02": {**BEIJING, "contry_population": 1}}
    response = api.put(f"{CITY}/Beijing?confirmed=-1&death=x", json=body)

    assert locations(response) == [
        ["query", "confirmed"],
        ["query", "death"],
        ["body", "city01", "name"],
        ["body", "city02", "contry_population"],
    ]
