"""A response reaches a client that still sends its body, which is read within bounds; what closes is announced."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import closing
from http.client import HTTPConnection
from typing import Any

import pytest

from fastapi_spec.target.base import address
from fastapi_spec.target.served import Served, serving
from reference_app.hardening import connections
from reference_app.hardening.connections import LingeringClose
from reference_app.hardening.limits import LARGEST_BODY
from tests.e2e.test_upload_memory import peak

MEGABYTE = b" " * 1_000_000
Message = MutableMapping[str, Any]


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """The reference application in a process of its own."""
    with serving() as target:
        yield target


def send_all_then_read(served: Served, head: str, megabytes: int) -> bytes:
    """Send a request to its end, as many clients and proxies do, and only then read the response to its end."""
    with closing(socket.create_connection(address(served.url), timeout=30)) as connection:
        connection.sendall(f"{head}\r\nHost: localhost\r\nContent-Type: application/json\r\n".encode())
        connection.sendall(f"Content-Length: {megabytes * len(MEGABYTE)}\r\n\r\n".encode())
        for _ in range(megabytes):
            connection.sendall(MEGABYTE)
        received = b""
        while part := connection.recv(65536):
            received += part
    return received


@pytest.mark.parametrize("connection", ["keep-alive", "close"])
@pytest.mark.parametrize(
    "line, megabytes, status",
    [
        pytest.param("POST /chapter03/request_body/city HTTP/1.1", 40, b"413", id="too large"),
        pytest.param("POST /nowhere HTTP/1.1", 15, b"404", id="unknown path"),
        pytest.param("POST /static/a.txt HTTP/1.1", 15, b"405", id="wrong method"),
    ],
)
def test_a_response_reaches_a_client_that_still_sends(
    served: Served, line: str, megabytes: int, status: bytes, connection: str
) -> None:
    """The server does not reset the connection, with which the response could be lost, and then closes it."""
    response = send_all_then_read(served, f"{line}\r\nConnection: {connection}", megabytes)

    assert response.startswith(b"HTTP/1.1 " + status)
    assert b"\r\nconnection: close\r\n" in response.lower()


def test_what_is_read_is_not_kept(served: Served) -> None:
    """Memory does not grow with a body that is too large."""
    send_all_then_read(served, "POST /chapter03/request_body/city HTTP/1.1", 2)
    before = peak(served.pid)

    assert send_all_then_read(served, "POST /chapter03/request_body/city HTTP/1.1", 60).startswith(b"HTTP/1.1 413")
    assert peak(served.pid) - before < 5_000_000


def test_a_connection_that_closes_after_an_exception_is_announced(served: Served) -> None:
    """A proxy does not send its next request on a connection that closes."""
    with closing(HTTPConnection(*address(served.url), timeout=30)) as connection:
        connection.request("GET", "/apps/middleware/process-time-outermost/crash")
        response = connection.getresponse()

    assert response.status == 500
    assert response.getheader("Connection") == "close"


def test_a_body_that_was_read_keeps_the_connection(served: Served) -> None:
    """Only an unread body closes it."""
    with closing(HTTPConnection(*address(served.url), timeout=30)) as connection:
        connection.request("POST", "/chapter03/request_body/city", "{}", {"Content-Type": "application/json"})
        response = connection.getresponse()

    assert response.status == 422
    assert response.getheader("Connection") is None


async def reject(_scope: Message, _receive: Any, send: Callable[[Message], Awaitable[None]]) -> None:
    """An application that reads nothing."""
    await send({"type": "http.response.start", "status": 413, "headers": []})
    await send({"type": "http.response.body", "body": b"too large"})


def rejected(receive: Callable[[], Awaitable[Message]], **headers: str) -> list[Message]:
    """What is sent to a client with this body."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    asyncio.run(LingeringClose(reject)(scope, receive, send))
    return sent


def test_an_endless_body_is_read_to_a_bound() -> None:
    """Then the response ends, and the server closes the connection."""
    received = 0

    async def endless() -> Message:
        nonlocal received
        received += len(MEGABYTE)
        return {"type": "http.request", "body": MEGABYTE, "more_body": True}

    sent = rejected(endless, **{"transfer-encoding": "chunked"})

    assert 4 * LARGEST_BODY <= received <= 4 * LARGEST_BODY + len(MEGABYTE)
    assert [message.get("more_body", False) for message in sent] == [False, True, False]
    assert [message["body"] for message in sent[1:] if "body" in message] == [b"too large"]
    assert (b"connection", b"close") in sent[0]["headers"]


def test_a_slow_body_is_read_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that sends nothing more does not occupy the server for ever."""
    monkeypatch.setattr(connections, "LONGEST", 0.01)

    async def nothing() -> Message:
        await asyncio.sleep(60)
        raise AssertionError("it waited for the body")

    assert len(rejected(nothing, **{"content-length": "5"})) == 3


def test_a_body_that_was_not_asked_for_is_not_awaited() -> None:
    """A client that expects a 100 does not send its body when it gets a 413."""

    async def unexpected() -> Message:
        raise AssertionError("it asked for the body")

    sent = rejected(unexpected, **{"content-length": "5", "expect": "100-continue"})

    assert (b"connection", b"close") in sent[0]["headers"]
