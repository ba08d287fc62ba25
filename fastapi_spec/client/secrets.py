"""What of an exchange is a secret and is masked, and what is public: a masked request cannot be repeated.

The rules of the specification send nothing but what they made up: the demo users of the notes, tokens signed with the
notes' public key. These are shown. What a target issues is its own, and what other people's rules send is theirs.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import os
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

if TYPE_CHECKING:
    from fastapi_spec.client.api import Exchange

PUBLIC_KEY = "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7"
"""The key that the notes print."""
DIGESTS = {"HS256": "sha256", "HS384": "sha384", "HS512": "sha512"}

LOOK = 16_384
"""How many bytes of a body are looked at: credentials are short, and a rule may send 16 MiB."""
NO_SECRETS = ("", "***", "true", "false", "null", "none")
"""What a name may be said of that sounds like a secret: ``Access-Control-Allow-Credentials: true``."""
SHORTEST = 8
"""How many characters the value of an environment variable has at least to be taken for a secret."""
_VARIABLE = re.compile(r"PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIAL|_(?:KEY|PASS|PWD|JWT)$", re.IGNORECASE)
_PASSWORD = re.compile(r"://([^/\s:@]*):(?!\1@)([^/\s@]{4,})@")
_TOKEN = re.compile(r"[\w-]+\.[\w-]*\.[\w-]*", re.ASCII)


class Secrets:
    """What is known of the secrets of a run. Without ``ours`` everything that looks like one is hidden."""

    def __init__(self, *, ours: bool = False, issued: Iterable[str] = (), sent: str = "") -> None:
        self._ours = ours
        self._issued = frozenset(issued)
        self._own = frozenset(of_environment())
        self._sent = sent
        self._foreign_key = os.environ.get("SECRET_KEY", PUBLIC_KEY) != PUBLIC_KEY

    @property
    def known(self) -> list[str]:
        """The values that are secrets wherever they occur: the longest first, since one may be part of another."""
        return sorted(self._issued | self._own, key=len, reverse=True)

    def hides(self, value: str, *, received: bool = False) -> bool:
        """Whether a password or token is masked. ``received``: it is in a response."""
        if value.lower() in NO_SECRETS:
            return False
        if not self._ours or value in self._own:
            return True
        if signed_publicly(value):
            return False
        if received:
            return value not in self._sent
        return value in self._issued or (self._foreign_key and bool(_TOKEN.fullmatch(value)))


def of_environment(environment: Mapping[str, str] | None = None) -> set[str]:
    """The secrets in the environment of the run: the values of variables that are called so, passwords in addresses."""
    given = os.environ if environment is None else environment
    found = {value for name, value in given.items() if _VARIABLE.search(name) and _is_value(value)}
    found |= {password[2] for value in given.values() if (password := _PASSWORD.search(value))}
    return found - {PUBLIC_KEY}


def _is_value(value: str) -> bool:
    """Whether the value of a variable may be a secret itself, and not the file that has it."""
    return len(value) >= SHORTEST and not value.startswith("/")


def sent(exchanges: Iterable[Exchange]) -> str:
    """All that was sent in these exchanges, for a look whether a value is among it."""
    parts = []
    for exchange in exchanges:
        body = exchange.request_body[:LOOK].decode("utf-8", "replace")
        headers = "\n".join(value for _, value in exchange.request_headers)
        parts += [body, unquote_plus(body), exchange.url, unquote_plus(exchange.url), headers]
    return "\n".join(parts)


def signed_publicly(value: str) -> bool:
    """Whether a value is a JSON Web Token that is signed with the notes' public key, or not at all."""
    if not _TOKEN.fullmatch(value):
        return False
    signed, _, signature = value.rpartition(".")
    try:
        header = json.loads(base64.urlsafe_b64decode(signed.partition(".")[0] + "=="))
        algorithm = str(header.get("alg"))
    except (ValueError, AttributeError, binascii.Error, RecursionError):
        return False
    if algorithm.lower() == "none" and not signature:
        return True
    digest = hmac.digest(PUBLIC_KEY.encode(), signed.encode(), DIGESTS.get(algorithm, "sha256"))
    return hmac.compare_digest(base64.urlsafe_b64encode(digest).rstrip(b"=").decode(), signature)


def unescaped(text: str) -> str:
    """The value of a JSON string, given what is between its quotes."""
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text
