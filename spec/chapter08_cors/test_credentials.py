"""Cookies from another origin · allow_credentials."""

import pytest

from fastapi_spec import Api, like, must, should

from .browser import FRONT_END, STRANGER, blocked, preflight, refused

NOTES = "使用 CORSMiddleWare"
DOCS = "tutorial/cors/#use-corsmiddleware"
PATH = "/apps/cors/credentials/hello"


@must("CORS-CRED-1")
@pytest.mark.parametrize(("setting", "origin"), [("origins", FRONT_END), ("regex", "https://a.example.org")])
def test_no_credentials_by_default(api: Api, setting: str, origin: str) -> None:
    """Where credentials are not allowed, an allowed front end may read the answer, but not if it sends cookies."""
    response = api.get(f"/apps/cors/{setting}/hello", headers={"Origin": origin, "Cookie": "a=b"})

    assert response.json() == like(hello="world")
    assert not blocked(response)
    assert blocked(response, cookies=True)


@must("CORS-CRED-2")
@pytest.mark.parametrize("path", [PATH, "/hello"])
def test_credentials_allowed(api: Api, path: str) -> None:
    """Where credentials are allowed, an allowed front end may read and send with cookies."""
    response = api.get(path, headers={"Origin": FRONT_END, "Cookie": "a=b"})
    permission = preflight(api, path)

    assert response.json() == like(hello="world")
    assert not blocked(response, cookies=True)
    assert not refused(permission, cookies=True)


@must("CORS-CRED-4")
@pytest.mark.parametrize("path", [PATH, "/hello"])
def test_credentials_allow_no_further_origin(api: Api, path: str) -> None:
    """Where credentials are allowed, a front end at an origin that is not listed may still neither read nor send."""
    control = api.get(path, headers={"Origin": FRONT_END})
    response = api.get(path, headers={"Origin": STRANGER})
    permission = preflight(api, path, origin=STRANGER)

    assert not blocked(control, cookies=True)
    assert blocked(response)
    assert refused(permission)


@should("CORS-CRED-3")
def test_stranger_is_told_of_credentials(api: Api) -> None:
    """The answer to an origin that is not listed says that credentials are allowed; it only lacks the origin."""
    response = api.get(PATH, headers={"Origin": STRANGER})

    assert response.headers.get("access-control-allow-credentials") == "true"
    assert "access-control-allow-origin" not in response.headers
