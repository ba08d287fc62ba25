"""An exchange for a person: its lines, the phrase of a status, the command that sends the request again."""

from http import HTTPStatus

from fastapi_spec.client.transcript import SHOWN, Body, Transcript
from fastapi_spec.language import count, say
from fastapi_spec.output.printed import WIDEST, squeezed
from fastapi_spec.output.shell import repeated
from fastapi_spec.printable import line, visible

RENAMED = {413: "Content Too Large", 416: "Range Not Satisfiable", 422: "Unprocessable Content"}
"""Reason phrases of RFC 9110 for which older versions of Python have another one."""
LINES = 12
"""How many lines of a body are shown."""
HEADERS = 30
"""How many header fields of a response are shown."""


def lines(exchange: Transcript) -> list[str]:
    """An exchange as a person reads it: ``>`` was sent, ``<`` was received. Each line is visible and bounded."""
    return [line(shown, WIDEST + 50) for shown in _lines(exchange)]


def _lines(exchange: Transcript) -> list[str]:
    shown = [f"> {exchange.method} {exchange.url}"]
    shown += [f"> {name}: {value}" for name, value in exchange.request_headers if not _usual(name.lower(), value)]
    shown += _body_lines(">", exchange.request_body)
    if exchange.failure or exchange.status is None:
        return [*shown, f"< {exchange.failure or say('the target closed the connection without a response')}"]
    shown += [f"< {exchange.status} {phrase(exchange.status)} ({exchange.milliseconds:.1f} ms)"]
    received = [pair for pair in exchange.response_headers if pair[0].lower() not in ("date", "server")]
    shown += [f"< {name}: {value}" for name, value in received[:HEADERS]]
    if left := len(received[HEADERS:]) + exchange.headers_left_out:
        shown.append(f"< {count(left, '(… {n} more header field)', '(… {n} more header fields)')}")
    return shown + _body_lines("<", exchange.response_body)


def _usual(name: str, value: str) -> bool:
    """Whether a header is sent with every request."""
    return name == "host" or (name, value) in (("accept", "*/*"), ("connection", "keep-alive"))


def _body_lines(sign: str, body: Body) -> list[str]:
    if not body.bytes:
        return []
    size = f"{body.bytes:,}"
    if body.text is None:
        return [f"{sign} {say('({size} bytes that are not text)', size=size)}"]
    whole = body.text.splitlines()  # also at what a terminal takes for a line end
    rows = [f"{sign} {squeezed(line)}" for line in whole[:LINES]]
    cut = body.bytes > SHOWN or len(whole) > LINES or any(len(line) > WIDEST for line in whole)
    return rows + ([f"{sign} {say('… ({size} bytes)', size=size)}"] if cut else [])


def phrase(status: int) -> str:
    """The reason phrase of a status code (RFC 9110 §15); empty for one that is not registered."""
    if status in RENAMED:
        return RENAMED[status]
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else ""


def curl(exchange: Transcript) -> str:
    """The line of a card by which a person sends the request again."""
    command = repeated(exchange)
    if command is not None:
        return visible(command, "\t\n")
    if exchange.verbatim:
        return say("(curl cannot send this request byte for byte: see rerun)")
    if exchange.shortened:
        return say("(the request is too long to repeat by hand: see rerun)")
    return say(
        "(the body of {size} bytes is too long to repeat by hand: see rerun)", size=f"{exchange.request_body.bytes:,}"
    )
