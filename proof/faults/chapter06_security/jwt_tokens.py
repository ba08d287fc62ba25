"""Faults that the rules of spec/chapter06_security/test_jwt_tokens.py detect."""

from typing import Any

from jose import ExpiredSignatureError, JWTError, jwt

from proof.faults.chapter06_security._shared import FLOW, decoded, reading
from proof.faults.fault import Broken, fault
from reference_app.security import ALGORITHM
from reference_app.settings import settings


@fault("JWT-ME-3", "JWT-ME-11")
def jwt_signature_is_not_verified(app: Broken) -> None:
    """A token is decoded without verifying its signature."""
    reading(app, lambda token: decoded(token, verify_signature=False))


@fault("JWT-ME-3", "JWT-ME-11")
def jwt_without_signature_passes(app: Broken) -> None:
    """A token without a signature is accepted; a signature is verified only if there is one."""
    reading(app, lambda token: decoded(token, verify_signature=not token.endswith(".")))


@fault("JWT-ME-11")
def jwt_accepts_the_empty_key(app: Broken) -> None:
    """A token signed with the empty key, the former default of the setting, is accepted."""

    def claims(token: str) -> dict[str, Any]:
        try:
            return decoded(token)
        except JWTError:
            return jwt.decode(token, "", algorithms=[ALGORITHM])

    reading(app, claims, TypeError)


@fault("JWT-ME-3")
def jwt_names_its_own_algorithm(app: Broken) -> None:
    """A token is verified with the algorithm that it names itself."""

    def claims(token: str) -> dict[str, Any]:
        algorithm = jwt.get_unverified_header(token)["alg"]
        return jwt.decode(token, settings().secret_key.get_secret_value(), algorithms=[algorithm])

    reading(app, claims, TypeError)


@fault("JWT-ME-3", "JWT-ME-4", "JWT-ME-6", "JWT-ME-7", "JWT-ME-11", "JWT-ME-15", "JWT-ME-17")
def jwt_errors_are_expiry_only(app: Broken) -> None:
    """Only the error of an expired token is handled; every other invalid token is a 500."""

    def subject(token: str) -> str | None:
        try:
            return str(decoded(token)["sub"])
        except ExpiredSignatureError:
            return None

    app.patch(f"{FLOW}.subject_of", subject)


@fault("JWT-ME-7", "JWT-ME-9")
def jwt_is_split_without_a_check(app: Broken) -> None:
    """A token is split in three parts without a check, so that any other number is a 500."""

    def claims(token: str) -> dict[str, Any]:
        _header, _claims, _signature = token.split(".")
        return decoded(token)

    reading(app, claims)
