"""Grants · OAuth2.0 的授权模式."""

import pytest

from fastapi_spec import Api, errors, like, member, must, should

from .credentials import LOGINS, ONE_STORE, bearer, directives

NOTES = "OAuth2.0 的授权模式"
PASSWORD_GRANT = "密码授权模式(Resource Owner Password Credentials Grant)"
DOCS = "tutorial/security/simple-oauth2/"
ORIGIN = "fastapi"
RFC = "https://www.rfc-editor.org/rfc/rfc6749.html"
PATH = "/chapter06/token"
USER = {"username": "john snow", "password": "secret"}


@must("OAUTH-TOKEN-8", origin="notes", erratum=ONE_STORE, notes=PASSWORD_GRANT, docs=f"{RFC}#section-4.3")
def test_password_grant(api: Api) -> None:
    """A login with `grant_type=password` issues a token that `/chapter06/users/me` accepts: 200 with the `username`."""
    login = api.post(PATH, data={"grant_type": "password", **USER})
    response = api.get("/chapter06/users/me", headers=bearer(member(login, "access_token")))

    assert response.status_code == 200
    assert response.json() == like(username="john snow")


@must("OAUTH-TOKEN-10", origin="http", plain="sends no Cache-Control", notes=PASSWORD_GRANT, docs=f"{RFC}#section-5.1")
@pytest.mark.parametrize("path", LOGINS)
def test_token_is_not_stored(api: Api, path: str) -> None:
    """A successful login responds with 200 and `Cache-Control: no-store`."""
    response = api.post(path, data={"grant_type": "password", **USER})

    assert response.status_code == 200
    assert "no-store" in directives(response)


@must("OAUTH-TOKEN-4", docs=f"{RFC}#section-5.2")
@pytest.mark.parametrize("grant", ["authorization_code", "implicit", "client_credentials"])
@pytest.mark.usefixtures("plain_login")
def test_other_grants(api: Api, grant: str) -> None:
    """A login with another grant type, such as `client_credentials`, is rejected with 400 or 422."""
    response = api.post(PATH, data={"grant_type": grant, **USER})

    assert response.status_code in (400, 422)


@must("OAUTH-TOKEN-5", docs=f"{RFC}#section-4.3.2")
@pytest.mark.parametrize("grant", ["passwordx", "xpassword", "PASSWORD"])
@pytest.mark.usefixtures("plain_login")
def test_similar_grants(api: Api, grant: str) -> None:
    """A `grant_type` that only contains `password`, or spells it in capitals, is rejected with 400 or 422."""
    response = api.post(PATH, data={"grant_type": grant, **USER})

    assert response.status_code in (400, 422)


@should("OAUTH-TOKEN-7")
@pytest.mark.parametrize("grant", ["client_credentials", "passwordx"])
def test_grant_error(api: Api, grant: str) -> None:
    """A wrong `grant_type` is rejected with 422 at `[body, grant_type]` with type `string_pattern_mismatch`."""
    response = api.post(PATH, data={"grant_type": grant, **USER})

    assert response.status_code == 422
    assert errors(response) == like([{"loc": ["body", "grant_type"], "type": "string_pattern_mismatch"}])


@should("OAUTH-TOKEN-9", notes=PASSWORD_GRANT)
@pytest.mark.parametrize("form", [{}, {"grant_type": ""}], ids=["absent", "empty"])
def test_grant_is_optional(api: Api, form: dict[str, str]) -> None:
    """A login whose `grant_type` is absent or empty is accepted with 200 and an `access_token`."""
    response = api.post(PATH, data=form | USER)

    assert response.status_code == 200
    assert response.json() == like(access_token="john snow")
