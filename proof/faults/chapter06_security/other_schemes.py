"""Faults that the rules of spec/chapter06_security/test_other_schemes.py detect."""

import secrets
from typing import Annotated

from fastapi import Depends, Header, HTTPException
from fastapi.security import APIKeyHeader, HTTPBasic, HTTPBasicCredentials

from proof.faults.chapter06_security._shared import CHAPTER, Authorization, with_wrong_ones
from proof.faults.fault import Broken, Received, fault
from reference_app.routers.chapter06 import bearer, password_flow
from reference_app.routers.chapter06.bearer import unauthorized

Basic = Annotated[HTTPBasicCredentials, Depends(HTTPBasic(realm="accounts"))]


@fault("OAUTH-OTHER-1", "OAUTH-OTHER-3")
def httpbearer_without_a_scheme(app: Broken) -> None:
    """The whole Authorization header is compared with the token, which must have no scheme."""

    @app.route("GET", "/chapter06/httpbearer")
    async def httpbearer(authorization: Authorization = "") -> dict[str, str]:
        if authorization != "fake-super-secret-token":
            raise unauthorized("Not authenticated")
        return {"scheme": "Bearer"}


@fault("OAUTH-OTHER-3", "OAUTH-OTHER-4")
def key_in_another_header(app: Broken) -> None:
    """The key is read from X-API-Key."""

    @app.route("GET", "/chapter06/apikey")
    async def apikey(key: Annotated[str, Depends(APIKeyHeader(name="X-API-Key"))]) -> dict[str, str]:
        return {"key": key}


@fault("OAUTH-OTHER-3")
def key_is_optional(app: Broken) -> None:
    """A request without a key is accepted; a key is compared only if it is sent."""

    @app.route("GET", "/chapter06/apikey")
    async def apikey(x_key: Annotated[str | None, Header()] = None) -> dict[str, str]:
        if x_key and x_key != "fake-super-secret-key":
            raise unauthorized("Invalid authentication credentials", "APIKey")
        return {"key": "valid"}


@fault("OAUTH-OTHER-6")
def credentials_share_one_body(app: Broken) -> None:
    """The responses to correct credentials say only that they are correct."""

    @app.received("GET", "/chapter06/[ah]*")
    def same(response: Received) -> None:
        if response.status == 200:
            response.json = {"authenticated": True}


@fault("OAUTH-OTHER-1")
def httpbearer_accepts_any_token(app: Broken) -> None:
    """Any bearer token is accepted: no code compares it with the right one."""

    @app.route("GET", "/chapter06/httpbearer")
    async def httpbearer(token: Annotated[str, Depends(bearer.oauth2_schema)]) -> dict[str, str]:
        if not token:
            raise unauthorized("Not authenticated")
        return {"scheme": "Bearer"}


@fault(
    *["OAUTH-OTHER-1", "OAUTH-OTHER-2", "OAUTH-OTHER-4", "OAUTH-ME-3", "JWT-TOKEN-2"],
    *["JWT-ME-2", "JWT-ME-3", "JWT-ME-4", "JWT-ME-5", "JWT-ME-6", "JWT-ME-7", "JWT-ME-11"],
)
def wrong_credentials_without_challenge(app: Broken) -> None:
    """Wrong credentials are rejected with a 401 that has no challenge."""
    with_wrong_ones(app, lambda detail, *_: HTTPException(401, detail))


@fault(
    *["OAUTH-OTHER-1", "OAUTH-OTHER-2", "OAUTH-OTHER-4", "OAUTH-ME-3", "JWT-TOKEN-2"],
    *[
        "JWT-ME-2",
        "JWT-ME-3",
        "JWT-ME-4",
        "JWT-ME-5",
        "JWT-ME-6",
        "JWT-ME-7",
        "JWT-ME-9",
        "JWT-ME-11",
        "JWT-ME-13",
        "JWT-ME-17",
    ],
)
def wrong_credentials_are_403(app: Broken) -> None:
    """Wrong credentials are rejected with 403, as if the user were authenticated."""
    with_wrong_ones(app, lambda detail, scheme="Bearer": HTTPException(403, detail, {"WWW-Authenticate": scheme}))


@fault("OAUTH-OTHER-1", "OAUTH-OTHER-4", "OAUTH-TOKEN-15")
def secrets_are_compared_as_str(app: Broken) -> None:
    """Secrets are compared as str, for which compare_digest raises if they are not ASCII."""
    for module in ("other_schemes", "password_flow"):
        app.patch(f"{CHAPTER}.{module}.compare_digest", lambda a, b: secrets.compare_digest(a.decode(), b.decode()))


@fault("OAUTH-OTHER-4")
def key_accepts_any_value(app: Broken) -> None:
    """Any key is accepted: no code compares it with the right one."""

    @app.route("GET", "/chapter06/apikey")
    async def apikey(key: Annotated[str, Depends(APIKeyHeader(name="X-Key"))]) -> dict[str, str]:
        return {"key": key}


@fault("OAUTH-OTHER-7")
def key_challenge_is_bearer(app: Broken) -> None:
    """The challenge for a key is Bearer, as at the other operations."""

    @app.received("GET", "/chapter06/apikey")
    def challenge(response: Received) -> None:
        response.headers["WWW-Authenticate"] = "Bearer"


@fault("OAUTH-OTHER-2")
def basic_ignores_the_password(app: Broken) -> None:
    """HTTP Basic accepts any password of a known user."""

    @app.route("GET", "/chapter06/httpbasic")
    async def httpbasic(basic: Basic) -> dict[str, str]:
        if basic.username not in password_flow.ACCOUNTS:
            raise unauthorized("Invalid authentication credentials", "Basic")
        return {"username": basic.username}


@fault("OAUTH-OTHER-2")
def basic_challenge_is_bearer(app: Broken) -> None:
    """A wrong password in HTTP Basic is rejected with the challenge Bearer."""

    @app.route("GET", "/chapter06/httpbasic")
    async def httpbasic(basic: Basic) -> dict[str, str]:
        if password_flow.authenticate(basic.username, basic.password) is None:
            raise unauthorized("Invalid authentication credentials")
        return {"username": basic.username}


@fault("OAUTH-OTHER-2", "OAUTH-OTHER-3")
def basic_compares_with_the_hash(app: Broken) -> None:
    """HTTP Basic compares the password with its stored hash."""

    @app.route("GET", "/chapter06/httpbasic")
    async def httpbasic(basic: Basic) -> dict[str, str]:
        account = password_flow.ACCOUNTS.get(basic.username)
        if account is None or basic.password != account.hashed_password:
            raise unauthorized("Invalid authentication credentials", "Basic")
        return {"username": basic.username}


@fault("OAUTH-OTHER-8")
def basic_has_no_realm(app: Broken) -> None:
    """The challenge of HTTP Basic has no realm, as FastAPI sends it by default."""

    @app.received("GET", "/chapter06/httpbasic")
    def challenge(response: Received) -> None:
        response.headers["WWW-Authenticate"] = "Basic"


@fault("OAUTH-OTHER-10")
def key_may_be_cached_but_not_its_fields(app: Broken) -> None:
    """Only the field WWW-Authenticate is private: a shared cache stores the rest of the response to a key."""

    @app.received("GET", "/chapter06/apikey")
    def qualify(response: Received) -> None:
        response.headers["Cache-Control"] = 'private="www-authenticate"'
