"""Which origins are allowed · allow_origins, allow_origin_regex."""

import pytest

from fastapi_spec import Api, like, must, should

from .browser import FRONT_END, STRANGER, blocked, header_names, preflight, refused

NOTES = "使用 CORSMiddleWare"
DOCS = "tutorial/cors/#use-corsmiddleware"
CACHES = "https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches"
DEFAULT = "/apps/cors/default/hello"
REGEX = "/apps/cors/regex/hello"


@must("CORS-DEFAULT-1")
def test_nothing_is_allowed_by_default(api: Api) -> None:
    """Without settings no front end may read the answers, and no preflight is granted."""
    response = api.get(DEFAULT, headers={"Origin": FRONT_END})
    permission = preflight(api, DEFAULT)

    assert response.json() == like(hello="world")
    assert blocked(response)
    assert refused(permission)


@must("CORS-ORIGIN-5", docs=CACHES)
@pytest.mark.parametrize("path", ["/hello", "/apps/cors/credentials/hello"])
def test_answer_varies_on_the_origin(api: Api, path: str) -> None:
    """An answer that names the allowed origin has Vary: Origin, so that no cache gives it to another front end."""
    response = api.get(path, headers={"Origin": FRONT_END})

    assert response.headers.get("access-control-allow-origin") == FRONT_END
    assert header_names(response.headers, "vary") & {"origin", "*"}


@should("CORS-ORIGIN-4", docs=CACHES)
@pytest.mark.parametrize("path", ["/hello", "/apps/cors/wildcard/hello", "/apps/cors/expose/hello"])
def test_no_origin_no_cors_headers(api: Api, path: str) -> None:
    """A request without Origin is answered with Vary: Origin and without any Access-Control header."""
    response = api.get(path)

    assert response.json() == like(hello="world")
    assert "origin" in header_names(response.headers, "vary")
    assert not [name for name in response.headers if name.startswith("access-control-")]


@must("CORS-REGEX-1")
@pytest.mark.parametrize("origin", ["https://a.example.org", "https://a.b.example.org"])
def test_pattern_allows_what_it_matches(api: Api, origin: str) -> None:
    r"""Where https://.*\.example\.org is the pattern of allowed origins, those it matches may read and send."""
    response = api.get(REGEX, headers={"Origin": origin})
    permission = preflight(api, REGEX, origin=origin)

    assert response.json() == like(hello="world")
    assert not blocked(response)
    assert not refused(permission)


@must("CORS-REGEX-2")
@pytest.mark.parametrize(
    "origin",
    [
        pytest.param("https://a.example.org.evil.example", id="longer-at-the-end"),
        pytest.param("http://evil.example?https://a.example.org", id="longer-in-front"),
        pytest.param("http://a.example.org", id="scheme"),
        pytest.param("https://example.org", id="domain"),
        pytest.param("https://a.example-org", id="dot-is-a-dot"),
        pytest.param(STRANGER, id="stranger"),
    ],
)
def test_pattern_matches_the_whole_origin(api: Api, origin: str) -> None:
    """An origin that the pattern of allowed origins matches in part, or not at all, may neither read nor send."""
    control = api.get(REGEX, headers={"Origin": "https://a.example.org"})
    response = api.get(REGEX, headers={"Origin": origin})
    permission = preflight(api, REGEX, origin=origin)

    assert not blocked(control)
    assert blocked(response)
    assert refused(permission)
