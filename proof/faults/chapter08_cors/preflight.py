"""Faults that the rules of spec/chapter08_cors/test_preflight.py detect."""

from fastapi.middleware.cors import CORSMiddleware
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from proof.faults.chapter08_cors._shared import MIDDLEWARE, copied, preflights
from proof.faults.fault import Broken, Received, Sent, fault


@fault(
    *("CORS-PRE-1", "CORS-PRE-2", "CORS-PRE-3", "CORS-PRE-6", "CORS-PRE-7", "CORS-PRE-8", "CORS-PRE-13", "CORS-PRE-14"),
    *("CORS-PRE-11", "CORS-PRE-12", "CORS-PRE-10", "CORS-STAR-1", "CORS-STAR-3", "CORS-STAR-5", "CORS-REGEX-1"),
    *("CORS-CRED-2", "CORS-METHOD-1", "CORS-METHOD-3", "CORS-METHOD-4", "CORS-METHOD-5", "CORS-METHOD-7"),
    *("CORS-HEADER-1", "CORS-HEADER-2", "CORS-HEADER-3", "CORS-HEADER-4", "CORS-HEADER-5", "CORS-HEADER-6"),
    *("CORS-HEADER-7", "CORS-MAXAGE-1", "CORS-PRE-4"),
)
def preflight_is_an_unknown_method(app: Broken) -> None:
    """A preflight is rejected with 405; every other response has CORS headers."""

    async def call(cors: CORSMiddleware, scope: Scope, receive: Receive, send: Send) -> None:
        await cors.simple_response(scope, receive, send, request_headers=Headers(scope=scope))

    app.patch(f"{MIDDLEWARE}.__call__", call)


@fault(
    *("CORS-PRE-1", "CORS-PRE-3", "CORS-PRE-5", "CORS-PRE-6", "CORS-PRE-7", "CORS-PRE-11", "CORS-PRE-12"),
    *("CORS-PRE-13", "CORS-MAXAGE-1", "CORS-EXPOSE-3", "MW-TIME-3", "MW-TIME-5"),
)
def preflight_names_no_origin(app: Broken) -> None:
    """The response to a preflight has no Access-Control-Allow-Origin."""

    @app.received("OPTIONS", "*")
    def change(response: Received) -> None:
        del response.headers["access-control-allow-origin"]


@fault("CORS-PRE-13", "CORS-PRE-8", "CORS-PRE-7")
def preflight_granted_with_204(app: Broken) -> None:
    """The response to a granted preflight has the status 204."""

    def change(_: CORSMiddleware, __: Headers, response: Response) -> Response | None:
        return copied(response, 204, "") if response.status_code == 200 else None

    preflights(app, change)


@fault("CORS-PRE-14", "CORS-METHOD-5", "CORS-METHOD-6", "CORS-PRE-4")
def preflight_denied_with_403(app: Broken) -> None:
    """The response to a denied preflight has the status 403."""

    @app.received("OPTIONS", "*")
    def change(response: Received) -> None:
        response.status = 403 if response.status == 400 else response.status


@fault("CORS-PRE-14", "CORS-METHOD-5", "CORS-METHOD-6", "CORS-PRE-4")
def preflight_denied_with_200(app: Broken) -> None:
    """The response to a denied preflight has the status 200: only what is not allowed is missing."""

    @app.received("OPTIONS", "*")
    def change(response: Received) -> None:
        response.status = 200 if response.status == 400 else response.status


@fault("CORS-PRE-8")
def preflight_as_html(app: Broken) -> None:
    """The response to a preflight is text/html."""

    @app.received("OPTIONS", "*")
    def change(response: Received) -> None:
        response.headers["content-type"] = "text/html"


@fault("CORS-PRE-8", "CORS-PRE-4")
def preflight_without_its_reasons(app: Broken) -> None:
    """The response to a denied preflight does not list what is not allowed."""

    @app.received("OPTIONS", "*")
    def change(response: Received) -> None:
        if response.status == 400:
            response.body = b"Disallowed CORS"


@fault("CORS-PRE-9")
def preflight_by_its_headers(app: Broken) -> None:
    """A request with the headers of a preflight is treated as one, whatever its method."""
    original = CORSMiddleware.__call__

    async def call(cors: CORSMiddleware, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and "access-control-request-method" in Headers(scope=scope):
            scope = {**scope, "method": "OPTIONS"}
        await original(cors, scope, receive, send)

    app.patch(f"{MIDDLEWARE}.__call__", call)


@fault("CORS-PRE-3")
def preflight_by_its_method(app: Broken) -> None:
    """Every OPTIONS request is treated as a preflight."""

    @app.sent("OPTIONS", "*")
    def change(sent: Sent) -> None:
        sent.headers.setdefault("access-control-request-method", "GET")
        sent.headers.setdefault("origin", "http://localhost:3100")


@fault("CORS-PRE-7")
def preflight_of_an_unknown_path(app: Broken) -> None:
    """A preflight for a path that does not exist is rejected with 404."""

    @app.received("OPTIONS", "/nope")
    def change(response: Received) -> None:
        response.status = 404


@fault("CORS-PRE-7")
def preflight_and_a_start_page(app: Broken) -> None:
    """A GET for a path that does not exist gets 200 and the start page of the front end."""

    @app.received("GET", "/*")
    def change(response: Received) -> None:
        response.status = 200 if response.status == 404 else response.status


@fault("CORS-PRE-5")
def preflight_names_the_first_origin(app: Broken) -> None:
    """The response to a preflight names the first of the allowed origins, not that of the request."""

    def change(cors: CORSMiddleware, _: Headers, response: Response) -> None:
        if cors.allow_origins and "access-control-allow-origin" in response.headers:
            response.headers["access-control-allow-origin"] = next(iter(cors.allow_origins))

    preflights(app, change)


@fault("CORS-PRE-10")
def preflight_varies_on_its_origin(app: Broken) -> None:
    """The response to a preflight has only Origin in Vary, as before Starlette 1.0."""

    @app.received("OPTIONS", "*")
    def change(response: Received) -> None:
        response.headers["vary"] = "Origin"
