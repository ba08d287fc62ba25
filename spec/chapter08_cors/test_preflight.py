"""Preflights · CORS 预检请求."""

import pytest

from fastapi_spec import Api, like, media_type, must, should

from .browser import FRONT_END, STRANGER, header_names, preflight, refused

NOTES = "CORS 预检请求"
DOCS = "tutorial/cors/#cors-preflight-requests"
CACHES = "https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches"
ORIGINS = "/apps/cors/origins/hello"
WILDCARD = "/apps/cors/wildcard/hello"


@must("CORS-PRE-1")
@pytest.mark.parametrize("path", ["/hello", ORIGINS, WILDCARD])
def test_granted_preflight(api: Api, path: str) -> None:
    """A preflight for what is allowed is granted, with a status of 200 to 299."""
    response = preflight(api, path)

    assert not refused(response)


@should("CORS-PRE-13")
@pytest.mark.parametrize("path", ["/hello", ORIGINS, WILDCARD])
def test_status_of_a_grant(api: Api, path: str) -> None:
    """A preflight that is granted is answered with 200."""
    response = preflight(api, path)

    assert not refused(response)
    assert response.status_code == 200


REFUSED = pytest.mark.parametrize(
    ("origin", "method", "headers"),
    [
        pytest.param(STRANGER, "GET", "", id="origin"),
        pytest.param("null", "GET", "", id="null"),
        pytest.param(FRONT_END, "PUT", "", id="method"),
        pytest.param(FRONT_END, "GET", "x-token", id="header"),
        pytest.param(STRANGER, "PUT", "x-token", id="all"),
    ],
)


@must("CORS-PRE-2")
@REFUSED
def test_refused_preflight(api: Api, origin: str, method: str, headers: str) -> None:
    """A preflight for an origin, a method or a header that is not allowed is not granted."""
    control = preflight(api, ORIGINS)
    response = preflight(api, ORIGINS, origin=origin, method=method, headers=headers)

    assert not refused(control)
    assert refused(response)


@should("CORS-PRE-14")
@REFUSED
def test_status_of_a_refusal(api: Api, origin: str, method: str, headers: str) -> None:
    """A preflight that is not granted is answered with 400."""
    response = preflight(api, ORIGINS, origin=origin, method=method, headers=headers)

    assert response.status_code == 400


@should("CORS-PRE-8")
@pytest.mark.parametrize(
    ("origin", "method", "headers", "text"),
    [
        pytest.param(FRONT_END, "GET", "", "OK", id="granted"),
        pytest.param(STRANGER, "GET", "", "Disallowed CORS origin", id="origin"),
        pytest.param(FRONT_END, "PUT", "", "Disallowed CORS method", id="method"),
        pytest.param(FRONT_END, "GET", "x-a,x-b", "Disallowed CORS headers", id="headers"),
        pytest.param(FRONT_END, "PUT", "x-a", "Disallowed CORS method, headers", id="two"),
        pytest.param(STRANGER, "PUT", "x-a", "Disallowed CORS origin, method, headers", id="all"),
    ],
)
def test_preflight_is_answered_in_words(api: Api, origin: str, method: str, headers: str, text: str) -> None:
    """The answer to a preflight is plain text: OK, or all that is not allowed."""
    response = preflight(api, ORIGINS, origin=origin, method=method, headers=headers)

    assert media_type(response) == "text/plain"
    assert response.text == text


@should("CORS-PRE-7")
def test_preflight_knows_no_paths(api: Api) -> None:
    """A preflight for a path that does not exist is granted like any other."""
    control = api.get("/nope")
    response = preflight(api, "/nope")

    assert control.status_code == 404
    assert response.status_code == 200
    assert not refused(response)


@should("CORS-PRE-3")
@pytest.mark.parametrize("path", ["/hello", ORIGINS])
@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Origin": FRONT_END}, id="no-method"),
        pytest.param({"Access-Control-Request-Method": "GET"}, id="no-origin"),
    ],
)
def test_options_without_both_headers(api: Api, path: str, headers: dict[str, str]) -> None:
    """OPTIONS without Origin or without Access-Control-Request-Method is no preflight: the application answers 405."""
    control = preflight(api, path)
    response = api.options(path, headers=headers)

    assert not refused(control)
    assert response.status_code == 405


@must("CORS-PRE-9")
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_other_methods_than_options(api: Api, method: str) -> None:
    """A request by another method than OPTIONS is served as usual, though it carries the headers of a preflight."""
    response = api.request(method, ORIGINS, headers={"Origin": FRONT_END, "Access-Control-Request-Method": "PUT"})

    assert response.status_code == 200
    assert response.json() == like(hello="world")


@must("CORS-PRE-5", docs=CACHES)
@pytest.mark.parametrize("path", ["/hello", "/apps/cors/credentials/hello"])
def test_preflight_varies_on_the_origin(api: Api, path: str) -> None:
    """The answer to a preflight that names the allowed origin has Vary: Origin."""
    response = preflight(api, path)

    assert response.headers.get("access-control-allow-origin") == FRONT_END
    assert header_names(response.headers, "vary") & {"origin", "*"}


@should("CORS-PRE-10", docs=CACHES)
@pytest.mark.parametrize("path", [ORIGINS, WILDCARD])
def test_preflight_varies_on_all_it_asks(api: Api, path: str) -> None:
    """The answer to a preflight varies on its origin and on the method, headers and private network it asks for."""
    response = preflight(api, path)

    assert header_names(response.headers, "vary") == {
        "origin",
        "access-control-request-method",
        "access-control-request-headers",
        "access-control-request-private-network",
    }
