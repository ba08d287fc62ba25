"""Faults that the rules of spec/chapter06_security/test_jwt_claims.py detect."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Depends
from jose import ExpiredSignatureError, JWTError, jwt
from pydantic import BaseModel, ConfigDict

from proof.faults.chapter06_security._shared import FLOW, decoded, reading
from proof.faults.fault import Broken, fault
from reference_app.routers.chapter06 import bearer, jwt_flow, password_flow
from reference_app.routers.chapter06.bearer import unauthorized
from reference_app.schema.account import StoredAccount
from reference_app.security import subject_of


@fault("JWT-ME-2")
def jwt_exp_is_not_verified(app: Broken) -> None:
    """A token that has expired is still good."""
    reading(app, lambda token: decoded(token, require_exp=False, verify_exp=False))


@fault("JWT-ME-2")
def jwt_exp_of_zero_is_none(app: Broken) -> None:
    """An exp of 0 is taken for none, and a token with it never expires."""

    def claims(token: str) -> dict[str, Any]:
        unlimited = jwt.get_unverified_claims(token).get("exp") == 0
        return decoded(token, require_exp=not unlimited, verify_exp=not unlimited)

    reading(app, claims, TypeError, OverflowError)


@fault("JWT-ME-13")
def jwt_exp_has_a_leeway(app: Broken) -> None:
    """A token is good for ten seconds more than it says."""
    reading(app, lambda token: decoded(token, leeway=10))


@fault("JWT-ME-5")
def jwt_needs_no_exp(app: Broken) -> None:
    """A token without exp is good for ever."""
    reading(app, lambda token: decoded(token, require_exp=False))


@fault("JWT-ME-5")
def jwt_exp_may_be_text(app: Broken) -> None:
    """An exp that is a string of digits is taken for a number."""
    reading(app, decoded)


@fault("JWT-ME-5", "JWT-ME-7")
def jwt_errors_are_jose_s(app: Broken) -> None:
    """Of a token that is no good only the errors of jose's own are caught, and it lets others out."""

    def claims(token: str) -> dict[str, Any]:
        found = decoded(token)
        if found["exp"] <= datetime.now(UTC).timestamp():
            raise ExpiredSignatureError
        return found

    reading(app, claims)


@fault("JWT-ME-4")
def jwt_sub_is_not_checked(app: Broken) -> None:
    """A user is looked up by whatever sub there is, an array too."""
    app.patch(f"{FLOW}.subject_of", lambda token: decoded(token, verify_sub=False, require_sub=False).get("sub"))


@fault("JWT-ME-4")
def jwt_sub_may_be_missing(app: Broken) -> None:
    """A token without sub is of the first user that there is."""

    def claims(token: str) -> dict[str, Any]:
        return {"sub": next(iter(jwt_flow.ACCOUNTS))} | decoded(token, require_sub=False)

    reading(app, claims)


@fault("JWT-ME-6")
def jwt_nbf_is_not_verified(app: Broken) -> None:
    """A token is good before its nbf."""
    reading(app, lambda token: decoded(token, verify_nbf=False))


class Claims(BaseModel):
    """The claims of a token, as strictly as it gets."""

    model_config = ConfigDict(extra="forbid", strict=True)
    sub: str
    exp: float
    nbf: float | None = None
    iat: float | None = None
    aud: str | None = None


@fault("JWT-ME-12")
def jwt_claims_are_forbidden(app: Broken) -> None:
    """A token with a claim that the server does not know is refused."""
    reading(app, lambda token: Claims(**decoded(token)).model_dump(), ValueError)


@fault("JWT-ME-12")
def jwt_exp_is_whole(app: Broken) -> None:
    """An exp with a fraction is refused."""

    def claims(token: str) -> dict[str, Any]:
        found = decoded(token)
        if not isinstance(found["exp"], int):
            raise JWTError
        return found

    reading(app, claims)


@fault("JWT-ME-17")
def jwt_aud_is_not_verified(app: Broken) -> None:
    """A token that is meant for somebody else is good."""
    reading(app, lambda token: decoded(token, verify_aud=False))


@fault("JWT-ME-18")
def jwt_iat_is_verified(app: Broken) -> None:
    """A token whose clock is ahead of the server's is refused."""

    def claims(token: str) -> dict[str, Any]:
        found = decoded(token)
        if found.get("iat", 0) > datetime.now(UTC).timestamp():
            raise JWTError
        return found

    reading(app, claims)


@fault("JWT-ME-9")
def plain_flow_takes_signed_tokens(app: Broken) -> None:
    """A JSON Web Token opens what is meant for plain tokens."""

    def user(token: Annotated[str, Depends(bearer.oauth2_schema)]) -> StoredAccount:
        account = password_flow.ACCOUNTS.get(subject_of(token) or token)
        if account is None:
            raise unauthorized("Invalid authentication credentials")
        return account

    app.override(password_flow.get_current_user, user)


@fault("JWT-ME-9")
def jwt_flow_takes_plain_tokens(app: Broken) -> None:
    """What is no JSON Web Token is taken for a name."""
    app.patch(f"{FLOW}.subject_of", lambda token: subject_of(token) or token)
