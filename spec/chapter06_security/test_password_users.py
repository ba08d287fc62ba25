"""The user of a token · 基于 Password 和 Bearer token 的 OAuth2 认证：当前用户."""

from typing import Any

import pytest

from fastapi_spec import Api, Erratum, like, must, names, should

from .credentials import PASSWORD, TWO_DETAILS, authorization, bearer, challenges, token

NOTES = "基于 Password 和 Bearer token 的 OAuth2 认证"
DOCS = "tutorial/security/simple-oauth2/"
ORIGIN = "notes"
PATH = "/chapter06/users/me"
JWT_PATH = "/chapter06/jwt/users/me"
JOHN_SNOW = {"username": "john snow", "email": "johnsnow@example.com", "full_name": "John Snow", "disabled": False}
WRONG_LOGIN = {**PASSWORD, "username": "john snow", "password": "wrong"}


@must("OAUTH-ME-1")
@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_active_user(api: Api, scheme: str) -> None:
    """An active user's token is accepted: 200 with their `username`, `email`, `full_name` and `disabled: false`."""
    response = api.get(PATH, headers=authorization(f"{scheme} john snow"))

    assert response.status_code == 200
    assert response.json() == like(JOHN_SNOW)


@must(
    "OAUTH-ME-6",
    docs="tutorial/response-model/#return-type-and-data-filtering",
    erratum=Erratum(
        claim="A route that returns the stored user, without a response model, responds with the fields of User.",
        since="never true",
    ),
)
@pytest.mark.parametrize("path, good", [(PATH, "john snow"), (JWT_PATH, token())], ids=["plain", "jwt"])
def test_no_hash(api: Api, path: str, good: str) -> None:
    """The response with a user contains their `username`, but neither the password nor its hash."""
    response = api.get(path, headers=bearer(good))

    assert response.json() == like(username="john snow")
    assert not names(response.json()) & {"password", "hashed_password"}
    assert "fakehashed" not in response.text
    assert "$2" not in response.text


@must("OAUTH-ME-2")
@pytest.mark.parametrize(
    "path, inactive, good",
    [(PATH, "alice", "john snow"), (JWT_PATH, token(sub="alice"), token())],
    ids=["plain", "jwt"],
)
def test_inactive_user(api: Api, path: str, inactive: str, good: str) -> None:
    """An inactive user's token is rejected with 400."""
    response = api.get(path, headers=bearer(inactive))
    control = api.get(path, headers=bearer(good))

    assert response.status_code == 400
    assert control.status_code == 200


@must(
    "OAUTH-ME-3",
    erratum=Erratum(
        claim="After failed authentication, WWW-Authenticate is returned in the request header.",
        since="never true: it is a response header (RFC 9110 §11.6.1)",
        in_code=False,
    ),
)
@pytest.mark.parametrize(
    "unknown",
    [
        *["unknown", "John Snow", "fakehashedsecret"],
        pytest.param("", id="empty"),
        pytest.param("\u00e9", id="not ASCII"),
    ],
)
def test_unknown_user(api: Api, unknown: str) -> None:
    """A token that names an unknown user is rejected with 401 and a `Bearer` challenge."""
    response = api.get(PATH, headers=bearer(unknown))
    control = api.get(PATH, headers=bearer("john snow"))

    assert response.status_code == 401
    assert "bearer" in challenges(response)
    assert control.status_code == 200


@should("OAUTH-ME-8", erratum=TWO_DETAILS)
@pytest.mark.parametrize(
    "method, path, sent, detail",
    [
        pytest.param(
            "POST", "/chapter06/token", {"data": WRONG_LOGIN}, "Incorrect username or password", id="wrong login"
        ),
        pytest.param("GET", PATH, {"headers": bearer("alice")}, "Inactive user", id="inactive user"),
        pytest.param(
            "GET", PATH, {"headers": bearer("unknown")}, "Invalid authentication credentials", id="unknown user"
        ),
    ],
)
def test_details(api: Api, method: str, path: str, sent: dict[str, Any], detail: str) -> None:
    """A rejection's `detail` is `Incorrect username or password`, `Inactive user` or
    `Invalid authentication credentials`.
    """
    response = api.request(method, path, **sent)

    assert response.json() == like(detail=detail)
