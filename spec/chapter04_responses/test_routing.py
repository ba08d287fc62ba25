"""Routing · FastAPI 配置项：路由."""

import pytest

from fastapi_spec import Api, elements, like, location, may, must, needs_chapter, should

NOTES = "FastAPI 配置项"
DOCS = "tutorial/first-steps/"
ORIGIN = "fastapi"
SLASHES = "reference/fastapi/"
RFC = "https://www.rfc-editor.org/rfc/rfc9110.html"
PATH = "/hello"
POST_ONLY = "/chapter04/status_code"
DATABASE = needs_chapter("database")


@must("ROUTE-1")
@pytest.mark.parametrize("path", ["/nope", "/Hello", "/hello/nope", "/hell"])
def test_unknown_paths(api: Api, path: str) -> None:
    """An unknown path is a 404, even if only its letter case differs from a known path."""
    response = api.get(path)
    control = api.get(PATH)

    assert response.status_code == 404
    assert control.json() == like(hello="world")


@should("ROUTE-7")
@pytest.mark.parametrize("path", ["/", "//hello", "/nope", "/static/nope.txt"])
def test_not_found(api: Api, path: str) -> None:
    """An unknown path, such as `/` or `//hello`, and a missing static file are a 404 with the `detail` `Not Found`."""
    response = api.raw("GET", path)

    assert response.status_code == 404
    assert response.json() == like(detail="Not Found")


@must("ROUTE-2", origin="http", docs=f"{RFC}#section-15.5.6")
@pytest.mark.parametrize(
    "method, path, supported",
    [
        ("POST", PATH, "GET"),
        ("PUT", PATH, "GET"),
        ("PATCH", PATH, "GET"),
        ("DELETE", PATH, "GET"),
        ("GET", POST_ONLY, "POST"),
        ("PUT", POST_ONLY, "POST"),
        ("DELETE", POST_ONLY, "POST"),
    ],
)
def test_other_methods_are_rejected(api: Api, method: str, path: str, supported: str) -> None:
    """A method that a path does not support is rejected with 405 and an `Allow` that lists the supported one."""
    response = api.request(method, path)
    control = api.request(supported, path)

    assert response.status_code == 405
    assert supported in elements(response.headers, "allow")
    assert control.status_code == 200


@must(
    "ROUTE-10",
    origin="http",
    plain="lists the methods of the first route of the path alone",
    docs=f"{RFC}#section-15.5.6",
)
@pytest.mark.parametrize(
    "method, path, methods",
    [
        pytest.param("PUT", "/chapter07/departments", {"GET", "POST"}, id="departments", marks=DATABASE),
        pytest.param("PATCH", "/chapter07/departments/1", {"GET", "PUT", "DELETE"}, id="department", marks=DATABASE),
        pytest.param("PUT", "/chapter07/staff/1", {"GET", "PATCH", "DELETE"}, id="staff", marks=DATABASE),
        pytest.param("PUT", "/chapter07/users/1", {"GET", "DELETE"}, id="user", marks=DATABASE),
        pytest.param("PUT", "/chapter08/readme", {"GET", "DELETE"}, id="readme", marks=needs_chapter("background")),
        pytest.param("PUT", "/apps/cors/default/hello", {"GET", "POST"}, id="hello", marks=needs_chapter("cors")),
    ],
)
def test_allow_lists_every_method(api: Api, method: str, path: str, methods: set[str]) -> None:
    """The `Allow` of a 405 lists every method of the path, and besides them at most HEAD and OPTIONS."""
    response = api.request(method, path)

    assert response.status_code == 405
    assert elements(response.headers, "allow") - {"HEAD", "OPTIONS"} == methods


@should("ROUTE-8")
@pytest.mark.parametrize("method", ["POST", "OPTIONS", "TRACE"])
def test_method_not_allowed(api: Api, method: str) -> None:
    """A method that a path does not support, even OPTIONS, is a 405 with the `detail` `Method Not Allowed`."""
    response = api.request(method, PATH)

    assert response.status_code == 405
    assert response.json() == like(detail="Method Not Allowed")


@should("ROUTE-3")
def test_head_is_not_added(api: Api) -> None:
    """HEAD on an operation that has GET only is rejected with 405."""
    response = api.head(PATH)
    control = api.get(PATH)

    assert response.status_code == 405
    assert control.json() == like(hello="world")


@must("ROUTE-4", docs=SLASHES)
@pytest.mark.parametrize("query", [{}, {"a": "1", "b": "x y"}], ids=["plain", "query"])
def test_trailing_slash(api: Api, query: dict[str, str]) -> None:
    """A path with an extra trailing slash is redirected by 307 or 308 to the path without it; the query is kept."""
    response = api.get("/hello/", params=query)
    target = api.get(PATH, params=query)

    assert response.status_code in (307, 308)
    assert location(response) == target.url
    assert target.json() == like(hello="world")


@must("ROUTE-5", docs=SLASHES)
def test_trailing_slash_without_redirect(api: Api) -> None:
    """In an application without slash redirects, a path with an extra trailing slash is a 404."""
    response = api.get("/apps/no-slash-redirect/hello/")
    control = api.get("/apps/no-slash-redirect/hello")

    assert response.status_code == 404
    assert control.json() == like(hello="world")


@must("ROUTE-11", origin="http", docs="https://www.rfc-editor.org/rfc/rfc9112.html#section-3.2")
@pytest.mark.parametrize("host", ["evil.example/admin?", "good.example@evil.example"], ids=["path", "user"])
def test_redirect_ignores_a_malformed_host(api: Api, host: str) -> None:
    """A malformed `Host` (`evil.example/admin?`) does not appear in the `Location` of a redirect."""
    response = api.get("/hello/", headers={"Host": host})
    control = api.get("/hello/")
    target = api.get(PATH)

    assert "evil.example" not in response.headers.get("location", "").lower()
    assert location(control) == target.url


@must("ROUTE-12", origin="http", docs=f"{RFC}#section-10.2.2")
def test_redirect_keeps_the_encoding(api: Api) -> None:
    """A redirect keeps the encoding of its path: `1%3F2/` leads to `1%3F2` and not to `1?2`."""
    response = api.get("/chapter04/http_exception/1%3F2/")
    target = api.get("/chapter04/http_exception/1%3F2")

    assert response.status_code in (307, 308)
    assert location(response) == target.url
    assert target.status_code == 422


# SHOULD: a server that trusts its proxy may use the header.
@should("ROUTE-9", docs=SLASHES)
def test_redirect_stays_on_the_host(api: Api) -> None:
    """`X-Forwarded-Host` does not change the host in the `Location` of a redirect."""
    response = api.get("/hello/", headers={"X-Forwarded-Host": "evil.example"})
    target = api.get(PATH)

    assert location(response) == target.url
    assert target.json() == like(hello="world")


@may("ROUTE-6", docs=f"{RFC}#section-9.1")
def test_unknown_method(api: Api) -> None:
    """An unknown method (`FOO`) is rejected with 400, 405 or 501."""
    response = api.request("FOO", PATH)
    control = api.get(PATH)

    assert response.status_code in (400, 405, 501)
    assert control.json() == like(hello="world")
