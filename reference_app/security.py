"""Passwords are stored as bcrypt hashes; tokens are JSON Web Tokens signed with HS256."""

import logging
import time
from datetime import UTC, datetime, timedelta

from jose import JWTError, jwt
from passlib.context import CryptContext  # type: ignore[import-untyped]

from reference_app.settings import DEMO_SECRET_KEY, settings

ALGORITHM = "HS256"

pwd_context = CryptContext(schemes=["bcrypt"])
# Of a password that nobody knows; verified where there is no user, which so takes as long as a wrong password.
UNKNOWN_USER_HASH = "$2b$12$a31MMQ7wPbG0jhncXmn9vOqUSsgEe9ZhQhDvuk.hJl3HVBsiIUCi."


def warn_of_demo_key() -> None:
    """Say at the start that the key is one which everybody knows."""
    if settings().secret_key.get_secret_value() == DEMO_SECRET_KEY:
        logging.getLogger("uvicorn.error").warning("SECRET_KEY is the public one of the notes: good for the demo only")


def hash_password(password: str) -> str:
    """What is stored in place of a password."""
    return str(pwd_context.hash(password))


def verify_password(password: str, hashed_password: str | None) -> bool:
    """Whether a hash is that of the password. False for None and for a hash that bcrypt did not make."""
    secret = password.encode("utf-8", "surrogatepass")
    if b"\0" in secret or len(secret) > 72:  # bcrypt raises for the one and would leave out what is beyond the other
        return False
    known = hashed_password is not None and pwd_context.identify(hashed_password) is not None
    return pwd_context.verify(secret, hashed_password if known else UNKNOWN_USER_HASH) and known


def create_access_token(subject: str) -> str:
    """A token for the subject. Nothing in it is secret: the key only proves who made it."""
    expires = datetime.now(UTC) + timedelta(minutes=settings().access_token_minutes)
    return jwt.encode({"sub": subject, "exp": expires}, settings().secret_key.get_secret_value(), ALGORITHM)


def subject_of(token: str) -> str | None:
    """Whose token it is; None unless this application made it, its nbf has come and its exp has not."""
    try:
        claims = jwt.decode(
            token,
            settings().secret_key.get_secret_value(),
            algorithms=[ALGORITHM],  # never the one that the token asks for
            options={"require_exp": True, "require_sub": True},
        )
        # jose takes a token during the second of its exp, RFC 7519 §4.1.4 does not.
        return str(claims["sub"]) if time.time() < claims["exp"] else None
    except (JWTError, TypeError, OverflowError, RecursionError):  # jose lets the last three out, of a forged token
        return None
