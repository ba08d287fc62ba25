"""The wildcard · 通配符."""

import pytest

from fastapi_spec import Api, Erratum, like, must, should

from .browser import FRONT_END, STRANGER, blocked, preflight, refused

NOTES = "通配符"
DOCS = "tutorial/cors/#wildcards"
STANDARD = "https://fetch.spec.whatwg.org/#cors-protocol-and-credentials"
WILDCARD = "/apps/cors/wildcard/hello"
WITH_CREDENTIALS = "/apps/cors/wildcard-credentials/hello"


@must("CORS-STAR-1")
@pytest.mark.parametrize("origin", [FRONT_END, STRANGER, "null"])
def test_every_origin(api: Api, origin: str) -> None:
    """Where all origins are allowed, every front end, one with the origin null too, may read and send."""
    response = api.get(WILDCARD, headers={"Origin": origin})
    permission = preflight(api, WILDCARD, origin=origin)

    assert response.json() == like(hello="world")
    assert not blocked(response)
    assert not refused(permission)


@should("CORS-STAR-2", docs=STANDARD)
@pytest.mark.parametrize("cookie", [{}, {"Cookie": "a=b"}], ids=["no-cookie", "cookie"])
def test_star(api: Api, cookie: dict[str, str]) -> None:
    """Where all origins are allowed, Access-Control-Allow-Origin is *, whether a cookie is sent or not."""
    response = api.get(WILDCARD, headers={"Origin": FRONT_END, **cookie})

    assert response.headers.get("access-control-allow-origin") == "*"


@must("CORS-STAR-4")
@pytest.mark.parametrize("origin", [FRONT_END, STRANGER])
def test_no_cookies(api: Api, origin: str) -> None:
    """Where all origins are allowed, a front end may read the answer, but not if it sends cookies."""
    response = api.get(WILDCARD, headers={"Origin": origin, "Cookie": "a=b"})

    assert response.json() == like(hello="world")
    assert not blocked(response)
    assert blocked(response, cookies=True)


@must("CORS-STAR-5")
def test_no_authorization(api: Api) -> None:
    """Where all origins are allowed and no headers are named, a front end may not send Authorization."""
    control = preflight(api, WILDCARD)
    response = preflight(api, WILDCARD, headers="authorization")

    assert not refused(control)
    assert refused(response)


@must("CORS-STAR-6", docs=STANDARD)
@pytest.mark.parametrize("cookie", [{}, {"Cookie": "a=b"}], ids=["no-cookie", "cookie"])
def test_star_and_credentials_exclude_each_other(api: Api, cookie: dict[str, str]) -> None:
    """No answer allows the origin * together with credentials: browsers take that pair for a mistake."""
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
        since="never enforced; since Starlette 1.0.0 every origin that asks is named, and so gets credentials",
    ),
)
@pytest.mark.parametrize("origin", [FRONT_END, STRANGER])
def test_credentials_for_every_origin(api: Api, origin: str) -> None:
    """Where all origins and credentials are allowed, every front end may read and send with cookies."""
    response = api.get(WITH_CREDENTIALS, headers={"Origin": origin})
    permission = preflight(api, WITH_CREDENTIALS, origin=origin)

    assert response.json() == like(hello="world")
    assert not blocked(response, cookies=True)
    assert not refused(permission, cookies=True)
