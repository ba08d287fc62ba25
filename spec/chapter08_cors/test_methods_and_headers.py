"""Methods and request headers · allow_methods, allow_headers."""

import pytest

from fastapi_spec import Api, elements, like, must, should

from .browser import FRONT_END, blocked, header_names, preflight, refused

NOTES = "使用 CORSMiddleWare"
DOCS = "tutorial/cors/#use-corsmiddleware"
ORIGINS = "/apps/cors/origins/hello"
METHODS = "/apps/cors/methods/hello"
HEADERS = "/apps/cors/headers/hello"
SAFELISTED = ["accept", "accept-language", "content-language", "content-type"]


@must("CORS-METHOD-1")
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_get_alone_by_default(api: Api, method: str) -> None:
    """Where no methods are named, a front end may send GET and not PUT, PATCH or DELETE."""
    control = preflight(api, ORIGINS, method="GET")
    response = preflight(api, ORIGINS, method=method)

    assert not refused(control)
    assert refused(response)


@should("CORS-METHOD-5")
@pytest.mark.parametrize("method", ["POST", "HEAD"])
def test_no_post_by_default(api: Api, method: str) -> None:
    """Where no methods are named, GET alone is listed, and a preflight for POST or HEAD is refused with 400."""
    response = preflight(api, ORIGINS, method=method)

    assert response.status_code == 400
    assert elements(response.headers, "access-control-allow-methods") == {"GET"}


@must("CORS-METHOD-2")
def test_request_itself_is_served(api: Api) -> None:
    """A request by a method that is not allowed is served all the same, since the browser is to refuse it."""
    response = api.post(ORIGINS, headers={"Origin": FRONT_END})

    assert response.status_code == 200
    assert response.json() == like(hello="world")
    assert not blocked(response)


@must("CORS-METHOD-4")
@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_named_methods_alone(api: Api, method: str) -> None:
    """Where GET and PUT are named, a front end may send PUT and not PATCH or DELETE."""
    control = preflight(api, METHODS, method="PUT")
    response = preflight(api, METHODS, method=method)

    assert not refused(control)
    assert refused(response)


@must("CORS-METHOD-3")
@pytest.mark.parametrize("method", ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"])
def test_all_methods(api: Api, method: str) -> None:
    """Where all methods are allowed, a front end may send every standard method, with cookies."""
    response = preflight(api, "/hello", method=method)

    assert not refused(response, cookies=True)


@should("CORS-METHOD-6")
@pytest.mark.parametrize("method", ["FOO", "get", "patch", "TRACE", "CONNECT"])
def test_all_methods_are_the_standard_ones(api: Api, method: str) -> None:
    """Where all methods are allowed, TRACE, CONNECT, unknown ones and those in lower case are refused with 400."""
    response = preflight(api, "/hello", method=method)

    assert response.status_code == 400
    assert method not in elements(response.headers, "access-control-allow-methods")


@should("CORS-METHOD-7", docs="reference/middleware/#fastapi.middleware.cors.CORSMiddleware")
def test_query_is_a_standard_method(api: Api) -> None:
    """Where all methods are allowed, QUERY is one of them."""
    response = preflight(api, "/hello", method="QUERY")

    assert not refused(response, cookies=True)


@must("CORS-HEADER-1")
@pytest.mark.parametrize("headers", [*SAFELISTED, ",".join(SAFELISTED)])
def test_safelisted_headers_by_default(api: Api, headers: str) -> None:
    """Where no headers are named, a front end may send Accept, Accept-Language, Content-Language and Content-Type."""
    response = preflight(api, ORIGINS, headers=headers)

    assert not refused(response)


@must("CORS-HEADER-2")
@pytest.mark.parametrize("headers", ["x-token", "authorization", "content-type,x-token"])
def test_no_other_headers_by_default(api: Api, headers: str) -> None:
    """Where no headers are named, a front end may send no others: neither Authorization nor X-Token."""
    control = preflight(api, ORIGINS, headers="content-type")
    response = preflight(api, ORIGINS, headers=headers)

    assert not refused(control)
    assert refused(response)


@must("CORS-HEADER-4")
@pytest.mark.parametrize("headers", ["x-token", "X-Token", "content-type,x-token", "Content-Type, X-TOKEN"])
def test_named_header(api: Api, headers: str) -> None:
    """Where X-Token is named, a front end may send it, spelled in any case, and what is always allowed."""
    response = preflight(api, HEADERS, headers=headers)

    assert not refused(response)


@must("CORS-HEADER-6")
@pytest.mark.parametrize("headers", ["x-tokens", "x-token,authorization"])
def test_named_header_alone(api: Api, headers: str) -> None:
    """Where X-Token is named, a front end may send no other header than this and what is always allowed."""
    control = preflight(api, HEADERS, headers="x-token")
    response = preflight(api, HEADERS, headers=headers)

    assert not refused(control)
    assert refused(response)


@should("CORS-HEADER-7")
def test_named_header_is_listed(api: Api) -> None:
    """Where X-Token is named, the answer to a preflight lists it and what is always allowed, whatever was asked for."""
    response = preflight(api, HEADERS, headers="accept")

    assert header_names(response.headers, "access-control-allow-headers") == {*SAFELISTED, "x-token"}


@must("CORS-HEADER-3")
@pytest.mark.parametrize("headers", ["x-token", "authorization", "authorization,content-type,x-token"])
def test_all_headers(api: Api, headers: str) -> None:
    """Where all headers are allowed, a front end may send any, Authorization too, with cookies."""
    response = preflight(api, "/hello", headers=headers)

    assert not refused(response, cookies=True)


@should("CORS-HEADER-5")
def test_all_headers_are_those_asked_for(api: Api) -> None:
    """Where all headers are allowed, the answer to a preflight lists those it asked for, and none if it named none."""
    named = preflight(api, "/hello", headers="x-a,x-b")
    unnamed = preflight(api, "/hello")

    assert header_names(named.headers, "access-control-allow-headers") == {"x-a", "x-b"}
    assert unnamed.status_code == 200
    assert "access-control-allow-headers" not in unnamed.headers
