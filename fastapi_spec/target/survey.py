"""Before the first rule: which operations of the contract the target does not have.

Only GET and OPTIONS are sent, which write nothing. A path is missing if the response to it is that to a path that no
API has. A method is missing if Allow does not list it, and the target's OpenAPI document does not either. In doubt the
operation is there: what is wrong with it the rules will say.

The requests are sent one after the other, for a few seconds at most: what a slow target leaves open counts as there.
"""

from __future__ import annotations

import functools
import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from fastapi_spec.client.expect import Like
from fastapi_spec.rules.called import EXAMPLES, Operation, beside, by_path, example_of, operations, template_of, users
from fastapi_spec.rules.templates import shape
from fastapi_spec.target.recognition import OVERLOADED, UNKNOWN

if TYPE_CHECKING:
    import httpx

    from fastapi_spec.client.api import Api, Exchange

ABSENT = (404, 405, 501)
"""The statuses of an operation that is not there."""
VARYING = re.compile(r"[0-9a-f]{6,}|\d+")
"""Ids and times in a body, which differ from one response to the next."""
SECONDS = 10
"""How long the survey may take."""

Report = Callable[[int, int], None]
"""Takes how many paths are done, and of how many."""


@dataclass(frozen=True)
class Survey:
    """``missing`` are the operations that the target does not have, ``unknown`` is the body of a 404 for another path.

    ``document`` is the OpenAPI document of its main application, None if it serves none. ``unfinished`` is how many
    paths were done, and of how many, if the time was over before the last one.
    """

    url: str = ""
    missing: frozenset[Operation] = frozenset()
    document: Any = None
    unknown: str = ""
    unfinished: tuple[int, int] | None = None

    def about(self, exchanges: Sequence[Exchange], expected: object) -> str:
        """The operation that a rule is about and the target does not have, or an empty string.

        ``expected`` is what its failed assertion expected, None if it did not fail: a value, or a name that the OpenAPI
        document was to have.
        """
        return str(self.absent(exchanges) or self.undocumented(exchanges, expected) or "")

    def absent(self, exchanges: Iterable[Exchange]) -> Operation | None:
        """The first operation that one of these exchanges calls in vain, since the target does not have it.

        The response must say so, too: an operation that responds is there, whatever was found before.
        """
        if not self.missing:
            return None
        return next(filter(None, map(self._called, exchanges)), None)

    def undocumented(self, exchanges: Iterable[Exchange], expected: object) -> Operation | None:
        """The first operation that is missing, and so is in the OpenAPI document that was expected to have it.

        A schema or a security scheme is missing if all operations are that use it.
        """
        prefix = self._document_of(exchanges)
        if prefix is None or not self.missing:
            return None
        for name in _names(expected):
            there = users(prefix, name)
            if there and self.missing.issuperset(there):
                return there[0]
        return None

    def bare(self, exchanges: Iterable[Exchange]) -> Operation | None:
        """The first operation of an application whose OpenAPI document was read last, if it has none of them."""
        prefix = self._document_of(exchanges)
        if prefix is None:
            return None
        there = [operation for found in operations()[prefix].values() for operation in found]
        return there[0] if self.missing.issuperset(there) else None

    def _document_of(self, exchanges: Iterable[Exchange]) -> str | None:
        """The prefix of the application whose OpenAPI document was read last; None if something else was."""
        url = next((each.url for each in reversed(list(exchanges))), "")
        prefix, found, _ = url.removeprefix(self.url).partition("/openapi.json")
        return prefix if found and prefix in operations() else None

    def _called(self, exchange: Exchange) -> Operation | None:
        path = urlsplit(exchange.url.removeprefix(self.url)).path
        if _preflight(exchange) and exchange.status not in ABSENT:
            return self._behind_preflight(_method(exchange), path)
        if exchange.status not in ABSENT:
            return None
        if exchange.status == 404 and exchange.method != "HEAD":
            said = comparable(exchange.response_body.decode("utf-8", "replace"), path, exchange.method)
            if said != self.unknown:
                return None
        template = template_of(path)
        wanted = Operation(_method(exchange), template or path)
        if wanted in self.missing:
            return wanted
        # Another method than those of the contract asks whether the path is there at all, and another path below the
        # prefix of an application whether that one is.
        there = by_path()[template] if template else beside(path)
        absent = wanted not in there and exchange.status == 404 and self.missing.issuperset(there)
        return next(iter(there), None) if absent else None

    def _behind_preflight(self, method: str, path: str) -> Operation | None:
        """The missing operation that a preflight request is about: middleware responds to it for any path."""
        there = by_path().get(template_of(path) or "", [])
        wanted = next((operation for operation in there if operation.method == method), None)
        absent = wanted in self.missing or (wanted is None and self.missing.issuperset(there))
        return (wanted or next(iter(there), None)) if absent else None


def _preflight(exchange: Exchange) -> bool:
    names = {name.lower() for name, _ in exchange.request_headers}
    return exchange.method == "OPTIONS" and "access-control-request-method" in names


def _names(expected: object) -> Iterator[str]:
    """The paths, schemas and security schemes that an OpenAPI document was expected to have; or the one name."""
    if isinstance(expected, str):
        yield expected
    document = expected.expected if isinstance(expected, Like) else None
    if isinstance(document, Mapping):
        components = document.get("components")
        parts = components if isinstance(components, Mapping) else {}
        for named in (document.get("paths"), parts.get("schemas"), parts.get("securitySchemes")):
            yield from named if isinstance(named, Mapping) else ()


