"""Login for a JSON Web Token · 开发基于 JSON Web Tokens 的认证：登录.

A rule that only needs a login takes that of the module (fixture ``login``): a hash takes a quarter of a second.
"""

import pytest

from fastapi_spec import Api, Erratum, like, member, must, names

from .conftest import Login
from .credentials import ONE_STORE, PASSWORD, bearer, challenges, decoded

NOTES = "开发基于 JSON Web Tokens 的认证"
DOCS = "tutorial/security/oauth2-jwt/"
ORIGIN = "notes"
PATH = "/chapter06/jwt/token"
USER = {**PASSWORD, "username": "john snow", "password": "secret"}


@must("JWT-TOKEN-1")
def test_login(api: Api) -> None:
    """A correct login responds with 200, `token_type` `bearer` and a JSON Web Token (three parts) as `access_token`."""
    response = api.post(PATH, data=USER)

    assert response.status_code == 200
    assert response.json() == like(token_type="bearer")
    assert decoded(member(response, "access_token"))


@must("JWT-TOKEN-9")
def test_claims(login: Login) -> None:
    """The token of a login (`POST /chapter06/jwt/token`) has its user as `sub` and an `exp` in 30 minutes."""
    claims = decoded(login.token)[1]

    assert claims == like(sub="john snow", exp=pytest.approx(login.at + 30 * 60, abs=50))


@must("JWT-TOKEN-10")
def test_algorithm(login: Login) -> None:
    """The token of a login (`POST /chapter06/jwt/token`) has `HS256` as its `alg`."""
    header = decoded(login.token)[0]

    assert header == like(alg="HS256")


@must("JWT-TOKEN-12", origin="fastapi")
def test_token_is_accepted(api: Api, login: Login) -> None:
    """The token of a login is accepted by `/chapter06/jwt/users/me`: 200 with the `username`."""
    response = api.get("/chapter06/jwt/users/me", headers=bearer(login.token))

    assert response.status_code == 200
    assert response.json() == like(username="john snow")


@must("JWT-TOKEN-13", origin="fastapi")
def test_no_hash(login: Login) -> None:
    """The token of a login (`POST /chapter06/jwt/token`) contains neither the password nor its hash."""
    claims = decoded(login.token)[1]

    assert claims == like(sub="john snow")
    assert not names(claims) & {"password", "hashed_password"}
    assert "$2" not in str(claims)


@must(
    "JWT-TOKEN-5",
    erratum=Erratum(
        claim="A real hash for john snow is enough; alice may keep the fake one.",
        since="never true",
    ),
)
def test_inactive_user_logs_in(api: Api) -> None:
    """An inactive user's login responds with 200 and a token whose `sub` is the user."""
    response = api.post(PATH, data={**PASSWORD, "username": "alice", "password": "secret2"})

    assert response.status_code == 200
    assert decoded(member(response, "access_token"))[1] == like(sub="alice")


@must(
    "OAUTH-ME-5",
    erratum=ONE_STORE,
)
@pytest.mark.usefixtures("login")
def test_flows_are_independent(api: Api) -> None:
    """A user of the JWT flow can also log in at `/chapter06/token`: 200 with the username as `access_token`."""
    response = api.post("/chapter06/token", data=USER)

    assert response.status_code == 200
    assert response.json() == like(access_token="john snow")


# RFC 6749 §5.2 asks for 400 and {"error": "invalid_grant"}: this rule keeps to the response of the notes.
@must("JWT-TOKEN-2")
@pytest.mark.usefixtures("login")
def test_wrong_credentials(api: Api) -> None:
    """A wrong password and an unknown user are rejected with 401, a `Bearer` challenge and the same `detail`."""
    wrong = api.post(PATH, data={**PASSWORD, "username": "john snow", "password": "wrong"})
    unknown = api.post(PATH, data={**PASSWORD, "username": "unknown", "password": "secret"})

    assert wrong.status_code == 401
    assert unknown.status_code == 401
    assert "bearer" in challenges(wrong)
    assert "bearer" in challenges(unknown)
    assert member(wrong, "detail") == member(unknown, "detail")


@must("JWT-TOKEN-6", origin="hardening", plain="responds with 500, since bcrypt raises an error")
@pytest.mark.parametrize(
    "password",
    [
        pytest.param("secret\0", id="correct up to a NUL"),
        pytest.param("a\0b", id="NUL inside"),
        pytest.param(73 * "x", id="73 bytes"),
        pytest.param(13 * "secret", id="78 bytes"),
        pytest.param(40 * "\u00e9", id="40 characters of 2 bytes"),
        pytest.param(10_000 * "x", id="10,000 bytes"),
    ],
)
@pytest.mark.usefixtures("login")
def test_odd_passwords(api: Api, password: str) -> None:
    """A password that bcrypt cannot hash (NUL, or more than 72 bytes) is rejected with 401 or 422."""
    response = api.post(PATH, data={**PASSWORD, "username": "john snow", "password": password})

    assert response.status_code in (401, 422)
