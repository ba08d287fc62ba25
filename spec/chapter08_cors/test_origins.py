"""Origins · 源."""

import pytest

from fastapi_spec import Api, like, must, should

from .browser import FRONT_END, blocked, preflight, refused

NOTES = "源"
DOCS = "tutorial/cors/#origin"
ORIGINS = "/apps/cors/origins/hello"


@must("CORS-ORIGIN-1", notes="跨域资源共享", docs="tutorial/cors/")
@pytest.mark.parametrize(
    "origin", ["http://localhost", "https://localhost", "http://localhost:3100", "https://localhost:3100"]
)
def test_listed_origins_may_read(api: Api, origin: str) -> None:
    """A front end at one of the four listed origins may read the answers, with cookies."""
    response = api.get("/hello", headers={"Origin": origin})

    assert response.json() == like(hello="world")
    assert not blocked(response, cookies=True)


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
    """Where http://localhost:3100 is allowed, an origin with another scheme, host or port may not read the answers."""
    control = api.get(ORIGINS, headers={"Origin": FRONT_END})
    response = api.get(ORIGINS, headers={"Origin": origin})

    assert not blocked(control)
    assert blocked(response)


@must("CORS-ORIGIN-7", docs="https://fetch.spec.whatwg.org/#origin-header")
@pytest.mark.parametrize("path", ["/hello", ORIGINS])
def test_null_is_an_origin_of_its_own(api: Api, path: str) -> None:
    """The origin null, that of a local file or a sandboxed frame, may not read the answers unless it is allowed."""
    control = api.get(path, headers={"Origin": FRONT_END})
    response = api.get(path, headers={"Origin": "null"})

    assert not blocked(control)
    assert blocked(response)


@should("CORS-ORIGIN-6", docs="https://fetch.spec.whatwg.org/#cors-check")
@pytest.mark.parametrize(
    "origin", [pytest.param("HTTP://LOCALHOST:3100", id="upper-case"), pytest.param(f"{FRONT_END}/", id="slash")]
)
def test_origins_are_compared_byte_by_byte(api: Api, origin: str) -> None:
    """An origin spelled as no browser spells it, in upper case or with a slash at its end, is not the allowed one."""
    response = api.get(ORIGINS, headers={"Origin": origin})

    assert response.json() == like(hello="world")
    assert "access-control-allow-origin" not in response.headers


@must("CORS-PRE-6", notes="步骤", docs="tutorial/cors/#steps")
def test_steps_of_a_browser(api: Api) -> None:
    """A front end at https://localhost:3100 is granted its preflight, and may then read the answer to its request."""
    permission = preflight(api, "/hello", origin="https://localhost:3100", headers="x-token")
    response = api.get("/hello", headers={"Origin": "https://localhost:3100", "X-Token": "a"})

    assert not refused(permission)
    assert response.json() == like(hello="world")
    assert not blocked(response)
