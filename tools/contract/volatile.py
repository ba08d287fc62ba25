"""Names for what differs from run to run, so that an exchange is written down as the same line every time."""

import base64
import hmac
import json
import re
import time
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from fastapi_spec.client.api import Exchange
from spec.chapter06_security.credentials import SECRET_KEY

JSON = Any

# Of letters and digits alike, and of no single letter again and again: the rules send such texts, too.
_UNIQUE = re.compile(r"(?<![0-9a-zA-Z])(?=[0-9]*[a-f])(?!(.)\1{25})[0-9a-f]{26,}(?![0-9a-zA-Z])")
_TOKEN = re.compile(r"eyJ[\w-]+(?:\.[\w-]*)*")
_INSTANT = re.compile(r"\b[1-9]\d{9}(?:\.\d+)?\b")
_MOMENT = re.compile(r'(?<=_at":")\d{4}-\d\d-\d\d[^"]*(?=")')
_ROW = re.compile(r"(/chapter07/(departments|getStaffByDid|staff|users)/)(\d{1,6})(?!\d)")
_IDS = {"departments": "did", "getStaffByDid": "did", "staff": "sid", "users": "uid"}


class Names:
    """The names of one case: for what its rule draws by lot, and for what the server gives; ids are numbered."""

    def __init__(self, exchanges: list[Exchange]) -> None:
        self._ids: dict[tuple[str, int], str] = {}
        self._same: dict[str, str] = {}
        for exchange in exchanges:
            base = "/".join(exchange.url.split("/")[:3])
            self._same |= {base: "http://HOST", base.partition("//")[2]: "HOST"}
            for date in (value for name, value in exchange.response_headers if name == "last-modified"):
                self._same |= {date: "<date>", _day_before(date): "<date - 1 day>"}
            if "/chapter07/" in exchange.url and exchange.status in (200, 201):
                self._learn(json.loads(exchange.response_body))

    def in_text(self, text: str) -> str:
        """A URL, a header or a body with names in place of tokens, rows, moments, hosts and unique texts."""
        for value, name in self._same.items():
            text = text.replace(value, name)
        text = _MOMENT.sub("<moment>", _ROW.sub(self._row, _TOKEN.sub(_opened, text)))
        return _UNIQUE.sub("<unique>", text)

    def in_value(self, value: JSON) -> JSON:
        """A JSON value with names in place of ids, accounts and short passwords; of many objects the first two."""
        if isinstance(value, list):
            if len(value) > 4 and all(isinstance(element, dict) for element in value):
                return [*map(self.in_value, value[:2]), f"… {len(value) - 2} more"]
            return [self.in_value(element) for element in value]
        if isinstance(value, dict):
            return {name: self._member(name, element) for name, element in value.items()}
        return value

    def _member(self, name: str, value: JSON) -> JSON:
        if type(value) is int and (name, value) in self._ids:
            return self._ids[name, value]
        if name == "account" and type(value) is int and 1000 < value < 2**31 - 1:
            return "<account>"
        if name == "password" and re.fullmatch("[0-9a-f]{8}", str(value)):
            return "<unique>"
        return self.in_value(value)

    def _row(self, found: re.Match[str]) -> str:
        kind, id = _IDS[found[2]], int(found[3])
        return found[1] + self._ids.get((kind, id), f"<{kind}>" if id else "0")

    def _learn(self, value: JSON) -> None:
        for element in value if isinstance(value, list) else value.values() if isinstance(value, dict) else ():
            self._learn(element)
        for kind in ("did", "sid", "uid"):
            if isinstance(value, dict) and kind in value and (kind, value[kind]) not in self._ids:
                count = sum(known == kind for known, _ in self._ids)
                self._ids[kind, value[kind]] = f"<{kind}{count + 1 if count else ''}>"


def _day_before(date: str) -> str:
    return format_datetime(parsedate_to_datetime(date) - timedelta(days=1), usegmt=True)


def _opened(token: re.Match[str]) -> str:
    """A JSON Web Token with its parts laid open, times relative to now, and whether the signature is right."""
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
    away = float(instant[0]) - time.time()
    return f"now{round(away / 600) * 600:+}" if abs(away) < 10**6 else instant[0]
