"""Chapter 06: logins, tokens, and schemes besides OAuth 2.0."""

import time
from typing import Annotated, Any

import bcrypt
import jwt
from flask import Blueprint, Response, jsonify, request
from pydantic import BaseModel, Field, ValidationError

from .guards import KEY, TOKEN, not_shared, same
from .http_errors import HttpError
from .inputs import Given, read
from .settings import SECRET_KEY, TOKEN_SECONDS

security = Blueprint("security", __name__, url_prefix="/chapter06")

ACCOUNTS: dict[str, dict[str, Any]] = {
    "john snow": {"email": "johnsnow@example.com", "full_name": "John Snow", "disabled": False},
    "alice": {"email": "alice@example.com", "full_name": "Alice Wonderson", "disabled": True},
}
PASSWORDS = {"john snow": "fakehashedsecret", "alice": "fakehashedsecret2"}
HASHES = {
    "john snow": b"$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW",
    "alice": b"$2b$12$qCa3HQAbf.DZWxpub52UUeX7M7SOfu/Kfehqg40di8.MyfuMjd0Ee",
}
BEARER = {"WWW-Authenticate": "Bearer"}
BASIC = {"WWW-Authenticate": 'Basic realm="accounts"'}
API_KEY = {"WWW-Authenticate": "APIKey"}
INVALID = "Invalid authentication credentials"
WRONG_LOGIN = "Incorrect username or password"

Seconds = Annotated[float, Field(strict=True, allow_inf_nan=False)]


class PasswordForm(BaseModel):
    grant_type: Annotated[str | None, Field(pattern="^password$")] = None
    username: str
    password: str


class Claims(BaseModel):
    sub: Annotated[str, Field(strict=True)]
    exp: Seconds
    nbf: Seconds = 0
    iat: Seconds = 0


def read_login() -> PasswordForm:
    form = read(Given.form, PasswordForm)
    return form


def token_response(token: str) -> Response:
    response = jsonify(access_token=token, token_type="bearer")
    response.headers["Cache-Control"] = "no-store"
    return response


def bearer_token() -> str:
    """The token of the Authorization header, which can be empty."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise HttpError(401, "Not authenticated", BEARER)
    return token.strip(" ")


def active(username: str) -> dict[str, Any]:
    account = ACCOUNTS[username]
    if account["disabled"]:
        raise HttpError(400, "Inactive user")
    return {"username": username} | account


def plain_login(username: str, password: str) -> bool:
    return same(f"fakehashed{password}", PASSWORDS.get(username, "")) and username in PASSWORDS


def hashed_login(username: str, password: str) -> bool:
    """Whether the password is right. An unknown name, or a password that bcrypt cannot process, takes as long."""
    secret = password.encode()
    known = bcrypt.checkpw(secret.replace(b"\0", b"")[:72], HASHES.get(username, HASHES["john snow"]))
    return known and username in HASHES and len(secret) <= 72 and b"\0" not in secret


@security.get("/oauth2_password_bearer")
def oauth2_password_bearer() -> dict[str, str]:
    return {"token": bearer_token()}


@security.post("/token")
def login() -> Response:
    form = read_login()
    if not plain_login(form.username, form.password):
        raise HttpError(400, WRONG_LOGIN)
    return token_response(form.username)


@security.get("/users/me")
def read_users_me() -> dict[str, Any]:
    token = bearer_token()
    if token not in ACCOUNTS:
        raise HttpError(401, INVALID, BEARER)
    return active(token)


@security.post("/jwt/token")
def login_for_access_token() -> Response:
    form = read_login()
    if not hashed_login(form.username, form.password):
        raise HttpError(401, WRONG_LOGIN, BEARER)
    claims = {"sub": form.username, "exp": int(time.time()) + TOKEN_SECONDS}
    return token_response(jwt.encode(claims, SECRET_KEY, "HS256"))


def read_claims(token: str) -> Claims:
    """PyJWT checks the signature. The claims are checked here, since PyJWT would accept an exp of ``"1700000000"``."""
    invalid = HttpError(401, "Could not validate credentials", BEARER)
    try:
        unchecked = {f"verify_{name}": False for name in ("exp", "nbf", "iat", "aud", "iss", "sub", "jti")}
        found = jwt.decode(token, SECRET_KEY, ["HS256"], options=unchecked)  # type: ignore[arg-type]
        claims = Claims.model_validate(found)
    except (jwt.PyJWTError, ValidationError, ValueError, RecursionError):
        raise invalid from None
    if "aud" in found or claims.sub not in ACCOUNTS or not claims.nbf <= time.time() < claims.exp:
        raise invalid
    return claims


@security.get("/jwt/users/me")
def read_jwt_users_me() -> dict[str, Any]:
    return active(read_claims(bearer_token()).sub)


@security.get("/httpbearer")
def httpbearer() -> dict[str, str]:
    token = bearer_token()
    if token == "":
        raise HttpError(401, "Not authenticated", BEARER)
    if not same(token, TOKEN):
        raise HttpError(401, INVALID, BEARER)
    return {"scheme": "Bearer"}


@security.get("/apikey")
def apikey() -> dict[str, str]:
    key = request.headers.get("X-Key", "")
    if key == "":
        raise HttpError(401, "Not authenticated", API_KEY)
    if not same(key, KEY):
        raise HttpError(401, INVALID, API_KEY)
    not_shared()
    return {"key": "valid"}


@security.get("/httpbasic")
def httpbasic() -> dict[str, str]:
    sent = request.authorization
    if sent is None or sent.type != "basic" or sent.username is None or sent.password is None:
        raise HttpError(401, "Not authenticated", BASIC)
    if not plain_login(sent.username, sent.password):
        raise HttpError(401, INVALID, BASIC)
    return {"username": sent.username}
