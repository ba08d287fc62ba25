"""One deadline for the whole exchange, and connections that are not used again."""

import contextlib
import math
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import httpcore
import pytest

from fastapi_spec.client.api import Api, NoResponse, Recorder
from fastapi_spec.client.network import PIECE, STALLED, Network, Stream, _pieces


@pytest.fixture
def network() -> Network:
    """A network that has not sent anything."""
    return Network(tls=False)


def test_before_the_first_request_there_is_no_deadline(network: Network) -> None:
    """A connection may be closed at any time."""
    assert network.left() == math.inf


def test_behind_the_deadline_nothing_is_read(network: Network) -> None:
    """A target that sends a byte now and then does not move the deadline."""
    endless: Any = SimpleNamespace(read=lambda *_: b"x")
    stream = Stream(network, endless)
    assert stream.read(1) == network.heard == b"x"

    network._exchange.deadline = 0
    with pytest.raises(httpcore.TimeoutException):
        stream.read(1)


@pytest.mark.parametrize("spent, readable", [(False, False), (True, True)])
def test_a_spent_connection_looks_as_if_it_had_ended(network: Network, *, spent: bool, readable: bool) -> None:
    """httpcore closes an idle connection that is readable, and opens another."""
    below: Any = SimpleNamespace(get_extra_info=lambda _: False)
    stream = Stream(network, below)
    stream.spent = spent

    assert stream.get_extra_info("is_readable") is readable


@pytest.mark.parametrize("length, pieces", [(0, 0), (1, 1), (PIECE, 1), (PIECE + 1, 2)])
def test_a_large_body_is_sent_in_pieces(length: int, pieces: int) -> None:
    """The pieces together are the body."""
    body = b"x" * length

    assert len(list(_pieces(body))) == pieces
    assert b"".join(_pieces(body)) == body


BODY = b"x" * 16 * PIECE
TOO_LARGE = b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\n\r\n{}"


@contextmanager
def once(serve: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that serves one connection, as a URL, until the block ends."""
    ended = threading.Event()

    def accept() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(1024)
            serve(connection)
            ended.wait(10)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            ended.set()
            thread.join()


def read_all(connection: socket.socket, size: int = len(BODY)) -> None:
    """Read a body; the little of it that came with the header section does not count."""
    while size > 1024 and (piece := connection.recv(PIECE)):
        size -= len(piece)


def test_a_response_before_the_end_of_the_body_is_read() -> None:
    """A server may reject a body with 413, keep the connection open and read no more."""
    with once(lambda connection: connection.sendall(TOO_LARGE)) as url, Api(url, Recorder(5)) as api:
        assert api.post("/", content=BODY).status_code == 413


def test_a_verbatim_request_gets_such_a_response_too() -> None:
    """What the server sent counts, whatever it left unread."""

    def reject(connection: socket.socket) -> None:
        connection.sendall(TOO_LARGE)
        connection.shutdown(socket.SHUT_WR)

    with once(reject) as url, Api(url, Recorder(5)) as api:
        assert api.verbatim("POST", "/", content=BODY) == (413, b"{}")


def test_a_body_is_sent_whole_to_a_server_that_has_begun_to_respond() -> None:
    """A server may end its response only when it has read the body, and may pause meanwhile."""

    def linger(connection: socket.socket) -> None:
        connection.sendall(TOO_LARGE[:-1])
        time.sleep(STALLED / 2)
        read_all(connection)
        connection.sendall(TOO_LARGE[-1:])

    with once(linger) as url, Api(url, Recorder(5)) as api:
        assert api.post("/", content=BODY).json() == {}


def test_a_server_that_reads_on_slowly_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its response is there: a drip of the body that it reads would take until the deadline."""
    monkeypatch.setattr("fastapi_spec.client.network.READING", 0.1)

    def drip(connection: socket.socket) -> None:
        connection.sendall(TOO_LARGE)
        with contextlib.suppress(OSError):
            while connection.recv(65536):
                time.sleep(0.1)

    with once(drip) as url, Api(url, Recorder(20)) as api:
        assert api.post("/", content=BODY).status_code == 413


@pytest.mark.parametrize("first", [b"", b"HTTP/1.1 100 Continue\r\n\r\n"], ids=["nothing", "100"])
def test_a_slow_server_gets_the_whole_body(first: bytes) -> None:
    """As long as it has not responded, the client waits until the deadline. A 100 is not the response."""

    def pause(connection: socket.socket) -> None:
        connection.sendall(first)
        time.sleep(1.5 * STALLED)
        read_all(connection)
        connection.sendall(TOO_LARGE)

    with once(pause) as url, Api(url, Recorder(5)) as api:
        assert api.post("/", content=BODY).status_code == 413


def test_a_server_that_neither_reads_nor_responds_is_given_up() -> None:
    """The deadline also bounds the sending."""
    with once(lambda _: None) as url, Api(url, Recorder(0.3)) as api, pytest.raises(NoResponse, match="silent"):
        api.post("/", content=BODY)


def test_a_server_that_closes_without_a_response_has_not_responded() -> None:
    """A write error is not a response."""
    with (
        once(lambda connection: connection.shutdown(socket.SHUT_RDWR)) as url,
        Api(url, Recorder(5)) as api,
        pytest.raises(NoResponse, match="closed the connection"),
    ):
        api.post("/", content=BODY)
