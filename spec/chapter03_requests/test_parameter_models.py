"""Parameters as a model · 请求模型：参数模型."""

import pytest

from fastapi_spec import ABSENT, Api, errors, like, locations, must, should

from ..conftest import CACHES, reusable_without

NOTES = "请求模型"
DOCS = "tutorial/query-param-models/"
ORIGIN = "fastapi"
HEADER_DOCS = "tutorial/header-param-models/"
COOKIE_DOCS = "tutorial/cookie-param-models/"
FORBID_DOCS = "tutorial/query-param-models/#forbid-extra-query-parameters"
FORBID_HEADER_DOCS = "tutorial/header-param-models/#forbid-extra-headers"
QUERY = "/chapter03/models/query"
HEADER = "/chapter03/models/header"
COOKIE = "/chapter03/models/cookie"


@must("PARAM-MODEL-1")
def test_query_model(api: Api) -> None:
    """The fields of a query model are read from query parameters of their names, repeated ones into a list: 200."""
    response = api.get(f"{QUERY}?limit=5&sort=population&tag=a&tag=b")

    assert response.status_code == 200
    assert response.json() == like(limit=5, sort="population", tag=["a", "b"])


@must("PARAM-MODEL-2")
def test_defaults_of_a_query_model(api: Api) -> None:
    """Each field of a query model that is not sent has its default, with 200."""
    response = api.get(f"{QUERY}?sort=name")

    assert response.status_code == 200
    assert response.json() == like(limit=10, sort="name", tag=[])


@must("PARAM-MODEL-3")
@pytest.mark.parametrize(
    ("name", "value"), [("limit", "0"), ("limit", "101"), ("limit", "x"), ("sort", "mayor")], ids=lambda each: each
)
def test_invalid_field_of_a_query_model(api: Api, name: str, value: str) -> None:
    """An invalid field of a query model is rejected with 422 at `[query, limit]` or `[query, sort]`."""
    response = api.get(QUERY, params={name: value})

    assert response.status_code == 422
    assert ["query", name] in locations(response)


@must("PARAM-MODEL-4", docs=HEADER_DOCS)
def test_header_model(api: Api) -> None:
    """The fields of a header model are read from headers with hyphens (`X-Unit`), or have their defaults: 200."""
    sent = api.get(HEADER, headers={"Accept-Language": "en", "X-Unit": "million"})
    omitted = api.get(HEADER)

    assert sent.status_code == omitted.status_code == 200
    assert sent.json() == like(accept_language="en", x_unit="million")
    assert omitted.json() == like(accept_language="zh", x_unit="one")


@must("PARAM-MODEL-5", docs=HEADER_DOCS)
@pytest.mark.parametrize("unit", ["thousand", "Million"])
def test_invalid_field_of_a_header_model(api: Api, unit: str) -> None:
    """An invalid field of a header model is rejected with 422 at `[header, x-unit]`."""
    response = api.get(HEADER, headers={"X-Unit": unit})

    assert response.status_code == 422
    assert ["header", "x-unit"] in locations(response)


@must("PARAM-MODEL-6", docs=COOKIE_DOCS)
def test_cookie_model(api: Api) -> None:
    """The fields of a cookie model are read from cookies of their names, or have their defaults: 200."""
    both = api.get(COOKIE, headers={"Cookie": "theme=dark; session=abc"})
    one = api.get(COOKIE, headers={"Cookie": "session=abc"})

    assert both.status_code == one.status_code == 200
    assert both.json() == like(session="abc", theme="dark")
    assert one.json() == like(session="abc", theme="light")


@must("PARAM-MODEL-7", docs=COOKIE_DOCS)
@pytest.mark.parametrize("headers", [{}, {"Cookie": "theme=dark"}], ids=["no-cookie", "another"])
def test_required_field_of_a_cookie_model(api: Api, headers: dict[str, str]) -> None:
    """A request without a required cookie of a cookie model is rejected with 422 at `[cookie, session]`."""
    response = api.get(COOKIE, headers=headers)

    assert response.status_code == 422
    assert ["cookie", "session"] in locations(response)


