"""Login with a password · 基于 Password 和 Bearer token 的 OAuth2 认证：登录."""

from typing import Any

import pytest

from fastapi_spec import Api, errors, like, locations, member, must, should

from .credentials import LOGINS, ONE_STORE, PASSWORD, TWO_DETAILS, authorization

NOTES = "基于 Password 和 Bearer token 的 OAuth2 认证"
DOCS = "tutorial/security/simple-oauth2/"
ORIGIN = "fastapi"
RFC = "https://www.rfc-editor.org/rfc/rfc6749.html"
PATH = "/chapter06/token"
USER = {**PASSWORD, "username": "john snow", "password": "secret"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@must("OAUTH-TOKEN-1", origin="notes", erratum=ONE_STORE)
@pytest.mark.parametrize(
    "username, password", [("john snow", "secret"), ("alice", "secret2")], ids=["active", "inactive"]
)
def test_login(api: Api, username: str, password: str) -> None:
    """A login of an active or inactive user returns 200, the username as `access_token` and `token_type` `bearer`."""
    response = api.post(PATH, data={**PASSWORD, "username": username, "password": password})

    assert response.status_code == 200
    assert response.json() == like(access_token=username, token_type="bearer")


@must("OAUTH-TOKEN-14", docs=f"{RFC}#section-3.2")
@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"scope": "items:read items:write"}, id="scope"),
        pytest.param({"client_id": "x", "client_secret": "y"}, id="client"),
        pytest.param({"nonsense": "1"}, id="unknown"),
    ],
)
def test_more_fields(api: Api, more: dict[str, str]) -> None:
    """A `scope`, a client's id and secret, and unknown fields do not change the token of a login: 200."""
    response = api.post(PATH, data=USER | more)

    assert response.status_code == 200
    assert response.json() == like(access_token="john snow")


# RFC 6749 §5.2 asks for 400 and {"error": "invalid_grant"}: this rule keeps to the response of the notes.
@must(
    "OAUTH-TOKEN-2",
    origin="notes",
    erratum=TWO_DETAILS,
)
@pytest.mark.parametrize(
    "username, password",
    [
        pytest.param("john snow", "wrong", id="wrong password"),
        pytest.param("unknown", "secret", id="unknown user"),
        pytest.param("alice", "secret", id="another user's password"),
        pytest.param("John Snow", "secret", id="name in other letter case"),
        pytest.param("john snow", "SECRET", id="password in other letter case"),
        pytest.param("john snow", "secret ", id="password and a space"),
        pytest.param("john snow", "fakehashedsecret", id="hash as password"),
    ],
)
def test_wrong_credentials(api: Api, username: str, password: str) -> None:
    """A wrong password and an unknown user are both rejected with 400 and the same `detail`."""
    response = api.post(PATH, data={**PASSWORD, "username": username, "password": password})
    unknown = api.post(PATH, data={**PASSWORD, "username": "unknown", "password": "wrong"})

    assert response.status_code == 400
    assert member(response, "detail") == member(unknown, "detail")


@must("OAUTH-TOKEN-3")
@pytest.mark.parametrize("path", LOGINS)
@pytest.mark.parametrize(
    "form, missing",
    [
        pytest.param({"username": "john snow"}, "password", id="no password"),
        pytest.param({"username": "john snow", "password": ""}, "password", id="empty password"),
        pytest.param({"password": "secret"}, "username", id="no name"),
        pytest.param({"username": "", "password": "secret"}, "username", id="empty name"),
    ],
)
def test_missing_fields(api: Api, path: str, form: dict[str, str], missing: str) -> None:
    """A missing or empty username or password is rejected with 422 at `[body, username]` or `[body, password]`."""
    response = api.post(path, data=form)

    assert response.status_code == 422
    assert ["body", missing] in locations(response)


@should("OAUTH-TOKEN-11")
def test_missing_fields_together(api: Api) -> None:
    """An empty login reports `[body, username]` and `[body, password]`, in this order, with type `missing`."""
    response = api.post(PATH, headers=FORM)

    name, password = {"loc": ["body", "username"], "type": "missing"}, {"loc": ["body", "password"], "type": "missing"}
    assert errors(response) == like([name, password])


@must("OAUTH-TOKEN-6", origin="notes")
@pytest.mark.parametrize(
    "elsewhere",
    [
        pytest.param({"json": USER}, id="JSON"),
        pytest.param({"params": USER}, id="query"),
        pytest.param({"headers": authorization("Basic am9obiBzbm93OnNlY3JldA==")}, id="Basic"),
    ],
)
def test_credentials_elsewhere(api: Api, elsewhere: dict[str, Any]) -> None:
    """A username and password in JSON, in the query or by HTTP Basic are not read: 422 at `[body, username]`."""
    response = api.post(PATH, **elsewhere)

    assert response.status_code == 422
    assert ["body", "username"] in locations(response)


@must("OAUTH-TOKEN-13", origin="http", docs=f"{RFC}#section-3.2")
@pytest.mark.usefixtures("plain_login")
def test_get(api: Api) -> None:
    """A login with GET is rejected with 405."""
    response = api.get(PATH, params=USER)

    assert response.status_code == 405


@should("OAUTH-TOKEN-12", docs="tutorial/request-forms/")
def test_multipart(api: Api) -> None:
    """A login in `multipart/form-data` is accepted with 200 and an `access_token`."""
    response = api.post(PATH, files={name: (None, value) for name, value in USER.items()})

    assert response.status_code == 200
    assert response.json() == like(access_token="john snow")


@must("OAUTH-TOKEN-15")
@pytest.mark.parametrize(
    "form",
    [
        pytest.param(b"username=john+snow&password=%E5%AF%86%E7%A0%81", id="not ASCII"),
        pytest.param(b"username=john+snow&password=" + 10_000 * b"x", id="10,000 bytes"),
        pytest.param(b"username=john+snow&password=secret%00", id="NUL in password"),
        pytest.param(b"username=john+snow%00&password=secret", id="NUL in name"),
        pytest.param(b"username=john+snow&password=%FF", id="not UTF-8"),
        pytest.param(b"username=john+snow&password=%ED%A0%80", id="lone surrogate"),
    ],
)
@pytest.mark.usefixtures("plain_login")
def test_odd_passwords(api: Api, form: bytes) -> None:
    """A wrong login that is very long or contains NUL, non-ASCII or invalid UTF-8 is rejected with 400 or 422."""
    response = api.post(PATH, content=form, headers=FORM)

    assert response.status_code in (400, 422)


@must("OAUTH-TOKEN-16", origin="hardening", plain="responds with 500 in the JWT flow (passlib)")
@pytest.mark.parametrize("path", LOGINS, ids=["plain", "jwt"])
@pytest.mark.usefixtures("plain_login", "login")
def test_lone_surrogate_by_charset(api: Api, path: str) -> None:
    """A multipart password that its charset decodes to a lone surrogate is rejected with 400, 401, 415 or 422."""
    form = {"grant_type": (None, "password"), "username": (None, "john snow"), "password": (None, r"\ud800")}
    kind = "multipart/form-data; boundary=x; charset=unicode_escape"
    response = api.post(path, files=form, headers={"Content-Type": kind})

    assert response.status_code in (400, 401, 415, 422)
