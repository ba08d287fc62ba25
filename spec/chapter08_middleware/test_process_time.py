"""The time an answer took · X-Process-Time."""

import re

import httpx
import pytest

from fastapi_spec import Api, Erratum, like, must, needs_chapter, should

from ..chapter08_cors.browser import header_names

NOTES = "中间件"
DOCS = "tutorial/middleware/"

# A server may drop the connection after an unhandled error: no other rule is to meet the ruins.
LAST = {"Connection": "close"}


def process_time(response: httpx.Response) -> float:
    """The seconds that X-Process-Time tells."""
    value = response.headers.get("x-process-time", "")
    assert re.fullmatch(r"\d+(\.\d+)?(e-?\d+)?", value, re.ASCII), f"X-Process-Time is no decimal number: {value!r}"
    return float(value)


@must("MW-TIME-1")
@pytest.mark.parametrize(
    ("method", "path", "statuses"),
    [
        pytest.param("GET", "/hello", (200,), id="200"),
        pytest.param("GET", "/static/a.txt", (200,), id="static", marks=needs_chapter("responses")),
        pytest.param("GET", "/hello/", (307, 308), id="redirect"),
        pytest.param("GET", "/nope", (404,), id="404"),
        pytest.param("POST", "/hello", (405,), id="405"),
        pytest.param("POST", "/chapter08/background_tasks", (422,), id="422", marks=needs_chapter("background")),
    ],
)
def test_answers_tell_their_time(api: Api, method: str, path: str, statuses: tuple[int, ...]) -> None:
    """A success, a redirect, a 404, a 405 and a 422 carry `X-Process-Time` with a decimal number of 0 or more."""
    response = api.request(method, path)

    assert response.status_code in statuses
    assert process_time(response) >= 0


@must("MW-TIME-6")
def test_time_is_that_of_the_handler_in_seconds(api: Api) -> None:
    """X-Process-Time counts seconds: 0.04 at least for a handler that answers after 0.05, at most the client's wait."""
    response = api.get("/chapter08/slow")

    assert response.status_code == 200
    assert response.json() == like(hello="world")
    assert 0.04 <= process_time(response) <= response.elapsed.total_seconds()


@must("MW-TIME-7")
@needs_chapter("responses")
def test_not_modified_tells_its_time(api: Api) -> None:
    """An answer 304 carries X-Process-Time as well."""
    response = api.get("/static/a.txt", headers={"If-None-Match": "*"})

    assert response.status_code == 304
    assert process_time(response) >= 0


@should("MW-TIME-8")
@needs_chapter("responses")
@pytest.mark.parametrize("path", ["/docs", "/redocs", "/openapi.json"])
def test_documentation_tells_its_time(api: Api, path: str) -> None:
    """The documentation pages and the OpenAPI document carry X-Process-Time as well."""
    response = api.get(path)

    assert response.status_code == 200
    assert process_time(response) >= 0


@must("MW-TIME-4", docs="tutorial/middleware/#create-a-middleware")
def test_front_end_may_not_read_it(api: Api) -> None:
    """X-Process-Time is sent to an allowed front end, but not exposed to its scripts, neither by name nor by `*`."""
    response = api.get("/hello", headers={"Origin": "http://localhost:3100"})

    assert response.headers.get("access-control-allow-origin") == "http://localhost:3100"
    assert process_time(response) >= 0
    assert header_names(response.headers, "access-control-expose-headers").isdisjoint({"*", "x-process-time"})


@should(
    "MW-TIME-2",
    erratum=Erratum(claim="A middleware intercepts every response.", since="never true of an unhandled error"),
)
@pytest.mark.parametrize("outermost", ["cors", "process-time"])
def test_unhandled_error_passes_middleware_by(api: Api, outermost: str) -> None:
    """The answer 500 to an error that nobody handles carries no X-Process-Time, wherever the middleware stands."""
    control = api.get(f"/apps/middleware/{outermost}-outermost/hello")
    response = api.get(f"/apps/middleware/{outermost}-outermost/crash", headers=LAST)

    assert control.json() == like(hello="world")
    assert process_time(control) >= 0
    assert response.status_code == 500
    assert "x-process-time" not in response.headers
