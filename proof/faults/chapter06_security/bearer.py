"""Faults that the rules of spec/chapter06_security/test_bearer.py detect."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Cookie, Depends, HTTPException, Query, Request
from fastapi.security import OAuth2PasswordBearer

from proof.faults.chapter06_security._shared import Authorization
from proof.faults.fault import Broken, fault
from reference_app.apps import token_elsewhere
from reference_app.routers.chapter06 import bearer, jwt_flow
from reference_app.routers.chapter06.bearer import unauthorized

optional = OAuth2PasswordBearer(tokenUrl="/chapter06/token", auto_error=False)
SCHEMES = ["http.HTTPBase", "http.HTTPBasic", "api_key.APIKeyBase", "oauth2.OAuth2"]


def everywhere(app: Broken, scheme: Callable[..., Any]) -> None:
    """Take bearer tokens in another way."""
    app.override(bearer.oauth2_schema, scheme)
    app.override(jwt_flow.oauth2_schema, scheme)
    app.override(token_elsewhere.oauth2_schema, scheme, app="/apps/token-elsewhere")


def without_credentials(app: Broken, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
    """Received requests without credentials in another way."""
    for scheme in SCHEMES:
        target = f"fastapi.security.{scheme}.make_not_authenticated_error"
        app.patch(target, lambda _: HTTPException(status, detail, headers))


@fault("OAUTH-BEARER-3", "OAUTH-BEARER-4", "OAUTH-BEARER-5", "OAUTH-ME-1", "JWT-ME-1")
def bearer_begins_with_seven_letters(app: Broken) -> None:
    """A token is what follows upon seven letters that read exactly Bearer and a blank."""

    def token(authorization: Authorization = "") -> str:
        if not authorization.startswith("Bearer "):
            raise unauthorized("Not authenticated")
        return authorization[7:]

    everywhere(app, token)


@fault("OAUTH-BEARER-1", "OAUTH-BEARER-2", "OAUTH-BEARER-6", "OAUTH-BEARER-9")
def bearer_is_optional(app: Broken) -> None:
    """The scheme lets a request without a token in: auto_error is off, and nobody looks whether there is one."""

    def token(found: Annotated[str | None, Depends(optional)]) -> str:
        return found or ""

    everywhere(app, token)


@fault("OAUTH-BEARER-1", "OAUTH-BEARER-2", "OAUTH-BEARER-3", "OAUTH-BEARER-6", "OAUTH-BEARER-11", "OAUTH-ME-4")
def bearer_is_called_token(app: Broken) -> None:
    """The scheme that is taken is Token, the one that is asked for is Bearer."""

    def token(authorization: Authorization = "") -> str:
        scheme, _, rest = authorization.partition(" ")
        if scheme.lower() != "token":
            raise unauthorized("Not authenticated")
        return rest

    everywhere(app, token)


@fault("OAUTH-BEARER-2", "OAUTH-BEARER-4", "OAUTH-BEARER-10", "OAUTH-BEARER-11")
def bearer_is_the_last_word(app: Broken) -> None:
    """The token is the last word of the header, whatever comes before it."""

    def token(authorization: Authorization = "") -> str:
        if not authorization:
            raise unauthorized("Not authenticated")
        return authorization.split()[-1]

    everywhere(app, token)


@fault("OAUTH-BEARER-2", "OAUTH-BEARER-11")
def bearer_needs_no_blank(app: Broken) -> None:
    """The scheme Bearer need not be a word of its own."""

    def token(authorization: Authorization = "") -> str:
        if not authorization.lower().startswith("bearer"):
            raise unauthorized("Not authenticated")
        return authorization[6:].strip()

    everywhere(app, token)


@fault("OAUTH-BEARER-4", "OAUTH-BEARER-5", "OAUTH-BEARER-10")
def bearer_has_two_parts(app: Broken) -> None:
    """A header that one blank does not divide into two parts is refused."""

    def token(authorization: Authorization = "") -> str:
        parts = authorization.split(" ")
        if len(parts) != 2 or parts[0].lower() != "bearer":
            raise unauthorized("Not authenticated")
        return parts[1]

    everywhere(app, token)


@fault("OAUTH-BEARER-3", "OAUTH-BEARER-5", "OAUTH-BEARER-8", "OAUTH-BEARER-10", "OAUTH-ME-1", "JWT-ME-1")
def bearer_is_not_cut_off(app: Broken) -> None:
    """The token is the whole header, with the name of the scheme."""

    def token(found: Annotated[str | None, Depends(optional)], authorization: Authorization = "") -> str:
        if found is None:
            raise unauthorized("Not authenticated")
        return authorization

    everywhere(app, token)


@fault("OAUTH-BEARER-6")
def bearer_in_the_query(app: Broken) -> None:
    """A token in the query is taken as well: it ends up in every log."""

    def token(
        found: Annotated[str | None, Depends(optional)], access_token: Annotated[str | None, Query()] = None
    ) -> str:
        if found is None and access_token is None:
            raise unauthorized("Not authenticated")
        return found or access_token or ""

    everywhere(app, token)


@fault("OAUTH-BEARER-6")
def bearer_in_a_cookie(app: Broken) -> None:
    """A token in a cookie is taken as well: any page can make a browser send it."""

    def token(
        found: Annotated[str | None, Depends(optional)], access_token: Annotated[str | None, Cookie()] = None
    ) -> str:
        if found is None and access_token is None:
            raise unauthorized("Not authenticated")
        return found or access_token or ""

    everywhere(app, token)


@fault("OAUTH-BEARER-12")
def bearer_of_the_last_header(app: Broken) -> None:
    """Of two Authorization headers the last one counts."""

    def token(request: Request) -> str:
        scheme, _, rest = request.headers.getlist("authorization")[-1].partition(" ")
        if scheme.lower() != "bearer":
            raise unauthorized("Not authenticated")
        return rest.strip()

    everywhere(app, token)


@fault("OAUTH-BEARER-12")
def bearer_headers_are_joined(app: Broken) -> None:
    """Two Authorization headers are joined with a comma, as a gateway does, and then are no credentials."""

    @app.sent("GET", "/chapter06/oauth2_password_bearer")
    def joined(sent: Any) -> None:
        values = sent.headers.getlist("authorization")
        if len(values) > 1:
            sent.headers["authorization"] = f"Basic {', '.join(values)}"


@fault("OAUTH-BEARER-8")
def token_url_answers(app: Broken) -> None:
    """The token URL that is only declared gives tokens."""

    @app.route("POST", "/apps/token-elsewhere/token")
    async def token() -> dict[str, str]:
        return {"access_token": "abc", "token_type": "bearer"}


@fault("OAUTH-BEARER-7")
def document_knows_one_token_url(app: Broken) -> None:
    """Two schemes of the same name are one in the document, with the token URL of the last of them."""

    @app.document()
    def one(document: Any) -> None:
        schemes = document["components"]["securitySchemes"]
        schemes["OAuth2PasswordBearer"] = schemes.pop("OAuth2PasswordBearerJWT")
        document["paths"]["/chapter06/jwt/users/me"]["get"]["security"] = [{"OAuth2PasswordBearer": []}]


@fault("OAUTH-BEARER-13")
def document_knows_where_it_was_mounted(app: Broken) -> None:
    """The token URL is written from the root, where a mounted application is not."""

    @app.document("/apps/token-elsewhere/openapi.json")
    def from_the_root(document: Any) -> None:
        document["components"]["securitySchemes"]["OAuth2PasswordBearer"]["flows"]["password"]["tokenUrl"] = "/token"


@fault("OAUTH-BEARER-7")
def document_knows_no_lock(app: Broken) -> None:
    """The document does not say that an operation takes a token, which reads the header by itself."""

    @app.document()
    def open_to_all(document: Any) -> None:
        for path in ("/chapter06/users/me", "/chapter06/jwt/users/me"):
            del document["paths"][path]["get"]["security"]


@fault(
    *["OAUTH-BEARER-1", "OAUTH-BEARER-2", "OAUTH-BEARER-6", "OAUTH-BEARER-11", "OAUTH-ME-4", "JWT-ME-14"],
    *["OAUTH-OTHER-1", "OAUTH-OTHER-2", "OAUTH-OTHER-3", "OAUTH-OTHER-4"],
)
def missing_credentials_are_403(app: Broken) -> None:
    """A request without credentials is refused with 403, as FastAPI had it for long."""
    without_credentials(app, 403, "Not authenticated")


@fault(
    *["OAUTH-BEARER-1", "OAUTH-BEARER-2", "OAUTH-BEARER-6", "OAUTH-ME-4", "JWT-ME-14"],
    *["OAUTH-OTHER-1", "OAUTH-OTHER-2", "OAUTH-OTHER-4"],
)
def missing_credentials_without_challenge(app: Broken) -> None:
    """A request without credentials is refused with a 401 that does not say which would be right."""
    without_credentials(app, 401, "Not authenticated")


@fault("OAUTH-BEARER-9", "OAUTH-ME-7", "JWT-ME-16", "OAUTH-OTHER-5")
def missing_credentials_in_other_words(app: Broken) -> None:
    """A request without credentials is refused in words of the application's own."""
    without_credentials(app, 401, "Please log in", {"WWW-Authenticate": "Bearer"})
