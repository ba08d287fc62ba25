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
    """Read bearer tokens in another way, in all flows."""
    app.override(bearer.oauth2_schema, scheme)
    app.override(jwt_flow.oauth2_schema, scheme)
    app.override(token_elsewhere.oauth2_schema, scheme, app="/apps/token-elsewhere")


def without_credentials(app: Broken, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
    """Reject requests without credentials in another way."""
    for scheme in SCHEMES:
        target = f"fastapi.security.{scheme}.make_not_authenticated_error"
        app.patch(target, lambda _: HTTPException(status, detail, headers))


@fault("OAUTH-BEARER-3", "OAUTH-BEARER-4", "OAUTH-BEARER-5", "OAUTH-ME-1", "JWT-ME-1")
def bearer_is_case_sensitive(app: Broken) -> None:
    """The scheme must be spelled Bearer, with exactly one space after it."""

    def token(authorization: Authorization = "") -> str:
        if not authorization.startswith("Bearer "):
            raise unauthorized("Not authenticated")
        return authorization[7:]

    everywhere(app, token)


@fault("OAUTH-BEARER-3", "OAUTH-BEARER-5", "OAUTH-BEARER-8", "OAUTH-BEARER-10", "OAUTH-ME-1", "JWT-ME-1")
def bearer_is_part_of_the_token(app: Broken) -> None:
    """The token is the whole header, including the name of the scheme."""

    def token(found: Annotated[str | None, Depends(optional)], authorization: Authorization = "") -> str:
        if found is None:
            raise unauthorized("Not authenticated")
        return authorization

    everywhere(app, token)


@fault("OAUTH-BEARER-1", "OAUTH-BEARER-2", "OAUTH-BEARER-3", "OAUTH-BEARER-6", "OAUTH-BEARER-11", "OAUTH-ME-1")
def bearer_is_called_token(app: Broken) -> None:
    """The server accepts the scheme Token, although its challenge is Bearer."""

    def token(authorization: Authorization = "") -> str:
        scheme, _, rest = authorization.partition(" ")
        if scheme.lower() != "token":
            raise unauthorized("Not authenticated")
        return rest

    everywhere(app, token)


@fault("OAUTH-BEARER-1", "OAUTH-BEARER-2", "OAUTH-BEARER-6", "OAUTH-BEARER-9")
def bearer_is_optional(app: Broken) -> None:
    """A request without a token is accepted: auto_error is off, and no code checks the token."""

    def token(found: Annotated[str | None, Depends(optional)]) -> str:
        return found or ""

    everywhere(app, token)


@fault(
    *["OAUTH-BEARER-1", "OAUTH-BEARER-2", "OAUTH-BEARER-6", "OAUTH-BEARER-11"],
    *["OAUTH-OTHER-1", "OAUTH-OTHER-2", "OAUTH-OTHER-3", "OAUTH-OTHER-4"],
)
def missing_credentials_are_403(app: Broken) -> None:
    """A request without credentials is rejected with 403, as older versions of FastAPI do."""
    without_credentials(app, 403, "Not authenticated")


@fault(
    *["OAUTH-BEARER-1", "OAUTH-BEARER-2", "OAUTH-BEARER-6"],
    *["OAUTH-OTHER-1", "OAUTH-OTHER-2", "OAUTH-OTHER-4"],
)
def missing_credentials_without_challenge(app: Broken) -> None:
    """A request without credentials is rejected with a 401 that has no challenge."""
    without_credentials(app, 401, "Not authenticated")


@fault("OAUTH-BEARER-2", "OAUTH-BEARER-4", "OAUTH-BEARER-10", "OAUTH-BEARER-11")
def bearer_is_the_last_word(app: Broken) -> None:
    """The token is the last word of the header, whatever comes before it."""

    def token(authorization: Authorization = "") -> str:
        if not authorization:
            raise unauthorized("Not authenticated")
        return authorization.split()[-1]

    everywhere(app, token)


@fault("OAUTH-BEARER-2", "OAUTH-BEARER-11")
def bearer_needs_no_space(app: Broken) -> None:
    """The scheme Bearer need not be separated from the token by a space."""

    def token(authorization: Authorization = "") -> str:
        if not authorization.lower().startswith("bearer"):
            raise unauthorized("Not authenticated")
        return authorization[6:].strip()

    everywhere(app, token)


@fault("OAUTH-BEARER-9")
def missing_credentials_in_other_words(app: Broken) -> None:
    """A request without credentials is rejected with a detail of the application's own."""
    without_credentials(app, 401, "Please log in", {"WWW-Authenticate": "Bearer"})


@fault("OAUTH-BEARER-6")
def bearer_in_the_query(app: Broken) -> None:
    """A token in the query is accepted, too, so that it ends up in every log."""

    def token(
        found: Annotated[str | None, Depends(optional)], access_token: Annotated[str | None, Query()] = None
    ) -> str:
        if found is None and access_token is None:
            raise unauthorized("Not authenticated")
        return found or access_token or ""

    everywhere(app, token)


@fault("OAUTH-BEARER-6")
def bearer_in_a_cookie(app: Broken) -> None:
    """A token in a cookie is accepted, too, so that any page can make a browser send it."""

    def token(
        found: Annotated[str | None, Depends(optional)], access_token: Annotated[str | None, Cookie()] = None
    ) -> str:
        if found is None and access_token is None:
            raise unauthorized("Not authenticated")
        return found or access_token or ""

    everywhere(app, token)


@fault("OAUTH-BEARER-8")
def token_url_issues_tokens(app: Broken) -> None:
    """The token URL that is only declared issues tokens."""

    @app.route("POST", "/apps/token-elsewhere/token")
    async def token() -> dict[str, str]:
        return {"access_token": "abc", "token_type": "bearer"}


@fault("OAUTH-BEARER-4", "OAUTH-BEARER-5", "OAUTH-BEARER-10")
def bearer_has_two_parts(app: Broken) -> None:
    """A header that does not consist of two parts with one space between them is rejected."""

    def token(authorization: Authorization = "") -> str:
        parts = authorization.split(" ")
        if len(parts) != 2 or parts[0].lower() != "bearer":
            raise unauthorized("Not authenticated")
        return parts[1]

    everywhere(app, token)


@fault("OAUTH-BEARER-12")
def bearer_of_the_last_header(app: Broken) -> None:
    """The last of two Authorization headers is read."""

    def token(request: Request) -> str:
        scheme, _, rest = request.headers.getlist("authorization")[-1].partition(" ")
        if scheme.lower() != "bearer":
            raise unauthorized("Not authenticated")
        return rest.strip()

    everywhere(app, token)


@fault("OAUTH-BEARER-12")
def bearer_headers_are_joined(app: Broken) -> None:
    """Two Authorization headers are joined by a comma, as a gateway does, and are then invalid."""

    @app.sent("GET", "/chapter06/oauth2_password_bearer")
    def joined(sent: Any) -> None:
        values = sent.headers.getlist("authorization")
        if len(values) > 1:
            sent.headers["authorization"] = f"Basic {', '.join(values)}"
