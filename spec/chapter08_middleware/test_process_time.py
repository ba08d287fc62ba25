"""Middleware that measures the process time · 中间件：X-Process-Time."""

import re

import httpx
import pytest

from fastapi_spec import Api, Erratum, like, must, needs_chapter, should

from ..chapter08_cors.browser import header_names

NOTES = "中间件"
DOCS = "tutorial/middleware/"
ORIGIN = "notes"
MAIN = "/chapter03/query"  # an operation of the main application, which the notes have

# A server may drop the connection after an unhandled error; the next request would fail with it.
LAST = {"Connection": "close"}


def process_time(response: httpx.Response) -> float:
    """The seconds in X-Process-Time."""
    value = response.headers.get("x-process-time", "")
    assert re.fullmatch(r"\d+(\.\d+)?(e-?\d+)?", value, re.ASCII), f"X-Process-Time is not a decimal number: {value!r}"
    return float(value)


@must("MW-TIME-1")
@pytest.mark.parametrize(
    ("method", "path", "statuses"),
    [
        pytest.param("GET", MAIN, (200,), id="200", marks=needs_chapter("requests")),
        pytest.param("GET", "/static/a.txt", (200,), id="static", marks=needs_chapter("responses")),
        pytest.param("GET", f"{MAIN}/", (307, 308), id="redirect", marks=needs_chapter("requests")),
        pytest.param("GET", "/nope", (404,), id="404"),
        pytest.param("POST", MAIN, (405,), id="405", marks=needs_chapter("requests")),
        pytest.param("POST", "/chapter08/background_tasks", (422,), id="422", marks=needs_chapter("background")),
        pytest.param("GET", "/chapter04/exc_dict", (400,), id="400", marks=needs_chapter("responses")),
        pytest.param("GET", "/chapter05/dependency01", (200,), id="dependencies", marks=needs_chapter("dependencies")),
        pytest.param("GET", "/chapter06/users/me", (401,), id="401", marks=needs_chapter("security")),
        pytest.param("GET", "/chapter07/departments", (200,), id="database", marks=needs_chapter("database")),
    ],
)
def test_responses(api: Api, method: str, path: str, statuses: tuple[int, ...]) -> None:
    """A 200, 307 or 308, 400, 401, 404, 405 and 422 have `X-Process-Time`: a decimal number, not negative."""
    response = api.request(method, path)

    assert response.status_code in statuses
    assert process_time(response) >= 0


@must("MW-TIME-6")
def test_seconds_of_the_handler(api: Api) -> None:
    """`X-Process-Time` is in seconds: for a handler of 50 ms at least 0.04, at most what the client measures."""
    response = api.get("/chapter08/slow")

    assert response.status_code == 200
    assert response.json() == like(hello="world")
    assert 0.04 <= process_time(response) <= response.elapsed.total_seconds()


@must("MW-TIME-7", origin="fastapi")
@needs_chapter("responses")
def test_not_modified(api: Api) -> None:
    """A 304 response has `X-Process-Time`."""
    file = api.get("/static/a.txt")
    response = api.get("/static/a.txt", headers={"If-None-Match": file.headers.get("etag", "")})

    assert response.status_code == 304
    assert process_time(response) >= 0


@should("MW-TIME-8", origin="fastapi")
@needs_chapter("responses")
@pytest.mark.parametrize("path", ["/docs", "/redocs", "/openapi.json"])
def test_documentation(api: Api, path: str) -> None:
    """The documentation pages and the OpenAPI document have `X-Process-Time`, too."""
    response = api.get(path)

    assert response.status_code == 200
    assert process_time(response) >= 0


@should(
    "MW-TIME-2",
    erratum=Erratum(
        claim="A middleware intercepts every response.", since="never true of an unhandled error", in_code=False
    ),
)
@pytest.mark.parametrize("outermost", ["cors", "process-time"])
def test_unhandled_error(api: Api, outermost: str) -> None:
    """The 500 response to an unhandled error has no `X-Process-Time`, whichever middleware is outermost."""
    control = api.get(f"/apps/middleware/{outermost}-outermost/hello")
    response = api.get(f"/apps/middleware/{outermost}-outermost/crash", headers=LAST)

    assert process_time(control) >= 0
    assert response.status_code == 500
    assert "x-process-time" not in response.headers


@must("MW-TIME-4", origin="fastapi", docs="tutorial/middleware/#create-a-middleware")
@needs_chapter("requests")
def test_not_exposed(api: Api) -> None:
    """`X-Process-Time` is sent to an allowed origin, but not exposed to its scripts, neither by name nor by `*`."""
    response = api.get(MAIN, headers={"Origin": "http://localhost:3100"})

    assert response.status_code == 200
    assert response.headers.get("access-control-allow-origin") == "http://localhost:3100"
    assert process_time(response) >= 0
    assert header_names(response.headers, "access-control-expose-headers").isdisjoint({"*", "x-process-time"})
