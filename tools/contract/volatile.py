"""Names for what differs from run to run, so that an exchange is written down as the same line every time."""

import base64
import hmac
import json
import re
import time
from collections.abc import Iterable
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from fastapi_spec.client.api import Exchange
from spec.chapter06_security.credentials import SECRET_KEY

JSON = Any

USUAL = (26, 30, 32)
"""Characters of a unique string whose length is not said: a server's boundary, the names of rows, all others."""

# Of letters and digits alike, and of no single letter again and again: the rules send such strings, too.
_UNIQUE = re.compile(r"(?<![0-9a-zA-Z])(?=[0-9]*[a-f])(?!(.)\1{25})[0-9a-f]{26,}(?![0-9a-zA-Z])")
_TOKEN = re.compile(r"eyJ[\w-]+(?:\.[\w-]*)*")
_INSTANT = re.compile(r"\b([1-9]\d{9})(\.\d+)?\b")
_MOMENT = re.compile(r'("\w+_at":")\d{4}-\d\d-\d\d[^"]*(?=")')
_ROW = re.compile(r"(/chapter07/(departments|getStaffByDid|staff|users)/)([1-9]\d{0,5})(?!\d)")
_IDS = {"departments": "did", "getStaffByDid": "did", "staff": "sid", "users": "uid"}
_ID = re.compile(r'("(did|sid|uid)":)(\d+)')
_ACCOUNT = re.compile(r'("account":"?)(\d{4,10})')
_PASSWORD = re.compile(r'("password":")([0-9a-f]{8})(?=")')


class Names:
    """The names of one case: for what its rule generates, and for what the server gives; those of one kind count."""

    def __init__(self, exchanges: Iterable[Exchange]) -> None:
        self._ids: dict[tuple[str, str], str] = {}
        self._same: dict[str, str] = {}
        for exchange in exchanges:
            base = "/".join(exchange.url.split("/")[:3])
            self._same |= {base: "http://HOST", base.partition("//")[2]: "HOST"}
            for name, value in exchange.response_headers:
                if name == "last-modified":
                    self._same |= {value: "<date>", day_before(value): "<date - 1 day>"}
                if name == "etag":
                    self._same[value.removeprefix("W/").strip('"')] = "<etag>"
            if "/chapter07/" in exchange.url and exchange.status in (200, 201):
                self._learn(json.loads(exchange.response_body))

    def replaced(self, text: str) -> str:
        """A URL, a header or a body with names in place of what differs from run to run."""
        for value, name in self._same.items():
            text = text.replace(value, name)
        text = _MOMENT.sub(r"\1<moment>", _ROW.sub(self._row, _TOKEN.sub(_decoded, text)))
        text = _ID.sub(self._id, _ACCOUNT.sub(self._account, text))
        text = _PASSWORD.sub(lambda found: found[1] + self._name("unique", found[2]), text)
        return _UNIQUE.sub(lambda found: self._name("unique", found[0]), text)

    def _name(self, kind: str, value: str) -> str:
        """The name of a value: the first of its kind has no number."""
        if (kind, value) not in self._ids:
            count = sum(known == kind for known, _ in self._ids)
            length = f", {len(value)} characters" if kind == "unique" and len(value) not in USUAL else ""
            self._ids[kind, value] = f"<{kind}{count + 1 if count else ''}{length}>"
        return self._ids[kind, value]

    def _row(self, found: re.Match[str]) -> str:
        return found[1] + self._ids.get((_IDS[found[2]], found[3]), found[3])

    def _id(self, found: re.Match[str]) -> str:
        return found[1] + self._ids.get((found[2], found[3]), found[3])

    def _account(self, found: re.Match[str]) -> str:
        return found[0] if int(found[2]) >= 2**31 - 1 else found[1] + self._name("account", found[2])

    def _learn(self, value: JSON) -> None:
        for element in value if isinstance(value, list) else value.values() if isinstance(value, dict) else ():
            self._learn(element)
        for kind in ("did", "sid", "uid"):
            if isinstance(value, dict) and type(value.get(kind)) is int:
                self._name(kind, str(value[kind]))


def day_before(date: str) -> str:
    """The date a day before another, in the format of HTTP."""
    return format_datetime(parsedate_to_datetime(date) - timedelta(days=1), usegmt=True)


def _decoded(token: re.Match[str]) -> str:
    """A JSON Web Token with its parts decoded, times relative to now, and whether the signature is right."""
    header, *rest = parts = token[0].split(".")
    shown = [_part(part) for part in parts[:2]]
    if len(rest) > 1:
        digest = hmac.digest(SECRET_KEY.encode(), f"{header}.{rest[0]}".encode(), "sha256")
        right = base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == rest[1]
        shown.append("<signature>" if right else "<another signature>" if rest[1] else "")
    return ".".join([*shown, *rest[2:]])


def _part(part: str) -> str:
    try:
        text = base64.urlsafe_b64decode(part + "==").decode()
    except ValueError:
        return part
    return f"b64({_INSTANT.sub(_relative, text)})"


def _relative(instant: re.Match[str]) -> str:
    """Whole tens of minutes from now: tokens are made before they are sent, on a busy machine long before."""
    away = round((int(instant[1]) - time.time()) / 600) * 600
    return f"now{f'{away:+}' if away else ''}{instant[2] or ''}" if abs(away) < 10**6 else instant[0]
