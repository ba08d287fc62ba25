"""Tokens as the rules send them, signed by hand: a fault of the server's library is not repeated here.

The key is part of the contract. It is the public one of the notes: a server under test uses it, or it and the rules
get the same other one in the environment as SECRET_KEY.
"""

import base64
import hmac
import json
import os
import re
import time
from typing import Any

import httpx

from fastapi_spec import ABSENT, JSON, elements
from fastapi_spec.client.api import Response

SECRET_KEY = os.environ.get("SECRET_KEY", "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7")

_BASE64 = r"(?:[\w-]{4})*(?:[\w-]{2,3})?"
_TOKEN = re.compile(rf"({_BASE64})\.({_BASE64})\.{_BASE64}", re.ASCII)
_DIGESTS = {"HS384": "sha384", "HS512": "sha512"}


def token(*, key: str = SECRET_KEY, alg: JSON = "HS256", **claims: JSON) -> str:
    """A token of john snow that is good for an hour, but for what is given; ABSENT leaves a claim out."""
    given = {"sub": "john snow", "exp": int(time.time()) + 3600} | claims
    return sign({name: value for name, value in given.items() if value is not ABSENT}, key=key, alg=alg)


def sign(claims: JSON, *, key: str = SECRET_KEY, alg: JSON = "HS256") -> str:
    """Any JSON as a token (RFC 7515 §3.1), signed with the key, or not at all for the algorithm none."""
    signed = f"{_part({'alg': alg, 'typ': 'JWT'})}.{_part(claims)}"
    if str(alg).lower() == "none":
        return f"{signed}."
    return f"{signed}.{_base64(hmac.digest(key.encode(), signed.encode(), _DIGESTS.get(str(alg), 'sha256')))}"


def opened(token: JSON) -> list[Any]:
    """The header and the claims of a token, the signature not looked at."""
    parts = _TOKEN.fullmatch(str(token))
    assert parts, f"no JSON Web Token: {token!r}"
    return [Response(200, content=base64.urlsafe_b64decode(part + "==")).json() for part in parts.groups()]


def authorization(credentials: str) -> dict[bytes, bytes]:
    """The header that carries credentials. As bytes, since a token that a server gave may hold any character."""
    value = credentials.encode("latin-1", "replace").strip()
    assert not re.search(rb"[\0\n\v\f\r]", value), f"no header can carry {credentials!r}"
    return {b"Authorization": value}


def bearer(token: str) -> dict[bytes, bytes]:
    """The header that carries a token."""
    return authorization(f"Bearer {token}")


def challenges(response: httpx.Response) -> set[str]:
    """The schemes that WWW-Authenticate names, in lower case (RFC 9110 §11.6.1); parameters may be among them."""
    header: str = response.headers.get("www-authenticate", "")
    return {challenge.split()[0].lower() for challenge in header.split(",") if challenge.strip()}


def parameters(response: httpx.Response) -> set[str]:
    """The parameters in WWW-Authenticate, such as ``realm="a"``, in lower case, whichever challenge has them."""
    return {element.rpartition(" ")[2].lower() for element in elements(response.headers, "www-authenticate")}


def directives(response: httpx.Response) -> set[str]:
    """What Cache-Control says, in lower case (RFC 9111 §5.2)."""
    return {directive.lower() for directive in elements(response.headers, "cache-control")}


def _part(value: JSON) -> str:
    return _base64(json.dumps(value).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
