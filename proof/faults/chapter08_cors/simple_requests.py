"""Faults that the rules of spec/chapter08_cors/test_simple_requests.py detect."""

from typing import Any

from fastapi.middleware.cors import CORSMiddleware
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import Send

from proof.faults.chapter08_cors._shared import MIDDLEWARE, responses
from proof.faults.fault import Broken, Received, fault


@fault("CORS-SIMPLE-1")
def cors_headers_on_success_alone(app: Broken) -> None:
    """A proxy adds the CORS headers only to responses with 200, as nginx does without "always"."""

    @app.received("*", "*")
    def change(response: Received) -> None:
        if response.status != 200:
            del response.headers["access-control-allow-origin"]


@fault("CORS-ORIGIN-3", "CORS-ORIGIN-6")
def cors_other_origins_rejected(app: Broken) -> None:
    """A request from an origin that is not allowed is rejected with 403."""

    async def response(cors: CORSMiddleware, scope: Any, receive: Any, send: Send, request_headers: Headers) -> None:
        if (origin := request_headers.get("origin")) and not cors.is_allowed_origin(origin):
            await PlainTextResponse("Forbidden", 403)(scope, receive, send)
        else:
            await original(cors, scope, receive, send, request_headers)

    original = CORSMiddleware.simple_response
    app.patch(f"{MIDDLEWARE}.simple_response", response)


@fault("CORS-SIMPLE-4")
def cors_cookie_only_for_allowed_origins(app: Broken) -> None:
    """A response to an origin that is not allowed has no Set-Cookie."""

    def change(_: CORSMiddleware, __: Headers, response: MutableHeaders) -> None:
        if "access-control-allow-origin" not in response:
            del response["Set-Cookie"]

    responses(app, change)


@fault("CORS-SIMPLE-3", "CORS-SIMPLE-5")
def cors_vary_overwritten(app: Broken) -> None:
    """Vary is overwritten with Origin."""

    def change(_: CORSMiddleware, __: Headers, response: MutableHeaders) -> None:
        response["Vary"] = "Origin"

    responses(app, change)


@fault("CORS-SIMPLE-5")
def cors_vary_not_extended(app: Broken) -> None:
    """Vary: Origin is added only to a response that has no Vary of its own."""

    def change(_: CORSMiddleware, __: Headers, response: MutableHeaders) -> None:
        if "accept-language" in response["Vary"].lower():
            response["Vary"] = "Accept-Language"

    responses(app, change)
