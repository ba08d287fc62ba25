"""Faults of CORS: what answers vary on, and what a front end sees of answers to simple requests."""

from typing import Any

from fastapi.middleware.cors import CORSMiddleware
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import Send

from tests.faults.chapter09 import EVERYWHERE, MIDDLEWARE, answers, setting
from tests.faults.fault import Answer, Broken, fault


@fault("CORS-ORIGIN-4", "CORS-ORIGIN-5", "CORS-PRE-5", "CORS-PRE-10", "CORS-SIMPLE-3")
def cors_vary_dropped(app: Broken) -> None:
    """A proxy drops the header Vary."""

    @app.answers("*", "*")
    def change(answer: Answer) -> None:
        del answer.headers["vary"]


@fault("CORS-SIMPLE-3")
def cors_vary_overwritten(app: Broken) -> None:
    """An answer varies on Origin, whatever it varied on before."""

    def change(_: CORSMiddleware, __: Headers, answer: MutableHeaders) -> None:
        answer["Vary"] = "Origin"

    answers(app, change)


@fault("CORS-ORIGIN-4")
def cors_vary_only_with_an_origin(app: Broken) -> None:
    """A request without Origin is answered without Vary, so that a cache gives that answer to a front end."""

    def change(_: CORSMiddleware, request: Headers, answer: MutableHeaders) -> None:
        if "origin" not in request:
            del answer["Vary"]

    answers(app, change)


@fault("CORS-ORIGIN-4")
def cors_headers_without_an_origin(app: Broken) -> None:
    """A request without Origin is answered with the CORS headers, too."""

    def change(cors: CORSMiddleware, _: Headers, answer: MutableHeaders) -> None:
        answer.update(cors.simple_headers)

    answers(app, change)


@fault("CORS-ORIGIN-3", "CORS-ORIGIN-6")
def cors_strangers_refused(app: Broken) -> None:
    """A request from an origin that is not allowed is refused with 403."""

    async def answer(cors: CORSMiddleware, scope: Any, receive: Any, send: Send, request_headers: Headers) -> None:
        if (origin := request_headers.get("origin")) and not cors.is_allowed_origin(origin):
            await PlainTextResponse("Forbidden", 403)(scope, receive, send)
        else:
            await original(cors, scope, receive, send, request_headers)

    original = CORSMiddleware.simple_response
    app.patch(f"{MIDDLEWARE}.simple_response", answer)


@fault("CORS-SIMPLE-1")
def cors_headers_on_success_alone(app: Broken) -> None:
    """A proxy adds the CORS headers to answers of 200 alone, as nginx does unless it is told "always"."""

    @app.answers("*", "*")
    def change(answer: Answer) -> None:
        if answer.status != 200:
            del answer.headers["access-control-allow-origin"]


@fault("CORS-SIMPLE-4")
def cors_cookie_kept_from_strangers(app: Broken) -> None:
    """An answer to an origin that is not allowed sets no cookie."""

    def change(_: CORSMiddleware, __: Headers, answer: MutableHeaders) -> None:
        if "access-control-allow-origin" not in answer:
            del answer["Set-Cookie"]

    answers(app, change)


@fault("CORS-EXPOSE-1")
def cors_expose_one(app: Broken) -> None:
    """Of the headers to be exposed one is forgotten."""
    setting(app, ["expose"], expose_headers=["X-Process-Time"])


@fault("CORS-EXPOSE-2", "MW-TIME-4")
def cors_expose_all(app: Broken) -> None:
    """The time an answer took is exposed everywhere."""
    setting(app, EVERYWHERE, expose_headers=["X-Process-Time"])


@fault("CORS-EXPOSE-1", "CORS-EXPOSE-3")
def cors_expose_in_preflights(app: Broken) -> None:
    """The exposed headers are told in the answer to a preflight, and not where a browser looks for them."""

    @app.answers("OPTIONS", "/apps/cors/expose/*")
    def change(answer: Answer) -> None:
        answer.headers["access-control-expose-headers"] = "X-Process-Time, X-Total"

    @app.answers("GET", "/apps/cors/expose/*")
    def without(answer: Answer) -> None:
        del answer.headers["access-control-expose-headers"]
