"""Faults that the rules of spec/chapter08_middleware/test_process_time.py detect."""

import time
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware

from proof.faults.chapter08_middleware._shared import CORS_OUTERMOST, TIME_OUTERMOST
from proof.faults.fault import Broken, Received, Sent, fault

Next = Callable[[Request], Awaitable[Response]]
Dispatch = Callable[[Request, Next], Awaitable[Response]]


def is_function(layer: Any) -> bool:
    """Whether a middleware is a function around a request."""
    return layer.cls is BaseHTTPMiddleware


@fault("MW-TIME-1", "MW-TIME-2", "MW-TIME-3", "MW-TIME-4", "MW-TIME-5", "MW-TIME-6", "MW-TIME-7", "MW-TIME-8")
def time_forgotten(app: Broken) -> None:
    """No response has `X-Process-Time`."""
    for prefix in ("", CORS_OUTERMOST, TIME_OUTERMOST):
        app.middleware(prefix, lambda layers: [layer for layer in layers if not is_function(layer)])


@fault("MW-TIME-1")
def middleware_leaves_a_part_out(app: Broken) -> None:
    """A part of the application is mounted outside of its middleware."""

    @app.received("*", "/chapter06/*")
    def unwrapped(response: Received) -> None:
        del response.headers["x-process-time"]


@fault("MW-TIME-1")
def middleware_swallows_rejections(app: Broken) -> None:
    """A middleware turns every rejection into a 200 with its status in the body."""

    @app.received("GET", "/chapter0*")
    def swallowed(response: Received) -> None:
        if 400 <= response.status < 500:
            response.status, response.json = 200, {"code": response.status}


def timed(app: Broken, dispatch: Dispatch) -> None:
    """Replace the process time middleware of the main application."""
    function = Middleware(BaseHTTPMiddleware, dispatch=dispatch)
    app.middleware("", lambda layers: [function if is_function(layer) else layer for layer in layers])


def written(app: Broken, write: Callable[[float], str]) -> None:
    """Write the time in another notation."""

    async def dispatch(request: Request, call_next: Next) -> Response:
        started = time.perf_counter()
        response = await call_next(request)
        response.headers["X-Process-Time"] = write(time.perf_counter() - started)
        return response

    timed(app, dispatch)


@fault("MW-TIME-1", "MW-TIME-4", "MW-TIME-6", "MW-TIME-7", "MW-TIME-8")
def time_with_its_unit(app: Broken) -> None:
    """`X-Process-Time` contains the unit."""
    written(app, lambda seconds: f"{seconds:.6f}s")


@fault("MW-TIME-1", "MW-TIME-4", "MW-TIME-6", "MW-TIME-7", "MW-TIME-8")
def time_runs_backwards(app: Broken) -> None:
    """`X-Process-Time` is negative: the end is subtracted from the start."""
    written(app, lambda seconds: str(-seconds))


def omitted(app: Broken, which: Callable[[Request, Response], bool]) -> None:
    """Omit the time from some responses."""

    async def dispatch(request: Request, call_next: Next) -> Response:
        response = await call_next(request)
        if not which(request, response):
            response.headers["X-Process-Time"] = "0.001"
        return response

    timed(app, dispatch)


@fault("MW-TIME-1")
def time_of_successes(app: Broken) -> None:
    """Only a response below 400 has `X-Process-Time`."""
    omitted(app, lambda _, response: response.status_code >= 400)


@fault("MW-TIME-1", "MW-TIME-7")
def time_not_of_files(app: Broken) -> None:
    """Static files are sent without `X-Process-Time`, as by a server of their own."""
    omitted(app, lambda request, _: request.url.path.startswith("/static"))


@fault("MW-TIME-1", "MW-TIME-4", "MW-TIME-5")
def time_of_a_missing_operation(app: Broken) -> None:
    """The operations behind the middleware do not exist: GET is a 404."""

    @app.received("GET", "*/hello")
    @app.received("GET", "/chapter03/query")
    def absent(response: Received) -> None:
        response.status = 404


@fault("MW-TIME-6")
def time_in_milliseconds(app: Broken) -> None:
    """`X-Process-Time` is in milliseconds."""
    written(app, lambda seconds: f"{seconds * 1000:.3f}")


@fault("MW-TIME-6")
def time_in_whole_seconds(app: Broken) -> None:
    """`X-Process-Time` is rounded down to whole seconds."""
    written(app, lambda seconds: str(int(seconds)))


@fault("MW-TIME-6")
def time_taken_after_the_handler(app: Broken) -> None:
    """The measurement starts after the handler."""

    async def dispatch(request: Request, call_next: Next) -> Response:
        response = await call_next(request)
        started = time.perf_counter()
        response.headers["X-Process-Time"] = f"{time.perf_counter() - started:.6f}"
        return response

    timed(app, dispatch)


@fault("MW-TIME-7")
def time_not_of_empty_responses(app: Broken) -> None:
    """A 204 or 304 response has no `X-Process-Time`."""
    omitted(app, lambda _, response: response.status_code in (204, 304))


@fault("MW-TIME-7")
def time_of_files_sent_again(app: Broken) -> None:
    """`If-None-Match` is ignored: an unchanged file is sent again."""

    @app.sent("GET", "/static/*")
    def change(sent: Sent) -> None:
        del sent.headers["if-none-match"]


@fault("MW-TIME-8")
def time_not_of_the_documentation(app: Broken) -> None:
    """The documentation pages and the OpenAPI document have no `X-Process-Time`."""
    omitted(app, lambda request, _: request.url.path in ("/docs", "/redocs", "/openapi.json"))


@fault("MW-TIME-8")
def time_without_documentation(app: Broken) -> None:
    """The documentation pages are a 404, as if switched off in production."""

    @app.received("GET", "/*doc*")
    def change(response: Received) -> None:
        response.status = 404


@fault("MW-TIME-2", "CORS-SIMPLE-2")
def crash_caught_by_a_layer(app: Broken) -> None:
    """A middleware inside all others turns an unhandled error into an ordinary 500 response."""

    async def dispatch(request: Request, call_next: Next) -> Response:
        try:
            return await call_next(request)
        except RuntimeError:
            return JSONResponse({"detail": "Internal Server Error"}, 500)

    for prefix in (CORS_OUTERMOST, TIME_OUTERMOST):
        app.middleware(prefix, lambda layers: [*layers, Middleware(BaseHTTPMiddleware, dispatch=dispatch)])


@fault("MW-TIME-2", "CORS-SIMPLE-2")
def crash_is_a_success(app: Broken) -> None:
    """An unhandled error is a 200 that contains the message of the exception."""

    async def handler(_: Request, error: Exception) -> Response:
        return JSONResponse({"error": str(error)}, 200)

    for prefix in (CORS_OUTERMOST, TIME_OUTERMOST):
        app.handler(Exception, handler, app=prefix)
