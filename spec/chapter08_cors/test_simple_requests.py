"""Simple requests · 简单请求."""

import pytest

from fastapi_spec import Api, Erratum, like, must, needs_chapter, should

from .browser import FRONT_END, STRANGER, blocked, header_names

NOTES = "简单请求"
DOCS = "tutorial/cors/#simple-requests"

# A server may drop the connection after an unhandled error: no other rule is to meet the ruins.
LAST = {"Connection": "close"}


@must("CORS-SIMPLE-1")
@pytest.mark.parametrize(
    ("method", "path", "statuses"),
    [
        pytest.param("GET", "/static/a.txt", (200,), id="static", marks=needs_chapter("responses")),
        pytest.param("GET", "/hello/", (307, 308), id="redirect"),
        pytest.param("GET", "/nope", (404,), id="404"),
        pytest.param("POST", "/hello", (405,), id="405"),
        pytest.param("POST", "/chapter08/background_tasks", (422,), id="422", marks=needs_chapter("background")),
    ],
)
def test_refusals_may_be_read(api: Api, method: str, path: str, statuses: tuple[int, ...]) -> None:
    """An allowed front end may read a success, a redirect, a 404, a 405 and a 422, with cookies."""
    response = api.request(method, path, headers={"Origin": FRONT_END})

    assert response.status_code in statuses
    assert not blocked(response, cookies=True)


@must("CORS-ORIGIN-3")
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("setting", ["default", "origins", "credentials"])
def test_refused_origin_is_served(api: Api, setting: str, method: str) -> None:
    """A request from an origin that is not allowed is served as usual, since the browser is to keep the answer back."""
    response = api.request(method, f"/apps/cors/{setting}/hello", headers={"Origin": STRANGER, "Cookie": "a=b"})

    assert response.status_code == 200
    assert response.json() == like(hello="world")
    assert blocked(response)


@should(
    "CORS-SIMPLE-2",
    erratum=Erratum(
        claim="The answer to every request with an Origin header has the CORS headers.",
        since="never true of an unhandled error",
    ),
)
@pytest.mark.parametrize("outermost", ["cors", "process-time"])
@needs_chapter("middleware")
def test_unhandled_error_has_no_cors_headers(api: Api, outermost: str) -> None:
    """The answer 500 to an error that nobody handles has no CORS headers, so that the front end sees no status."""
    control = api.get(f"/apps/middleware/{outermost}-outermost/hello", headers={"Origin": FRONT_END})
    response = api.get(f"/apps/middleware/{outermost}-outermost/crash", headers={"Origin": FRONT_END, **LAST})

    assert not blocked(control)
    assert response.status_code == 500
    assert blocked(response)


@must("CORS-SIMPLE-3")
@pytest.mark.parametrize("setting", ["origins", "credentials"])
def test_vary_is_extended(api: Api, setting: str) -> None:
    """`Vary` of a response that depends on the language names Accept-Language and Origin, or is `*`."""
    response = api.get(f"/apps/cors/{setting}/cookie", headers={"Origin": FRONT_END})

    assert not blocked(response)
    vary = header_names(response.headers, "vary")
    assert vary >= {"accept-language", "origin"} or "*" in vary


@must("CORS-SIMPLE-4")
@pytest.mark.parametrize("origin", [FRONT_END, STRANGER])
def test_cookie_is_set(api: Api, origin: str) -> None:
    """An answer that sets a cookie comes whole, status, cookie and body, to an allowed origin and to any other."""
    response = api.get("/apps/cors/origins/cookie", headers={"Origin": origin})

    assert response.status_code == 200
    assert response.json() == like(hello="world")
    assert response.headers.get("set-cookie", "").partition(";")[0] == "visited=1"
