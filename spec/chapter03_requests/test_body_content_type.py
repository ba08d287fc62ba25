"""Body and content type · 请求体和字段."""

import pytest

from fastapi_spec import Api, Erratum, elements, like, locations, must

NOTES = "请求体和字段"
WITH_QUERY = "请求体及混合参数"
DOCS = "tutorial/body/"
CONTENT_TYPE_DOCS = "advanced/strict-content-type/"
PATH = "/chapter03/request_body/city"
JSON = {"Content-Type": "application/json"}
CITY = b'{"name": "Beijing", "country": "China", "contry_code": "CN"}'


@must("BODY-SHAPE-3")
@pytest.mark.parametrize("headers", [JSON, {}], ids=["json", "no-content-type"])
def test_body_is_required(api: Api, headers: dict[str, str]) -> None:
    """A request whose body is empty, declared as JSON or not at all, is refused with 422 at [body]."""
    response = api.post(PATH, headers=headers)

    assert response.status_code == 422
    assert ["body"] in locations(response)


@must("BODY-SHAPE-4", notes=WITH_QUERY)
def test_fields_are_not_read_from_the_query(api: Api) -> None:
    """The fields of a body are read from the body only, not from query parameters of their names."""
    query = {"name": "Paris", "country": "France", "contry_code": "FR", "contry_population": "900"}
    only_query = api.post(PATH, params=query)
    both = api.post(PATH, params=query, content=CITY, headers=JSON)

    assert ["body"] in locations(only_query)
    assert both.json() == like(name="Beijing", country="China", contry_code="CN", contry_population=800)


@must(
    "BODY-CT-1",
    docs=CONTENT_TYPE_DOCS,
    erratum=Erratum(claim="A body is read as JSON also when no Content-Type is sent.", since="FastAPI 0.132.0"),
)
def test_content_type_is_required(api: Api) -> None:
    """A JSON body without a Content-Type, which a foreign page can have sent, is refused with 422 at [body]."""
    response = api.post(PATH, content=CITY)

    assert response.status_code == 422
    assert ["body"] in locations(response)


@must("BODY-CT-2", docs=CONTENT_TYPE_DOCS)
@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "text/json",
        "application/x-www-form-urlencoded",
        "application/xml",
        "application/octet-stream",
        "garbage",
    ],
)
def test_other_content_types(api: Api, content_type: str) -> None:
    """A JSON body sent with another Content-Type is not read as JSON: it is refused with 422 at [body]."""
    response = api.post(PATH, content=CITY, headers={"Content-Type": content_type})

    assert response.status_code == 422
    assert ["body"] in locations(response)


@must("BODY-CT-3", docs=CONTENT_TYPE_DOCS)
@pytest.mark.parametrize(
    "content_type", ["application/json; charset=utf-8", "Application/JSON", "application/vnd.api+json"]
)
def test_json_content_types(api: Api, content_type: str) -> None:
    """A body is read as JSON with application/json in any letter case, with parameters, and with a subtype in +json."""
    response = api.post(PATH, content=CITY, headers={"Content-Type": content_type})

    assert response.status_code == 200
    assert response.json() == like(name="Beijing")


@must("BODY-METHOD-1", docs="https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6")
@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("GET", PATH, "POST"), ("GET", f"{PATH}/Beijing", "PUT"), ("PATCH", f"{PATH}/Beijing", "PUT")],
)
def test_other_methods(api: Api, method: str, path: str, allowed: str) -> None:
    """Another method than the operation's is answered with 405 and an Allow header that lists the right one."""
    response = api.request(method, path)
    control = api.post(PATH, content=CITY, headers=JSON)

    assert response.status_code == 405
    assert allowed in elements(response.headers, "allow")
    assert control.status_code == 200
