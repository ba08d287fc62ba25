"""An exchange of the contract in one line, short enough for a card: a form by its fields, a page by its beginning."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

LONGEST = 300
"""Characters of an exchange that are shown, if its request leaves so much room."""
LONGEST_REQUEST, LEAST_RESPONSE = 700, 120
"""Characters of a request that are shown, and of a response however long the request is."""

HEADERS = re.compile(r"(?: \[[\w-]+: [^\]]*\])*")
HEADER = re.compile(r" \[[\w-]+: [^\]]*\]")
PAGE = re.compile(r' text "(?:\\n| )*(<!DOCTYPE html>).*')
FORM = re.compile(r' \[Content-Type: multipart/form-data; boundary=(<unique>)\] text ("(?:[^"\\]|\\.)*")$')
PART = re.compile(r'Content-Disposition: form-data; name="(.*?)"(?:; filename="(.*?)")?(?:\r\nContent-Type: (.*?))?$')


def shortened(line: str) -> str:
    """The exchange ``GET /hello -> 200 {"hello":"world"}``. Its request is shown whole, unless it is enormous."""
    sent, arrow, came = line.partition(" -> ")
    sent = cut(_with_form(sent), LONGEST_REQUEST)
    if not arrow:
        return sent
    came = PAGE.sub(r' text "\1…"', came)
    return f"{sent}{arrow}{cut(came, max(LONGEST - len(sent), LEAST_RESPONSE))}"


def cut(text: str, longest: int) -> str:
    """A request or a response, cut behind a whole header, or a whole property or element of its JSON body."""
    if len(text) <= longest:
        return text
    start, _, rest = text.partition(" [")
    headers = HEADERS.match(f" [{rest}") if rest and HEADER.match(f" [{rest}") else None
    if headers:
        ends = [len(start) + header.end() for header in HEADER.finditer(headers[0])]
        if ends[-1] > longest:
            return f"{text[: max((end for end in ends if end <= longest), default=len(start))]} …"
    ends = [end for end in _ends(text) if end <= longest]
    return f"{text[: ends[-1] if ends and ends[-1] > longest // 2 else longest]}…"


def _ends(text: str) -> Iterator[int]:
    """Behind each comma and each space of a text that is not in a JSON string."""
    inside = escaped = False
    for position, character in enumerate(text, 1):
        if inside and escaped:
            escaped = False
        elif inside and character == "\\":
            escaped = True
        elif character == '"':
            inside = not inside
        elif character in ", " and not inside:
            yield position


def _with_form(sent: str) -> str:
    """A request whose body is a form, by the fields of the form: ``files=a.txt (text/plain) "22"``.

    A rule about the framing of a form has a boundary of its own: its request is left as it is sent.
    """
    form = FORM.search(sent)
    if not form:
        return sent
    fields = []
    for part in json.loads(form[2]).split(f"--{form[1]}")[1:-1]:
        head, _, content = part.removeprefix("\r\n").removesuffix("\r\n").partition("\r\n\r\n")
        described = PART.match(head)
        if not described:
            return sent
        name, file, kind = described.groups()
        value = json.dumps(content, ensure_ascii=False)
        about = f"{file} ({kind})" if kind else file
        fields.append(f"{name}={value}" if file is None else f"{name}={about} {value}")
    return f"{sent[: form.start()]} [Content-Type: multipart/form-data] {', '.join(fields)}"
