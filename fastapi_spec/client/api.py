"""The client of the rules: sends a request over a real socket and keeps the exchange as it went over the wire."""

import codecs
import contextlib
import datetime
import gc
import json
import ssl
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import httpcore
import httpx

from fastapi_spec.client.exchange import (
    Exchange,
    Headers,
    NoResponse,
    TimedOut,
    Unreachable,
    parsed,
    text_of,
    url_of,
)
from fastapi_spec.client.network import Network
from fastapi_spec.language import ENGLISH, later, speaking
from fastapi_spec.told import OfSystem

__all__ = ["Api", "Exchange", "Headers", "NoResponse", "Recorder", "Response", "TimedOut", "Unreachable"]

LARGEST_BODY = 2 * 1024 * 1024
LARGE_BODY = LARGEST_BODY // 8
ROOM = 32 * 1024 * 1024
"""How many bytes of responses a test keeps: a rule may send hundreds of requests."""
REACT = "react"
CHARSETS = ("utf-8", "iso8859-1", "ascii")
"""The charsets, as Python names them, in which a body is read."""
TOO_LONG = later("the target sent more than {n} MiB", n=LARGEST_BODY // 1024 // 1024)


class Response(httpx.Response):
    """A response whose ``json()`` and ``text`` fail as assertions: what a target sends is never the harness's fault.

    The body stays as it was sent: no rule asks for a content coding, and a small one may unpack to gigabytes.
    """

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        return self.iter_raw(chunk_size)

    @property
    def text(self) -> str:
        try:
            self._check_charset()
            return super().text
        except (ValueError, TypeError, LookupError) as error:
            told = {"error": error, "body": repr(self.content[:200])}
            raise AssertionError(later("the body is not text in its charset ({error}): {body}", **told)) from None

    def _check_charset(self) -> None:
        """Raise ValueError for a charset of Python that no client needs: some take minutes for a megabyte."""
        charset = (self.charset_encoding or "utf-8").lower()
        with contextlib.suppress(LookupError):  # httpx reads the body as UTF-8 then
            if codecs.lookup(charset).name not in CHARSETS:
                raise ValueError(later("{charset} is neither UTF-8 nor Latin-1 nor ASCII", charset=charset))

    def json(self, **_: Any) -> Any:
        if len(self.content) > LARGE_BODY:
            gc.collect()  # A test that failed is a cycle, and holds what it parsed.
        try:
            return json.loads(self.content.decode("utf-8"), parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            told = {"error": error, "body": repr(self.content[:200])}
            raise AssertionError(later("the body is not JSON ({error}): {body}", **told)) from None


def _no_constant(name: str) -> None:
    raise ValueError(later("{name} is not in RFC 8259", name=name))


def _call_apart(react: Callable[[], object]) -> None:
    """Call it in a thread of its own, since each thread has one exchange at a time (see Network)."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(react).result()


class Recorder(httpx.BaseTransport):
    """Sends requests, bounds what comes back in size and time, and keeps every exchange until the next test."""

    def __init__(self, timeout: float, *, tls: bool = False, exchanges: list[Exchange] | None = None) -> None:
        self.timeout = timeout
        self.exchanges: list[Exchange] = [] if exchanges is None else exchanges
        self._network = Network(tls=tls)

    def handle_request(self, request: httpx.Request) -> Response:
        exchange = Exchange(request.method, url_of(request), text_of(request.headers.raw), request.read())
        self._keep(exchange)
        started = time.perf_counter()
        with self._in_words(exchange):
            try:
                return self._send(request, exchange, started)
            finally:
                exchange.milliseconds = round((time.perf_counter() - started) * 1000, 3)

    def _keep(self, exchange: Exchange) -> None:
        """Keep one more exchange, and of large responses before it the beginning."""
        if sum(len(each.response_body) for each in self.exchanges) > ROOM:
            for each in self.exchanges:
                each.shorten()
        self.exchanges.append(exchange)

    def _send(self, request: httpx.Request, exchange: Exchange, started: float) -> Response:
        response = self._network.send(request, self.timeout)
        body = bytearray()
        try:
            exchange.status = response.status
            exchange.response_headers = text_of(response.headers)
            react = request.extensions.get(REACT)
            for chunk in response.iter_stream():
                body += chunk
                if len(body) > LARGEST_BODY:
                    raise NoResponse(TOO_LONG)
                if react and body:
                    _call_apart(react)
                    react = None
        finally:
            exchange.response_body = bytes(body)
            response.close()
        # As a stream, since httpx adds a Content-Length that was not sent to a response made from content.
        stream = httpx.ByteStream(exchange.response_body)
        received = Response(response.status, headers=response.headers, stream=stream, extensions=response.extensions)
        received.read()
        # Servers close the connection after a response to an exception, without announcing it.
        received.extensions["network_stream"].spent = received.is_server_error or self._more_follows(received)
        received.elapsed = datetime.timedelta(seconds=time.perf_counter() - started)
        return received

    def talk(self, url: httpx.URL, method: str, headers: Headers, content: bytes) -> tuple[int | None, bytes]:
        """Send a request as it is over a connection of its own, until the target closes it or stops sending.

        Returns the status and all that follows the header section; no status if the target sent nothing.
        """
        exchange = Exchange(method, str(url), headers, content, verbatim=True)
        self._keep(exchange)
        started = time.perf_counter()
        lines = [f"{method} {url.raw_path.decode('ascii')} HTTP/1.1", *(f"{name}: {value}" for name, value in headers)]
        sent = "".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1") + content
        received = bytearray()
        with self._in_words(exchange):
            try:
                for piece in self._network.talk(url, sent, self.timeout):
                    received += piece
                    if len(received) > LARGEST_BODY:
                        raise NoResponse(TOO_LONG)
            except httpcore.TimeoutException:
                if not received:
                    raise
            finally:
                exchange.milliseconds = round((time.perf_counter() - started) * 1000, 3)
            section, _, exchange.response_body = bytes(received).partition(b"\r\n\r\n")
            if received:
                exchange.status, exchange.response_headers = parsed(section.decode("latin-1"))
        return exchange.status, exchange.response_body

    def _more_follows(self, response: Response) -> bool:
        """Whether more was received than the response: a Content-Length too small, a body after HEAD."""
        sized = response.content and "transfer-encoding" not in response.headers
        end = response.content[-len(self._network.heard) :] if sized else b"\n"
        return not self._network.heard.endswith(end)

    def close(self) -> None:
        self._network.close()

    @contextmanager
    def _in_words(self, exchange: Exchange) -> Iterator[None]:
        try:
            with self._translated(exchange):
                yield
        except NoResponse as error:
            with speaking(ENGLISH):  # in the report, too
                exchange.failure = str(error)
            raise

    @contextmanager
    def _translated(self, exchange: Exchange) -> Iterator[None]:
        """Raise NoResponse for what httpcore raises."""
        try:
            yield
        except httpcore.ConnectError as error:
            told = {"url": exchange.url, "error": OfSystem(str(error))}
            if isinstance(error.args[0], ssl.SSLError):
                raise Unreachable(later("no TLS at {url} ({error})", **told)) from None
            raise Unreachable(later("cannot connect to {url} ({error})", **told)) from None
        except httpcore.TimeoutException:
            told = {"seconds": f"{self.timeout:g}", "method": exchange.method, "url": exchange.url}
            if self._network.heard:
                unfinished = later("the target had not finished its response after {seconds} s", **told)
                raise TimedOut(unfinished) from None
            raise TimedOut(later("the target was silent until the timeout ({method} {url})", **told)) from None
        except httpcore.LocalProtocolError as error:  # The rule sends what HTTP forbids: the target is not to blame.
            raise httpx.LocalProtocolError(str(error)) from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            problem = str(error) or type(error).__name__
            message = later("the target closed the connection or did not send HTTP: {problem}", problem=problem)
            raise NoResponse(message) from None


class Api(httpx.Client):
    """The client of the rules: one for a run, keep-alive, no redirects, cookies, proxy or default User-Agent.

    Paths are relative to the target. All of httpx's arguments work; headers may be a list of pairs to send one twice.
    """

    def __init__(self, url: str, recorder: Recorder) -> None:
        super().__init__(base_url=url, transport=recorder, trust_env=False)
        self.recorder = recorder
        self._url = url
        for name in ("user-agent", "accept-encoding"):
            del self.headers[name]

    def build_request(
        self,
        method: str,
        url: httpx.URL | str,
        *,
        headers: Any = None,
        timeout: Any = None,  # noqa: ARG002 - one for the whole run
        **arguments: Any,
    ) -> httpx.Request:
        """As httpx does, without merging what this client never has: cookies and parameters of its own."""
        merged = httpx.Headers(self.headers)
        merged.update(headers)
        whole = f"{self._url}{url}" if str(url).startswith("/") else url
        return httpx.Request(method, whole, headers=merged, **arguments)

    def send(self, request: httpx.Request, **_: Any) -> httpx.Response:
        """Send a request as it is. No auth, cookies or redirects, as httpx would do around it."""
        response = self.recorder.handle_request(request)
        response.request = request
        return response

    def raw(self, method: str, target: str, **arguments: Any) -> httpx.Response:
        """Send the request target byte for byte as written (httpx would resolve ``..`` and re-encode ``%2F``)."""
        prefix = self.base_url.raw_path.rstrip(b"/")
        return self.request(method, "/", extensions={"target": prefix + target.encode("ascii")}, **arguments)

    def verbatim(
        self, method: str, path: str, *, headers: Headers | None = None, content: bytes = b""
    ) -> tuple[int | None, bytes]:
        """Send a request over a connection of its own, with headers and body byte for byte as written.

        Returns the status, or None if the server closes the connection without a response, and every byte that follows
        the header section: also a body where HTTP allows none, which ``request`` does not read.
        """
        url = httpx.URL(f"{self._url}{path}")
        own = [("Host", url.netloc.decode("ascii")), ("Connection", "close")]
        return self.recorder.talk(url, method, [*own, *(headers or [])], content)

    def reacting(self, method: str, url: str, *, react: Callable[[], object], **arguments: Any) -> httpx.Response:
        """Send a request and call ``react`` when the first bytes of the body arrive, before the rest is awaited."""
        return self.request(method, url, extensions={REACT: react}, **arguments)
