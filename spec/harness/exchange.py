"""One request and the response to it, as they went over the wire; the client that keeps them."""

import datetime
import json
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

LARGEST_BODY = 16 * 1024 * 1024

Headers = list[tuple[str, str]]


class NoAnswer(AssertionError):
    """The target did not answer as HTTP asks: it refused, hung, broke off, sent too much or no HTTP at all."""


class Refused(NoAnswer):
    """Nobody listens at the target's address."""


class Hung(NoAnswer):
    """The target was silent for longer than the timeout."""


@dataclass(slots=True)
class Exchange:
    """One request and what came of it. Bodies are bytes as sent; ``failure`` says in words why there is no status."""

    method: str
    url: str
    request_headers: Headers
    request_body: bytes
    status: int | None = None
    response_headers: Headers = field(default_factory=list)
    response_body: bytes = b""
    milliseconds: float = 0.0
    failure: str | None = None


class Answer(httpx.Response):
    """A response whose ``json()`` and ``text`` fail as assertions: what a target sends is never the harness's fault.

    The body stays as it was sent: no rule asks for a content coding, and a small one may unpack to gigabytes.
    """

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        return self.iter_raw(chunk_size)

    @property
    def text(self) -> str:
        try:
            return super().text
        except (ValueError, TypeError, LookupError) as error:
            raise AssertionError(f"the body is no text in its charset ({error}): {self.content[:200]!r}") from None

    def json(self, **_: Any) -> Any:
        try:
            return json.loads(self.content.decode("utf-8"), parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            raise AssertionError(f"the body is no JSON ({error}): {self.content[:200]!r}") from None


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not in RFC 8259")


class Recorder(httpx.BaseTransport):
    """Sends requests, bounds what comes back in size and time, and keeps every exchange until the next test."""

    def __init__(self, timeout: float, *, tls: bool = False) -> None:
        self.timeout = timeout
        self.exchanges: list[Exchange] = []
        # Loading the certificate authorities takes as long as a hundred requests: only for a target that needs them.
        self._verify = True if tls else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._http = httpx.HTTPTransport(verify=self._verify, trust_env=False)

    def handle_request(self, request: httpx.Request) -> Answer:
        exchange = Exchange(request.method, _url(request), _text(request.headers), request.read())
        self.exchanges.append(exchange)
        started = time.perf_counter()
        with _in_words(exchange):
            try:
                return self._send(request, exchange, started)
            finally:
                exchange.milliseconds = round((time.perf_counter() - started) * 1000, 3)

    def _send(self, request: httpx.Request, exchange: Exchange, started: float) -> Answer:
        response = self._http.handle_request(request)
        body = bytearray()
        try:
            exchange.status = response.status_code
            exchange.response_headers = _text(response.headers)
            for chunk in response.stream:  # type: ignore[union-attr]
                body += chunk
                if len(body) > LARGEST_BODY:
                    raise NoAnswer(f"the target sent more than {LARGEST_BODY // 1024 // 1024} MiB")
                if time.perf_counter() > started + self.timeout:
                    raise Hung(f"the target was still sending after {self.timeout:g} s")
        finally:
            exchange.response_body = bytes(body)
            response.close()
        if response.status_code >= 500:
            self._reconnect()
        # As a stream, since httpx adds a Content-Length that nobody sent to a response made from content.
        stream = httpx.ByteStream(bytes(body))
        answer = Answer(response.status_code, headers=response.headers, stream=stream, extensions=response.extensions)
        answer.read()
        answer.elapsed = datetime.timedelta(seconds=time.perf_counter() - started)
        return answer

    def _reconnect(self) -> None:
        """Servers close the connection behind an answer that an exception made, without a word before."""
        self._http.close()
        self._http = httpx.HTTPTransport(verify=self._verify, trust_env=False)

    def close(self) -> None:
        self._http.close()


@contextmanager
def _in_words(exchange: Exchange) -> Iterator[None]:
    try:
        yield
    except NoAnswer as error:
        exchange.failure = str(error)
        raise
    except httpx.ConnectError as error:
        exchange.failure = f"nobody answers at {exchange.url} ({error})"
        raise Refused(exchange.failure) from None
    except httpx.TimeoutException:
        exchange.failure = f"the target was silent until the timeout ({exchange.method} {exchange.url})"
        raise Hung(exchange.failure) from None
    except httpx.LocalProtocolError:
        raise  # The rule asks for what HTTP forbids: no fault of the target's.
    except httpx.RequestError as error:
        exchange.failure = f"the target broke off or sent no HTTP: {error or type(error).__name__}"
        raise NoAnswer(exchange.failure) from None


def _url(request: httpx.Request) -> str:
    """The URL as it was sent, for a person to read."""
    target: bytes | None = request.extensions.get("target")
    if target is None:
        return str(request.url)
    return str(request.url.copy_with(raw_path=b"/")).rstrip("/") + target.decode("latin-1")


def _text(headers: httpx.Headers) -> Headers:
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers.raw]


class Api(httpx.Client):
    """The client of the rules: one for a run, keep-alive, no redirects, cookies, proxy or default User-Agent.

    Paths are relative to the target. All of httpx's arguments work; headers may be a list of pairs to send one twice.
    """

    def __init__(self, url: str, recorder: Recorder) -> None:
        super().__init__(base_url=url, transport=recorder, trust_env=False, timeout=recorder.timeout)
        self._recorder = recorder
        for name in ("user-agent", "accept-encoding"):
            del self.headers[name]

    def send(self, request: httpx.Request, **_: Any) -> httpx.Response:
        """Send a request as it is. What httpx does around it (auth, cookies, redirects) no rule may lean on."""
        response = self._recorder.handle_request(request)
        response.request = request
        return response

    def raw(self, method: str, target: str, **arguments: Any) -> httpx.Response:
        """Send the request target byte for byte as written (httpx would resolve ``..`` and re-encode ``%2F``)."""
        prefix = self.base_url.raw_path.rstrip(b"/")
        return self.request(method, "/", extensions={"target": prefix + target.encode("ascii")}, **arguments)
