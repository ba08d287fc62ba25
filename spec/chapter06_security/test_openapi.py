"""Security in the OpenAPI document · OAuth2.0 的授权模式：OpenAPI 文档."""

import pytest

from fastapi_spec import Api, Erratum, like, should

NOTES = "OAuth2 密码模式和 FastAPI 的 OAuth2PasswordBearer"
DOCS = "tutorial/security/first-steps/"
ORIGIN = "notes"


@should(
    "OAUTH-BEARER-7",
    erratum=Erratum(
        claim="Two OAuth2PasswordBearer in one application each give clients a token URL of their own.",
        since="never true",
    ),
)
@pytest.mark.parametrize(
    "scheme, flow",
    [("OAuth2PasswordBearer", "/chapter06"), ("OAuth2PasswordBearerJWT", "/chapter06/jwt")],
    ids=["plain", "jwt"],
)
def test_schemes(api: Api, scheme: str, flow: str) -> None:
    """The OpenAPI document gives each of two password flows its own `tokenUrl`, and each operation its scheme."""
    response = api.get("/openapi.json")

    described = {"type": "oauth2", "flows": {"password": {"tokenUrl": f"{flow}/token"}}}
    assert response.json() == like(components={"securitySchemes": {scheme: described}})
    assert response.json() == like(paths={f"{flow}/users/me": {"get": {"security": [{scheme: []}]}}})


@should("OAUTH-BEARER-13", origin="fastapi")
def test_relative_token_url(api: Api) -> None:
    """The OpenAPI document of a mounted application contains its `tokenUrl` as declared: `token`, a relative URL."""
    response = api.get("/apps/token-elsewhere/openapi.json")

    described = {"type": "oauth2", "flows": {"password": {"tokenUrl": "token"}}}
    assert response.json() == like(components={"securitySchemes": {"OAuth2PasswordBearer": described}})
