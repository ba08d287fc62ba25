"""The command that sends a request again, byte for byte: curl, or netcat where curl would write the framing itself."""

from __future__ import annotations

import base64
import re
import shlex
from urllib.parse import urlsplit

from fastapi_spec.client.masking import MASK
from fastapi_spec.client.transcript import Body, Transcript
from fastapi_spec.printable import visible

FRAMING = ("content-length", "expect")
"""What curl writes itself."""
ESCAPES = {ord("\\"): r"\\", ord("%"): "%%", ord("\r"): r"\r", ord("\n"): r"\n"}
"""What printf reads as something else."""
LARGE = 1000
"""How many bytes curl sends without asking first, in all of its versions."""


def repeated(exchange: Transcript) -> str | None:
    """The command for a shell, or None if the whole request was not kept or has no URL. Masked secrets stay masked.

    It is one line, or several if the body has line ends, in which every character is seen.
    """
    data = content(exchange.request_body)
    if data is None or exchange.shortened:
        return None
    if exchange.verbatim:
        return _netcat(exchange, data) if exchange.url.startswith("http://") else None
    return _curl(exchange, data)


def content(body: Body) -> bytes | None:
    """The bytes of a body, or None if they were not all kept."""
    data = base64.b64decode(body.base64) if body.base64 is not None else (body.text or "").encode()
    return data if len(data) >= body.bytes or MASK.encode() in data else None


def wire(exchange: Transcript, data: bytes) -> bytes:
    """The bytes of a request as it was sent, with this body."""
    address = exchange.url.partition("//")[2]
    target = address[address.index("/") :] if "/" in address else "/"
    lines = [f"{exchange.method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in exchange.request_headers)]
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1", "replace") + data


def _curl(exchange: Transcript, data: bytes) -> str:
    given = {name.lower(): value for name, value in exchange.request_headers}
    words = ["curl", "-i", "--path-as-is"]
    if re.search(r"[\[\]{}]", exchange.url):
        words += ["--globoff"]
    if exchange.method == "HEAD":
        words += ["--head"]
    elif exchange.method != "GET" or data:
        words += ["-X", exchange.method]
    line = shlex.join(words)
    for name, value in exchange.request_headers:
        if not _automatic(name.lower(), value, exchange.url):
            line += f" -H {_quoted(f'{name}: {value}' if value else f'{name};')}"
    for name in ("User-Agent", "Accept"):
        line += "" if name.lower() in given else f" -H {name}:"
    if not data and "content-length" not in given:
        return f"{line} {_quoted(exchange.url)}"
    # curl would add a Content-Type of its own to a body that was sent without one, and ask before a large one.
    line += "" if "content-type" in given else " -H Content-Type:"
    line += " -H Expect:" if len(data) > LARGE else ""
    text = data.decode("utf-8", "replace")
    if visible(text, "\t\n") == text and text.encode() == data and not text.startswith("@"):
        return f"{line} --data-binary {shlex.quote(text)} {_quoted(exchange.url)}"
    return f"{_printf(data)} | {line} --data-binary @- {_quoted(exchange.url)}"


def _automatic(name: str, value: str, url: str) -> bool:
    """Whether curl sends this header anyway."""
    if name == "host":
        return value.lower() == url.partition("//")[2].partition("/")[0].lower()
    return name in FRAMING or (name, value) in (("accept", "*/*"), ("connection", "keep-alive"))


def _quoted(text: str) -> str:
    """A text of Latin-1 as a word of a shell. What is not printed in ASCII is printed by printf, byte for byte."""
    if text.isascii() and text.isprintable():
        return shlex.quote(text)
    return f'"$({_printf(text.encode("latin-1", "replace"))})"'


def _printf(data: bytes) -> str:
    """A printf that prints these bytes, in any shell: the others in octal."""
    text = "".join(ESCAPES.get(byte) or (chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}") for byte in data)
    text = r"\055" + text[1:] if text.startswith("-") else text  # a hyphen would begin an option
    return f"printf {shlex.quote(text)}"


def _netcat(exchange: Transcript, data: bytes) -> str | None:
    """A shell command that sends the same bytes. curl would write the framing of the body itself."""
    try:
        url = urlsplit(exchange.url)
        return f"{_printf(wire(exchange, data))} | nc {shlex.quote(url.hostname or '')} {url.port or 80}"
    except ValueError:  # not a URL: a report may come from anywhere
        return None
