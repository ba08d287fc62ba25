"""The application's middleware: a layer around every request and response, the last one added outermost."""

import time
from collections.abc import Sequence

from fastapi import Request, Response
from starlette.middleware.base import RequestResponseEndpoint
from starlette.routing import BaseRoute, Match, Mount
from starlette.types import ASGIApp, Receive, Scope, Send


async def add_process_time_header(request: Request, call_next: RequestResponseEndpoint) -> Response:
    """Say in X-Process-Time how many seconds the inner layers took. An unhandled error bypasses it."""
    started = time.perf_counter()
    response = await call_next(request)
    response.headers["X-Process-Time"] = f"{time.perf_counter() - started:.6f}"
    return response


class Bypass:
    """Sends requests for applications mounted below a prefix past the middleware that was added before this one.

    Otherwise all middleware of an application also wraps the applications that it mounts.
    """

    def __init__(self, app: ASGIApp, prefix: str, routes: Sequence[BaseRoute]) -> None:
        self.app = app
        self.mounts = [route for route in routes if isinstance(route, Mount) and route.path.startswith(prefix)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request to the mounted application that it is for, or else to the next layer."""
        for mount in self.mounts:
            match, child_scope = mount.matches(scope)
            if match is Match.FULL:
                return await mount.handle({**scope, **child_scope}, receive, send)
        return await self.app(scope, receive, send)
