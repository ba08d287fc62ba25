"""Which origins are allowed · 使用 CORSMiddleWare：allow_origins、allow_origin_regex."""

import pytest

from fastapi_spec import Api, like, must, needs_chapter, should

from .browser import FRONT_END, MAIN, MAIN_CASE, OTHER_ORIGIN, access, listed, permission, preflight

NOTES = "使用 CORSMiddleWare"
DOCS = "tutorial/cors/#use-corsmiddleware"
ORIGIN = "notes"
CACHES = "https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches"
DEFAULT = "/apps/cors/default/hello"
REGEX = "/apps/cors/regex/hello"
CREDENTIALS = "/apps/cors/credentials/hello"


@must("CORS-DEFAULT-1")
def test_nothing_is_allowed_by_default(api: Api) -> None:
    """Without settings, no front end may read the response and no preflight is granted."""
    response = api.get(DEFAULT, headers={"Origin": FRONT_END})
    preflighted = preflight(api, DEFAULT)

    assert response.json() == like(hello="world")
    assert access(response) == "blocked"
    assert permission(preflighted) == "denied"


@must("CORS-REGEX-1")
@pytest.mark.parametrize("origin", ["https://a.example.org", "https://a.b.example.org"])
def test_pattern_allows_what_it_matches(api: Api, origin: str) -> None:
    r"""With the pattern `https://.*\.example\.org`, a matching origin may read and is granted its preflight."""
    response = api.get(REGEX, headers={"Origin": origin})
    preflighted = preflight(api, REGEX, origin=origin)

    assert response.json() == like(hello="world")
    assert access(response) == "readable"
    assert permission(preflighted) == "granted"


@must("CORS-REGEX-2", origin="fastapi")
@pytest.mark.parametrize(
    "origin",
    [
        pytest.param(OTHER_ORIGIN, id="no-match"),
        pytest.param("http://a.example.org", id="scheme"),
        pytest.param("https://example.org", id="domain"),
        pytest.param("https://a.example-org", id="dot-is-a-dot"),
        pytest.param("https://a.example.org.evil.example", id="longer-at-the-end"),
        pytest.param("http://evil.example?https://a.example.org", id="longer-in-front"),
    ],
)
def test_pattern_matches_the_whole_origin(api: Api, origin: str) -> None:
    """An origin that the pattern does not match as a whole may not read, and its preflight is denied."""
    control = api.get(REGEX, headers={"Origin": "https://a.example.org"})
    response = api.get(REGEX, headers={"Origin": origin})
    preflighted = preflight(api, REGEX, origin=origin)

    assert access(control) == "readable"
    assert access(response) == "blocked"
    assert permission(preflighted) == "denied"


# Only on the main application, which allows several origins: a server that allows one may always name it, without Vary.
@must("CORS-ORIGIN-5", origin="http", docs=CACHES)
@needs_chapter("requests")
def test_response_varies_on_an_allowed_origin(api: Api) -> None:
    """The 200 response to an allowed origin names it in `Access-Control-Allow-Origin` and has `Vary: Origin`."""
    response = api.get(MAIN, headers={"Origin": FRONT_END})

    assert response.status_code == 200
    assert response.headers.get("access-control-allow-origin") == FRONT_END
    assert listed(response, "vary", "origin") == {"origin"}


# A cache would otherwise give the response to another origin, without CORS headers, to an allowed front end.
@should("CORS-ORIGIN-8", origin="http", docs=CACHES)
@pytest.mark.parametrize(
    ("path", "origin"),
    [
        pytest.param(MAIN, OTHER_ORIGIN, id="several-other", marks=needs_chapter("requests")),
        pytest.param(CREDENTIALS, OTHER_ORIGIN, id="one-other"),
        pytest.param(CREDENTIALS, FRONT_END, id="one-allowed"),
    ],
)
def test_response_varies_on_any_origin(api: Api, path: str, origin: str) -> None:
    """A 200 response has `Vary: Origin`, whether the origin of the request is allowed or not."""
    response = api.get(path, headers={"Origin": origin})

    assert response.status_code == 200
    assert listed(response, "vary", "origin") == {"origin"}


@should("CORS-ORIGIN-4", docs=CACHES)
@pytest.mark.parametrize(
    "path",
    [MAIN_CASE, "/apps/cors/wildcard/hello", "/apps/cors/expose/hello"],
)
def test_no_origin_no_cors_headers(api: Api, path: str) -> None:
    """A request without `Origin` is served with 200, with `Vary: Origin` and without any `Access-Control-*` header."""
    response = api.get(path)

    assert response.status_code == 200
    assert listed(response, "vary", "origin") == {"origin"}
    assert [name for name in response.headers if name.startswith("access-control-")] == []
