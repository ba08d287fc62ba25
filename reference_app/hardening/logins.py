"""Logins: passwords that bcrypt cannot process, forged tokens, and caches that would store a token."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from fastapi import Depends, Response
from fastapi.params import Depends as Dependency

from reference_app.hardening import either

Responses = dict[int | str, dict[str, Any]]
Verify = Callable[[str, str | None], bool]
Decode = Callable[[str], dict[str, Any] | None]

# The hash of an unknown password. It is verified for an unknown user, so that this takes as long as a wrong password.
UNKNOWN_USER_HASH = "$2b$12$a31MMQ7wPbG0jhncXmn9vOqUSsgEe9ZhQhDvuk.hJl3HVBsiIUCi."


def _any_password(verify: Callable[[Any, str | None], bool]) -> Verify:
    def verified(password: str, hashed_password: str | None) -> bool:
        secret = password.encode("utf-8", "surrogatepass")
        if b"\0" in secret or len(secret) > 72:  # bcrypt raises for a NUL and ignores what follows 72 bytes
            return False
        return verify(secret, hashed_password or UNKNOWN_USER_HASH) and hashed_password is not None

    return verified


# The JSON types of the registered claims (RFC 7519 §4.1). A bool is an int to Python.
CLAIM_TYPES: dict[str, tuple[type, ...]] = {
    "exp": (int, float),
    "nbf": (int, float),
    "iat": (int, float),
    "sub": (str,),
    "iss": (str,),
    "jti": (str,),
}


def _strict_claims(decode: Decode) -> Decode:
    def decoded(token: str) -> dict[str, Any] | None:
        try:
            claims = decode(token) or {}
            # jose reads true, and digits in a string, as a number.
            if any(type(claims[name]) not in types for name, types in CLAIM_TYPES.items() if name in claims):
                return None
            # jose accepts a token without exp, and any token during the second of its exp; RFC 7519 §4.1.4 does not.
            return claims if "exp" in claims and time.time() < claims["exp"] else None
        except (TypeError, OverflowError, RecursionError):  # raised for forged tokens, and not caught by jose
            return None

    return decoded


async def no_store(response: Response) -> None:
    """Keep a response with a token out of every cache (RFC 6749 §5.1)."""
    response.headers["Cache-Control"] = "no-store"


def unchanged(function: Any) -> Any:
    """The function itself."""
    return function


any_password: Callable[[Verify], Verify] = either(_any_password, unchanged)
strict_claims: Callable[[Decode], Decode] = either(_strict_claims, unchanged)

NO_STORE: Sequence[Dependency] = either([Depends(no_store)], [])
NOT_STORED: Responses = either(
    {200: {"headers": {"Cache-Control": {"required": True, "schema": {"const": "no-store"}}}}}, {}
)
