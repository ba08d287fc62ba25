"""Further settings · 使用 CORSMiddleWare：expose_headers、max_age 等."""

import pytest

from fastapi_spec import Api, must, should

from .browser import FRONT_END, MAIN_CASE, access, header_names, listed, permission, preflight

NOTES = "使用 CORSMiddleWare"
DOCS = "tutorial/cors/#use-corsmiddleware"
ORIGIN = "fastapi"
REFERENCE = "reference/middleware/#fastapi.middleware.cors.CORSMiddleware"
ORIGINS = "/apps/cors/origins/hello"
EXPOSE = "/apps/cors/expose/hello"
PRIVATE_NETWORK = "/apps/cors/private-network/hello"

# What a front end may read in any case: https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name
SAFELISTED = {"cache-control", "content-language", "content-length", "content-type", "expires", "last-modified"}
SAFELISTED |= {"pragma"}


@must("CORS-EXPOSE-1", origin="notes")
def test_named_headers_are_exposed(api: Api) -> None:
    """With `X-Process-Time` and `X-Total` exposed, `Access-Control-Expose-Headers` lists both or is `*`."""
    response = api.get(EXPOSE, headers={"Origin": FRONT_END})
    exposed = listed(response, "access-control-expose-headers", "x-process-time", "x-total")

    assert access(response) == "readable"
    assert exposed == {"x-process-time", "x-total"}


@must("CORS-EXPOSE-2")
@pytest.mark.parametrize(
    "path", [*(f"/apps/cors/{setting}/hello" for setting in ("origins", "wildcard", "credentials")), MAIN_CASE]
)
def test_no_header_is_exposed_by_default(api: Api, path: str) -> None:
    """By default, a front end may read a 200 response, but only its CORS-safelisted headers."""
    response = api.get(path, headers={"Origin": FRONT_END})

    assert response.status_code == 200
    assert access(response) == "readable"
    assert header_names(response.headers, "access-control-expose-headers") - SAFELISTED == set()


@should("CORS-EXPOSE-3")
def test_preflight_exposes_nothing(api: Api) -> None:
    """The response to a granted preflight has no `Access-Control-Expose-Headers`."""
    control = api.get(EXPOSE)
    response = preflight(api, EXPOSE)

    assert control.status_code == 200
    assert permission(response) == "granted"
    assert "access-control-expose-headers" not in response.headers


@must("CORS-MAXAGE-1", origin="notes")
@pytest.mark.parametrize(
    ("setting", "seconds"), [pytest.param("origins", "600", id="default"), pytest.param("max-age", "5", id="set")]
)
def test_max_age(api: Api, setting: str, seconds: str) -> None:
    """A browser may cache a granted preflight for 600 seconds by default, and for 5 with `max_age=5`."""
    response = preflight(api, f"/apps/cors/{setting}/hello")

    assert permission(response) == "granted"
    # Without the header a browser caches it for 5 seconds, by the Fetch standard.
    assert response.headers.get("access-control-max-age", "5") == seconds


@should("CORS-MAXAGE-2")
def test_max_age_is_for_preflights(api: Api) -> None:
    """The 200 response to a GET from an allowed origin has no `Access-Control-Max-Age`."""
    response = api.get("/apps/cors/max-age/hello", headers={"Origin": FRONT_END})

    assert response.status_code == 200
    assert access(response) == "readable"
    assert "access-control-max-age" not in response.headers


@must("CORS-PRE-11", docs=REFERENCE)
def test_private_network_allowed(api: Api) -> None:
    """With `allow_private_network`, a preflight for it is granted with `Access-Control-Allow-Private-Network: true`."""
    response = preflight(api, PRIVATE_NETWORK, private_network=True)

    assert permission(response) == "granted"
    assert response.headers.get("access-control-allow-private-network") == "true"


@must("CORS-PRE-12", docs=REFERENCE)
@pytest.mark.parametrize("path", [MAIN_CASE, ORIGINS])
def test_no_private_network_by_default(api: Api, path: str) -> None:
    """By default, a preflight for a private network does not get `Access-Control-Allow-Private-Network: true`."""
    exists = api.get(path)
    control = preflight(api, path)
    response = preflight(api, path, private_network=True)

    assert exists.status_code == 200
    assert permission(control) == "granted"
    assert response.headers.get("access-control-allow-private-network") != "true"


# Since FastAPI 0.129 (Starlette 0.52), which introduced `allow_private_network`: before, the header was ignored.
@should("CORS-PRE-4", docs=REFERENCE)
def test_private_network_is_rejected_by_default(api: Api) -> None:
    """By default, a preflight for a private network is rejected with 400 and `Disallowed CORS private-network`."""
    control = api.get(ORIGINS)
    response = preflight(api, ORIGINS, private_network=True)

    assert control.status_code == 200
    assert response.status_code == 400
    assert response.text == "Disallowed CORS private-network"
