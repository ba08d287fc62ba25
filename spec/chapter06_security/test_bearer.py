"""Bearer tokens · OAuth2 密码模式和 FastAPI 的 OAuth2PasswordBearer."""

from typing import Any

import pytest

from fastapi_spec import Api, Erratum, like, may, must, should

from .credentials import authorization, bearer, challenges

NOTES = "OAuth2 密码模式和 FastAPI 的 OAuth2PasswordBearer"
DOCS = "tutorial/security/first-steps/"
RFC = "https://www.rfc-editor.org/rfc/rfc9110.html#section-11"
PATH = "/chapter06/oauth2_password_bearer"


@must("OAUTH-BEARER-3", docs=f"{RFC}.1")
@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_bearer_token(api: Api, scheme: str) -> None:
    """A bearer token in the Authorization header is taken, the scheme in any letter case."""
    response = api.get(PATH, headers=authorization(f"{scheme} abc"))

    assert response.status_code == 200
    assert response.json() == like(token="abc")


@must("OAUTH-BEARER-1")
@pytest.mark.parametrize("headers", [{}, authorization("")], ids=["absent", "empty"])
def test_no_credentials(api: Api, headers: dict[bytes, bytes]) -> None:
    """A request without Authorization, or with an empty one, is refused with 401 and the challenge Bearer."""
    response = api.get(PATH, headers=headers)
    control = api.get(PATH, headers=bearer("abc"))

    assert response.status_code == 401
    assert "bearer" in challenges(response)
    assert control.status_code == 200


@must("OAUTH-BEARER-2")
@pytest.mark.parametrize("credentials", ["Basic abc", "Digest x", "Token abc", "abc", "Bearerabc", "Bearer, abc"])
def test_other_schemes(api: Api, credentials: str) -> None:
    """Credentials of another scheme, or of none, are refused with 401 and the challenge Bearer."""
    response = api.get(PATH, headers=authorization(credentials))
    control = api.get(PATH, headers=bearer("abc"))

    assert response.status_code == 401
    assert "bearer" in challenges(response)
    assert control.status_code == 200


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
    """A token in the query, a cookie or Proxy-Authorization is not read: 401 with the challenge Bearer."""
    response = api.get(PATH, **elsewhere)
    control = api.get(PATH, headers=bearer("abc"))

    assert response.status_code == 401
    assert "bearer" in challenges(response)
    assert control.status_code == 200


@must("OAUTH-BEARER-5", docs=f"{RFC}.4")
def test_more_blanks(api: Api) -> None:
    """The blanks between scheme and token may be several and belong to neither."""
    response = api.get(PATH, headers=authorization("Bearer  abc"))

    assert response.status_code == 200
    assert response.json() == like(token="abc")


@should("OAUTH-BEARER-9")
@pytest.mark.parametrize("headers", [{}, authorization("Basic abc")], ids=["absent", "other scheme"])
def test_detail(api: Api, headers: dict[bytes, bytes]) -> None:
    """A request without a bearer token is refused with the detail Not authenticated."""
    response = api.get(PATH, headers=headers)

    assert response.status_code == 401
    assert response.json() == like(detail="Not authenticated")


@should("OAUTH-BEARER-4")
def test_empty_token(api: Api) -> None:
    """The scheme Bearer without a token passes as the empty token."""
    response = api.get(PATH, headers=authorization("Bearer"))

    assert response.status_code == 200
    assert response.json() == like(token="")


@should("OAUTH-BEARER-10")
def test_token_with_blanks(api: Api) -> None:
    """A token that contains blanks is passed on whole."""
    response = api.get(PATH, headers=bearer("a b c"))

    assert response.status_code == 200
    assert response.json() == like(token="a b c")


@may("OAUTH-BEARER-11", docs=f"{RFC}.4")
def test_tab(api: Api) -> None:
    """A tab between scheme and token is refused with 401."""
    response = api.get(PATH, headers=authorization("Bearer\tabc"))
    control = api.get(PATH, headers=bearer("abc"))

    assert response.status_code == 401
    assert control.status_code == 200


@may("OAUTH-BEARER-12", docs="https://www.rfc-editor.org/rfc/rfc9110.html#section-5.3")
def test_two_headers(api: Api) -> None:
    """Of two Authorization headers the first one counts."""
    response = api.get(PATH, headers=[("Authorization", "Bearer a"), ("Authorization", "Bearer b")])

    assert response.status_code == 200
    assert response.json() == like(token="a")


@should("OAUTH-BEARER-8")
def test_token_url_makes_no_operation(api: Api) -> None:
    """A token URL that is only declared makes no operation: it answers 404."""
    response = api.post("/apps/token-elsewhere/token", data={"username": "john snow", "password": "secret"})
    control = api.get("/apps/token-elsewhere/items", headers=bearer("abc"))

    assert response.status_code == 404
    assert control.json() == like(token="abc")


@should(
    "OAUTH-BEARER-7",
    erratum=Erratum(
        claim="Two OAuth2PasswordBearer in one application each tell clients a token URL of their own.",
        since="never true",
    ),
)
@pytest.mark.parametrize(
    "scheme, flow",
    [("OAuth2PasswordBearer", "/chapter06"), ("OAuth2PasswordBearerJWT", "/chapter06/jwt")],
    ids=["password", "jwt"],
)
def test_documented_scheme(api: Api, scheme: str, flow: str) -> None:
    """The OpenAPI document names for each of two password flows its own token URL, and the scheme of each operation."""
    response = api.get("/openapi.json")

    described = {"type": "oauth2", "flows": {"password": {"tokenUrl": f"{flow}/token"}}}
    assert response.json() == like(components={"securitySchemes": {scheme: described}})
    assert response.json() == like(paths={f"{flow}/users/me": {"get": {"security": [{scheme: []}]}}})


@should("OAUTH-BEARER-13")
def test_documented_token_url_of_elsewhere(api: Api) -> None:
    """The document of an application that makes no tokens names the URL that does, relative to its own."""
    response = api.get("/apps/token-elsewhere/openapi.json")

    described = {"type": "oauth2", "flows": {"password": {"tokenUrl": "token"}}}
    assert response.json() == like(components={"securitySchemes": {"OAuth2PasswordBearer": described}})
