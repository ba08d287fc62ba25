"""The wildcard · 通配符."""

import pytest

from fastapi_spec import Api, Erratum, like, must, should

from .browser import FRONT_END, OTHER_ORIGIN, access, permission, preflight

NOTES = "通配符"
DOCS = "tutorial/cors/#wildcards"
ORIGIN = "notes"
STANDARD = "https://fetch.spec.whatwg.org/#cors-protocol-and-credentials"
WILDCARD = "/apps/cors/wildcard/hello"
WITH_CREDENTIALS = "/apps/cors/wildcard-credentials/hello"


@must("CORS-STAR-1")
@pytest.mark.parametrize("origin", [FRONT_END, OTHER_ORIGIN, "null"])
def test_every_origin(api: Api, origin: str) -> None:
    """With all origins allowed, any origin, even `null`, may read and is granted its preflight."""
    response = api.get(WILDCARD, headers={"Origin": origin})
    preflighted = preflight(api, WILDCARD, origin=origin)

    assert response.json() == like(hello="world")
    assert access(response) == "readable"
    assert permission(preflighted) == "granted"


@must("CORS-STAR-4", origin="fastapi")
@pytest.mark.parametrize("origin", [FRONT_END, OTHER_ORIGIN])
def test_no_cookies(api: Api, origin: str) -> None:
    """With all origins allowed, a front end may read the response without cookies, but not with cookies."""
    response = api.get(WILDCARD, headers={"Origin": origin, "Cookie": "a=b"})

    assert response.json() == like(hello="world")
    assert access(response) == "readable"
    assert access(response, cookies=True) == "blocked"


@should("CORS-STAR-2", docs=STANDARD)
@pytest.mark.parametrize("cookie", [{}, {"Cookie": "a=b"}], ids=["no-cookie", "cookie"])
def test_star(api: Api, cookie: dict[str, str]) -> None:
    """With all origins allowed, a 200 response has `Access-Control-Allow-Origin: *`, with or without a cookie sent."""
    response = api.get(WILDCARD, headers={"Origin": FRONT_END, **cookie})

    assert response.status_code == 200
    assert response.headers.get("access-control-allow-origin") == "*"


@must("CORS-STAR-5")
def test_no_authorization(api: Api) -> None:
    """With all origins allowed and no headers named, a preflight for `Authorization` is denied."""
    exists = api.get(WILDCARD)
    control = preflight(api, WILDCARD)
    response = preflight(api, WILDCARD, headers="authorization")

    assert exists.status_code == 200
    assert permission(control) == "granted"
    assert permission(response) == "denied"


# Not a MUST: without cookies a browser lets the front end read such a response.
@should("CORS-STAR-6", origin="http", docs=STANDARD)
@pytest.mark.parametrize("cookie", [{}, {"Cookie": "a=b"}], ids=["no-cookie", "cookie"])
def test_star_and_credentials_exclude_each_other(api: Api, cookie: dict[str, str]) -> None:
    """With all origins and credentials allowed, no response has both `Access-Control-Allow-Origin: *` and
    `Access-Control-Allow-Credentials: true`."""
    response = api.get(WITH_CREDENTIALS, headers={"Origin": FRONT_END, **cookie})
    origin = response.headers.get("access-control-allow-origin")
    credentials = response.headers.get("access-control-allow-credentials")

    assert response.json() == like(hello="world")
    assert (origin, credentials) != ("*", "true")


@should(
    "CORS-STAR-3",
    docs=STANDARD,
    erratum=Erratum(
        claim="allow_origins cannot be ['*'] when credentials are allowed.",
        since="never enforced; since Starlette 1.0.0 the response names the origin of any request, with credentials",
        in_code=False,
    ),
)
@pytest.mark.parametrize("origin", [FRONT_END, OTHER_ORIGIN])
def test_credentials_for_every_origin(api: Api, origin: str) -> None:
    """With all origins and credentials allowed, any front end may read with cookies and is granted its preflight."""
    response = api.get(WITH_CREDENTIALS, headers={"Origin": origin})
    preflighted = preflight(api, WITH_CREDENTIALS, origin=origin)

    assert response.json() == like(hello="world")
    assert access(response, cookies=True) == "readable"
    assert permission(preflighted, cookies=True) == "granted"
