"""Faults of the security chapter: which JSON Web Token is good."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from jose import ExpiredSignatureError, JWTError, jwt
from pydantic import BaseModel, ConfigDict

from reference_app.routers.chapter06 import jwt_flow
from reference_app.security import ALGORITHM
from reference_app.settings import settings
from tests.faults.fault import Broken, fault

ME = "/chapter06/*users/me"
FLOW = jwt_flow.__name__


def decoded(token: str, **options: Any) -> dict[str, Any]:
    """The claims of a token, all verified but for the options. Raises JWTError."""
    key = settings().secret_key.get_secret_value()
    return jwt.decode(token, key, algorithms=[ALGORITHM], options={"require_exp": True, "require_sub": True} | options)


def reading(app: Broken, claims_of: Callable[[str], dict[str, Any]], *others: type[Exception]) -> None:
    """Find out in another way whose token it is: nobody's, where a JWTError or one of the others is raised."""
    caught: tuple[type[Exception], ...] = (JWTError, *others)

    def subject(token: str) -> str | None:
        try:
            return str(claims_of(token)["sub"])
        except caught:
            return None

    app.patch(f"{FLOW}.subject_of", subject)


@fault("JWT-ME-3", "JWT-ME-11")
def jwt_signature_is_not_verified(app: Broken) -> None:
    """A token is decoded, and its signature not verified."""
    reading(app, lambda token: decoded(token, verify_signature=False))


@fault("JWT-ME-3", "JWT-ME-11")
def jwt_without_signature_passes(app: Broken) -> None:
    """A signature is verified where there is one."""
    reading(app, lambda token: decoded(token, verify_signature=not token.endswith(".")))


@fault("JWT-ME-3")
def jwt_algorithm_is_the_token_s(app: Broken) -> None:
    """A token is verified by the algorithm that it names itself."""

    def claims(token: str) -> dict[str, Any]:
        algorithm = jwt.get_unverified_header(token)["alg"]
        return jwt.decode(token, settings().secret_key.get_secret_value(), algorithms=[algorithm])

    reading(app, claims, TypeError)


@fault("JWT-ME-11")
def jwt_key_of_long_ago(app: Broken) -> None:
    """A token that is signed with the empty key, which the setting had before there was one, is still good."""

    def claims(token: str) -> dict[str, Any]:
        try:
            return decoded(token)
        except JWTError:
            return jwt.decode(token, "", algorithms=[ALGORITHM])

    reading(app, claims, TypeError)


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


@fault("JWT-ME-3", "JWT-ME-4", "JWT-ME-6", "JWT-ME-7", "JWT-ME-11", "JWT-ME-14", "JWT-ME-15", "JWT-ME-17")
def jwt_errors_are_expiry_only(app: Broken) -> None:
    """Of a token that is no good only the expiry is expected; any other fault of it is a 500."""

    def subject(token: str) -> str | None:
        try:
            return str(decoded(token)["sub"])
        except ExpiredSignatureError:
            return None

    app.patch(f"{FLOW}.subject_of", subject)


@fault("JWT-ME-7", "JWT-ME-9")
def jwt_is_split_in_three(app: Broken) -> None:
    """A token is taken to have three parts before anybody has looked."""

    def claims(token: str) -> dict[str, Any]:
        _header, _claims, _signature = token.split(".")
        return decoded(token)

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


@fault("JWT-TOKEN-10", "JWT-ME-1", "JWT-ME-8", "JWT-ME-12", "JWT-ME-13", "JWT-ME-17", "JWT-ME-18")
def jwt_is_signed_with_hs512(app: Broken) -> None:
    """Tokens are signed, and taken, with HS512."""
    app.patch("reference_app.security.ALGORITHM", "HS512")
