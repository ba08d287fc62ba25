"""Origins · 源."""

import pytest

from fastapi_spec import Api, like, must, needs_chapter, should

from .browser import FRONT_END, MAIN, MAIN_CASE, access, permission, preflight

NOTES = "源"
DOCS = "tutorial/cors/#origin"
ORIGIN = "notes"
ORIGINS = "/apps/cors/origins/hello"


@must("CORS-ORIGIN-1", notes="跨域资源共享", docs="tutorial/cors/")
@pytest.mark.parametrize(
    "origin", ["http://localhost", "https://localhost", "http://localhost:3100", "https://localhost:3100"]
)
@needs_chapter("requests")
def test_listed_origins_may_read(api: Api, origin: str) -> None:
    """A front end at any of the four allowed origins may read the response, with or without cookies."""
    response = api.get(MAIN, headers={"Origin": origin})

    assert response.json() == like(page=1)
    assert access(response, cookies=True) == "readable"


@must("CORS-PRE-6", notes="步骤", docs="tutorial/cors/#steps")
@needs_chapter("requests")
def test_steps_of_a_browser(api: Api) -> None:
    """A front end at `https://localhost:3100` is granted its preflight and may then read the response."""
    preflighted = preflight(api, MAIN, origin="https://localhost:3100", headers="x-token")
    response = api.get(MAIN, headers={"Origin": "https://localhost:3100", "X-Token": "a"})

    assert permission(preflighted) == "granted"
    assert response.json() == like(page=1)
    assert access(response) == "readable"


@must("CORS-ORIGIN-2")
@pytest.mark.parametrize(
    "origin",
    [
        pytest.param("https://localhost:3100", id="scheme"),
        pytest.param("http://localhost", id="no-port"),
        pytest.param("http://localhost:3101", id="port"),
        pytest.param("http://localhost:31000", id="longer-port"),
        pytest.param("http://127.0.0.1:3100", id="address"),
        pytest.param("http://www.localhost:3100", id="subdomain"),
        pytest.param("http://localhost.evil.example:3100", id="longer-domain"),
    ],
)
def test_scheme_host_and_port_make_an_origin(api: Api, origin: str) -> None:
    """With `http://localhost:3100` allowed, an origin with another scheme, host or port may not read the response."""
    control = api.get(ORIGINS, headers={"Origin": FRONT_END})
    response = api.get(ORIGINS, headers={"Origin": origin})

    assert control.status_code == 200
    assert access(control) == "readable"
    assert access(response) == "blocked"


@must("CORS-ORIGIN-7", origin="fastapi", docs="https://fetch.spec.whatwg.org/#origin-header")
@pytest.mark.parametrize("path", [MAIN_CASE, ORIGINS])
def test_null_is_an_origin_of_its_own(api: Api, path: str) -> None:
    """The origin `null` (a local file, a sandboxed frame) may not read the response unless it is allowed."""
    control = api.get(path, headers={"Origin": FRONT_END})
    response = api.get(path, headers={"Origin": "null"})

    assert control.status_code == 200
    assert access(control) == "readable"
    assert access(response) == "blocked"


@should("CORS-ORIGIN-6", origin="fastapi", docs="https://fetch.spec.whatwg.org/#cors-check")
@pytest.mark.parametrize(
    "origin", [pytest.param("HTTP://LOCALHOST:3100", id="upper-case"), pytest.param(f"{FRONT_END}/", id="slash")]
)
def test_origins_are_compared_byte_by_byte(api: Api, origin: str) -> None:
    """An allowed origin in upper case or with a trailing slash is served without `Access-Control-Allow-Origin`."""
    response = api.get(ORIGINS, headers={"Origin": origin})

    assert response.json() == like(hello="world")
    assert "access-control-allow-origin" not in response.headers
