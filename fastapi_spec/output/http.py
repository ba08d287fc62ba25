"""An exchange for a person: its lines, the phrase of a status, the command that sends the request again."""

import shlex
from http import HTTPStatus
from urllib.parse import urlsplit

from fastapi_spec.client.transcript import SHOWN, Body, Transcript

RENAMED = {413: "Content Too Large", 416: "Range Not Satisfiable", 422: "Unprocessable Content"}
"""Reason phrases of RFC 9110 for which older versions of Python have another one."""


def lines(exchange: Transcript) -> list[str]:
    """An exchange as a person reads it: ``>`` was sent, ``<`` was received."""
    shown = [f"> {exchange.method} {exchange.url}"]
    shown += [
        f"> {name}: {value}" for name, value in exchange.request_headers if name.lower() not in ("host", "accept")
    ]
    shown += _body_lines(">", exchange.request_body)
    if exchange.failure or exchange.status is None:
        return [*shown, f"< {exchange.failure or 'the target closed the connection without a response'}"]
    shown += [f"< {exchange.status} {phrase(exchange.status)} ({exchange.milliseconds:.1f} ms)"]
    shown += [
        f"< {name}: {value}" for name, value in exchange.response_headers if name.lower() not in ("date", "server")
    ]
    return shown + _body_lines("<", exchange.response_body)


def _body_lines(sign: str, body: Body) -> list[str]:
    if not body.bytes:
        return []
    if body.text is None:
        return [f"{sign} ({body.bytes} bytes that are not text)"]
    rows = [f"{sign} {line[:500]}" for line in body.text.splitlines()[:12]]
    return rows + ([f"{sign} ... ({body.bytes} bytes)"] if body.bytes > SHOWN else [])


def phrase(status: int) -> str:
    """The reason phrase of a status code (RFC 9110 §15); empty for one that is not registered."""
    if status in RENAMED:
        return RENAMED[status]
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else ""


def curl(exchange: Transcript) -> str:
    """A shell command that sends the request again, most often with curl.

    Masked secrets stay masked: put your own in their place.
    """
    body = exchange.request_body
    if exchange.verbatim and exchange.url.startswith("http://") and (body.text is not None or not body.bytes):
        return _netcat(exchange)
    given = {name.lower() for name, _ in exchange.request_headers}
    words = ["curl", "-i", "--path-as-is"]
    if exchange.method == "HEAD":
        words += ["--head"]
    elif exchange.method != "GET" or body.bytes:
        words += ["-X", exchange.method]
    for name, value in exchange.request_headers:
        if name.lower() not in ("host", "accept", "connection", "content-length", "transfer-encoding"):
            words += ["-H", f"{name}: {value}" if value else f"{name};"]
    if "user-agent" not in given:
        words += ["-H", "User-Agent:"]
    if body.bytes:
        # curl would add a Content-Type of its own to a body that was sent without one.
        words += [] if "content-type" in given else ["-H", "Content-Type:"]
        words += ["--data-binary", body.text if body.text is not None and body.bytes <= SHOWN else "@body"]
    return shlex.join([*words, exchange.url])


def _netcat(exchange: Transcript) -> str:
    """A shell command that sends the same bytes. curl would write the framing of the body itself."""
    url = urlsplit(exchange.url)
    target = (url.path or "/") + (f"?{url.query}" if url.query else "")
    head = [f"{exchange.method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in exchange.request_headers)]
    text = "".join(f"{line}\r\n" for line in [*head, ""]) + (exchange.request_body.text or "")
    for character, escaped in {"\\": r"\\", "%": "%%", "\r": r"\r", "\n": r"\n"}.items():
        text = text.replace(character, escaped)
    return f"printf {shlex.quote(text)} | nc {url.hostname} {url.port or 80}"
