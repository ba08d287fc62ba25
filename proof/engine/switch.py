"""The reference application with a switch: ``PUT /-/fault/NAME`` switches a fault on, ``PUT /-/fault/`` off."""

import contextlib
import os
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders

from proof.faults.fault import Broken, Fault, Received, Sent, matches, named
from reference_app.main import app as reference

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

SWITCH = "/-/fault/"
PAUSING = "/chapter04/stream/pausing"
"""A stream whose client must react before it ends: a change of all responses (``*``), which buffers, omits it."""


class Switch:
    """The reference application with at most one fault.

    The fault that the environment variable FAULT names is on at the start.
    """

    def __init__(self, faults: Mapping[str, Fault]) -> None:
        self.faults = faults
        for application in (reference, *(getattr(route, "app", None) for route in reference.routes)):
            if isinstance(application, FastAPI):
                application.openapi()  # Cached from now on: the routes of a fault do not change it.
        self.broken: Broken | None = None
        self.switch_to(os.environ.get("FAULT", ""))

    def switch_to(self, name: str) -> None:
        """Switch the current fault off and another one on; none with an empty name. Raises LookupError."""
        fault = named(name, self.faults) if name else None
        if self.broken:
            self.broken.stack.close()
        self.broken = Broken(reference, contextlib.ExitStack()) if fault else None
        if fault and self.broken:
            fault.apply(self.broken)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(SWITCH):
            self.switch_to(scope["path"].removeprefix(SWITCH))
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body"})
        elif scope["type"] == "http" and self.broken:
            await self._response(self.broken, scope, receive, send)
        else:
            await reference(scope, receive, send)

    async def _response(self, broken: Broken, scope: Scope, receive: Receive, send: Send) -> None:
        requested = scope["method"], scope["path"]
        for method, path, change in broken.before:
            if matches(*requested, method, path):
                scope, receive = await _changed(change, scope, receive)
        changes = [
            change
            for method, path, change in broken.after
            if matches(*requested, method, path) and not (path == "*" and scope["path"] == PAUSING)
        ]
        await reference(scope, receive, _Buffered(changes, send) if changes else send)


async def _changed(change: Callable[[Sent], None], scope: Scope, receive: Receive) -> tuple[Scope, Receive]:
    """The scope and the body with this change."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    query = scope["query_string"].decode("latin-1")
    sent = Sent(scope["method"], scope["path"], query, MutableHeaders(raw=list(scope["headers"])), body)
    change(sent)
    sent.headers["content-length"] = str(len(sent.body))
    if not sent.body:
        del sent.headers["content-length"]
    messages = [{"type": "http.request", "body": sent.body, "more_body": False}]

    async def again() -> MutableMapping[str, Any]:
        return messages.pop() if messages else await receive()

    path = {} if sent.path == scope["path"] else {"path": sent.path, "raw_path": sent.path.encode()}
    changed = {"method": sent.method, "query_string": sent.query.encode("latin-1"), "headers": sent.headers.raw}
    return {**scope, **changed, **path}, again


class _Buffered:
    """Buffers a response until it is complete, and sends it changed."""

    def __init__(self, changes: list[Callable[[Received], None]], send: Send) -> None:
        self._changes, self._send = changes, send
        self._response = Received(0, MutableHeaders(), b"")

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self._response = Received(message["status"], MutableHeaders(raw=list(message["headers"])), b"")
            return
        self._response.body += message.get("body", b"")
        if message.get("more_body", False):
            return
        response, body = self._response, self._response.body
        for change in self._changes:
            change(response)
        if response.body != body and "content-length" in response.headers:
            response.headers["content-length"] = str(len(response.body))
        await self._send({"type": "http.response.start", "status": response.status, "headers": response.headers.raw})
        await self._send({"type": "http.response.body", "body": response.body})
