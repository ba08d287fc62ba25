"""Faults that the rules of spec/chapter06_security/test_jwt_claims.py detect."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Depends
from jose import ExpiredSignatureError, JWTError, jwt
from pydantic import BaseModel, ConfigDict

from proof.faults.chapter06_security._shared import FLOW, decoded, reading
from proof.faults.fault import Broken, fault
from reference_app.hardening.logins import CLAIM_TYPES
from reference_app.routers.chapter06 import bearer, jwt_flow, password_flow
from reference_app.routers.chapter06.bearer import unauthorized
from reference_app.schema.account import StoredAccount
from reference_app.security import subject_of


@fault("JWT-ME-2")
def jwt_exp_is_not_verified(app: Broken) -> None:
    """An expired token is accepted."""
    reading(app, lambda token: decoded(token, require_exp=False, verify_exp=False))


@fault("JWT-ME-2")
def jwt_exp_of_zero_is_ignored(app: Broken) -> None:
    """A token whose exp is 0 never expires: 0 counts as a missing exp."""

    def claims(token: str) -> dict[str, Any]:
        unlimited = jwt.get_unverified_claims(token).get("exp") == 0
        return decoded(token, require_exp=not unlimited, verify_exp=not unlimited)

    reading(app, claims, TypeError, OverflowError)


@fault("JWT-ME-13")
def jwt_exp_has_a_leeway(app: Broken) -> None:
    """A token is accepted for ten seconds after its exp."""
    reading(app, lambda token: decoded(token, leeway=10))


@fault("JWT-ME-5")
def jwt_needs_no_exp(app: Broken) -> None:
    """A token without exp never expires."""
    reading(app, lambda token: decoded(token, require_exp=False))


@fault("JWT-ME-5")
def jwt_exp_may_be_a_string(app: Broken) -> None:
    """An exp that is a string of digits is accepted as a number."""
    reading(app, decoded)


@fault("JWT-ME-5", "JWT-ME-19")
def jwt_errors_of_jose_only(app: Broken) -> None:
    """Only jose's own errors are handled; other exceptions of its decoder are a 500."""

    def claims(token: str) -> dict[str, Any]:
        found = decoded(token)
        if found["exp"] <= datetime.now(UTC).timestamp():
            raise ExpiredSignatureError
        return found

    reading(app, claims)


@fault("JWT-ME-4")
def jwt_sub_may_be_missing(app: Broken) -> None:
    """A token without sub belongs to the first user."""

    def claims(token: str) -> dict[str, Any]:
        return {"sub": next(iter(jwt_flow.ACCOUNTS))} | decoded(token, require_sub=False)

    reading(app, claims)


@fault("JWT-ME-4")
def jwt_sub_is_not_checked(app: Broken) -> None:
    """A user is looked up by any sub, even an array."""
    app.patch(f"{FLOW}.subject_of", lambda token: decoded(token, verify_sub=False, require_sub=False).get("sub"))


@fault("JWT-ME-9")
def plain_flow_accepts_signed_tokens(app: Broken) -> None:
    """The flow with plain tokens accepts JSON Web Tokens."""

    def user(token: Annotated[str, Depends(bearer.oauth2_schema)]) -> StoredAccount:
        account = password_flow.ACCOUNTS.get(subject_of(token) or token)
        if account is None:
            raise unauthorized("Invalid authentication credentials")
        return account

    app.override(password_flow.get_current_user, user)


@fault("JWT-ME-9")
def jwt_flow_accepts_plain_tokens(app: Broken) -> None:
    """The JWT flow accepts a username as a token."""
    app.patch(f"{FLOW}.subject_of", lambda token: subject_of(token) or token)


class Claims(BaseModel):
    """The only claims that a token may have."""

    model_config = ConfigDict(extra="forbid", strict=True)
    sub: str
    exp: float
    nbf: float | None = None
    iat: float | None = None
    aud: str | None = None


@fault("JWT-ME-12")
def jwt_claims_are_forbidden(app: Broken) -> None:
    """A token with an unknown claim is rejected."""
    reading(app, lambda token: Claims(**decoded(token)).model_dump(), ValueError)


@fault("JWT-ME-12")
def jwt_exp_is_whole(app: Broken) -> None:
    """A token with a fractional exp is rejected."""

    def claims(token: str) -> dict[str, Any]:
        found = decoded(token)
        if not isinstance(found["exp"], int):
            raise JWTError
        return found

    reading(app, claims)


@fault("JWT-ME-6")
def jwt_nbf_is_not_verified(app: Broken) -> None:
    """A token is accepted before its nbf."""
    reading(app, lambda token: decoded(token, verify_nbf=False))


@fault("JWT-ME-17")
def jwt_aud_is_not_verified(app: Broken) -> None:
    """A token for another audience is accepted."""
    reading(app, lambda token: decoded(token, verify_aud=False))


@fault("JWT-ME-18")
def jwt_iat_is_verified(app: Broken) -> None:
    """A token whose iat is in the future is rejected."""

    def claims(token: str) -> dict[str, Any]:
        found = decoded(token)
        if found.get("iat", 0) > datetime.now(UTC).timestamp():
            raise JWTError
        return found

    reading(app, claims)


def without_type_of(app: Broken, claim: str) -> None:
    """Verify the claims of a token, but not the JSON type of one of them."""
    app.patch("reference_app.hardening.logins.CLAIM_TYPES", {k: v for k, v in CLAIM_TYPES.items() if k != claim})


@fault("JWT-ME-19")
def jwt_nbf_is_converted(app: Broken) -> None:
    """An nbf of true or of digits in a string is read as a number, as python-jose does."""
    without_type_of(app, "nbf")


@fault("JWT-ME-20")
def jwt_iat_is_converted(app: Broken) -> None:
    """An iat of true or of digits in a string is read as a number, as python-jose does."""
    without_type_of(app, "iat")
