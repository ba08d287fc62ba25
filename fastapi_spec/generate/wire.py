"""Sends schemathesis's cases through the client of the rules, which bounds every response and keeps every exchange."""

import json
import math
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

import httpx
import requests
from schemathesis import Case, Response

from fastapi_spec.client.api import Api, Exchange, NoResponse, TimedOut, Unreachable
from fastapi_spec.generate._schemathesis import TestPhase, sending_by, serialized

GeneratedCase = Case[Any]

PATIENCE = 2
"""Stop calling an operation after this many requests without a response."""
DEEPEST = 200
"""How deep JSON may be nested."""
LONGEST = 128 * 1024
"""How many bytes of a body schemathesis gets, which holds those of many requests. Those of the reference have 3 KB."""
SILENT = 6
"""Stop after this many requests in a row without a response."""

IDEMPOTENT = ("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE")
"""The methods of a request that may be sent again without a response (RFC 9110 §9.2.2)."""
SINGLE = (TestPhase.COVERAGE, TestPhase.FUZZING)
"""The phases in which each request stands alone."""
BOUNDARY = b"fastapispecgeneratedrequestparts"
"""Between the parts of a form, in place of a random one, so that the same seed sends the same bytes."""

# What schemathesis and requests add of their own; the rules send no such thing.
_ADDED = ("user-agent", "accept-encoding", "accept", "connection", "x-schemathesis-testcaseid")


class Guard(Protocol):
    """Keeps the data of others: sees every case before it is sent, and every exchange after it.

    It may change the case, which is a copy: what schemathesis knows of its own stays as it is.
    """

    def before(self, prefix: str, case: GeneratedCase) -> None: ...
    def after(self, prefix: str, case: GeneratedCase, exchange: Exchange) -> None: ...
    def sweep(self) -> None: ...


class Wire:
    """The transport of a campaign. ``prefix`` is where the application is mounted that is fuzzed now.

    ``exchanges`` holds what each case did, by its id; ``silent`` the cases since the last look that got no response;
    ``failure`` what went wrong on our side. ``deadline`` is of `time.monotonic`.
    """

    def __init__(self, api: Api, guard: Guard) -> None:
        self.exchanges: dict[str, Exchange] = {}
        self.silent: list[tuple[GeneratedCase, NoResponse]] = []
        self.unreachable: Unreachable | None = None
        self.failure: Exception | None = None
        self.sent = 0
        self.deadline = math.inf
        self.prefix = ""
        self._api = api
        self.base_url = str(api.base_url).rstrip("/")
        self._guard = guard
        self._silences: Counter[str] = Counter()
        self._known: dict[object, tuple[Exchange, Response]] = {}
        self._in_a_row = 0
        self._connection: Any = None

    @property
    def over(self) -> bool:
        """Whether no further request is sent: the target is silent, gone or too slow for the time there is."""
        ended = self.unreachable or self.failure
        return ended is not None or self._in_a_row >= SILENT or time.monotonic() > self.deadline

    def connected(self) -> AbstractContextManager[object]:
        """Send by this what schemathesis sends, for as long as the block runs."""
        self._known.clear()
        return sending_by(self.send)

    def taken(self) -> list[tuple[GeneratedCase, NoResponse]]:
        """The cases without a response, each returned once."""
        silent, self.silent = self.silent, []
        return silent

    def send(self, case: GeneratedCase, **kwargs: Any) -> Response:
        """Send a case. Raises requests' exceptions, as schemathesis expects."""
        same = _identity(case, kwargs)
        if same in self._known:
            self.exchanges[case.id], response = self._known[same]
            return response
        sent = case.derive(keep_auth=True)
        sent.freeze_metadata()
        with self.owning_up():
            self._guard.before(self.prefix, sent)
        request = _prepared(sent, kwargs)
        if self.over or self._silences[self.prefix + case.operation.label] >= PATIENCE:
            raise requests.Timeout("no more requests", request=request)
        try:
            with self.owning_up():
                response = self._respond(case, request)
        except httpx.LocalProtocolError as error:  # The case is what HTTP forbids, and our client does not send it.
            raise requests.RequestException(str(error), request=request) from None
        except NoResponse as error:
            self._in_a_row += 1
            self._silences[self.prefix + case.operation.label] += 1
            self.silent.append((case, error))
            if isinstance(error, Unreachable):
                self.unreachable = error
            raise requests.Timeout(str(error), request=request) from None
        if same:
            self._known[same] = self.exchanges[case.id], response
        return response

    @contextmanager
    def owning_up(self) -> Iterator[None]:
        """Record our own errors, so that they are not reported as errors of schemathesis."""
        try:
            yield
        except (NoResponse, httpx.LocalProtocolError):
            raise
        except Exception as error:
            self.failure = error
            raise

    def _respond(self, case: GeneratedCase, request: requests.PreparedRequest) -> Response:
        kept = self._api.recorder.exchanges
        kept.clear()
        started = time.perf_counter()
        try:
            try:
                response = self._exchange(request)
            except (TimedOut, Unreachable):
                raise
            except NoResponse:  # A server may close a connection that it keeps alive at any time (RFC 9112 §9.3.1).
                if request.method not in IDEMPOTENT:
                    raise
                response = self._exchange(request)
        finally:
            self.exchanges[case.id] = kept[-1]
            self.sent += 1
        self._in_a_row = 0
        self._guard.after(self.prefix, case, kept[-1])
        kept[-1].shorten()  # a finding keeps it to the end
        headers: dict[str, list[str]] = {}
        for name, value in kept[-1].response_headers:
            headers.setdefault(name.lower(), []).append(value)
        return Response(
            response.status_code,
            headers,
            _digestible(response.content),
            request,
            time.perf_counter() - started,
            verify=False,
            message=response.reason_phrase,
            encoding=response.charset_encoding,
        )

    def _exchange(self, request: requests.PreparedRequest) -> Any:
        body: Any = request.body.encode() if isinstance(request.body, str) else request.body
        # Spaces around a value are not part of it (RFC 9110 §5.5), and the client rejects them.
        headers = [(name.encode(), _bytes(value).strip(b" \t")) for name, value in request.headers.items()]
        target = {"target": request.path_url.encode("ascii")}
        if request.method not in IDEMPOTENT and self._connection:
            self._connection.spent = True  # One that was kept may be closed by now, and this is sent only once.
        response = self._api.request(str(request.method), "/", headers=headers, content=body, extensions=target)
        self._connection = response.extensions["network_stream"]
        return response


