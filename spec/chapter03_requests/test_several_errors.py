"""Faults anywhere in a request · 请求模型."""

from unittest.mock import ANY

import pytest

from fastapi_spec import Api, errors, like, locations, media_type, must, should

NOTES = "请求模型"
DOCS = "tutorial/handling-errors/#override-request-validation-exceptions"
CITY = "/chapter03/request_body/city"
BEIJING = {"name": "Beijing", "country": "China", "contry_code": "CN"}
FAULTS = pytest.mark.parametrize(
    ("method", "path", "body", "place"),
    [
        ("GET", "/chapter03/path_/0", None, ["path", "num"]),
        ("GET", "/chapter03/query?page=x", None, ["query", "page"]),
        ("POST", CITY, {**BEIJING, "name": None}, ["body", "name"]),
        ("PUT", f"{CITY}/x?death=-1", {"city01": BEIJING, "city02": BEIJING}, ["query", "death"]),
    ],
    ids=["path", "query", "body", "query-beside-a-body"],
)


@must("REQUEST-FAULT-1")
@FAULTS
def test_faults_are_answered_alike(api: Api, method: str, path: str, body: object, place: list[str]) -> None:
    """A fault is answered with 422 and JSON whose detail gives its place: path, query or body, then the name."""
    response = api.request(method, path, json=body)

    assert response.status_code == 422
    assert media_type(response) == "application/json"
    assert place in locations(response)


@should("REQUEST-FAULT-2")
@FAULTS
def test_shape_of_an_error(api: Api, method: str, path: str, body: object, place: list[str]) -> None:
    """A fault is one object of detail with a type, its place, a message and the input."""
    response = api.request(method, path, json=body)

    assert errors(response) == like([{"type": ANY, "loc": place, "msg": ANY, "input": ANY}])


@should("REQUEST-FAULT-3")
def test_faults_are_reported_together(api: Api) -> None:
    """Faults of the query and of the body are reported in one answer, those of the query first."""
    body = {"city01": {**BEIJING, "name": 1}, "city02": {**BEIJING, "contry_population": 1}}
    response = api.put(f"{CITY}/Beijing?confirmed=-1&death=x", json=body)

    assert locations(response) == [
        ["query", "confirmed"],
        ["query", "death"],
        ["body", "city01", "name"],
        ["body", "city02", "contry_population"],
    ]
