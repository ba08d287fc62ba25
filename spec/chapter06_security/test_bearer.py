"""Bearer tokens · OAuth2 密码模式和 FastAPI 的 OAuth2PasswordBearer."""

from typing import Any

import pytest

from fastapi_spec import Api, like, may, must, should

from .credentials import GOOD_TOKENS, authorization, bearer, challenges

NOTES = "OAuth2 密码模式和 FastAPI 的 OAuth2PasswordBearer"
DOCS = "tutorial/security/first-steps/"
ORIGIN = "notes"
RFC = "https://www.rfc-editor.org/rfc/rfc9110.html#section-11"
PATH = "/chapter06/oauth2_password_bearer"

each_operation = pytest.mark.parametrize("path, good", GOOD_TOKENS.items(), ids=["token", "plain", "jwt"])


@must("OAUTH-BEARER-3", docs=f"{RFC}.1")
@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_bearer_token(api: Api, scheme: str) -> None:
    """A bearer token in `Authorization` is accepted with 200 and returned, whatever the letter case of `Bearer`."""
    response = api.get(PATH, headers=authorization(f"{scheme} abc"))

    assert response.status_code == 200
    assert response.json() == like(token="abc")


@must("OAUTH-BEARER-1")
@each_operation
@pytest.mark.parametrize("headers", [{}, authorization("")], ids=["absent", "empty"])
def test_no_credentials(api: Api, path: str, good: str, headers: dict[bytes, bytes]) -> None:
    """A request without `Authorization`, or with an empty one, is rejected with 401 and a `Bearer` challenge."""
    response = api.get(path, headers=headers)
    control = api.get(path, headers=bearer(good))

    assert response.status_code == 401
    assert "bearer" in challenges(response)
    assert control.status_code == 200


@must("OAUTH-BEARER-2")
@each_operation
@pytest.mark.parametrize("scheme", ["Basic ", "Digest ", "Token ", "", "Bearer", "Bearer, "])
def test_other_schemes(api: Api, path: str, good: str, scheme: str) -> None:
    """A valid token after another scheme, or without a scheme, is rejected with 401 and a `Bearer` challenge."""
    response = api.get(path, headers=authorization(f"{scheme}{good}"))
    control = api.get(path, headers=bearer(good))

    assert response.status_code == 401
    assert "bearer" in challenges(response)
    assert control.status_code == 200


@should("OAUTH-BEARER-9", origin="fastapi")
@pytest.mark.parametrize("path", [*GOOD_TOKENS, "/chapter06/httpbearer", "/chapter06/apikey", "/chapter06/httpbasic"])
@pytest.mark.parametrize("headers", [{}, authorization("Digest x")], ids=["absent", "other scheme"])
def test_detail(api: Api, path: str, headers: dict[bytes, bytes]) -> None:
    """A request without credentials of the right scheme is rejected with 401 and the `detail` `Not authenticated`."""
    response = api.get(path, headers=headers)

    assert response.status_code == 401
    assert response.json() == like(detail="Not authenticated")


@must("OAUTH-BEARER-6")
@pytest.mark.parametrize(
    "elsewhere",
    [
        pytest.param({"params": {"access_token": "abc"}}, id="query"),
        pytest.param({"headers": {"Proxy-Authorization": "Bearer abc"}}, id="proxy header"),
        pytest.param({"headers": {"Cookie": "access_token=abc; Authorization=Bearer abc"}}, id="cookie"),
    ],
)
def test_token_elsewhere(api: Api, elsewhere: dict[str, Any]) -> None:
    """A token in the query, a cookie or `Proxy-Authorization` is not read: 401 with a `Bearer` challenge."""
    response = api.get(PATH, **elsewhere)
    control = api.get(PATH, headers=bearer("abc"))

    assert response.status_code == 401
    assert "bearer" in challenges(response)
    assert control.status_code == 200


@should("OAUTH-BEARER-8")
def test_token_url_does_not_create_an_operation(api: Api) -> None:
    """`OAuth2PasswordBearer(tokenUrl=...)` does not create an operation: POST to that URL is a 404."""
    response = api.post("/apps/token-elsewhere/token", data={"username": "john snow", "password": "secret"})
    control = api.get("/apps/token-elsewhere/items", headers=bearer("abc"))

    assert response.status_code == 404
    assert control.json() == like(token="abc")


@must("OAUTH-BEARER-5", origin="http", docs=f"{RFC}.4")
def test_several_spaces(api: Api) -> None:
    """Several spaces between `Bearer` and the token are accepted with 200; none belongs to the token."""
    response = api.get(PATH, headers=authorization("Bearer  abc"))

    assert response.status_code == 200
    assert response.json() == like(token="abc")


@should("OAUTH-BEARER-10", origin="fastapi")
def test_token_with_spaces(api: Api) -> None:
    """A token that contains spaces is accepted with 200 and returned as it is."""
    response = api.get(PATH, headers=bearer("a b c"))

    assert response.status_code == 200
    assert response.json() == like(token="a b c")


# Lax: in RFC 6750 a bearer token has at least one character.
@may("OAUTH-BEARER-4", origin="fastapi", docs="https://www.rfc-editor.org/rfc/rfc6750.html#section-2.1")
def test_empty_token(api: Api) -> None:
    """`Authorization: Bearer` without a token is accepted with 200 as an empty token."""
    response = api.get(PATH, headers=authorization("Bearer"))

    assert response.status_code == 200
    assert response.json() == like(token="")


@may("OAUTH-BEARER-11", origin="fastapi", docs=f"{RFC}.4")
def test_tab(api: Api) -> None:
    """A tab between `Bearer` and the token is rejected with 401."""
    response = api.get(PATH, headers=authorization("Bearer\tabc"))
    control = api.get(PATH, headers=bearer("abc"))

    assert response.status_code == 401
    assert control.status_code == 200


@may("OAUTH-BEARER-12", origin="fastapi", docs="https://www.rfc-editor.org/rfc/rfc9110.html#section-5.3")
def test_two_headers(api: Api) -> None:
    """The first of two `Authorization` headers is read: 200 with its token."""
    response = api.get(PATH, headers=[("Authorization", "Bearer a"), ("Authorization", "Bearer b")])

    assert response.status_code == 200
    assert response.json() == like(token="a")
