"""Prerequisites of the rules: one login per module (bcrypt takes a quarter of a second) and one valid token per run."""

import time
from typing import NamedTuple

import pytest

from fastapi_spec import JSON, Api, member

from .credentials import PASSWORD, bearer, token

JOHN_SNOW = {**PASSWORD, "username": "john snow", "password": "secret"}


class Login(NamedTuple):
    """The token of john snow's login at the JWT flow, and the time of the login."""

    token: JSON
    at: float


@pytest.fixture(scope="module")
def plain_login(api: Api) -> None:
    """A login at the plain flow that works: without it, a rejection says nothing about the login that is rejected."""
    response = api.post("/chapter06/token", data=JOHN_SNOW)
    assert response.status_code == 200


@pytest.fixture(scope="module")
def login(api: Api) -> Login:
    """A login at the JWT flow (POST /chapter06/jwt/token), for the rules about its token."""
    response = api.post("/chapter06/jwt/token", data=JOHN_SNOW)
    assert response.status_code == 200
    return Login(member(response, "access_token"), time.time())


@pytest.fixture(scope="session")
def good_token(api: Api) -> str:
    """A token that is signed here and accepted: without it, a rejection says nothing about the token it rejects."""
    good = token()
    response = api.get("/chapter06/jwt/users/me", headers=bearer(good))
    assert response.status_code == 200, "do the server and these rules have the same SECRET_KEY?"
    return good
