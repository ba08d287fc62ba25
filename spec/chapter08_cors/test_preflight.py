"""Preflights · CORS 预检请求."""

import pytest

from fastapi_spec import Api, like, media_type, must, should

from .browser import FRONT_END, MAIN_CASE, OTHER_ORIGIN, header_names, listed, permission, preflight

NOTES = "CORS 预检请求"
DOCS = "tutorial/cors/#cors-preflight-requests"
ORIGIN = "fastapi"
CACHES = "https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches"
ORIGINS = "/apps/cors/origins/hello"
WILDCARD = "/apps/cors/wildcard/hello"


@must("CORS-PRE-1", origin="notes")
@pytest.mark.parametrize("path", [MAIN_CASE, ORIGINS, WILDCARD])
def test_granted_preflight(api: Api, path: str) -> None:
    """A preflight for GET from an allowed origin is granted, with a 2xx status."""
    control = api.get(path)
    response = preflight(api, path)

    assert control.status_code == 200
    assert permission(response) == "granted"


@should("CORS-PRE-13")
@pytest.mark.parametrize("path", [MAIN_CASE, ORIGINS, WILDCARD])
def test_status_of_a_granted_preflight(api: Api, path: str) -> None:
    """The response to a granted preflight has the status 200."""
    control = api.get(path)
    response = preflight(api, path)

    assert control.status_code == 200
    assert permission(response) == "granted"
    assert response.status_code == 200


DENIED = pytest.mark.parametrize(
    ("origin", "method", "headers"),
    [
        pytest.param(OTHER_ORIGIN, "GET", "", id="origin"),
        pytest.param("null", "GET", "", id="null"),
        pytest.param(FRONT_END, "PUT", "", id="method"),
        pytest.param(FRONT_END, "GET", "x-token", id="header"),
        pytest.param(OTHER_ORIGIN, "PUT", "x-token", id="all"),
    ],
)


@must("CORS-PRE-2", origin="notes")
@DENIED
def test_denied_preflight(api: Api, origin: str, method: str, headers: str) -> None:
    """A preflight for an origin, a method or a header that is not allowed is denied."""
    exists = api.get(ORIGINS)
    control = preflight(api, ORIGINS)
    response = preflight(api, ORIGINS, origin=origin, method=method, headers=headers)

    assert exists.status_code == 200
    assert permission(control) == "granted"
    assert permission(response) == "denied"


@should("CORS-PRE-14")
@DENIED
def test_status_of_a_denied_preflight(api: Api, origin: str, method: str, headers: str) -> None:
    """The response to a denied preflight has the status 400."""
    control = api.get(ORIGINS)
    response = preflight(api, ORIGINS, origin=origin, method=method, headers=headers)

    assert control.status_code == 200
    assert permission(response) == "denied"
    assert response.status_code == 400


@should("CORS-PRE-8")
@pytest.mark.parametrize(
    ("origin", "method", "headers", "text"),
    [
        pytest.param(FRONT_END, "GET", "", "OK", id="granted"),
        pytest.param(OTHER_ORIGIN, "GET", "", "Disallowed CORS origin", id="origin"),
        pytest.param(FRONT_END, "PUT", "", "Disallowed CORS method", id="method"),
        pytest.param(FRONT_END, "GET", "x-a,x-b", "Disallowed CORS headers", id="headers"),
        pytest.param(FRONT_END, "PUT", "x-a", "Disallowed CORS method, headers", id="two"),
        pytest.param(OTHER_ORIGIN, "PUT", "x-a", "Disallowed CORS origin, method, headers", id="all"),
    ],
)
def test_text_of_a_preflight(api: Api, origin: str, method: str, headers: str, text: str) -> None:
    """The response to a preflight is `text/plain`: `OK`, or a list of what is not allowed."""
    control = api.get(ORIGINS)
    response = preflight(api, ORIGINS, origin=origin, method=method, headers=headers)

    assert control.status_code == 200
    assert media_type(response) == "text/plain"
    assert response.text == text


@must("CORS-PRE-9")
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_other_methods_than_options(api: Api, method: str) -> None:
    """A GET or POST request with the headers of a preflight is served as usual, with 200."""
    response = api.request(method, ORIGINS, headers={"Origin": FRONT_END, "Access-Control-Request-Method": "PUT"})

    assert response.status_code == 200
    assert response.json() == like(hello="world")


@should("CORS-PRE-3", origin="notes")
@pytest.mark.parametrize("path", [MAIN_CASE, ORIGINS])
@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Origin": FRONT_END}, id="no-method"),
        pytest.param({"Access-Control-Request-Method": "GET"}, id="no-origin"),
    ],
)
def test_options_without_both_headers(api: Api, path: str, headers: dict[str, str]) -> None:
    """OPTIONS without `Origin` or `Access-Control-Request-Method` is not a preflight and is rejected with 405."""
    control = preflight(api, path)
    response = api.options(path, headers=headers)

    assert permission(control) == "granted"
    assert response.status_code == 405


@should("CORS-PRE-7")
def test_preflight_for_an_unknown_path(api: Api) -> None:
    """A preflight for a path that does not exist is granted with 200."""
    control = api.get("/nope")
    response = preflight(api, "/nope")

    assert control.status_code == 404
    assert response.status_code == 200
    assert permission(response) == "granted"


# Not a MUST: a response to OPTIONS is not cacheable (RFC 9110 §9.3.7).
@should("CORS-PRE-5", origin="http", docs=CACHES)
@pytest.mark.parametrize("path", [MAIN_CASE, "/apps/cors/credentials/hello"])
def test_preflight_varies_on_the_origin(api: Api, path: str) -> None:
    """The response to a preflight names the allowed origin in `Access-Control-Allow-Origin` and has `Vary: Origin`."""
    control = api.get(path)
    response = preflight(api, path)

    assert control.status_code == 200
    assert response.headers.get("access-control-allow-origin") == FRONT_END
    assert listed(response, "vary", "origin") == {"origin"}


@should("CORS-PRE-10", origin="http", docs=CACHES)
@pytest.mark.parametrize("path", [ORIGINS, WILDCARD])
def test_preflight_varies_on_all_it_requests(api: Api, path: str) -> None:
    """`Vary` of the response to a preflight lists `Origin` and the three `Access-Control-Request-*` headers, and no
    others."""
    control = api.get(path)
    response = preflight(api, path)

    assert control.status_code == 200
    assert header_names(response.headers, "vary") == {
        "origin",
        "access-control-request-method",
        "access-control-request-headers",
        "access-control-request-private-network",
    }