def _method(exchange: Exchange) -> str:
    """The method that a request is about: that of a preflight request is in a header."""
    if exchange.method == "HEAD":
        return "GET"
    headers = {name.lower(): value for name, value in exchange.request_headers}
    asked = headers.get("access-control-request-method", "")
    return asked if exchange.method == "OPTIONS" and asked else exchange.method


def comparable(body: str, path: str, method: str) -> str:
    """A body without what differs between two paths that are both unknown: the path, the method, ids and times."""
    return VARYING.sub("0", body.replace(path, UNKNOWN).replace(method, "GET"))


def survey(
    url: str,
    timeout: float,
    report: Report = lambda done, of: None,  # noqa: ARG005
    clock: Callable[[], float] = time.monotonic,
) -> Survey:
    """What the target at this address does not have; nothing if its responses do not tell."""
    from fastapi_spec.client.api import Api, NoResponse, Recorder

    with Api(url, Recorder(timeout, tls=url.startswith("https:"))) as api:
        try:
            return _Surveyor(api, clock).survey(report)
        except NoResponse:
            return Survey()  # The rules will say what is wrong with the target.


class _TimeIsOver(Exception):
    """The survey has taken as long as it may."""


class _Surveyor:
    """Asks the target for each path of the contract. Raises NoResponse."""

    def __init__(self, api: Api, clock: Callable[[], float]) -> None:
        self._api = api
        self._clock = clock
        self._timeout = api.recorder.timeout
        self._end = clock() + SECONDS
        self._unknown: dict[str, tuple[int, str, frozenset[str]]] = {}

    def survey(self, report: Report) -> Survey:
        """What is missing, as far as that is known when the time is over."""
        missing: set[Operation] = set()
        document, done, of = None, 0, sum(map(len, operations().values()))
        try:
            self._unknown = {method: self._said(method, UNKNOWN) for method in ("GET", "OPTIONS")}
            document = self._document("")
            if self._unknown["GET"][0] != 404:
                return Survey(document=document)
            for prefix, paths in operations().items():
                for path, there in paths.items():
                    report(done, of)
                    missing.update(self._missing(prefix, path, there))
                    done += 1
        except _TimeIsOver:
            pass
        _, unknown, _ = self._unknown.get("GET", (0, "", ()))
        unfinished = (done, of) if done < of else None
        return Survey(str(self._api.base_url).rstrip("/"), frozenset(missing), document, unknown, unfinished)

    def _missing(self, prefix: str, path: str, there: list[Operation]) -> list[Operation]:
        """Those of the operations of a path that the target does not have."""
        filled = example_of(path)
        found = self._said("OPTIONS", filled)
        if found == self._unknown["OPTIONS"]:
            listed = path in EXAMPLES or self._listed(prefix, path)
            if found[0] == 404 and self._document(prefix) and not listed:
                return there
            found = self._said("GET", filled)
            if found == self._unknown["GET"]:
                return there
            if found[0] != 405:
                return []
        _, _, allow = found
        listed = self._listed(prefix, path)
        return [operation for operation in there if allow and operation.method not in {*allow, *listed}]

    def _listed(self, prefix: str, path: str) -> set[str]:
        """The methods of a path in the OpenAPI document of the target, where parameters may have other names."""
        return self._documented(prefix).get(shape(path.removeprefix(prefix)), set())

    @functools.lru_cache(maxsize=1)  # noqa: B019 - one application after the other
    def _documented(self, prefix: str) -> dict[str, set[str]]:
        """The paths of a document, each without the names of its parameters and with its methods."""
        found: dict[str, set[str]] = {}
        for path, item in (self._document(prefix) or {"paths": {}})["paths"].items():
            methods = found.setdefault(shape(path), set())
            if isinstance(item, dict):
                methods.update(map(str.upper, item))
        return found

    def _said(self, method: str, path: str) -> tuple[int, str, frozenset[str]]:
        """Status, body and Allow of a response, as far as two unknown paths have them in common."""
        response = self._send(method, path)
        if response.status_code in OVERLOADED:
            return 0, "", frozenset()
        allow = frozenset(word.strip().upper() for word in response.headers.get("allow", "").split(",")) - {""}
        return response.status_code, comparable(_text(response), path, method), allow

    def _send(self, method: str, path: str) -> httpx.Response:
        """The response to a request, which may take no longer than the whole survey."""
        from fastapi_spec.client.api import TimedOut

        left = self._end - self._clock()
        if left <= 0:
            raise _TimeIsOver
        self._api.recorder.timeout = min(self._timeout, left)
        self._api.recorder.exchanges.clear()  # Each may be as large as a body may be.
        try:
            return self._api.request(method, path)
        except TimedOut:
            if left < self._timeout:
                raise _TimeIsOver from None
            raise

    @functools.lru_cache(maxsize=1)  # noqa: B019 - one application after the other
    def _document(self, prefix: str) -> Any:
        """The OpenAPI document of an application, or None if it serves none that can be read."""
        response = self._send("GET", f"{prefix}/openapi.json")
        try:
            document = json.loads(_text(response))
        except (ValueError, RecursionError):
            return None
        usable = isinstance(document, dict) and isinstance(document.get("paths"), dict)
        return document if response.status_code == 200 and usable else None


def _text(response: httpx.Response) -> str:
    return response.content.decode("utf-8", "replace")
