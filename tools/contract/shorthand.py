"""An exchange in one line: ``POST /path {"a":1} -> 200 {"b":2}``."""

import contextlib
import json
import re
from typing import Any

from fastapi_spec.client.api import Exchange, Headers
from tools.contract.volatile import Names

JSON = Any

LONGEST = 300
"""Characters of a URL, a header or a body that are shown."""

LEFT_OUT = {"host", "accept", "transfer-encoding", "date", "server"}
TELLING = {"content-length", "vary", "x-process-time", "accept-ranges", "etag", "last-modified"} | {
    f"access-control-{what}" for what in ("max-age", "allow-methods", "allow-headers")
}
"""Headers that are shown only with the rules that look at them."""

_POLLED = re.compile(r"GET (?:/events/<unique>|/chapter08/readme\?document=<unique>) ")
_RUN = re.compile(r"(.)\1{49,}", re.DOTALL)
_NO_JSON = object()


class Shorthand:
    """Writes the exchanges of one case.

    ``named``: the headers of TELLING that its rule looks at. ``places``: the places are all that is shown of validation
    errors, as they are all that a MUST looks at. ``first``: where the rule's own exchanges begin, behind its fixtures'.
    """

    def __init__(self, exchanges: list[Exchange], named: set[str], *, places: bool, first: int = 0) -> None:
        self.exchanges = exchanges[first:]
        self.left_out = LEFT_OUT | TELLING - named
        self.places = places
        self.names = Names(exchanges)

    def lines(self) -> list[str]:
        """One line an exchange; of reading something again until it is there only the last."""
        lines: list[str] = []
        for line in map(self._line, self.exchanges):
            polled = _POLLED.match(line)
            if polled and lines and lines[-1].startswith(polled[0]):
                lines.pop()
            lines.append(line)
        return lines

    def requests(self) -> list[str]:
        """What was sent, each once: the responses to requests at once depend on who comes first."""
        return sorted({line.partition(" -> ")[0] for line in self.lines()})

    def _line(self, exchange: Exchange) -> str:
        target = "/" + exchange.url.split("/", 3)[3]
        sent = [exchange.method, self._short(target), *self._message(exchange.request_headers, exchange.request_body)]
        if exchange.status == 200 and target.endswith("/openapi.json"):
            came = ["200 (the document)"]
        elif self.places and exchange.status == 422 and (places := _places(exchange.response_body)):
            came = ["422", places]
        else:
            came = [str(exchange.status), *self._message(exchange.response_headers, exchange.response_body)]
        return " ".join([*sent, "->", *came])

    def _message(self, headers: Headers, body: bytes) -> list[str]:
        value = _loads(body)
        types = [text for name, text in headers if name.lower() == "content-type"]
        shown = [
            f"[{name.title()}: {self._header(name, text)}]"
            for name, text in headers
            if name.lower() not in self.left_out
            and not (name.lower() == "connection" and (text == "keep-alive" or "server" in dict(headers)))
            and not (types == [text] == ["application/json"] and value is not _NO_JSON)
        ]
        return [*shown, *(["[no Content-Type]"] if body and not types else []), *self._body(body, value)]

    def _header(self, name: str, text: str) -> str:
        return "<seconds>" if name.lower() == "x-process-time" else self._short(text)

    def _body(self, body: bytes, value: JSON) -> list[str]:
        if not body:
            return []
        if value is not _NO_JSON:
            text = json.dumps(self.names.in_value(value), ensure_ascii=False, separators=(",", ":"))
            padding = " " * (len(body) - len(body.rstrip(b" ")))
            return [self._short(_printable(text) + padding, len(body))]
        try:
            text, sign = body.decode(), ""
        except UnicodeDecodeError:
            text, sign = body.decode("latin-1"), "bytes "
        return [sign + self._short(_quoted(_collapsed(text)), len(body))]

    def _short(self, text: str, size: int = 0) -> str:
        text = self.names.in_text(_collapsed(text))
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}… ({size or len(text)} bytes)"


def _loads(body: bytes) -> JSON:
    """A JSON value that can be walked, or _NO_JSON."""
    with contextlib.suppress(ValueError, RecursionError):
        value = json.loads(body, parse_constant=int)  # which no constant is
        json.dumps(value)
        return value if _depth(value) < 20 else _NO_JSON
    return _NO_JSON


def _depth(value: JSON) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, inner), default=0)


def _places(body: bytes) -> str:
    """The places of a validation error, and a mark for what is left out; empty for an error without places."""
    detail = json.loads(body)["detail"]
    if not isinstance(detail, list):
        return ""
    places = (json.dumps(entry["loc"], ensure_ascii=False, separators=(",", ":")) for entry in detail)
    return '{"detail":[' + ",".join(f'{{"loc":{place},…}}' for place in places) + "]}"


def _collapsed(text: str) -> str:
    """The text with its long runs of one character described and not shown."""
    return _RUN.sub(lambda run: f"<{len(run[0])} times {run[1].replace(' ', 'space')}>", text)


def _printable(text: str) -> str:
    """The text with the characters that no file in UTF-8 can hold, half ones, as JSON escapes them."""
    return re.sub(r"[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text)


def _quoted(text: str) -> str:
    """The text as a JSON string, control characters and Latin-1's escaped."""
    return re.sub(r"[\x7f-\x9f]", lambda control: f"\\u{ord(control[0]):04x}", json.dumps(text, ensure_ascii=False))
