"""What the faults of several modules of chapter08_cors share."""

from collections.abc import Callable, Iterable
from typing import Any

from fastapi.middleware.cors import CORSMiddleware
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.types import Message, Send

from proof.faults.fault import Broken

MIDDLEWARE = "starlette.middleware.cors.CORSMiddleware"

# Changes the headers of a response; gets those of the request, too.
Change = Callable[[CORSMiddleware, Headers, MutableHeaders], None]

# Changes the response to a preflight, or returns another one; gets the headers of the request, too.
Preflight = Callable[[CORSMiddleware, Headers, Response], Response | None]


def is_cors(layer: Any) -> bool:
    """Whether a middleware is that for CORS."""
    return layer.cls is CORSMiddleware


def setting(app: Broken, settings: Iterable[str], **options: Any) -> None:
    """Change options of the middleware in some of the applications under /apps/cors; "" is the main application."""

    def change(layers: list[Middleware]) -> list[Middleware]:
        return [
            Middleware(CORSMiddleware, **{**layer.kwargs, **options}) if is_cors(layer) else layer for layer in layers
        ]

    for name in settings:
        app.middleware(f"/apps/cors/{name}" if name else "", change)


def allows(app: Broken, right: Callable[[CORSMiddleware, str], bool]) -> None:
    """Compare origins in another way, in every application that does not allow all of them."""
    app.patch(f"{MIDDLEWARE}.is_allowed_origin", lambda cors, origin: cors.allow_all_origins or right(cors, origin))


def responses(app: Broken, change: Change) -> None:
    """Change the headers of every response but those to preflights, after the middleware has."""
    original = CORSMiddleware.send

    async def response(cors: CORSMiddleware, message: Message, send: Send, request_headers: Headers) -> None:
        async def changed(message: Message) -> None:
            if message["type"] == "http.response.start":
                change(cors, request_headers, MutableHeaders(scope=message))
            await send(message)

        await original(cors, message, changed, request_headers)

    app.patch(f"{MIDDLEWARE}.send", response)


def preflights(app: Broken, change: Preflight) -> None:
    """Change the middleware's response to a preflight, or replace it."""
    original = CORSMiddleware.preflight_response

    def response(cors: CORSMiddleware, request_headers: Headers) -> Response:
        response = original(cors, request_headers)
        return change(cors, request_headers, response) or response

    app.patch(f"{MIDDLEWARE}.preflight_response", response)


def copied(response: Response, status: int, text: str, media_type: str = "text/plain", **changed: str) -> Response:
    """The response with another status, other text and some headers changed."""
    headers = {name: value for name, value in response.headers.items() if not name.startswith("content-")}
    return Response(text, status, {**headers, **changed}, media_type)
