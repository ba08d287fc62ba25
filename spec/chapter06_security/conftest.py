"""What rules build on: one login a module (a password costs the server a quarter of a second), one good token a run."""

import time
from typing import NamedTuple

import httpx
import pytest

from fastapi_spec import JSON, Api, member

from .credentials import bearer, token


class Login(NamedTuple):
    """john snow's login at the JSON Web Token endpoint, and when it was."""

    response: httpx.Response
    token: JSON
    at: float


@pytest.fixture(scope="module")
def login(api: Api) -> Login:
    """The login of the rules on logins."""
    response = api.post("/chapter06/jwt/token", data={"username": "john snow", "password": "secret"})
    assert response.status_code == 200
    return Login(response, member(response, "access_token"), time.time())


@pytest.fixture(scope="session")
def good_token(api: Api) -> str:
    """A token signed here, and let in: without one that is, a refusal says nothing of the token that is refused."""
    good = token()
    response = api.get("/chapter06/jwt/users/me", headers=bearer(good))
    assert response.status_code == 200, "have the server and these rules the same SECRET_KEY?"
    return good