def _identity(case: GeneratedCase, kwargs: dict[str, Any]) -> object:
    """By what a request is known again that must not be repeated; None for any other.

    schemathesis and hypothesis send some of what failed once more, to confirm it. The steps of a sequence build on each
    other: all of them are sent.
    """
    if case.method in IDEMPOTENT or not case.meta or case.meta.phase.name not in SINGLE:
        return None
    request = _prepared(case, kwargs)
    return request.method, request.url, request.body, *request.headers.items()


def _digestible(body: bytes) -> bytes:
    """A body without what schemathesis falls over: lone surrogates are replaced, what is too deep or long is cut."""
    if len(body) > LONGEST:
        return body[:LONGEST]
    try:
        value = json.loads(body)
        json.dumps(value, ensure_ascii=False).encode()
    except RecursionError:
        return body[:DEEPEST]
    except UnicodeEncodeError:
        return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    except ValueError:
        return body
    level, depth = [value], 0
    while level and depth <= DEEPEST:
        level = [part for each in level if isinstance(each, dict | list) for part in _parts(each)]
        depth += 1
    return body if depth <= DEEPEST else body[:DEEPEST]


def _parts(value: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


def _prepared(case: GeneratedCase, kwargs: dict[str, Any]) -> requests.PreparedRequest:
    named = {name: kwargs[name] for name in ("base_url", "headers", "params", "cookies") if kwargs.get(name)}
    data = serialized(case, **named)
    given = {name.lower() for name in case.headers or {}} | {name.lower() for name in named.get("headers", {})}
    for name in _ADDED:
        if name not in given:
            data["headers"].pop(name, None)
    request = requests.Request(**data).prepare()
    assert isinstance(request, requests.PreparedRequest)
    if isinstance(request.body, bytes) and (found := re.match(rb"--([0-9a-f]{32})(?:--)?\r\n", request.body)):
        request.body = request.body.replace(found[1], BOUNDARY)
        kind = request.headers.get("Content-Type", "")
        request.headers["Content-Type"] = _replaced(kind, found[1].decode())
    return request


def _replaced(kind: str | bytes, boundary: str) -> str | bytes:
    """A media type with our boundary in place of this one."""
    if isinstance(kind, bytes):
        return kind.replace(boundary.encode(), BOUNDARY)
    return kind.replace(boundary, BOUNDARY.decode())


def _bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode("latin-1", "replace")
