"""Faults that the rules of spec/chapter06_security/test_openapi.py detect."""

from typing import Any

from proof.faults.fault import Broken, fault


@fault("OAUTH-BEARER-7")
def openapi_has_one_token_url(app: Broken) -> None:
    """Two schemes of the same name are one in the OpenAPI document, with the token URL of the last."""

    @app.document()
    def one(document: Any) -> None:
        schemes = document["components"]["securitySchemes"]
        schemes["OAuth2PasswordBearer"] = schemes.pop("OAuth2PasswordBearerJWT")
        document["paths"]["/chapter06/jwt/users/me"]["get"]["security"] = [{"OAuth2PasswordBearer": []}]


@fault("OAUTH-BEARER-7")
def openapi_has_no_security(app: Broken) -> None:
    """The OpenAPI document does not say that an operation needs a token: the handler reads the header itself."""

    @app.document()
    def open_to_all(document: Any) -> None:
        for path in ("/chapter06/users/me", "/chapter06/jwt/users/me"):
            del document["paths"][path]["get"]["security"]


@fault("OAUTH-BEARER-13")
def openapi_token_url_is_absolute(app: Broken) -> None:
    """The token URL of a mounted application starts at the root in the OpenAPI document."""

    @app.document("/apps/token-elsewhere/openapi.json")
    def from_the_root(document: Any) -> None:
        document["components"]["securitySchemes"]["OAuth2PasswordBearer"]["flows"]["password"]["tokenUrl"] = "/token"
