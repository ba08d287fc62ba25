"""Cookies from another origin · 使用 CORSMiddleWare：allow_credentials."""

import pytest

from fastapi_spec import Api, like, must, should

from .browser import FRONT_END, MAIN_CASE, OTHER_ORIGIN, access, permission, preflight

NOTES = "使用 CORSMiddleWare"
DOCS = "tutorial/cors/#use-corsmiddleware"
ORIGIN = "notes"
PATH = "/apps/cors/credentials/hello"


@must("CORS-CRED-1")
@pytest.mark.parametrize(("setting", "origin"), [("origins", FRONT_END), ("regex", "https://a.example.org")])
def test_no_credentials_by_default(api: Api, setting: str, origin: str) -> None:
    """By default, an allowed front end may read the response without cookies, but not with cookies."""
    response = api.get(f"/apps/cors/{setting}/hello", headers={"Origin": origin, "Cookie": "a=b"})

    assert response.json() == like(hello="world")
    assert access(response) == "readable"
    assert access(response, cookies=True) == "blocked"


@must("CORS-CRED-2")
@pytest.mark.parametrize("path", [PATH, MAIN_CASE])
def test_credentials_allowed(api: Api, path: str) -> None:
    """With `allow_credentials`, an allowed front end may read a 200 with cookies and is granted its preflight."""
    response = api.get(path, headers={"Origin": FRONT_END, "Cookie": "a=b"})
    preflighted = preflight(api, path)

    assert response.status_code == 200
    assert access(response, cookies=True) == "readable"
    assert permission(preflighted, cookies=True) == "granted"


@must("CORS-CRED-4", origin="fastapi")
@pytest.mark.parametrize("path", [PATH, MAIN_CASE])
def test_credentials_allow_no_further_origin(api: Api, path: str) -> None:
    """With `allow_credentials`, an origin that is not allowed may not read, and its preflight is denied."""
    control = api.get(path, headers={"Origin": FRONT_END})
    response = api.get(path, headers={"Origin": OTHER_ORIGIN})
    preflighted = preflight(api, path, origin=OTHER_ORIGIN)

    assert control.status_code == 200
    assert access(control, cookies=True) == "readable"
    assert access(response) == "blocked"
    assert permission(preflighted) == "denied"


@should("CORS-CRED-3", origin="fastapi")
def test_credentials_without_an_origin(api: Api) -> None:
    """With credentials allowed, another origin gets 200 and `Access-Control-Allow-Credentials: true`, but no
    `Access-Control-Allow-Origin`."""
    response = api.get(PATH, headers={"Origin": OTHER_ORIGIN})

    assert response.status_code == 200
    assert response.headers.get("access-control-allow-credentials") == "true"
    assert "access-control-allow-origin" not in response.headers
