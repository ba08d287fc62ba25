"""What a hint is read from: the exchange that a failed assertion is about, and how two documents declare it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from fastapi_spec.client.expect import Like
from fastapi_spec.hints.documents import Declared, declared
from fastapi_spec.language import say
from fastapi_spec.printable import visible
from fastapi_spec.rules.called import template_of
from fastapi_spec.rules.contract import documents

if TYPE_CHECKING:
    from fastapi_spec.client.api import Exchange
    from fastapi_spec.verdict.causes import Failure

JSON = Any
NOTHING: JSON = object()
"""Instead of a value that is not known: None is a value of JSON."""
LARGEST = 100_000
"""Bytes of a body that are looked at."""
LONGEST = 60
"""Characters of a name that is shown."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A failure with a response. ``path`` is that of the request, without the address of the target.

    ``document`` is the target's OpenAPI document, None without one. ``python`` is true if the target is an application
    of Python. ``others`` are all exchanges of the rule. ``expected`` and ``received`` are the sides of the comparison
    that failed, NOTHING if none did.
    """

    statement: str
    exchange: Exchange
    path: str
    expected: JSON = NOTHING
    received: JSON = NOTHING
    printed: str = ""
    document: JSON = None
    python: bool = False
    others: Sequence[Exchange] = ()

    @property
    def status(self) -> int:
        """The status of the response."""
        return self.exchange.status or 0

    @property
    def body(self) -> JSON:
        """The JSON value of the response; NOTHING if its body is none."""
        return _json(self.exchange.response_body)

    @property
    def template(self) -> str:
        """The path of the contract that the request is for; the path itself if it has none."""
        return template_of(self.path) or self.path

    @property
    def wanted(self) -> Declared | None:
        """The operation as the contract declares it; None if it is not one of the main application."""
        return declared(documents()[""], self.exchange.method, self.template)

    @property
    def found(self) -> Declared | None:
        """The operation as the target's OpenAPI document declares it; None if it does not."""
        return declared(self.document, self.exchange.method, self.template)

    @property
    def statuses(self) -> set[int]:
        """The statuses that were expected of the response; none if the assertion is on something else."""
        expected = self.expected if isinstance(self.expected, tuple | list | set) else [self.expected]
        known = {each for each in expected if isinstance(each, int) and not isinstance(each, bool)}
        return known if "status" in self.statement else set()

    @property
    def unexpected(self) -> bool:
        """Whether the response is an error or a redirect, and another one was certainly expected."""
        if self.status < 300 or self.status in self.statuses:
            return False
        if self.statuses:
            return min(self.statuses) < 300
        expected = self.expected.expected if isinstance(self.expected, Like) else self.expected
        about_errors = isinstance(expected, dict) and "detail" in expected
        return (
            expected is not NOTHING
            and self.received is not NOTHING
            and ".json()" in self.statement
            and (not about_errors and "detail" not in self.statement)
        )

    def header(self, name: str, *, sent: bool = False) -> str | None:
        """A header of the response, or of the request; None if it has none of this name."""
        headers = self.exchange.request_headers if sent else self.exchange.response_headers
        return next((value for other, value in headers if other.lower() == name), None)

    def sent_json(self) -> JSON:
        """The JSON value of the request; NOTHING if its body is none."""
        return (
            _json(self.exchange.request_body) if "json" in (self.header("content-type", sent=True) or "") else NOTHING
        )

    def sent(self, name: str) -> list[str]:
        """Where the request has a value of this name: query, cookie, header, json, form, file."""
        content_type = (self.header("content-type", sent=True) or "").partition(";")[0].strip().lower()
        content = self.exchange.request_body[:LARGEST].decode("utf-8", "replace")
        body = self.sent_json()
        part = re.search(rf'name="{re.escape(name)}"(; filename)?', content) if "multipart" in content_type else None
        cookies = {pair.partition("=")[0].strip() for pair in (self.header("cookie", sent=True) or "").split(";")}
        header = name.replace("_", "-").lower()
        there = {
            "query": name in parse_qs(urlsplit(self.exchange.url).query, keep_blank_values=True),
            "cookie": name in cookies,
            "header": self.header(header, sent=True) is not None,
            "json": isinstance(body, dict) and name in body,
            "form": (bool(part) and not part[1])
            if part
            else "urlencoded" in content_type and name in parse_qs(content),
            "file": bool(part and part[1]),
        }
        return [where for where, has in there.items() if has]

    def with_cure(self, fact: str, cure: str) -> str:
        """A hint: the fact, and for an application of Python what to write."""
        return say("{fact}: {cure}", fact=fact, cure=cure) if self.python else fact


def seen_of(failure: Failure, base: str, document: JSON, *, python: bool) -> Seen | None:
    """What there is to see of a failure, or None without a response. ``base`` is the address of the target."""
    sent = [each for each in failure.exchanges if each.status is not None]
    if not sent or failure.silent:
        return None
    _, received, expected = failure.comparison or ("", NOTHING, NOTHING)
    exchange = _about(sent, received)
    path = urlsplit(exchange.url.removeprefix(base)).path
    return Seen(failure.statement, exchange, path, expected, received, failure.printed, document, python, sent)


def _about(sent: Sequence[Exchange], received: JSON) -> Exchange:
    """The exchange whose response was compared: the last that has this status or this body, else the last."""
    if isinstance(received, int) and not isinstance(received, bool):
        return next((each for each in reversed(sent) if each.status == received), sent[-1])
    if isinstance(received, dict | list | str):
        return next((each for each in reversed(sent) if _json(each.response_body) == received), sent[-1])
    return sent[-1]


def _json(body: bytes) -> JSON:
    try:
        return json.loads(body) if len(body) <= LARGEST else NOTHING
    except (ValueError, RecursionError):
        return NOTHING


def name(text: object) -> str:
    """A name that the target or the contract gave, fit to be printed."""
    shown = visible(str(text).replace("`", "'"))
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"
