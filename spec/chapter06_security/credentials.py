"""Tokens that the rules send, signed without a library: a defect of the server's library is not repeated here.

The key is part of the contract. It is the public key of the notes: a server under test uses it, or both the server
and the rules read the same other key from the environment variable SECRET_KEY.
"""

import base64
import hmac
import json
import os
import re
import time
from typing import Any

import httpx

from fastapi_spec import ABSENT, JSON, Erratum, elements
from fastapi_spec.client.api import Response

SECRET_KEY = os.environ.get("SECRET_KEY", "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7")

LOGINS = ["/chapter06/token", "/chapter06/jwt/token"]
"""The login of each flow."""

PASSWORD = {"grant_type": "password"}
"""What RFC 6749 §4.3.2 requires of a login beside name and password; FastAPI also takes one without it."""

ONE_STORE = Erratum(
    claim="Updating the one store with a real hash leaves the login of the section before as it was.",
    since="never true",
)
TWO_DETAILS = Erratum(
    claim="An unknown user and a wrong password have different details; only the flowchart draws one error.",
    since="never true",
)

_BASE64 = r"(?:[\w-]{4})*(?:[\w-]{2,3})?"
_TOKEN = re.compile(rf"{_BASE64}\.{_BASE64}\.{_BASE64}", re.ASCII)
_DIGESTS = {"HS384": "sha384", "HS512": "sha512"}
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


def token(*, key: str = SECRET_KEY, alg: JSON = "HS256", **claims: JSON) -> str:
    """A token of john snow that expires in an hour. Claims replace these two or are added; ABSENT omits one."""
    given = {"sub": "john snow", "exp": int(time.time()) + 3600} | claims
    return sign({name: value for name, value in given.items() if value is not ABSENT}, key=key, alg=alg)


def sign(claims: JSON, *, key: str = SECRET_KEY, alg: JSON = "HS256") -> str:
    """Any JSON as a token (RFC 7515 §3.1), signed with the key; unsigned if the algorithm is none."""
    signed = f"{_part({'alg': alg, 'typ': 'JWT'})}.{_part(claims)}"
    if str(alg).lower() == "none":
        return f"{signed}."
    return f"{signed}.{_base64(hmac.digest(key.encode(), signed.encode(), _DIGESTS.get(str(alg), 'sha256')))}"


def decoded(token: JSON) -> list[Any]:
    """The header and the claims of a token; its signature is not verified."""
    assert re.fullmatch(_TOKEN, str(token)), f"not a JSON Web Token: {token!r}"
    header, claims, _ = str(token).split(".")
    return [Response(200, content=base64.urlsafe_b64decode(part + "==")).json() for part in (header, claims)]


def authorization(credentials: str) -> dict[bytes, bytes]:
    """The Authorization header with these credentials. As bytes: a token from a server may contain any character."""
    value = credentials.encode("latin-1", "replace").strip()
    assert not re.search(rb"[\0\n\v\f\r]", value), f"a header cannot contain {credentials!r}"
    return {b"Authorization": value}


def bearer(token: str) -> dict[bytes, bytes]:
    """The Authorization header with a bearer token."""
    return authorization(f"Bearer {token}")


def challenges(response: httpx.Response) -> set[str]:
    """The schemes in WWW-Authenticate, in lower case: several in one field or in several (RFC 9110 §11.6.1)."""
    header = _QUOTED.sub("", response.headers.get("www-authenticate", ""))
    words = {element.split()[0].lower() for element in header.split(",") if element.strip()}
    return {word for word in words if "=" not in word}  # the others are parameters, such as realm=


def parameters(response: httpx.Response) -> set[str]:
    """The parameters of all challenges in WWW-Authenticate, such as ``realm="a"``, in lower case."""
    return {element.rpartition(" ")[2].lower() for element in elements(response.headers, "www-authenticate")}


def directives(response: httpx.Response) -> set[str]:
    """The directives in Cache-Control, in lower case (RFC 9111 §5.2)."""
    return {directive.lower() for directive in elements(response.headers, "cache-control")}


def _part(value: JSON) -> str:
    return _base64(json.dumps(value).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


GOOD_TOKENS = {
    "/chapter06/oauth2_password_bearer": "abc",
    "/chapter06/users/me": "john snow",
    "/chapter06/jwt/users/me": token(),
}
"""The operations that require a bearer token, each with one that it accepts."""
