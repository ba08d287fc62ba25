"""Faults that the rules of spec/chapter06_security/test_jwt_login.py detect."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from jose import jwt

from proof.faults.chapter06_security._shared import CHAPTER, FLOW
from proof.faults.fault import Broken, Received, fault
from reference_app.routers.chapter06 import jwt_flow, password_flow
from reference_app.security import ALGORITHM, create_access_token, pwd_context
from reference_app.settings import settings


def making(app: Broken, claims_of: Callable[[str], dict[str, Any]], key: str = "", algorithm: str = ALGORITHM) -> None:
    """Create tokens with other claims."""
    key = key or settings().secret_key.get_secret_value()
    app.patch(f"{FLOW}.create_access_token", lambda name: jwt.encode(claims_of(name), key, algorithm))


def after(**time: int) -> datetime:
    """A time in the future."""
    return datetime.now(UTC) + timedelta(**time)


@fault("JWT-TOKEN-1", "JWT-TOKEN-5", "JWT-TOKEN-9", "JWT-TOKEN-10", "JWT-TOKEN-12", "JWT-TOKEN-13")
def jwt_login_issues_a_plain_token(app: Broken) -> None:
    """A login of the JWT flow still issues the plain token."""
    app.patch(f"{FLOW}.create_access_token", lambda name: name)


@fault("JWT-TOKEN-1", "JWT-TOKEN-5")
def jwt_login_removes_the_signature(app: Broken) -> None:
    """A login removes the signature of the token, as if it were a secret."""
    app.patch(f"{FLOW}.create_access_token", lambda name: create_access_token(name).rpartition(".")[0])


@fault("JWT-TOKEN-9")
def jwt_lasts_15_minutes(app: Broken) -> None:
    """A token expires after 15 minutes, the default of the notes' function."""
    making(app, lambda name: {"sub": name, "exp": after(minutes=15)})


@fault("JWT-TOKEN-9")
def jwt_exp_in_milliseconds(app: Broken) -> None:
    """The exp of a token is in milliseconds."""
    making(app, lambda name: {"sub": name, "exp": int(after(minutes=30).timestamp() * 1000)})


@fault("JWT-TOKEN-9", "JWT-TOKEN-12")
def jwt_has_no_exp(app: Broken) -> None:
    """A login issues tokens without exp, which are rejected later."""
    making(app, lambda name: {"sub": name})


@fault("JWT-TOKEN-10", "JWT-ME-1", "JWT-ME-12", "JWT-ME-13", "JWT-ME-17", "JWT-ME-18")
def jwt_is_signed_with_hs512(app: Broken) -> None:
    """Tokens are signed and verified with HS512."""
    app.patch("reference_app.security.ALGORITHM", "HS512")


@fault("JWT-TOKEN-12")
def jwt_key_is_random(app: Broken) -> None:
    """Tokens are signed with a key that each process generates at its start."""
    making(app, lambda name: {"sub": name, "exp": after(minutes=30)}, key=secrets.token_hex(32))


@fault("JWT-TOKEN-5", "JWT-TOKEN-9", "JWT-TOKEN-12", "JWT-TOKEN-13")
def jwt_sub_is_the_email(app: Broken) -> None:
    """The sub of a token is the e-mail address, which is then looked up as a username."""
    making(app, lambda name: {"sub": jwt_flow.ACCOUNTS[name].email, "exp": after(minutes=30)})


@fault("JWT-TOKEN-13")
def jwt_contains_the_account(app: Broken) -> None:
    """A token contains all stored data of its user."""
    making(app, lambda name: {"sub": name, "exp": after(minutes=30), **jwt_flow.ACCOUNTS[name].model_dump()})


@fault("JWT-TOKEN-13")
def jwt_contains_the_hash_renamed(app: Broken) -> None:
    """A token contains the password's hash, so that a new password invalidates it."""
    making(app, lambda name: {"sub": name, "exp": after(minutes=30), "jti": jwt_flow.ACCOUNTS[name].hashed_password})


@fault("JWT-TOKEN-5")
def jwt_hash_of_john_snow_only(app: Broken) -> None:
    """Only john snow has a bcrypt hash; for alice's fake one the library raises."""
    app.patch(f"{FLOW}.verify_password", lambda password, stored: pwd_context.verify(password, stored))
    app.patch(f"{FLOW}.ACCOUNTS", password_flow.ACCOUNTS | {"john snow": jwt_flow.ACCOUNTS["john snow"]})


@fault("OAUTH-ME-5", "OAUTH-TOKEN-1", "OAUTH-TOKEN-8")
def flows_share_their_accounts(app: Broken) -> None:
    """Both flows share one store of accounts, which contains the real hash, as in the notes."""
    app.patch(f"{CHAPTER}.password_flow.ACCOUNTS", jwt_flow.ACCOUNTS)


@fault("JWT-TOKEN-2")
def wrong_password_is_400(app: Broken) -> None:
    """A wrong password is rejected with 400 in the flow with JSON Web Tokens, too."""

    @app.received("POST", "/chapter06/jwt/token")
    def changed(response: Received) -> None:
        response.status = 400 if response.status == 401 else response.status


@fault("JWT-TOKEN-6")
def jwt_login_passes_any_password_to_bcrypt(app: Broken) -> None:
    """A password is hashed by bcrypt without a check, which raises for a NUL."""
    app.patch(f"{FLOW}.verify_password", lambda password, stored: pwd_context.verify(password, stored))
