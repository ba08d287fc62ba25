"""The lines of a rule as they are printed on a page, and read again: which lines each case has, and what is sent."""

import base64
import hmac
import itertools
import json
import re
import secrets
import time
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fastapi_spec.client.api import Exchange
from spec.chapter06_security.credentials import SECRET_KEY
from tools.contract import repeats
from tools.contract.shorthand import CODECS
from tools.contract.volatile import day_before

WIDEST = 120
"""Characters of a line, if it can be broken."""

FIRST, EACH, LAST = "# every case first", "# each line is a case", "# every case last"

Cases = dict[str, list[str]]
"""The lines of each case, by its name."""

_SENT = re.compile(r"(\S+) ((?:<[^<>]*>|\S)+)(.*)")
_FIELD = re.compile(r" \[([\w-]+): (.*?)\](?= |$)| \[no Content-Type\]")
_NAME = re.compile(r"<(unique|account|did|sid|uid|etag|date)\d*(?:, (\d+) characters| - 1 day)?>")
_ID = re.compile(r'"(?:did|sid|uid)":(<\w+>|\d+)')
_PART = r"(b64\([^()]*\)|[\w-]*)"
_TOKEN = re.compile(rf"(?=b64\(){_PART}\.{_PART}\.(<signature>|<another signature>)?")
_BASE64 = re.compile(r"b64\(([^()]*)\)")
_CLIENTS = {"host", "accept", "connection", "content-length", "transfer-encoding"}
"""The header fields that a client sends by itself."""

_NOW = re.compile(r"\bnow([+-]\d+)?(\.\d+)?\b")


def shown(cases: Cases) -> list[str]:
    """The lines of a rule, each once: what its cases have in common before and behind what is their own."""
    if len({tuple(lines) for lines in cases.values()}) == 1:
        return next(iter(cases.values()))
    first = _common(list(cases.values()))
    last = _common([lines[len(first) :][::-1] for lines in cases.values()])[::-1]
    own: dict[tuple[str, ...], list[str]] = {}
    for name, lines in cases.items():
        own.setdefault(tuple(lines[len(first) : len(lines) - len(last)]), []).append(name)
    found = [FIRST, *first] if first else []
    if all(len(lines) == 1 for lines in own):
        found += [EACH, *(line for [line] in own)]
    else:
        for exchanges, names in own.items():
            found += [f"# {', '.join(names)}", *exchanges]
    return found + ([LAST, *last] if last else [])


def cases_of(lines: list[str]) -> Cases:
    """The lines of each case: what ``shown`` put together."""
    parts: dict[str, list[str]] = {}
    label = ""
    for line in lines:
        if line.startswith("# "):
            label = line
            parts[label] = []
        else:
            parts.setdefault(label, []).append(line)
    first, last = parts.pop(FIRST, []), parts.pop(LAST, [])
    single = parts.pop(EACH, [])
    named = {label.removeprefix("# "): own for label, own in parts.items()} | {line: [line] for line in single}
    return {name: [*first, *own, *last] for name, own in named.items()}


def block(lines: list[str]) -> Iterator[str]:
    """The lines as they are printed: broken if they are long, and a long response that is sent again said as such."""
    before = ""
    for line in lines:
        sent, arrow, came = line.partition(" -> ")
        again = came == before and len(came) > WIDEST // 2
        before = came or before
        came = "as above" if again else came
        if len(f"{sent}{arrow}{came}") <= WIDEST or not arrow:
            yield f"{sent}{arrow}{came}"
        else:
            yield sent
            yield f"  -> {came}"


def unblocked(block: str) -> list[str]:
    """The lines that ``block`` printed."""
    lines: list[str] = []
    before = ""
    for line in block.replace("\n  -> ", " -> ").splitlines():
        sent, arrow, came = line.partition(" -> ")
        came = before if came == "as above" else came
        before = came or before
        lines.append(f"{sent}{arrow}{came}")
    return lines


def _common(lists: list[list[str]]) -> list[str]:
    """The lines that all lists begin with."""
    same = itertools.takewhile(lambda lines: len(set(lines)) == 1, zip(*lists, strict=False))
    return [lines[0] for lines in same]


