"""Sends schemathesis's cases through the client of the rules, which bounds every response and keeps every exchange."""

import json
import math
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol
from unittest.mock import patch

import httpx
import requests
from schemathesis import Case
from schemathesis.core.transport import Response
from schemathesis.transport.requests import REQUESTS_TRANSPORT

from fastapi_spec.client.api import Api, Exchange, NoResponse, TimedOut, Unreachable

GeneratedCase = Case[Any]

PATIENCE = 2
"""Stop calling an operation after this many requests without a response."""
DEEPEST = 200
"""How deep JSON may be nested."""
LONGEST = 128 * 1024
"""How many bytes of a body schemathesis gets, which holds those of many requests. Those of the reference have 3 KB."""
SILENT = 6
"""Stop after this many requests in a row without a response."""

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
        self._in_a_row = 0

    @property
    def over(self) -> bool:
        """Whether no further request is sent: the target is silent, gone or too slow for the time there is."""
        ended = self.unreachable or self.failure
        return ended is not None or self._in_a_row >= SILENT or time.monotonic() > self.deadline

    def connected(self) -> AbstractContextManager[object]:
        """Send by this what schemathesis sends, for as long as the block runs."""
        return patch.object(REQUESTS_TRANSPORT, "send", self.send)

    def taken(self) -> list[tuple[GeneratedCase, NoResponse]]:
        """The cases without a response, each returned once."""
        silent, self.silent = self.silent, []
        return silent

    def send(self, case: GeneratedCase, **kwargs: Any) -> Response:
        """Send a case. Raises requests' exceptions, as schemathesis expects."""
        sent = case.derive(keep_auth=True)
        sent.freeze_metadata()
        with self.owning_up():
            self._guard.before(self.prefix, sent)
        request = _prepared(sent, kwargs)
        if self.over or self._silences[self.prefix + case.operation.label] >= PATIENCE:
            raise requests.Timeout("no more requests", request=request)
        try:
            with self.owning_up():
                return self._respond(case, request)
        except httpx.LocalProtocolError as error:  # The case is what HTTP forbids, and our client does not send it.
            raise requests.RequestException(str(error), request=request) from None
        except NoResponse as error:
            self._in_a_row += 1
            self._silences[self.prefix + case.operation.label] += 1
            self.silent.append((case, error))
            if isinstance(error, Unreachable):
                self.unreachable = error
            raise requests.Timeout(str(error), request=request) from None

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
        return self._api.request(str(request.method), "/", headers=headers, content=body, extensions=target)


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
    data = REQUESTS_TRANSPORT.serialize_case(case, **named)
    given = {name.lower() for name in case.headers or {}} | {name.lower() for name in named.get("headers", {})}
    for name in _ADDED:
        if name not in given:
            data["headers"].pop(name, None)
    request = requests.Request(**data).prepare()
    assert isinstance(request, requests.PreparedRequest)
    return request


def _bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode("latin-1", "replace")
