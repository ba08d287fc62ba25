"""Methods and request headers · 使用 CORSMiddleWare：allow_methods、allow_headers."""

import pytest

from fastapi_spec import Api, elements, like, must, needs_chapter, should

from .browser import FRONT_END, MAIN, access, header_names, permission, preflight

NOTES = "使用 CORSMiddleWare"
DOCS = "tutorial/cors/#use-corsmiddleware"
ORIGIN = "notes"
ORIGINS = "/apps/cors/origins/hello"
METHODS = "/apps/cors/methods/hello"
HEADERS = "/apps/cors/headers/hello"
SAFELISTED = ["accept", "accept-language", "content-language", "content-type"]


@must("CORS-METHOD-1")
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_get_alone_by_default(api: Api, method: str) -> None:
    """By default, a preflight for GET is granted and one for PUT, PATCH or DELETE is denied."""
    exists = api.get(ORIGINS)
    control = preflight(api, ORIGINS, method="GET")
    response = preflight(api, ORIGINS, method=method)

    assert exists.status_code == 200
    assert permission(control) == "granted"
    assert permission(response) == "denied"


@should("CORS-METHOD-5", origin="fastapi")
@pytest.mark.parametrize("method", ["POST", "HEAD"])
def test_no_post_by_default(api: Api, method: str) -> None:
    """By default, a preflight for POST or HEAD is rejected with 400 and `Access-Control-Allow-Methods: GET`."""
    control = api.get(ORIGINS)
    response = preflight(api, ORIGINS, method=method)

    assert control.status_code == 200
    assert response.status_code == 400
    assert elements(response.headers, "access-control-allow-methods") == {"GET"}


@must("CORS-METHOD-4")
@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_named_methods_alone(api: Api, method: str) -> None:
    """With GET and PUT allowed, a preflight for PUT is granted and one for PATCH or DELETE is denied."""
    control = preflight(api, METHODS, method="PUT")
    response = preflight(api, METHODS, method=method)

    assert permission(control) == "granted"
    assert permission(response) == "denied"


@must("CORS-METHOD-3")
@pytest.mark.parametrize("method", ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"])
@needs_chapter("requests")
def test_all_methods(api: Api, method: str) -> None:
    """With all methods allowed, a preflight for any standard method is granted, with or without cookies."""
    control = api.get(MAIN)
    response = preflight(api, MAIN, method=method)

    assert control.status_code == 200
    assert permission(response, cookies=True) == "granted"


@should("CORS-METHOD-7", origin="fastapi", docs="reference/middleware/#fastapi.middleware.cors.CORSMiddleware")
@needs_chapter("requests")
def test_query_is_a_standard_method(api: Api) -> None:
    """With all methods allowed, a preflight for QUERY is granted, with or without cookies."""
    control = api.get(MAIN)
    response = preflight(api, MAIN, method="QUERY")

    assert control.status_code == 200
    assert permission(response, cookies=True) == "granted"


@should("CORS-METHOD-6", origin="fastapi")
@pytest.mark.parametrize("method", ["FOO", "get", "patch", "TRACE", "CONNECT"])
@needs_chapter("requests")
def test_all_methods_are_the_standard_ones(api: Api, method: str) -> None:
    """With all methods allowed, a preflight for TRACE, CONNECT, `get` or an unknown method is rejected with 400."""
    control = api.get(MAIN)
    response = preflight(api, MAIN, method=method)

    assert control.status_code == 200
    assert response.status_code == 400
    assert method not in elements(response.headers, "access-control-allow-methods")


@must("CORS-METHOD-2")
def test_request_itself_is_served(api: Api) -> None:
    """A request by a method that is not allowed is served with 200, and the front end may read the response."""
    response = api.post(ORIGINS, headers={"Origin": FRONT_END})

    assert response.status_code == 200
    assert response.json() == like(hello="world")
    assert access(response) == "readable"


@must("CORS-HEADER-1")
@pytest.mark.parametrize("headers", [*SAFELISTED, ",".join(SAFELISTED)])
def test_safelisted_headers_by_default(api: Api, headers: str) -> None:
    """By default, a preflight for `Accept`, `Accept-Language`, `Content-Language` and `Content-Type` is granted."""
    control = api.get(ORIGINS)
    response = preflight(api, ORIGINS, headers=headers)

    assert control.status_code == 200
    assert permission(response) == "granted"


@must("CORS-HEADER-2")
@pytest.mark.parametrize("headers", ["x-token", "authorization", "content-type,x-token"])
def test_no_other_headers_by_default(api: Api, headers: str) -> None:
    """By default, a preflight for any other header, such as `Authorization` or `X-Token`, is denied."""
    exists = api.get(ORIGINS)
    control = preflight(api, ORIGINS, headers="content-type")
    response = preflight(api, ORIGINS, headers=headers)

    assert exists.status_code == 200
    assert permission(control) == "granted"
    assert permission(response) == "denied"


@must("CORS-HEADER-4")
@pytest.mark.parametrize("headers", ["x-token", "X-Token", "content-type,x-token", "Content-Type, X-TOKEN"])
def test_named_header(api: Api, headers: str) -> None:
    """With `X-Token` allowed, a preflight for it is granted, in any letter case, with `Content-Type` or without."""
    control = api.get(HEADERS)
    response = preflight(api, HEADERS, headers=headers)

    assert control.status_code == 200
    assert permission(response) == "granted"


@must("CORS-HEADER-6", origin="fastapi")
@pytest.mark.parametrize("headers", ["x-tokens", "x-token,authorization"])
def test_named_header_alone(api: Api, headers: str) -> None:
    """With `X-Token` allowed, a preflight for any other header, such as `Authorization`, is denied."""
    control = preflight(api, HEADERS, headers="x-token")
    response = preflight(api, HEADERS, headers=headers)

    assert permission(control) == "granted"
    assert permission(response) == "denied"


@should("CORS-HEADER-7", origin="fastapi")
def test_named_header_is_listed(api: Api) -> None:
    """With `X-Token` allowed, `Access-Control-Allow-Headers` lists it and the four default headers, and no others."""
    response = preflight(api, HEADERS, headers="accept")

    assert header_names(response.headers, "access-control-allow-headers") == {*SAFELISTED, "x-token"}


@must("CORS-HEADER-3")
@pytest.mark.parametrize("headers", ["x-token", "authorization", "authorization,content-type,x-token"])
@needs_chapter("requests")
def test_all_headers(api: Api, headers: str) -> None:
    """With all headers allowed, a preflight for any, even `Authorization`, is granted, with or without cookies."""
    control = api.get(MAIN)
    response = preflight(api, MAIN, headers=headers)

    assert control.status_code == 200
    assert permission(response, cookies=True) == "granted"


@should("CORS-HEADER-5", origin="fastapi")
@pytest.mark.parametrize("headers", ["x-a,x-b", ""], ids=["two", "none"])
@needs_chapter("requests")
def test_requested_headers_are_listed(api: Api, headers: str) -> None:
    """With all headers allowed, a granted preflight lists in `Access-Control-Allow-Headers` those requested, if any."""
    control = api.get(MAIN)
    response = preflight(api, MAIN, headers=headers)

    assert control.status_code == 200
    assert permission(response) == "granted"
    assert header_names(response.headers, "access-control-allow-headers") == set(headers.split(",")) - {""}
