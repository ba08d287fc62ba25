"""An exchange for a person: its lines, the phrase of a status, the curl command that sends the request again."""

import shlex
from http import HTTPStatus

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
        return [*shown, f"< {exchange.failure}"]
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
    """A shell command that sends the request again. Masked secrets stay masked: put your own in their place."""
    body = exchange.request_body
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
