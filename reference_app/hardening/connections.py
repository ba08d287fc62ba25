"""Connections: what closes is announced, and nothing is left unread. Otherwise a proxy responds with 502."""

import asyncio
import contextlib

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reference_app.hardening import either
from reference_app.hardening.limits import LARGEST_BODY

MOST = 4 * LARGEST_BODY
"""How many bytes are discarded at most: a client that has more to send made no small error."""
LONGEST = 30.0
"""For how many seconds at most, as nginx and Apache do it."""


class LingeringClose:
    """Announces with a response that its connection closes, and before that reads what the client still sends.

    That is for a response that is complete before the body, such as a 413. A server that closes while data arrives
    resets the connection, so that the client may lose the response (RFC 9112 §9.6); one that keeps the connection has
    to read the body to its end. And for a 500: after an unhandled exception, uvicorn closes without a word, and the
    next request of a proxy on this connection fails.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request. HTTP/2 rejects a body without closing the connection."""
        if scope["type"] != "http" or scope["http_version"] >= "2":
            return await self.app(scope, receive, send)
        headers = Headers(scope=scope)
        unread = "transfer-encoding" in headers or headers.get("content-length", "0") != "0"
        awaited = headers.get("expect", "").lower() != "100-continue"
        close = False

        async def receive_body() -> Message:
            nonlocal unread, awaited
            awaited = True  # the server asks a client for the body that waits for a 100
            message = await receive()
            unread = message.get("more_body", False)
            return message

        async def send_and_linger(message: Message) -> None:
            nonlocal close
            if message["type"] == "http.response.start" and (unread or message["status"] == 500):
                close = True
                message = {**message, "headers": [*message.get("headers", []), (b"connection", b"close")]}
            elif close and not message.get("more_body", False):
                await send({**message, "more_body": True})
                if unread and awaited:
                    await _discard(receive_body)
                message = {"type": "http.response.body"}
            await send(message)

        await self.app(scope, receive_body, send_and_linger)


async def _discard(receive: Receive) -> None:
    """Read up to the end of the body, or of the connection, or to a bound."""
    size, more = 0, True
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LONGEST):
            while more and size < MOST:
                message = await receive()
                size += len(message.get("body", b""))
                more = message.get("more_body", False)


class LingeringApplication(FastAPI):
    """An application with such connections: the layer is outside of the one that limits bodies, unlike middleware."""

    def build_middleware_stack(self) -> ASGIApp:
        """All layers, the outermost first."""
        return LingeringClose(super().build_middleware_stack())


APPLICATION: type[FastAPI] = either(LingeringApplication, FastAPI)
