"""Faults that the rules of spec/chapter08_cors/test_simple_requests.py detect."""

from typing import Any

from fastapi.middleware.cors import CORSMiddleware
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import Send

from proof.faults.chapter08_cors._shared import MIDDLEWARE, answers
from proof.faults.fault import Broken, Received, fault


@fault("CORS-SIMPLE-3")
def cors_vary_overwritten(app: Broken) -> None:
    """An response varies on Origin, whatever it varied on before."""

    def change(_: CORSMiddleware, __: Headers, response: MutableHeaders) -> None:
        response["Vary"] = "Origin"

    answers(app, change)


@fault("CORS-ORIGIN-3", "CORS-ORIGIN-6")
def cors_strangers_refused(app: Broken) -> None:
    """A request from an origin that is not allowed is refused with 403."""

    async def response(cors: CORSMiddleware, scope: Any, receive: Any, send: Send, request_headers: Headers) -> None:
        if (origin := request_headers.get("origin")) and not cors.is_allowed_origin(origin):
            await PlainTextResponse("Forbidden", 403)(scope, receive, send)
        else:
            await original(cors, scope, receive, send, request_headers)

    original = CORSMiddleware.simple_response
    app.patch(f"{MIDDLEWARE}.simple_response", response)


@fault("CORS-SIMPLE-1")
def cors_headers_on_success_alone(app: Broken) -> None:
    """A proxy adds the CORS headers to answers of 200 alone, as nginx does unless it is told "always"."""

    @app.received("*", "*")
    def change(response: Received) -> None:
        if response.status != 200:
            del response.headers["access-control-allow-origin"]


@fault("CORS-SIMPLE-4")
def cors_cookie_kept_from_strangers(app: Broken) -> None:
    """An response to an origin that is not allowed sets no cookie."""

    def change(_: CORSMiddleware, __: Headers, response: MutableHeaders) -> None:
        if "access-control-allow-origin" not in response:
            del response["Set-Cookie"]

    answers(app, change)