@must("PARAM-MODEL-8")
def test_other_parameters_are_ignored(api: Api) -> None:
    """A further parameter beside a query, header or cookie model is ignored: 200 without it."""
    query = api.get(QUERY, params={"limit": "5", "zzz": "1"})
    header = api.get(HEADER, headers={"X-Unit": "million", "X-Zzz": "1"})
    cookie = api.get(COOKIE, headers={"Cookie": "session=abc; zzz=1"})

    assert query.status_code == header.status_code == cookie.status_code == 200
    assert query.json() == like(limit=5, zzz=ABSENT)
    assert header.json() == like(x_unit="million", x_zzz=ABSENT)
    assert cookie.json() == like(session="abc", zzz=ABSENT)


@must("PARAM-MODEL-9", docs=FORBID_DOCS)
@pytest.mark.parametrize("name", ["zzz", "Limit"])
def test_forbidden_query_parameter(api: Api, name: str) -> None:
    """With `extra="forbid"` a further query parameter (`zzz`, `Limit`) is rejected with 422 at `[query, zzz]`."""
    response = api.get(f"{QUERY}/only", params={"limit": "5", name: "1"})
    control = api.get(f"{QUERY}/only", params={"limit": "5"})

    assert response.status_code == 422
    assert ["query", name] in locations(response)
    assert control.json() == like(limit=5, sort="name", tag=[])


@must("PARAM-MODEL-10", docs="tutorial/cookie-param-models/#forbid-extra-cookies")
def test_forbidden_cookie(api: Api) -> None:
    """With `extra="forbid"` a further cookie is rejected with 422 at `[cookie, zzz]`."""
    response = api.get(f"{COOKIE}/only", headers={"Cookie": "session=abc; zzz=1"})
    control = api.get(f"{COOKIE}/only", headers={"Cookie": "session=abc"})

    assert response.status_code == 422
    assert ["cookie", "zzz"] in locations(response)
    assert control.json() == like(session="abc", theme="light")


@should("PARAM-MODEL-11", docs=FORBID_DOCS)
def test_error_type(api: Api) -> None:
    """A forbidden query parameter is one error with type `extra_forbidden` and its value as `input`."""
    response = api.get(f"{QUERY}/only", params={"zzz": "1"})

    assert errors(response) == like([{"type": "extra_forbidden", "loc": ["query", "zzz"], "input": "1"}])


@must("PARAM-MODEL-12", docs=FORBID_HEADER_DOCS)
def test_forbidden_header(api: Api) -> None:
    """With `extra="forbid"` a further header is rejected with 422 at `[header, x-zzz]`."""
    response = api.get(f"{HEADER}/only", headers={"X-Unit": "million", "X-Zzz": "1"})

    assert response.status_code == 422
    assert ["header", "x-zzz"] in locations(response)


# SHOULD: some servers keep Host apart from the other headers, as Go's net/http does.
@should("PARAM-MODEL-13", docs=FORBID_HEADER_DOCS)
def test_host_is_forbidden(api: Api) -> None:
    """With `extra="forbid"` a header model rejects any request that has a `Host` with 422 at `[header, host]`."""
    response = api.get(f"{HEADER}/only", headers={"X-Unit": "million"})

    assert response.status_code == 422
    assert ["header", "host"] in locations(response)


@should("PARAM-MODEL-15", origin="hardening", plain="says nothing to caches", docs=CACHES)
@pytest.mark.parametrize("path", [COOKIE, f"{COOKIE}/only"], ids=["cookie", "only"])
def test_shared_caches(api: Api, path: str) -> None:
    """The 200 to a required cookie has `Cache-Control: private`, `no-store` or `no-cache`, or `Vary: Cookie`."""
    response = api.get(path, headers={"Cookie": "session=abc"})

    assert response.status_code == 200
    assert reusable_without(response, "Cookie") == set()
