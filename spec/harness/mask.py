"""What may be shown of an exchange: secrets masked, bodies cut, bytes as text; and the curl line that repeats it."""

from __future__ import annotations

import base64
import re
import shlex
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spec.harness.exchange import Exchange, Headers

SHOWN = 4096
MASK = "***"
RENAMED = {413: "Content Too Large", 416: "Range Not Satisfiable", 422: "Unprocessable Content"}

_SECRET_HEADERS = {"authorization", "proxy-authorization", "set-cookie"}
_SECRET_MEMBER = re.compile(
    r'("(?:[a-z_]*password|[a-z_]*secret|[a-z_]*token)"\s*:\s*)"(?:[^"\\]|\\.)*"', re.IGNORECASE
)
_SECRET_FIELD = re.compile(r"(\b(?:password|client_secret|access_token|refresh_token)=)[^&\s]+", re.IGNORECASE)


def as_data(exchange: Exchange) -> dict[str, Any]:
    """An exchange as JSON of the report: secrets masked, bodies cut after 4 KiB."""
    return {
        "method": exchange.method,
        "url": _masked(exchange.url),
        "request_headers": _headers(exchange.request_headers),
        "request_body": _body(exchange.request_body),
        "status": exchange.status,
        "response_headers": _headers(exchange.response_headers),
        "response_body": _body(exchange.response_body),
        "milliseconds": exchange.milliseconds,
        "failure": exchange.failure,
    }


def _headers(headers: Headers) -> list[list[str]]:
    return [[name, _credentials(value) if name.lower() in _SECRET_HEADERS else value] for name, value in headers]


def _credentials(value: str) -> str:
    scheme, blank, credentials = value.partition(" ")
    return f"{scheme} {MASK}" if blank and credentials.strip() else MASK


def _masked(text: str) -> str:
    return _SECRET_FIELD.sub(rf"\1{MASK}", _SECRET_MEMBER.sub(rf'\1"{MASK}"', text))


def _body(body: bytes) -> dict[str, Any]:
    shown: dict[str, Any] = {"bytes": len(body)}
    if not body:
        return shown
    cut = body[:SHOWN]
    try:
        return shown | {"text": _masked(cut.decode("utf-8", errors="ignore" if len(body) > SHOWN else "strict"))}
    except UnicodeDecodeError:
        return shown | {"base64": base64.b64encode(cut).decode("ascii")}


def lines(data: dict[str, Any]) -> list[str]:
    """An exchange of the report as a person reads it: ``>`` was sent, ``<`` came back."""
    shown = [f"> {data['method']} {data['url']}"]
    shown += [f"> {name}: {value}" for name, value in data["request_headers"] if name.lower() not in ("host", "accept")]
    shown += _body_lines(">", data["request_body"])
    if data["failure"]:
        return [*shown, f"< {data['failure']}"]
    shown += [f"< {data['status']} {phrase(data['status'])} ({data['milliseconds']:.1f} ms)"]
    shown += [
        f"< {name}: {value}" for name, value in data["response_headers"] if name.lower() not in ("date", "server")
    ]
    return shown + _body_lines("<", data["response_body"])


def _body_lines(sign: str, body: dict[str, Any]) -> list[str]:
    if not body["bytes"]:
        return []
    text = body.get("text")
    if text is None:
        return [f"{sign} ({body['bytes']} bytes that are no text)"]
    rows = [f"{sign} {line[:500]}" for line in text.splitlines()[:12]]
    return rows + ([f"{sign} ... ({body['bytes']} bytes)"] if body["bytes"] > SHOWN else [])


def phrase(status: int) -> str:
    """The reason phrase of a status code (RFC 9110 §15); empty for one that is not registered."""
    if status in RENAMED:
        return RENAMED[status]
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else ""


def curl(data: dict[str, Any]) -> str:
    """A shell line that sends the request again. Masked secrets stay masked: put your own in their place."""
    body = data["request_body"]
    given = {name.lower() for name, _ in data["request_headers"]}
    words = ["curl", "-i", "--path-as-is"]
    words += (
        ["--head"]
        if data["method"] == "HEAD"
        else ["-X", data["method"]]
        if data["method"] != "GET" or body["bytes"]
        else []
    )
    for name, value in data["request_headers"]:
        if name.lower() not in ("host", "accept", "connection", "content-length", "transfer-encoding"):
            words += ["-H", f"{name}: {value}" if value else f"{name};"]
    if "user-agent" not in given:
        words += ["-H", "User-Agent:"]
    if body["bytes"]:
        # curl would add a type of its own to a body that was sent without one.
        words += [] if "content-type" in given else ["-H", "Content-Type:"]
        words += ["--data-binary", body["text"] if "text" in body and body["bytes"] <= SHOWN else "@body"]
    return shlex.join([*words, data["url"]])
