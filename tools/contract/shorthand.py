"""An exchange in one line: ``POST /path {"a":1} -> 200 {"b":2}``. notation.py reads it."""

import codecs
import json
import re
from collections.abc import Iterable
from contextlib import suppress

from fastapi_spec.client.api import Exchange, Headers
from tools.contract import repeats
from tools.contract.volatile import Names

LONGEST = 600
"""Characters of a response's body that are shown, half of that if it is quoted. Of a request, all are."""

CODECS = {
    "text": ("utf-8", b""),
    "utf-32": ("utf-32-le", codecs.BOM_UTF32_LE),
    "utf-16": ("utf-16-le", codecs.BOM_UTF16_LE),
    "bytes": ("latin-1", b""),
    "framed": ("utf-8", b""),
}
"""How a quoted body is read, by the word before it. A framed one has its transfer coding still."""

LEFT_OUT = {"date", "server", "connection", "transfer-encoding"}
"""Header fields of a response that are never shown."""

TELLING = {"content-length", "vary", "x-process-time", "accept-ranges", "etag", "last-modified"} | {
    f"access-control-{what}" for what in ("max-age", "allow-methods", "allow-headers")
}
"""Header fields that are shown only with the rules that look at them."""

POLLED = re.compile(r"GET (?:/events/<unique\d*>|/chapter08/readme\?document=<unique\d*>) ")
_COUNT = re.compile(r"(<(?:unique|account|did|sid|uid))\d+>")
_MARKED = re.compile(r"\[[\w-]+: |[\w-]+ \"|at \[|\(the document\)")
_SPELLED = {"etag": "ETag", "www-authenticate": "WWW-Authenticate"}


class Shorthand:
    """Writes the exchanges of one case.

    ``named``: the headers of TELLING that its rule looks at. ``locations``: these are all that is shown of validation
    errors, as they are all that a MUST looks at.
    """

    def __init__(self, exchanges: Iterable[Exchange], named: set[str], *, locations: bool) -> None:
        self.exchanges = list(exchanges)
        self.left_out = TELLING - named
        self.locations = locations
        self.names = Names(self.exchanges)

    def lines(self, at_once: int | None = None) -> list[str]:
        """One line an exchange; of reading something again until it is there only the last.

        From the exchange with the number ``at_once`` on, each request once and no responses: these depend on who comes
        first.
        """
        lines: list[str] = []
        for line in map(self.line, self.exchanges[:at_once]):
            polled = POLLED.match(line)
            if polled and lines and lines[-1].startswith(polled[0]):
                lines.pop()
            lines.append(line)
        rest = [] if at_once is None else self.exchanges[at_once:]
        return lines + sorted({_COUNT.sub(r"\1>", self.line(exchange).partition(" -> ")[0]) for exchange in rest})

    def line(self, exchange: Exchange) -> str:
        """One exchange."""
        target = "/" + exchange.url.split("/", 3)[3]
        names = {name.lower() for name, _ in exchange.request_headers}
        framed = "transfer-encoding" in names and "accept" not in names  # sent byte for byte as written
        body = self._body(exchange.request_body, framed=framed)
        sent = [exchange.method, self._short(target), *self._sent(exchange), *body]
        came = [str(exchange.status), *self._received(exchange.response_headers, exchange.response_body)]
        if exchange.status == 200 and target.endswith("/openapi.json"):
            came = ["200 (the document)"]
        elif self.locations and exchange.status == 422 and (locations := _locations(exchange.response_body)):
            came.append(f"at {locations}")
        else:
            came += self._body(_first_two(exchange.response_body), most=LONGEST, framed=framed)
        return " ".join([*sent, "->", *came])

    def _sent(self, exchange: Exchange) -> list[str]:
        """The header fields of a request, in the spelling that was sent, without those that every client sends."""
        usual = {"host": exchange.url.split("/")[2], "accept": "*/*", "connection": "keep-alive"}
        fields = exchange.request_headers
        shown = [(name, text) for name, text in fields if usual.get(name.lower()) != text]
        return self._fields(shown, exchange.request_body)

    def _received(self, headers: Headers, body: bytes) -> list[str]:
        """The header fields of a response in their usual spelling, as servers differ in it."""
        shown = [(_SPELLED.get(name, name.title()), text) for name, text in headers if name.lower() not in LEFT_OUT]
        return self._fields(shown, body)

    def _fields(self, headers: Headers, body: bytes) -> list[str]:
        types = [text for name, text in headers if name.lower() == "content-type"]
        is_json = body and types == ["application/json"]
        return [
            f"[{name}: {self._field(name, text)}]"
            for name, text in headers
            if name.lower() not in self.left_out and not (is_json and name.lower() == "content-type")
        ] + (["[no Content-Type]"] if body and not types else [])

    def _field(self, name: str, text: str) -> str:
        if name.lower() == "x-process-time":
            return "<seconds>"
        return re.sub(r"[^ -~]", lambda byte: f"\\x{ord(byte[0]):02x}", self._short(text))

    def _body(self, body: bytes, *, most: int = 0, framed: bool = False) -> list[str]:
        """A body as it is if it fits on a line and can be seen, or else as a JSON string."""
        if not body:
            return []
        text, mark = (body.decode(), "framed") if framed else _read(body)
        text = self._short(text)
        visible = text.isprintable() and text == text.strip() and " -> " not in text
        if mark != "text" or not visible or _MARKED.match(text):
            text = f"{mark} {_quoted(text)}"
            most //= 2
        return [f"{text[:most]}… ({len(body)} bytes)" if 0 < most < len(text) else text]

    def _short(self, text: str) -> str:
        return self.names.replaced(repeats.shortened(text))


def _read(body: bytes) -> tuple[str, str]:
    """A body as a string, and how it is read: a byte order mark tells UTF-16 and UTF-32."""
    for mark, (codec, start) in CODECS.items():
        with suppress(UnicodeDecodeError):
            if body.startswith(start):
                return body.decode(codec), mark
    raise AssertionError("Latin-1 reads everything")


def _locations(body: bytes) -> str:
    """The locations of a validation error, each once; empty for an error without any."""
    detail = json.loads(body)["detail"]
    found = [_compact(entry["loc"]) for entry in detail] if isinstance(detail, list) else []
    return ", ".join(dict.fromkeys(found))


def _first_two(body: bytes) -> bytes:
    """A JSON body with the first two of many objects in place of a list of more than four."""
    with suppress(ValueError, RecursionError):
        value = json.loads(body)
        if _compact(value).encode() == body:
            return re.sub(r'"(… \d+ more)"', r"\1", _compact(_shortened(value))).encode()
    return body


def _shortened(value: object) -> object:
    if isinstance(value, dict):
        return {name: _shortened(element) for name, element in value.items()}
    if isinstance(value, list) and len(value) > 4 and all(isinstance(element, dict) for element in value):
        return [*value[:2], f"… {len(value) - 2} more"]
    return value


def _compact(value: object) -> str:
    """JSON without spaces; lone surrogates, which no file can hold, are escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode(errors="backslashreplace").decode()


def _quoted(text: str) -> str:
    """The text as a JSON string, with what cannot be seen escaped."""
    return "".join(char if char.isprintable() else _escaped(char) for char in json.dumps(text, ensure_ascii=False))


def _escaped(char: str) -> str:
    return json.dumps(char)[1:-1] if ord(char) != 0x7F else "\\u007f"
