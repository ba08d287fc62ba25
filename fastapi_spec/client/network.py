"""The connections of the client: one deadline for the whole of an exchange, whatever the target does meanwhile.

httpx bounds each read by itself: a target that sends a byte now and then would be waited for forever.
"""

import contextlib
import math
import select
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore
import httpx

PIECE = 1024 * 1024
STALLED = 1.0
"""Seconds after which a target that has responded, and reads nothing, is taken to read no more of the request."""
READING = 3.0
"""Seconds that a target has to read the rest of a request to which it has responded."""


class _Exchange(threading.local):
    """The exchange of this thread: several may send at once, each one request at a time."""

    deadline = math.inf
    responded = math.inf
    heard = b""


class Network(httpcore.NetworkBackend):
    """Sends requests over connections that are kept."""

    def __init__(self, *, tls: bool) -> None:
        self._exchange = _Exchange()
        self._sockets = httpcore.SyncBackend()
        # Loading the certificate authorities takes as long as a hundred requests: only for a target that needs them.
        self._context = httpx.create_ssl_context() if tls else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._pool = httpcore.ConnectionPool(self._context, keepalive_expiry=5, network_backend=self)

    def send(self, request: httpx.Request, seconds: float) -> httpcore.Response:
        """Send a request. It and the whole response have this many seconds. Raises the exceptions of httpcore."""
        self._begin(seconds)
        url = request.url
        return self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=_pieces(request.content),
                extensions=request.extensions,
            )
        )

    def talk(self, url: httpx.URL, content: bytes, seconds: float) -> Iterator[bytes]:
        """Send bytes over a connection of their own. Yields what arrives until the target closes it."""
        self._begin(seconds)
        stream: httpcore.NetworkStream = self.connect_tcp(url.host, url.port or (443 if url.scheme == "https" else 80))
        try:
            if url.scheme == "https":
                stream = stream.start_tls(self._context, server_hostname=url.host)
            with contextlib.suppress(httpcore.WriteError):  # it reads no more, and may have responded
                stream.write(content)
            with contextlib.suppress(httpcore.ReadError):  # closed before all was read
                while piece := stream.read(PIECE):
                    yield piece
        finally:
            stream.close()

    def _begin(self, seconds: float) -> None:
        self._exchange.heard = b""
        self._exchange.responded = math.inf
        self._exchange.deadline = time.monotonic() + seconds

    def responded(self) -> float:
        """Seconds since the first call in this exchange: the target has responded, before it has read the request."""
        now = time.monotonic()
        self._exchange.responded = min(self._exchange.responded, now)
        return now - self._exchange.responded

    @property
    def heard(self) -> bytes:
        """What was read last of the response: empty before its first byte, and at the end of the connection."""
        return self._exchange.heard

    def keep(self, heard: bytes) -> bytes:
        """Note what was read."""
        self._exchange.heard = heard
        return heard

    def left(self) -> float:
        """Seconds until the deadline. Raises TimeoutException behind it."""
        seconds = self._exchange.deadline - time.monotonic()
        if seconds <= 0:
            raise httpcore.TimeoutException
        return seconds

    def close(self) -> None:
        self._pool.close()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline replaces it, here and below
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        return Stream(self, self._sockets.connect_tcp(host, port, self.left(), local_address, socket_options))


class Stream(httpcore.NetworkStream):
    """One connection. ``spent``: it must not be used again."""

    def __init__(self, network: Network, stream: httpcore.NetworkStream) -> None:
        self.spent = False
        self._network = network
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._network.keep(self._stream.read(max_bytes, self._network.left()))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Send everything. Raises WriteError if the target has responded and reads no more of it, or very slowly.

        httpcore sends the whole request before it reads, except after a WriteError. It would otherwise wait forever for
        a server that rejects a body, such as with 413, and leaves the rest of it unread.
        """
        connection = self._stream.get_extra_info("socket")
        if isinstance(connection, ssl.SSLSocket):  # What can be read there need not be a part of a response.
            self._stream.write(buffer, self._network.left())
            return
        connection.settimeout(0)
        rest = memoryview(buffer)
        try:
            while rest:
                try:
                    rest = rest[connection.send(rest) :]
                except BlockingIOError:
                    self._wait_for_room(connection)
        except OSError as error:
            raise httpcore.WriteError(error) from error

    def _wait_for_room(self, connection: socket.socket) -> None:
        """Wait until more can be sent, or for a while. Raises WriteError if the target responded a while ago."""
        seconds = min(self._network.left(), STALLED)
        room = select.select([], [connection], [], seconds)[1]
        if _has_responded(connection) and (self._network.responded() > READING or not room):
            raise httpcore.WriteError("the target has responded, and does not read the rest of the request")

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        return Stream(self._network, self._stream.start_tls(ssl_context, server_hostname, self._network.left()))

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable" and self.spent:
            return True  # There is something to read, although nothing was requested: httpcore closes the connection.
        return self._stream.get_extra_info(info)


def _has_responded(connection: socket.socket) -> bool:
    """Whether a response has arrived, or the end of the connection. One of status 1xx only precedes the response."""
    try:
        received = connection.recv(len("HTTP/1.1 1"), socket.MSG_PEEK)
    except BlockingIOError:
        return False
    return received[-1:] != b"1" if len(received) == len("HTTP/1.1 1") else not received


def _pieces(content: bytes) -> Iterator[bytes]:
    """A large body in parts, since over TLS the unsent rest of a part is copied again and again."""
    for start in range(0, len(content), PIECE):
        yield content[start : start + PIECE]
