"""Grants · OAuth2.0 的授权模式."""

import pytest

from fastapi_spec import Api, errors, like, member, must, should

from .credentials import bearer, directives

NOTES = "OAuth2.0 的授权模式"
PASSWORD_GRANT = "密码授权模式(Resource Owner Password Credentials Grant)"
DOCS = "tutorial/security/simple-oauth2/"
RFC = "https://www.rfc-editor.org/rfc/rfc6749.html"
PATH = "/chapter06/token"
USER = {"username": "john snow", "password": "secret"}


@must("OAUTH-TOKEN-4", docs=f"{RFC}#section-5.2")
@pytest.mark.parametrize("grant", ["authorization_code", "implicit", "client_credentials"])
def test_other_grants_are_refused(api: Api, grant: str) -> None:
    """Grants other than the password grant, such as client_credentials, are refused with 400 or 422."""
    response = api.post(PATH, data={"grant_type": grant, **USER})
    control = api.post(PATH, data={"grant_type": "password", **USER})

    assert response.status_code in (400, 422)
    assert control.status_code == 200


@must("OAUTH-TOKEN-5", docs=f"{RFC}#section-4.3.2")
@pytest.mark.parametrize("grant", ["passwordx", "xpassword", "PASSWORD"])
def test_grant_is_exact(api: Api, grant: str) -> None:
    """A grant_type that only contains password, or has it in other letter case, is refused with 400 or 422."""
    response = api.post(PATH, data={"grant_type": grant, **USER})
    control = api.post(PATH, data={"grant_type": "password", **USER})

    assert response.status_code in (400, 422)
    assert control.status_code == 200


@should("OAUTH-TOKEN-7")
@pytest.mark.parametrize("grant", ["client_credentials", "passwordx"])
def test_grant_error(api: Api, grant: str) -> None:
    """A refused grant_type is a 422 at [body, grant_type] with type string_pattern_mismatch."""
    response = api.post(PATH, data={"grant_type": grant, **USER})

    assert response.status_code == 422
    assert errors(response) == like([{"loc": ["body", "grant_type"], "type": "string_pattern_mismatch"}])


@must("OAUTH-TOKEN-8", notes=PASSWORD_GRANT, docs=f"{RFC}#section-4.3")
def test_password_grant(api: Api) -> None:
    """The password grant exchanges a user's name and password for a token that opens what is theirs."""
    granted = api.post(PATH, data={"grant_type": "password", **USER})
    response = api.get("/chapter06/users/me", headers=bearer(member(granted, "access_token")))

    assert response.status_code == 200
    assert response.json() == like(username="john snow")


@must("OAUTH-TOKEN-10", notes=PASSWORD_GRANT, docs=f"{RFC}#section-5.1")
def test_token_is_not_stored(api: Api) -> None:
    """An answer with a token says Cache-Control: no-store."""
    response = api.post(PATH, data={"grant_type": "password", **USER})

    assert response.status_code == 200
    assert "no-store" in directives(response)


@should("OAUTH-TOKEN-9", notes=PASSWORD_GRANT)
@pytest.mark.parametrize("form", [{}, {"grant_type": ""}], ids=["absent", "empty"])
def test_grant_may_be_left_out(api: Api, form: dict[str, str]) -> None:
    """A grant_type that is left out or empty is taken for password."""
    response = api.post(PATH, data=form | USER)

    assert response.status_code == 200
    assert response.json() == like(access_token="john snow")
