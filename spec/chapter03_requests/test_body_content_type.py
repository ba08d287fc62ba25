"""Body and content type · 请求体和字段：Content-Type."""

import pytest

from fastapi_spec import Api, like, locations, must, should

NOTES = "请求体和字段"
WITH_QUERY = "请求体及混合参数"
DOCS = "tutorial/body/"
ORIGIN = "notes"
CONTENT_TYPE_DOCS = "advanced/strict-content-type/"
PATH = "/chapter03/request_body/city"
JSON = {"Content-Type": "application/json"}
CITY = b'{"name": "Beijing", "country": "China", "contry_code": "CN"}'


@must("BODY-CT-3", docs=CONTENT_TYPE_DOCS)
@pytest.mark.parametrize(
    "content_type", ["application/json; charset=utf-8", "Application/JSON", "application/vnd.api+json"]
)
def test_json_content_types(api: Api, content_type: str) -> None:
    """A body of type `application/json`, in any letter case and with parameters, or of a `+json` type is read: 200."""
    response = api.post(PATH, content=CITY, headers={"Content-Type": content_type})

    assert response.status_code == 200
    assert response.json() == like(name="Beijing")


@must("BODY-SHAPE-3")
def test_body_is_required(api: Api) -> None:
    """An empty body with `Content-Type: application/json` is rejected with 422 at `[body]`."""
    response = api.post(PATH, headers=JSON)

    assert response.status_code == 422
    assert ["body"] in locations(response)


@must("BODY-SHAPE-4", notes=WITH_QUERY)
def test_query_is_not_the_body(api: Api) -> None:
    """Body fields are not read from query parameters of the same names, with or without a body."""
    query = {"name": "Paris", "country": "France", "contry_code": "FR", "contry_population": "900"}
    only_query = api.post(PATH, params=query, headers=JSON)
    both = api.post(PATH, params=query, content=CITY, headers=JSON)

    assert ["body"] in locations(only_query)
    assert both.json() == like(name="Beijing", country="China", contry_code="CN", contry_population=800)


# Another origin's page can send such a request without a preflight. FastAPI before 0.132.0 reads it as JSON.
@must("BODY-CT-1", origin="fastapi", docs=CONTENT_TYPE_DOCS)
@pytest.mark.parametrize("body", [CITY, b""], ids=["json", "empty"])
def test_missing_content_type(api: Api, body: bytes) -> None:
    """A request without `Content-Type` is rejected with 415 or 422, even if its body is valid JSON."""
    response = api.post(PATH, content=body)
    control = api.post(PATH, content=CITY, headers=JSON)

    assert response.status_code in (415, 422)
    assert control.status_code == 200


@must("BODY-CT-2", origin="fastapi", docs=CONTENT_TYPE_DOCS)
@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "text/json",
        "application/jsonx",
        "application/x-www-form-urlencoded",
        "application/xml",
        "application/octet-stream",
        "garbage",
    ],
)
def test_other_content_types(api: Api, content_type: str) -> None:
    """A JSON body with another `Content-Type` (`text/json`, `application/jsonx`) is rejected with 415 or 422."""
    response = api.post(PATH, content=CITY, headers={"Content-Type": content_type})
    control = api.post(PATH, content=CITY, headers=JSON)

    assert response.status_code in (415, 422)
    assert control.status_code == 200


@should("BODY-CT-4", origin="fastapi", docs=CONTENT_TYPE_DOCS)
@pytest.mark.parametrize(
    ("headers", "body"), [({}, CITY), ({}, b""), ({"Content-Type": "text/plain"}, CITY)], ids=["none", "empty", "text"]
)
def test_location_of_an_unreadable_body(api: Api, headers: dict[str, str], body: bytes) -> None:
    """A request whose `Content-Type` is missing or not JSON is rejected with 422 at `[body]`."""
    response = api.post(PATH, content=body, headers=headers)

    assert response.status_code == 422
    assert ["body"] in locations(response)
