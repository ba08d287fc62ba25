"""An exchange as it may be kept and shown: secrets masked, its parts bounded, bytes that are not text in base64.

What was sent stays as it is, since the command of a card repeats it byte for byte. Whatever prints a transcript makes
it visible (`fastapi_spec.printable`).
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from fastapi_spec.client.masking import masked, masked_headers
from fastapi_spec.client.secrets import Secrets

if TYPE_CHECKING:
    from fastapi_spec.client.api import Exchange, Headers

SHOWN = 4096
"""How many bytes of a body are kept."""
BEYOND = 8192
"""How many more bytes are searched for secrets: one that begins before the cut may end after it."""
LONGEST_SENT, LONGEST_RECEIVED = 8192, 2048
"""How many characters of a URL and of the value of a header field are kept."""
MOST_HEADERS = 60
"""How many header fields of a response are kept."""
LARGEST_HEADERS = 16_384
"""How many characters they have together. Requests are of the rules, which send no more than a server takes."""


@dataclass(slots=True)
class Body:
    """A body: its whole length, and the first SHOWN bytes as ``text`` or, if they are not UTF-8, ``base64``."""

    bytes: int = 0
    text: str | None = None
    base64: str | None = None


@dataclass(slots=True)
class Transcript:
    """One exchange. ``status`` is None and ``failure`` says why if no response arrived.

    With ``verbatim`` the request was sent byte for byte, and only the same bytes repeat it. With ``shortened`` the URL
    or a header field of the request was cut, so that it cannot be repeated. ``headers_left_out`` is how many header
    fields the response had besides those that were kept; both are new in version 6 of the report.
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
    shortened: bool = False
    headers_left_out: int = 0

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
    url, sent = masked(exchange.url, secrets), masked_headers(exchange.request_headers, secrets)
    received = _received(exchange.response_headers, secrets)
    response_body = _body(exchange.response_body, secrets, received=True)
    response_body.bytes += exchange.let_go
    return Transcript(
        method=exchange.method,
        url=_bounded(url, LONGEST_SENT),
        request_headers=[(_bounded(name, LONGEST_SENT), _bounded(value, LONGEST_SENT)) for name, value in sent],
        request_body=_body(exchange.request_body, secrets),
        status=exchange.status,
        response_headers=received,
        response_body=response_body,
        milliseconds=exchange.milliseconds,
        failure=masked(exchange.failure, secrets, received=True) if exchange.failure else None,
        verbatim=exchange.verbatim,
        shortened=any(len(text) > LONGEST_SENT for text in (url, *chain.from_iterable(sent))),
        headers_left_out=len(exchange.response_headers) - len(received),
    )


def bare(kept: Transcript) -> Transcript:
    """The transcript without bodies and headers, for a run that has kept all that it has room for."""
    return replace(
        kept,
        request_headers=[],
        request_body=Body(kept.request_body.bytes),
        response_headers=[],
        response_body=Body(kept.response_body.bytes),
        shortened=True,
        headers_left_out=kept.headers_left_out + len(kept.response_headers),
    )


def size(kept: Transcript) -> int:
    """About how many characters a transcript takes."""
    bodies = (kept.request_body, kept.response_body)
    text = sum(len(body.text or body.base64 or "") for body in bodies)
    return len(kept.url) + text + sum(map(len, chain.from_iterable(kept.request_headers + kept.response_headers)))


def _bounded(text: str, longest: int) -> str:
    """A text with its beginning, and how long it was."""
    return text if len(text) <= longest else f"{text[:longest]} … ({len(text):,} characters)"


def _received(headers: Headers, secrets: Secrets) -> Headers:
    """The first header fields of a response, each of them and all together bounded."""
    kept: Headers = []
    room = LARGEST_HEADERS
    for name, value in masked_headers(headers[:MOST_HEADERS], secrets, received=True):
        pair = _bounded(name, LONGEST_RECEIVED), _bounded(value, LONGEST_RECEIVED)
        room -= len(pair[0]) + len(pair[1])
        if room < 0:
            break
        kept.append(pair)
    return kept


def _body(body: bytes, secrets: Secrets, *, received: bool = False) -> Body:
    if not body:
        return Body()
    begins = body[: SHOWN + BEYOND]
    try:
        text = begins.decode("utf-8", errors="ignore" if len(body) > SHOWN + BEYOND else "strict")
    except UnicodeDecodeError:
        hidden = masked(begins.decode("latin-1"), secrets, received=received).encode("latin-1")
        return Body(len(body), base64=base64.b64encode(hidden[:SHOWN]).decode("ascii"))
    text = masked(text, secrets, received=received)
    if len(body) > SHOWN:
        text = text.encode("utf-8")[:SHOWN].decode("utf-8", errors="ignore")
    return Body(len(body), text=text)
