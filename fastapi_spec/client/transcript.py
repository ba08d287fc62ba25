"""An exchange as it may be kept and shown: secrets masked, bodies cut, bytes that are not text in base64."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

from fastapi_spec.client.secrets import Secrets, unescaped

if TYPE_CHECKING:
    from fastapi_spec.client.api import Exchange, Headers

SHOWN = 4096
"""How many bytes of a body are kept."""
MASK = "***"

_SECRET_HEADERS = {"authorization", "proxy-authorization", "set-cookie"}
_SECRET_PROPERTY = re.compile(
    r'("(?:[a-z_]*password|[a-z_]*secret|[a-z_]*token)"\s*:\s*)"((?:[^"\\]|\\.)*)"', re.IGNORECASE
)
_SECRET_FIELD = re.compile(r"(\b(?:password|client_secret|access_token|refresh_token)=)([^&\s]+)", re.IGNORECASE)


@dataclass(slots=True)
class Body:
    """A body: its whole length, and the first SHOWN bytes as ``text`` or, if they are not UTF-8, ``base64``."""

    bytes: int = 0
    text: str | None = None
    base64: str | None = None


@dataclass(slots=True)
class Transcript:
    """One exchange. ``status`` is None and ``failure`` says why if no response arrived.

    With ``verbatim`` the request was sent byte for byte, and only the same bytes repeat it.
    """

    method: str
    url: str
    request_headers: list[tuple[str, str]]
    request_body: Body
    status: int | None = None
    response_headers: list[tuple[str, str]] = field(default_factory=list)
    response_body: Body = field(default_factory=Body)
    milliseconds: float = 0.0
    failure: str | None = None
    verbatim: bool = False

    @classmethod
    def from_plain(cls, data: dict[str, Any]) -> Transcript:
        """The transcript that ``dataclasses.asdict`` made plain."""
        headers = {
            name: [(key, value) for key, value in data[name]] for name in ("request_headers", "response_headers")
        }
        bodies = {name: Body(**data[name]) for name in ("request_body", "response_body")}
        return cls(**data | headers | bodies)


def transcript(exchange: Exchange, secrets: Secrets | None = None) -> Transcript:
    """The transcript of an exchange; with everything masked that looks like a secret, if nothing is known of them."""
    secrets = secrets or Secrets()
    return Transcript(
        method=exchange.method,
        url=masked(exchange.url, secrets),
        request_headers=_headers(exchange.request_headers, secrets),
        request_body=_body(exchange.request_body, secrets),
        status=exchange.status,
        response_headers=_headers(exchange.response_headers, secrets, received=True),
        response_body=_body(exchange.response_body, secrets, received=True),
        milliseconds=exchange.milliseconds,
        failure=exchange.failure,
        verbatim=exchange.verbatim,
    )


def masked(text: str, secrets: Secrets, *, received: bool = False) -> str:
    """A text without the secrets in it. ``received``: it is part of a response."""

    def property(match: re.Match[str]) -> str:
        return f'{match[1]}"{MASK}"' if secrets.hides(unescaped(match[2]), received=received) else match[0]

    def field(match: re.Match[str]) -> str:
        return f"{match[1]}{MASK}" if secrets.hides(unquote_plus(match[2]), received=received) else match[0]

    return _SECRET_FIELD.sub(field, _SECRET_PROPERTY.sub(property, text))


def _headers(headers: Headers, secrets: Secrets, *, received: bool = False) -> Headers:
    return [
        (name, _credentials(value, secrets, received=received) if name.lower() in _SECRET_HEADERS else value)
        for name, value in headers
    ]


def _credentials(value: str, secrets: Secrets, *, received: bool) -> str:
    scheme, space, credentials = value.partition(" ")
    scheme, credentials = (scheme, credentials.strip()) if space and credentials.strip() else ("", value)
    if not secrets.hides(credentials, received=received):
        return value
    return f"{scheme} {MASK}" if scheme else MASK


def _body(body: bytes, secrets: Secrets, *, received: bool = False) -> Body:
    if not body:
        return Body()
    cut = body[:SHOWN]
    try:
        text = cut.decode("utf-8", errors="ignore" if len(body) > SHOWN else "strict")
    except UnicodeDecodeError:
        return Body(len(body), base64=base64.b64encode(cut).decode("ascii"))
    return Body(len(body), text=masked(text, secrets, received=received))
