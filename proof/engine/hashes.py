"""Hashes that cost little, for servers of which thousands of rules are asked."""

from reference_app import security
from reference_app.hardening import logins
from reference_app.routers.chapter06 import jwt_flow


def cheapen() -> None:
    """Have the reference application of this process hash passwords with the least work that bcrypt knows."""
    security.pwd_context.update(bcrypt__default_rounds=4)
    logins.UNKNOWN_USER_HASH = security.hash_password("unknown")
    for name, password in (("john snow", "secret"), ("alice", "secret2")):
        jwt_flow.ACCOUNTS[name].hashed_password = security.hash_password(password)
