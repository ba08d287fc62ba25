"""JSON Web Tokens and their signature · 开发基于 JSON Web Tokens 的认证：令牌与签名."""

from typing import Any

import pytest

from fastapi_spec import JSON, Api, like, must, should

from .credentials import PASSWORD, authorization, bearer, challenges, token

NOTES = "开发基于 JSON Web Tokens 的认证"
DOCS = "tutorial/security/oauth2-jwt/"
ORIGIN = "notes"
RFC = "https://www.rfc-editor.org/rfc/rfc7515.html"
PATH = "/chapter06/jwt/users/me"
JOHN_SNOW = {"username": "john snow", "email": "johnsnow@example.com", "full_name": "John Snow", "disabled": False}
WRONG_LOGIN = {**PASSWORD, "username": "john snow", "password": "wrong"}
GOOD = token()
HEADER, CLAIMS, SIGNATURE = GOOD.split(".")


@must("JWT-ME-1")
@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_good_token(api: Api, scheme: str) -> None:
    """An unexpired token signed with the server's key is accepted: 200 with the data of its user."""
    response = api.get(PATH, headers=authorization(f"{scheme} {GOOD}"))

    assert response.status_code == 200
    assert response.json() == like(JOHN_SNOW)


@must("JWT-ME-11", origin="fastapi", docs=f"{RFC}#section-5.2")
@pytest.mark.parametrize(
    "forged",
    [
        pytest.param(token(key="another-key-of-thirty-two-bytes!!"), id="another key"),
        pytest.param(token(key=""), id="empty key"),
        pytest.param(f"{HEADER}.{token(sub='alice').split('.')[1]}.{SIGNATURE}", id="other claims"),
        pytest.param(f"{token(alg='HS512').split('.')[0]}.{CLAIMS}.{SIGNATURE}", id="other header"),
        pytest.param(f"{HEADER}.{CLAIMS}.{SIGNATURE[::-1]}", id="signature reversed"),
        pytest.param(f"{HEADER}.{CLAIMS}.{SIGNATURE[:22]}", id="half a signature"),
        pytest.param(f"{HEADER}.{CLAIMS}.", id="no signature"),
    ],
)
@pytest.mark.usefixtures("good_token")
def test_forged(api: Api, forged: str) -> None:
    """A token with an invalid signature is rejected with 401 and a `Bearer` challenge."""
    response = api.get(PATH, headers=bearer(forged))

    assert response.status_code == 401
    assert "bearer" in challenges(response)


@must("JWT-ME-3", docs="https://www.rfc-editor.org/rfc/rfc8725.html#section-3.1")
@pytest.mark.parametrize(
    "alg",
    [
        *["none", "None", "NONE", "HS384", "HS512", "RS256", "hs256"],
        pytest.param("", id="empty"),
        pytest.param(None, id="null"),
        pytest.param(["HS256"], id="array"),
    ],
)
@pytest.mark.usefixtures("good_token")
def test_other_algorithms(api: Api, alg: JSON) -> None:
    """A token whose `alg` is not `HS256`, for example `none`, is rejected with 401 and a `Bearer` challenge."""
    response = api.get(PATH, headers=bearer(token(alg=alg)))

    assert response.status_code == 401
    assert "bearer" in challenges(response)


@must("JWT-ME-7", docs=f"{RFC}#section-5.2")
@pytest.mark.parametrize(
    "malformed",
    [
        pytest.param("abc", id="one part"),
        pytest.param("a.b", id="two parts"),
        pytest.param(f"{HEADER}.{CLAIMS}", id="without the third part"),
        pytest.param("a.b.c", id="three parts"),
        pytest.param("..", id="three empty parts"),
        pytest.param(f"{GOOD}.x", id="four parts"),
        pytest.param(f"{GOOD} x", id="space and more"),
        pytest.param(f"{GOOD}x", id="one letter more"),
        pytest.param("\u00e9.\u00e9.\u00e9", id="not ASCII"),
        pytest.param("", id="empty"),
    ],
)
@pytest.mark.usefixtures("good_token")
def test_malformed(api: Api, malformed: str) -> None:
    """A malformed token is rejected with 401 and a `Bearer` challenge."""
    response = api.get(PATH, headers=bearer(malformed))

    assert response.status_code == 401
    assert "bearer" in challenges(response)


@should("JWT-ME-15")
@pytest.mark.parametrize(
    "method, path, sent, detail",
    [
        pytest.param(
            "POST", "/chapter06/jwt/token", {"data": WRONG_LOGIN}, "Incorrect username or password", id="wrong login"
        ),
        pytest.param("GET", PATH, {"headers": bearer(token(sub="alice"))}, "Inactive user", id="inactive user"),
        pytest.param("GET", PATH, {"headers": bearer("abc")}, "Could not validate credentials", id="malformed token"),
    ],
)
def test_details(api: Api, method: str, path: str, sent: dict[str, Any], detail: str) -> None:
    """A rejection's `detail` is `Incorrect username or password`, `Inactive user` or
    `Could not validate credentials`.
    """
    response = api.request(method, path, **sent)

    assert response.json() == like(detail=detail)