@dataclass(slots=True)
class Request:
    """What a line says to send."""

    method: str
    target: str
    headers: list[tuple[bytes, bytes]]
    body: bytes
    framed: bool
    """Whether the body has its transfer coding already."""


class Reader:
    """Reads the requests of one case, and learns from the responses what the server gave names to."""

    def __init__(self, host: str) -> None:
        self._host = host
        self._usual = 32
        self.known: dict[str, str] = {}

    def request(self, sent: str) -> Request:
        """The request of a line, which is all before the arrow."""
        method, target, rest = _SENT.fullmatch(sent).groups()  # type: ignore[union-attr]
        self._usual = 30 if "/chapter07/" in target else 32
        headers = list[tuple[bytes, bytes]]()
        typed = False
        while field := _FIELD.match(rest):
            typed |= field[1] is None or field[1].lower() == "content-type"
            if field[1]:
                headers.append((field[1].encode(), _octets(self.filled(field[2]))))
            rest = rest[field.end() :]
        body = self._body(rest.removeprefix(" "))
        if body and not typed:
            headers.append((b"Content-Type", b"application/json"))
        return Request(method, self.filled(target), headers, body, framed=rest.startswith(' framed "'))

    def learn(self, came: str, headers: Iterable[tuple[str, str]], body: str) -> None:
        """What a response gave in place of the names of its line."""
        for name, value in headers:
            if name == "etag":
                self.known["<etag>"] = value.removeprefix("W/").strip('"')
            if name == "last-modified":
                self.known["<date>"] = value
        for name, value in zip(_ID.findall(came), _ID.findall(body), strict=False):
            self.known.setdefault(name, value)

    def filled(self, text: str) -> str:
        """The text with values in place of names."""
        text = _NAME.sub(self._value, re.sub(r"\bHOST\b", self._host, text))
        return _BASE64.sub(lambda part: _part(part[0]), _TOKEN.sub(_signed, repeats.expanded(text)))

    def _value(self, name: re.Match[str]) -> str:
        if name[0] not in self.known:
            self.known[name[0]] = self._fresh(name)
        return self.known[name[0]]

    def _fresh(self, name: re.Match[str]) -> str:
        if name[0] == "<date - 1 day>":
            return day_before(self.known["<date>"])
        if name[1] == "unique":
            return (uuid.uuid4().hex * 3)[: int(name[2] or self._usual)]
        if name[1] == "account":
            return str(secrets.randbelow(2**30) + 10**4)
        raise LookupError(f"{name[0]} is not in an earlier response")

    def _body(self, text: str) -> bytes:
        mark, _, string = text.partition(" ")
        if mark not in CODECS or not string.startswith('"'):
            return self.filled(text).encode()
        return self.filled(json.loads(string)).encode(CODECS[mark][0])


def loses(line: str, exchange: Exchange) -> bool:
    """Whether a line says to send anything else than was sent; one with names or tokens is not compared."""
    sent = line.partition(" -> ")[0]
    if _NAME.search(sent) or "b64(" in sent:
        return False
    read = Reader(exchange.url.split("/")[2]).request(sent)
    said = [(name.decode(), value.decode("latin-1")) for name, value in read.headers]
    told, was = (
        sorted(field for field in fields if field[0].lower() not in _CLIENTS)
        for fields in (said, exchange.request_headers)
    )
    return (read.target, told, read.body) != ("/" + exchange.url.split("/", 3)[3], was, exchange.request_body)


def _octets(text: str) -> bytes:
    """The octets of a header field."""
    return re.sub(r"\\x(..)", lambda octet: chr(int(octet[1], 16)), text).encode("latin-1")


def _signed(token: re.Match[str]) -> str:
    """A JSON Web Token in the compact form."""
    signed = f"{_part(token[1])}.{_part(token[2])}"
    digest = hmac.digest(SECRET_KEY.encode(), signed.encode(), "sha256")
    if token[3] == "<another signature>":
        digest = digest[::-1]
    return f"{signed}.{_base64(digest) if token[3] else ''}"


def _part(part: str) -> str:
    """A part of a token; times in it are relative to now."""
    decoded = _BASE64.fullmatch(part)
    return _base64(_NOW.sub(_instant, decoded[1]).encode()) if decoded else part


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _instant(now: re.Match[str]) -> str:
    return f"{int(time.time()) + int(now[1] or 0)}{now[2] or ''}"
