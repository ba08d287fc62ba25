"""Passwords are stored as bcrypt hashes; tokens are JSON Web Tokens signed with HS256."""

from datetime import UTC, datetime, timedelta
from typing import Any

from jose import JWTError, jwt
from passlib.context import CryptContext  # type: ignore[import-untyped]

from reference_app.hardening.logins import any_password, strict_claims
from reference_app.settings import settings

ALGORITHM = "HS256"

pwd_context = CryptContext(schemes=["bcrypt"])


def hash_password(password: str) -> str:
    """The hash that is stored instead of a password."""
    return str(pwd_context.hash(password))


@any_password
def verify_password(password: str, hashed_password: str | None) -> bool:
    """Whether a hash is that of the password. False for None."""
    return hashed_password is not None and pwd_context.verify(password, hashed_password)


def create_access_token(subject: str) -> str:
    """A token for the subject. Nothing in it is secret: the signature only proves who issued it."""
    expires = datetime.now(UTC) + timedelta(minutes=settings().access_token_minutes)
    return jwt.encode({"sub": subject, "exp": expires}, settings().secret_key.get_secret_value(), ALGORITHM)


@strict_claims
def claims_of(token: str) -> dict[str, Any] | None:
    """The claims of a token; None unless this application signed it, its nbf has come and its exp has not."""
    try:
        # Never the algorithm that the token names.
        return jwt.decode(token, settings().secret_key.get_secret_value(), algorithms=[ALGORITHM])
    except JWTError:
        return None


def subject_of(token: str) -> str | None:
    """The user that a token names; None if the token is not valid or does not name a user."""
    claims = claims_of(token) or {}
    return claims.get("sub")
