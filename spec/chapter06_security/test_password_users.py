"""The user of a plain token · 基于 Password 和 Bearer token 的 OAuth2 认证."""

import pytest

from fastapi_spec import Api, Erratum, like, must, names, should

from .credentials import authorization, bearer, challenges

NOTES = "基于 Password 和 Bearer token 的 OAuth2 认证"
DOCS = "tutorial/security/simple-oauth2/"
PATH = "/chapter06/users/me"
JOHN_SNOW = {"username": "john snow", "email": "johnsnow@example.com", "full_name": "John Snow", "disabled": False}


@must("OAUTH-ME-1")
@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_active_user(api: Api, scheme: str) -> None:
    """An active user's token opens their data: name, email, full name, and that they are not disabled."""
    response = api.get(PATH, headers=authorization(f"{scheme} john snow"))

    assert response.status_code == 200
    assert response.json() == like(JOHN_SNOW)


@must("OAUTH-ME-2")
def test_inactive_user(api: Api) -> None:
    """An inactive user's token is answered with 400 and Inactive user."""
    response = api.get(PATH, headers=bearer("alice"))

    assert response.status_code == 400
    assert response.json() == like(detail="Inactive user")


@must(
    "OAUTH-ME-3",
    erratum=Erratum(
        claim="After failed authentication, WWW-Authenticate is returned in the request header.",
        since="never true: it is a response header (RFC 9110 §11.6.1)",
    ),
)
@pytest.mark.parametrize("unknown", ["nobody", "John Snow", "fakehashedsecret"])
def test_unknown_token(api: Api, unknown: str) -> None:
    """A token of nobody is refused with 401, the challenge Bearer and Invalid authentication credentials."""
    response = api.get(PATH, headers=bearer(unknown))

    assert response.status_code == 401
    assert "bearer" in challenges(response)
    assert response.json() == like(detail="Invalid authentication credentials")


@must("OAUTH-ME-4")
@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="absent"),
        pytest.param(authorization("Basic x"), id="other scheme"),
        pytest.param(authorization("john snow"), id="no scheme"),
        pytest.param(authorization("Bearer"), id="empty"),
        pytest.param(authorization("Bearer \u00e9"), id="not ASCII"),
    ],
)
def test_no_token(api: Api, headers: dict[bytes, bytes]) -> None:
    """Without a token, or with an empty or unreadable one, the answer is 401 and the challenge Bearer."""
    response = api.get(PATH, headers=headers)
    control = api.get(PATH, headers=bearer("john snow"))

    assert response.status_code == 401
    assert "bearer" in challenges(response)
    assert control.status_code == 200


@must(
    "OAUTH-ME-6",
    docs="tutorial/response-model/#return-type-and-data-filtering",
    erratum=Erratum(
        claim="A route that returns the stored user, without a response model, answers what User declares.",
        since="never true",
    ),
)
def test_no_hash(api: Api) -> None:
    """The data of a user hold neither the password nor its hash."""
    response = api.get(PATH, headers=bearer("john snow"))

    assert response.json() == like(username="john snow")
    assert not names(response.json()) & {"password", "hashed_password"}
    assert "fakehashed" not in response.text


@should("OAUTH-ME-7")
def test_detail_without_a_token(api: Api) -> None:
    """A request without a token is refused with the detail Not authenticated."""
    response = api.get(PATH)

    assert response.status_code == 401
    assert response.json() == like(detail="Not authenticated")
