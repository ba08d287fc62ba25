"""Login for a JSON Web Token · 开发基于 JSON Web Tokens 的认证.

Where a rule only needs a login that works, it is the one of this module: only what is about passwords pays for a hash.
"""

import pytest

from fastapi_spec import Api, Erratum, like, locations, member, must, names

from .conftest import Login
from .credentials import bearer, challenges, directives, opened

NOTES = "开发基于 JSON Web Tokens 的认证"
DOCS = "tutorial/security/oauth2-jwt/"
PATH = "/chapter06/jwt/token"


@must("JWT-TOKEN-1")
def test_login(api: Api) -> None:
    """The right name and password give a token in three parts, with token_type bearer."""
    response = api.post(PATH, data={"username": "john snow", "password": "secret"})

    assert response.status_code == 200
    assert response.json() == like(token_type="bearer")
    assert opened(member(response, "access_token"))


@must("JWT-TOKEN-9")
def test_claims(login: Login) -> None:
    """The token of a login is of its user (sub) and good for half an hour (exp)."""
    claims = opened(login.token)[1]

    assert claims == like(sub="john snow", exp=pytest.approx(login.at + 30 * 60, abs=50))


@must("JWT-TOKEN-10")
def test_algorithm(login: Login) -> None:
    """The token of a login is signed with HS256."""
    header = opened(login.token)[0]

    assert header == like(alg="HS256")


@must("JWT-TOKEN-13")
def test_no_hash(login: Login) -> None:
    """The token of a login, which anybody can read, holds neither the password nor its hash."""
    claims = opened(login.token)[1]

    assert claims == like(sub="john snow")
    assert not names(claims) & {"password", "hashed_password"}
    assert "$2" not in str(claims)


@must("JWT-TOKEN-12")
def test_login_opens(api: Api, login: Login) -> None:
    """The token of a login opens what is its user's."""
    response = api.get("/chapter06/jwt/users/me", headers=bearer(login.token))

    assert response.status_code == 200
    assert response.json() == like(username="john snow")


@must("JWT-TOKEN-2")
@pytest.mark.parametrize(
    "username, password", [("john snow", "wrong"), ("nobody", "secret")], ids=["wrong password", "unknown user"]
)
def test_wrong_credentials(api: Api, username: str, password: str) -> None:
    """A wrong password and an unknown user are refused alike: 401, Bearer and Incorrect username or password."""
    response = api.post(PATH, data={"username": username, "password": password})

    assert response.status_code == 401
    assert "bearer" in challenges(response)
    assert response.json() == like(detail="Incorrect username or password")


@must(
    "JWT-TOKEN-5",
    erratum=Erratum(
        claim="A real hash for john snow is enough; alice may keep the fake one.",
        since="never true",
    ),
)
def test_inactive_user_logs_in(api: Api) -> None:
    """An inactive user gets a token all the same."""
    response = api.post(PATH, data={"username": "alice", "password": "secret2"})

    assert response.status_code == 200
    assert opened(member(response, "access_token"))[1] == like(sub="alice")


@must("JWT-TOKEN-6")
@pytest.mark.parametrize(
    "password",
    [
        pytest.param("secret\0", id="right up to a NUL"),
        pytest.param("a\0b", id="NUL inside"),
        pytest.param(73 * "x", id="73 bytes"),
        pytest.param(13 * "secret", id="78 bytes"),
        pytest.param(40 * "\u00e9", id="40 characters of 2 bytes"),
        pytest.param(10_000 * "x", id="10,000 bytes"),
    ],
)
@pytest.mark.usefixtures("login")
def test_odd_passwords(api: Api, password: str) -> None:
    """A password that bcrypt cannot take, with NUL or beyond 72 bytes, is refused with 401 or 422."""
    response = api.post(PATH, data={"username": "john snow", "password": password})

    assert response.status_code in (401, 422)


@must("JWT-TOKEN-14")
@pytest.mark.usefixtures("login")
def test_password_in_a_charset_of_its_own(api: Api) -> None:
    """A password that spells half a character, in a charset of the client's own, is refused with 401 or 422."""
    form = {"username": (None, "john snow"), "password": (None, r"\ud800")}
    kind = "multipart/form-data; boundary=x; charset=unicode_escape"
    response = api.post(PATH, files=form, headers={"Content-Type": kind})

    assert response.status_code in (401, 422)


@must("JWT-TOKEN-7")
@pytest.mark.parametrize(
    "form, missing",
    [
        pytest.param({"username": "john snow"}, "password", id="no password"),
        pytest.param({"username": "john snow", "password": ""}, "password", id="empty password"),
        pytest.param({"password": "secret"}, "username", id="no name"),
    ],
)
def test_missing_fields(api: Api, form: dict[str, str], missing: str) -> None:
    """A login without a name or a password, or with an empty one, is refused with 422 at that field of the body."""
    response = api.post(PATH, data=form)

    assert response.status_code == 422
    assert ["body", missing] in locations(response)


@must("JWT-TOKEN-11", docs="https://www.rfc-editor.org/rfc/rfc6749.html#section-5.1")
def test_token_is_not_stored(login: Login) -> None:
    """An answer with a JSON Web Token says Cache-Control: no-store."""
    assert "no-store" in directives(login.response)


@must(
    "OAUTH-ME-5",
    erratum=Erratum(
        claim="Updating the one store with a real hash leaves the login of the section before as it was.",
        since="never true",
    ),
)
@pytest.mark.usefixtures("login")
def test_flows_are_apart(api: Api) -> None:
    """The same name and password log in to the flow with plain tokens as well."""
    response = api.post("/chapter06/token", data={"username": "john snow", "password": "secret"})

    assert response.status_code == 200
    assert response.json() == like(access_token="john snow")
