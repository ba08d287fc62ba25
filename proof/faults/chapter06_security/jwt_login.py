"""Faults that the rules of spec/chapter06_security/test_jwt_login.py detect."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from jose import jwt

from proof.faults.chapter06_security._shared import CHAPTER, FLOW
from proof.faults.fault import Broken, Received, fault
from reference_app.routers.chapter06 import jwt_flow, password_flow
from reference_app.security import ALGORITHM, create_access_token, pwd_context, verify_password
from reference_app.settings import settings


def making(app: Broken, claims_of: Callable[[str], dict[str, Any]], key: str = "", algorithm: str = ALGORITHM) -> None:
    """Make a token of other claims for a name."""
    key = key or settings().secret_key.get_secret_value()
    app.patch(f"{FLOW}.create_access_token", lambda name: jwt.encode(claims_of(name), key, algorithm))


def after(**time: int) -> datetime:
    """A moment to come."""
    return datetime.now(UTC) + timedelta(**time)


@fault("JWT-TOKEN-10", "JWT-ME-1", "JWT-ME-8", "JWT-ME-12", "JWT-ME-13", "JWT-ME-17", "JWT-ME-18")
def jwt_is_signed_with_hs512(app: Broken) -> None:
    """Tokens are signed, and taken, with HS512."""
    app.patch("reference_app.security.ALGORITHM", "HS512")


@fault("JWT-TOKEN-9")
def jwt_lasts_15_minutes(app: Broken) -> None:
    """A token is good for the 15 minutes that the notes' function has where it is not told."""
    making(app, lambda name: {"sub": name, "exp": after(minutes=15)})


@fault("JWT-TOKEN-9")
def jwt_exp_in_milliseconds(app: Broken) -> None:
    """An exp is counted in milliseconds."""
    making(app, lambda name: {"sub": name, "exp": int(after(minutes=30).timestamp() * 1000)})


@fault("JWT-TOKEN-9", "JWT-TOKEN-12")
def jwt_has_no_exp(app: Broken) -> None:
    """A token is made without exp, and then refused."""
    making(app, lambda name: {"sub": name})


@fault("JWT-TOKEN-5", "JWT-TOKEN-9", "JWT-TOKEN-12", "JWT-TOKEN-13")
def jwt_sub_is_the_email(app: Broken) -> None:
    """A token is made for the e-mail address, and looked up by the name."""
    making(app, lambda name: {"sub": jwt_flow.ACCOUNTS[name].email, "exp": after(minutes=30)})


@fault("JWT-TOKEN-13")
def jwt_carries_the_account(app: Broken) -> None:
    """A token carries all that is stored of its user."""
    making(app, lambda name: {"sub": name, "exp": after(minutes=30), **jwt_flow.ACCOUNTS[name].model_dump()})


@fault("JWT-TOKEN-13")
def jwt_carries_the_hash_renamed(app: Broken) -> None:
    """A token carries the hash of the password, so that a new password ends it."""
    making(app, lambda name: {"sub": name, "exp": after(minutes=30), "jti": jwt_flow.ACCOUNTS[name].hashed_password})


@fault("JWT-TOKEN-12")
def jwt_key_is_made_twice(app: Broken) -> None:
    """Tokens are signed with a key that is made at the start, another one in each process."""
    making(app, lambda name: {"sub": name, "exp": after(minutes=30)}, key=secrets.token_hex(32))


@fault("JWT-TOKEN-1", "JWT-TOKEN-5", "JWT-TOKEN-9", "JWT-TOKEN-10", "JWT-TOKEN-12", "JWT-TOKEN-13")
def jwt_login_gives_a_name(app: Broken) -> None:
    """The token of a login is still the plain one."""
    app.patch(f"{FLOW}.create_access_token", lambda name: name)


@fault("JWT-TOKEN-1", "JWT-TOKEN-5")
def jwt_login_gives_two_parts(app: Broken) -> None:
    """The signature is taken for what a log should not show, and cut off."""
    app.patch(f"{FLOW}.create_access_token", lambda name: create_access_token(name).rpartition(".")[0])


@fault("JWT-TOKEN-6")
def jwt_login_gives_bcrypt_anything(app: Broken) -> None:
    """A password is given to bcrypt as it comes, which raises for a NUL."""
    app.patch(f"{FLOW}.verify_password", lambda password, stored: pwd_context.verify(password, stored))


@fault("JWT-TOKEN-14")
def jwt_password_is_thought_to_be_text(app: Broken) -> None:
    """A password is encoded in UTF-8 as if every string could be."""
    app.patch(f"{FLOW}.verify_password", lambda password, stored: verify_password(password.encode().decode(), stored))


@fault("JWT-TOKEN-5")
def jwt_hashes_are_john_snow_s_only(app: Broken) -> None:
    """One account has a hash that bcrypt made, the other the fake one, at which the library raises."""
    app.patch(f"{FLOW}.verify_password", lambda password, stored: pwd_context.verify(password, stored))
    app.patch(f"{FLOW}.ACCOUNTS", password_flow.ACCOUNTS | {"john snow": jwt_flow.ACCOUNTS["john snow"]})


@fault("JWT-TOKEN-2")
def wrong_password_is_400(app: Broken) -> None:
    """A wrong password is refused with 400 in the flow with JSON Web Tokens, too."""

    @app.received("POST", "/chapter06/jwt/token")
    def changed(response: Received) -> None:
        response.status = 400 if response.status == 401 else response.status


@fault("OAUTH-ME-5", "OAUTH-TOKEN-1", "OAUTH-TOKEN-8")
def flows_share_their_accounts(app: Broken) -> None:
    """The real hash is written into the one store of accounts that both flows have, as in the notes."""
    app.patch(f"{CHAPTER}.password_flow.ACCOUNTS", jwt_flow.ACCOUNTS)
