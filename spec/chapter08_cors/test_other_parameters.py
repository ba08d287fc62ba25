"""What else a browser is told · expose_headers, max_age, allow_private_network."""

import pytest

from fastapi_spec import Api, Erratum, must, should

from .browser import FRONT_END, blocked, header_names, preflight, refused

NOTES = "使用 CORSMiddleWare"
DOCS = "tutorial/cors/#use-corsmiddleware"
REFERENCE = "reference/middleware/#fastapi.middleware.cors.CORSMiddleware"
ORIGINS = "/apps/cors/origins/hello"
EXPOSE = "/apps/cors/expose/hello"


@must("CORS-EXPOSE-1")
def test_named_headers_are_exposed(api: Api) -> None:
    """With X-Process-Time and X-Total as `expose_headers`, a front end may read both: by name, or by `*`."""
    response = api.get(EXPOSE, headers={"Origin": FRONT_END})

    assert not blocked(response)
    exposed = header_names(response.headers, "access-control-expose-headers")
    assert exposed >= {"x-process-time", "x-total"} or "*" in exposed


@must("CORS-EXPOSE-2")
@pytest.mark.parametrize("setting", ["origins", "wildcard", "credentials"])
def test_no_header_is_exposed_by_default(api: Api, setting: str) -> None:
    """Where no headers are named, a front end reads the answer and none of its headers besides the safelisted ones."""
    response = api.get(f"/apps/cors/{setting}/hello", headers={"Origin": FRONT_END})

    assert not blocked(response)
    assert not header_names(response.headers, "access-control-expose-headers")


@should("CORS-EXPOSE-3")
def test_preflight_exposes_nothing(api: Api) -> None:
    """The answer to a preflight carries no Access-Control-Expose-Headers."""
    response = preflight(api, EXPOSE)

    assert not blocked(response)
    assert "access-control-expose-headers" not in response.headers


@must("CORS-MAXAGE-1")
@pytest.mark.parametrize(
    ("setting", "seconds"), [pytest.param("origins", "600", id="default"), pytest.param("max-age", "5", id="set")]
)
def test_max_age(api: Api, setting: str, seconds: str) -> None:
    """A browser may keep the answer to a preflight for 600 seconds by default, and for 5 where 5 are set."""
    response = preflight(api, f"/apps/cors/{setting}/hello")

    assert not refused(response)
    assert response.headers.get("access-control-max-age") == seconds


@should("CORS-MAXAGE-2")
def test_max_age_is_for_preflights(api: Api) -> None:
    """The answer to any other request has no Access-Control-Max-Age."""
    response = api.get("/apps/cors/max-age/hello", headers={"Origin": FRONT_END})

    assert not blocked(response)
    assert "access-control-max-age" not in response.headers


@must("CORS-PRE-11", docs=REFERENCE)
def test_private_network_allowed(api: Api) -> None:
    """Where the private network is allowed, a preflight that asks for it is granted it."""
    response = preflight(api, "/apps/cors/private-network/hello", private_network=True)

    assert not refused(response)
    assert response.headers.get("access-control-allow-private-network") == "true"


@must("CORS-PRE-12", docs=REFERENCE)
@pytest.mark.parametrize("path", ["/hello", ORIGINS])
def test_no_private_network_by_default(api: Api, path: str) -> None:
    """By default a preflight that asks for the private network is not granted it."""
    control = preflight(api, path)
    response = preflight(api, path, private_network=True)

    assert not refused(control)
    assert response.headers.get("access-control-allow-private-network") != "true"


@should(
    "CORS-PRE-4",
    docs=REFERENCE,
    erratum=Erratum(
        claim="The middleware takes seven parameters, of which none is about private networks.",
        since="FastAPI 0.129 (Starlette 0.52): what was ignored before is refused",
    ),
)
def test_private_network_is_refused_by_default(api: Api) -> None:
    """By default a preflight that asks for the private network is refused with 400, and told why in plain text."""
    response = preflight(api, ORIGINS, private_network=True)

    assert response.status_code == 400
    assert response.text == "Disallowed CORS private-network"
