"""HTTP and JSON with markup for their colours. What a target sent is escaped, and visible text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable

from markupsafe import Markup, escape
from pygments.lexers.data import JsonLexer
from pygments.token import Keyword, Name, Number, String, is_token_subtype

from fastapi_spec.client.transcript import SHOWN, Body, Transcript
from fastapi_spec.language import CHINESE, ENGLISH, count, say, speaking
from fastapi_spec.output.http import phrase
from fastapi_spec.printable import visible
from fastapi_spec.told import told

TAGS = {Name.Tag: "b", String: "i", Number: "u", Keyword: "u"}
"""The element of each kind of token: key, string, number or constant. A page has tens of thousands: they are short."""
ONE_LINE, DEEP = 80, 100
"""How many characters of JSON stay on one line, and how many objects and arrays are more than indentation can show."""
ALWAYS = (("accept", "*/*"), ("connection", "keep-alive"))
"""Headers of every request."""

_JSON = JsonLexer(stripnl=False, ensurenl=False)
_SCALARS = re.compile(r"\[\n(?: *[^\[\]{}\n]+\n)+ *\]")
"""An indented array without objects and arrays in it."""
_PART = re.compile(r"(`[^`]+`)|(https?://[!#-;=?-_a-z~]+[\w/#-])")
"""Code in backquotes, or an address."""


def both(told: Callable[[], str], shown: Callable[[str], Markup] = escape) -> Markup:
    """What ``told`` says, in both languages of the page; once if it is the same. ``shown`` makes it markup."""
    texts = []
    for language in (ENGLISH, CHINESE):
        with speaking(language):
            texts.append(visible(told()))
    if texts[0] == texts[1]:
        return shown(texts[0])
    english, chinese = map(shown, texts)
    return Markup("<span lang=en>") + english + Markup("</span><span lang=zh>") + chinese + Markup("</span>")


def prose(text: str) -> Markup:
    """A sentence: what is in backquotes is code, and an address is a link."""
    parts = _PART.split(visible(text))
    found = [escape(parts[0])]
    for code, address, after in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        found += [Markup("<code>{}</code>").format(code[1:-1]) if code else link(address), escape(after)]
    return Markup("").join(found)


def link(address: str, text: str | Markup = "") -> Markup:
    """A link to a page of the web; the text alone if the address is another one."""
    if re.fullmatch(r"https?://[!#-;=?-_a-z~]+", address):
        return Markup('<a href="{}">{}</a>').format(address, text or address)
    return escape(text or visible(address))


def request(exchange: Transcript, longest: int) -> Markup:
    """A request as HTTP, without what every request has, and with so many characters of its body."""
    host, slash, target = exchange.url.partition("//")[2].partition("/")
    fields = [pair for pair in exchange.request_headers if (pair[0].lower(), pair[1]) not in ALWAYS]
    if not any(name.lower() == "host" for name, _ in fields):
        fields.insert(0, ("Host", host))
    start = Markup("<strong>{}</strong> {} HTTP/1.1").format(
        visible(exchange.method), visible(f"{slash or '/'}{target}")
    )
    return _message(start, fields, 0, _body(exchange.request_body, longest))


def response(exchange: Transcript, longest: int) -> Markup:
    """A response as HTTP, without its date and the name of the server; or why there is none."""
    if exchange.failure or exchange.status is None:
        missing = exchange.failure
        return both(lambda: told(missing) if missing else say("the target closed the connection without a response"))
    fields = [pair for pair in exchange.response_headers if pair[0].lower() not in ("date", "server")]
    status = f"{exchange.status} {phrase(exchange.status)}".strip()
    start = Markup("HTTP/1.1 <strong>{}</strong> <small>{:.1f} ms</small>").format(status, exchange.milliseconds)
    return _message(start, fields, exchange.headers_left_out, _body(exchange.response_body, longest))


def _message(start: Markup, fields: Iterable[tuple[str, str]], left_out: int, body: Markup) -> Markup:
    lines = [start]
    lines += [_colored("b", visible(name)) + ": " + visible(value) for name, value in fields]
    if left_out:
        lines.append(both(lambda: count(left_out, "(… {n} more header field)", "(… {n} more header fields)")))
    return Markup("\n").join([*lines, *(["", body] if body else [])])


def _body(body: Body, longest: int) -> Markup:
    size = f"{body.bytes:,}"
    if not body.bytes:
        return Markup()
    if body.text is None:
        return both(lambda: say("({size} bytes that are not text)", size=size))
    text = body.text[:longest]
    shown = json_of(text) if text.lstrip()[:1] in ("{", "[", '"') else escape(visible(text, "\n\t"))
    cut = body.bytes > SHOWN or len(body.text) > longest
    return shown + (both(lambda: say("… ({size} bytes)", size=size)) if cut else "")


def json_of(text: str) -> Markup:
    """JSON, or what begins like it, in colours. A long value is indented, if that changes nothing but spaces."""
    parts = []
    for kind, value in _JSON.get_tokens(visible(_indented(text), "\n\t")):
        tag = next((tag for known, tag in TAGS.items() if is_token_subtype(kind, known)), "")
        parts.append(_colored(tag, value) if tag else escape(value))
    return Markup("").join(parts)


def _colored(tag: str, text: str) -> Markup:
    return Markup(f"<{tag}>{escape(text)}</{tag}>")  # noqa: S704 - escaped, in an element of TAGS


def _indented(text: str) -> str:
    if len(text) <= ONE_LINE or text.count("[") + text.count("{") > DEEP:
        return text
    try:
        value = json.loads(text)
        same = any(json.dumps(value, ensure_ascii=False, separators=s) == text for s in ((",", ":"), (", ", ": ")))
        return _SCALARS.sub(_on_one_line, json.dumps(value, ensure_ascii=False, indent=2)) if same else text
    except (ValueError, RecursionError):
        return text


def _on_one_line(array: re.Match[str]) -> str:
    joined = re.sub(r"\n *", " ", array[0])
    return f"[{joined[2:-2]}]" if len(joined) <= ONE_LINE else array[0]
