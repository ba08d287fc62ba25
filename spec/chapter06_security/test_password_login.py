"""Login with a password · 基于 Password 和 Bearer token 的 OAuth2 认证."""

from typing import Any

import pytest

from fastapi_spec import Api, Erratum, errors, like, locations, must, should

from .credentials import authorization

NOTES = "基于 Password 和 Bearer token 的 OAuth2 认证"
DOCS = "tutorial/security/simple-oauth2/"
RFC = "https://www.rfc-editor.org/rfc/rfc6749.html"
PATH = "/chapter06/token"
USER = {"username": "john snow", "password": "secret"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@must("OAUTH-TOKEN-1")
@pytest.mark.parametrize(
    "username, password", [("john snow", "secret"), ("alice", "secret2")], ids=["active", "inactive"]
)
def test_login(api: Api, username: str, password: str) -> None:
    """The right name and password, an inactive user's too, give the name as access_token, with token_type bearer."""
    response = api.post(PATH, data={"username": username, "password": password})

    assert response.status_code == 200
    assert response.json() == like(access_token=username, token_type="bearer")


@must(
    "OAUTH-TOKEN-2",
    erratum=Erratum(
        claim="An unknown user and a wrong password have different texts; only the flowchart draws one error.",
        since="never true",
    ),
)
@pytest.mark.parametrize(
    "username, password",
    [
        pytest.param("nobody", "secret", id="unknown user"),
        pytest.param("John Snow", "secret", id="name in other letter case"),
        pytest.param("john snow", "wrong", id="wrong password"),
        pytest.param("john snow", "SECRET", id="password in other letter case"),
        pytest.param("john snow", "secret ", id="password and a blank"),
        pytest.param("alice", "secret", id="password of another"),
        pytest.param("john snow", "fakehashedsecret", id="hash for a password"),
    ],
)
def test_wrong_credentials(api: Api, username: str, password: str) -> None:
    """An unknown user and a wrong password are refused alike: 400 and Incorrect username or password."""
    response = api.post(PATH, data={"username": username, "password": password})

    assert response.status_code == 400
    assert response.json() == like(detail="Incorrect username or password")


@must("OAUTH-TOKEN-15")
@pytest.mark.parametrize(
    "form",
    [
        pytest.param(b"username=john+snow&password=secret%00", id="NUL in password"),
        pytest.param(b"username=john+snow%00&password=secret", id="NUL in name"),
        pytest.param(b"username=john+snow&password=%E5%AF%86%E7%A0%81", id="not ASCII"),
        pytest.param(b"username=john+snow&password=%FF", id="not UTF-8"),
        pytest.param(b"username=john+snow&password=%ED%A0%80", id="half a character"),
        pytest.param(b"username=john+snow&password=" + 10_000 * b"x", id="10,000 bytes"),
    ],
)
def test_odd_passwords(api: Api, form: bytes) -> None:
    """A wrong login that holds NUL, is not ASCII, no UTF-8 or very long is refused with 400 or 422."""
    response = api.post(PATH, content=form, headers=FORM)
    control = api.post(PATH, content=b"username=john+snow&password=secret", headers=FORM)

    assert response.status_code in (400, 422)
    assert control.status_code == 200


@must("OAUTH-TOKEN-16")
def test_password_in_a_charset_of_its_own(api: Api) -> None:
    """A password that spells half a character, in a charset of the client's own, is refused with 400 or 422."""
    form = {"username": (None, "john snow"), "password": (None, r"\ud800")}
    kind = "multipart/form-data; boundary=x; charset=unicode_escape"
    response = api.post(PATH, files=form, headers={"Content-Type": kind})
    control = api.post(PATH, data=USER)

    assert response.status_code in (400, 422)
    assert control.status_code == 200


@must("OAUTH-TOKEN-3")
@pytest.mark.parametrize(
    "form, missing",
    [
        pytest.param({"username": "john snow"}, "password", id="no password"),
        pytest.param({"username": "john snow", "password": ""}, "password", id="empty password"),
        pytest.param({"password": "secret"}, "username", id="no name"),
        pytest.param({"username": "", "password": "secret"}, "username", id="empty name"),
    ],
)
def test_missing_fields(api: Api, form: dict[str, str], missing: str) -> None:
    """A login without a name or a password, or with an empty one, is refused with 422 at that field of the body."""
    response = api.post(PATH, data=form)

    assert response.status_code == 422
    assert ["body", missing] in locations(response)


@must("OAUTH-TOKEN-6")
@pytest.mark.parametrize(
    "elsewhere",
    [
        pytest.param({"json": USER}, id="JSON"),
        pytest.param({"params": USER}, id="query"),
        pytest.param({"headers": authorization("Basic am9obiBzbm93OnNlY3JldA==")}, id="Basic"),
    ],
)
def test_credentials_elsewhere(api: Api, elsewhere: dict[str, Any]) -> None:
    """A name and password in JSON, in the query or by HTTP Basic are not read: 422 at [body, username]."""
    response = api.post(PATH, **elsewhere)

    assert response.status_code == 422
    assert ["body", "username"] in locations(response)


@must("OAUTH-TOKEN-13", docs=f"{RFC}#section-3.2")
def test_get_is_refused(api: Api) -> None:
    """A token is asked for with POST only: GET is refused with 405."""
    response = api.get(PATH, params=USER)
    control = api.post(PATH, data=USER)

    assert response.status_code == 405
    assert control.status_code == 200


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
    """A scope, a client's id and secret, and unknown fields do not matter to a login."""
    response = api.post(PATH, data=USER | more)

    assert response.status_code == 200
    assert response.json() == like(access_token="john snow")


@should("OAUTH-TOKEN-11")
def test_missing_fields_together(api: Api) -> None:
    """A login without any field reports the name and the password as missing, in that order."""
    response = api.post(PATH, headers=FORM)

    name, password = {"loc": ["body", "username"], "type": "missing"}, {"loc": ["body", "password"], "type": "missing"}
    assert errors(response) == like([name, password])


@should("OAUTH-TOKEN-12", docs="tutorial/request-forms/")
def test_multipart(api: Api) -> None:
    """A login may come as multipart/form-data too."""
    response = api.post(PATH, files={"username": (None, "john snow"), "password": (None, "secret")})

    assert response.status_code == 200
    assert response.json() == like(access_token="john snow")
