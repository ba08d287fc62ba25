"""Simple requests · 简单请求."""

import pytest

from fastapi_spec import Api, Erratum, like, must, needs_chapter, should

from .browser import FRONT_END, MAIN, OTHER_ORIGIN, access, listed

NOTES = "简单请求"
DOCS = "tutorial/cors/#simple-requests"
ORIGIN = "notes"
CACHES = "https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches"

# A server may drop the connection after an unhandled error: the next rule gets a new one.
LAST = {"Connection": "close"}


@must("CORS-SIMPLE-1")
@pytest.mark.parametrize(
    ("method", "path", "statuses"),
    [
        pytest.param("GET", "/static/a.txt", (200,), id="static", marks=needs_chapter("responses")),
        pytest.param("GET", f"{MAIN}/", (307, 308), id="redirect", marks=needs_chapter("requests")),
        pytest.param("GET", "/nope", (404,), id="404"),
        pytest.param("POST", MAIN, (405,), id="405", marks=needs_chapter("requests")),
        pytest.param("POST", "/chapter08/background_tasks", (422,), id="422", marks=needs_chapter("background")),
    ],
)
def test_errors_may_be_read(api: Api, method: str, path: str, statuses: tuple[int, ...]) -> None:
    """An allowed front end may read 200, 307 or 308, 404, 405 and 422 alike, with or without cookies."""
    response = api.request(method, path, headers={"Origin": FRONT_END})

    assert response.status_code in statuses
    assert access(response, cookies=True) == "readable"


@must("CORS-ORIGIN-3")
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("setting", ["default", "origins", "credentials"])
def test_other_origin_is_served(api: Api, setting: str, method: str) -> None:
    """A request from an origin that is not allowed is served with 200, but the front end may not read the response."""
    response = api.request(method, f"/apps/cors/{setting}/hello", headers={"Origin": OTHER_ORIGIN, "Cookie": "a=b"})

    assert response.status_code == 200
    assert response.json() == like(hello="world")
    assert access(response) == "blocked"


@must("CORS-SIMPLE-4", origin="fastapi")
@pytest.mark.parametrize("origin", [FRONT_END, OTHER_ORIGIN], ids=["allowed", "other"])
def test_cookie_is_set(api: Api, origin: str) -> None:
    """A response keeps its status 200, body and `Set-Cookie`, whether the origin of the request is allowed or not."""
    response = api.get("/apps/cors/origins/cookie", headers={"Origin": origin})

    assert response.status_code == 200
    assert response.json() == like(hello="world")
    assert response.headers.get("set-cookie", "").partition(";")[0] == "visited=1"


@must("CORS-SIMPLE-3", origin="http")
@pytest.mark.parametrize("setting", ["origins", "credentials"])
def test_vary_is_kept(api: Api, setting: str) -> None:
    """A response that varies on `Accept-Language` keeps this `Vary` when it gets CORS headers."""
    response = api.get(f"/apps/cors/{setting}/cookie", headers={"Origin": FRONT_END})

    assert access(response) == "readable"
    assert listed(response, "vary", "accept-language") == {"accept-language"}


# Not a MUST: a server with one allowed origin may name it in every response, without Vary.
@should("CORS-SIMPLE-5", origin="http", docs=CACHES)
@pytest.mark.parametrize("setting", ["origins", "credentials"])
def test_vary_is_extended(api: Api, setting: str) -> None:
    """A 200 response that varies on `Accept-Language` varies on `Origin`, too."""
    response = api.get(f"/apps/cors/{setting}/cookie", headers={"Origin": FRONT_END})

    assert response.status_code == 200
    assert listed(response, "vary", "accept-language", "origin") == {"accept-language", "origin"}


@should(
    "CORS-SIMPLE-2",
    erratum=Erratum(
        claim="The response to every request with an Origin header has the CORS headers.",
        since="never true of an unhandled error",
        in_code=False,
    ),
)
@pytest.mark.parametrize("outermost", ["cors", "process-time"])
@needs_chapter("middleware")
def test_unhandled_error_has_no_cors_headers(api: Api, outermost: str) -> None:
    """An unhandled error is a 500 that even an allowed front end may not read."""
    control = api.get(f"/apps/middleware/{outermost}-outermost/hello", headers={"Origin": FRONT_END})
    response = api.get(f"/apps/middleware/{outermost}-outermost/crash", headers={"Origin": FRONT_END, **LAST})

    assert access(control) == "readable"
    assert response.status_code == 500
    assert access(response) == "blocked"
