"""Faults that the rules of spec/chapter08_cors/test_methods_and_headers.py detect."""

from unittest.mock import patch

from fastapi.middleware.cors import CORSMiddleware
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from proof.faults.chapter08_cors._shared import MIDDLEWARE, copied, preflights, setting
from proof.faults.fault import Broken, Received, fault


@fault("CORS-METHOD-1", "CORS-METHOD-5", "CORS-PRE-2", "CORS-PRE-8", "CORS-PRE-14")
def method_all_by_default(app: Broken) -> None:
    """All methods are allowed by default."""
    setting(app, ["origins"], allow_methods=["*"])


@fault("CORS-METHOD-5")
def method_simple_by_default(app: Broken) -> None:
    """GET, HEAD and POST are allowed by default."""
    setting(app, ["origins"], allow_methods=["GET", "HEAD", "POST"])


@fault("CORS-METHOD-5")
def method_rejected_and_listed(app: Broken) -> None:
    """A preflight lists the methods of the path as allowed, although it rejects one of them."""

    @app.received("OPTIONS", "/apps/cors/*")
    def change(response: Received) -> None:
        response.headers["access-control-allow-methods"] = "GET, POST"


@fault("CORS-METHOD-4")
def method_all_besides_the_named(app: Broken) -> None:
    """The list of allowed methods contains a star."""
    setting(app, ["methods"], allow_methods=["GET", "PUT", "*"])


@fault("CORS-METHOD-4")
def method_named_in_one_string(app: Broken) -> None:
    """The allowed methods are named in one string."""
    setting(app, ["methods"], allow_methods=["GET, PUT"])


@fault("CORS-METHOD-3")
def method_list_without_patch(app: Broken) -> None:
    """The main application lists its allowed methods, without PATCH."""
    setting(app, [""], allow_methods=["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])


@fault("CORS-METHOD-3", "CORS-METHOD-7")
def method_star_with_credentials(app: Broken) -> None:
    """All methods are allowed by a star, which has no effect with cookies."""

    @app.received("OPTIONS", "/chapter03/query")
    def change(response: Received) -> None:
        response.headers["access-control-allow-methods"] = "*"


@fault("CORS-METHOD-3")
def method_list_without_head(app: Broken) -> None:
    """All methods are the standard ones without HEAD, as before Starlette 0.14."""
    setting(app, [""], allow_methods=["DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT", "QUERY"])


@fault("CORS-METHOD-7")
def method_list_without_query(app: Broken) -> None:
    """All methods are the standard ones without QUERY, which is newer."""
    setting(app, [""], allow_methods=["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"])


@fault("CORS-METHOD-6")
def method_requested_is_allowed(app: Broken) -> None:
    """With all methods allowed, a preflight for any method is granted, even an unknown one."""

    def change(cors: CORSMiddleware, request: Headers, _: Response) -> Response:
        method = request["access-control-request-method"]
        with patch.object(cors, "allow_methods", [*cors.allow_methods, method]):
            return granted(cors, request)

    granted = CORSMiddleware.preflight_response
    preflights(app, change)


@fault("CORS-METHOD-6")
def method_requested_is_listed(app: Broken) -> None:
    """With all methods allowed, a preflight lists the requested method even if it rejects it."""

    def change(_: CORSMiddleware, request: Headers, response: Response) -> None:
        response.headers["access-control-allow-methods"] += ", " + request["access-control-request-method"]

    preflights(app, change)


@fault("CORS-METHOD-2", "CORS-PRE-9", "CORS-ORIGIN-3")
def method_checked_at_the_request(app: Broken) -> None:
    """A request with Origin is rejected with 405 if CORS does not allow its method."""
    original = CORSMiddleware.simple_response

    async def response(
        cors: CORSMiddleware, scope: Scope, receive: Receive, send: Send, request_headers: Headers
    ) -> None:
        if "origin" in request_headers and scope["method"] not in cors.allow_methods:
            await Response("Method not allowed", 405)(scope, receive, send)
        else:
            await original(cors, scope, receive, send, request_headers)

    app.patch(f"{MIDDLEWARE}.simple_response", response)


@fault("CORS-HEADER-1", "CORS-HEADER-2", "CORS-HEADER-4", "CORS-HEADER-7")
def allowed_headers_without_content_type(app: Broken) -> None:
    """Content-Type is allowed only if it is listed."""
    app.patch("starlette.middleware.cors.SAFELISTED_HEADERS", {"Accept", "Accept-Language", "Content-Language"})
    setting(app, ["origins", "headers"])


@fault("CORS-HEADER-2", "CORS-PRE-2", "CORS-PRE-8", "CORS-PRE-14")
def allowed_headers_are_all_by_default(app: Broken) -> None:
    """All headers are allowed by default."""
    setting(app, ["origins"], allow_headers=["*"])


@fault("CORS-HEADER-4", "CORS-HEADER-6", "CORS-HEADER-7")
def allowed_headers_forgotten(app: Broken) -> None:
    """The list of allowed headers is empty."""
    setting(app, ["headers"], allow_headers=[])


@fault("CORS-HEADER-4")
def allowed_headers_in_lower_case(app: Broken) -> None:
    """Header names are compared with the allowed ones, which are in lower case, without being lowered first."""

    def change(_: CORSMiddleware, request: Headers, response: Response) -> Response | None:
        names = request.get("access-control-request-headers", "")
        return copied(response, 400, "Disallowed CORS headers") if names != names.lower() else None

    preflights(app, change)


@fault("CORS-HEADER-6")
def allowed_headers_by_their_beginning(app: Broken) -> None:
    """A header is allowed if its name begins with that of an allowed one."""

    def change(cors: CORSMiddleware, request: Headers, response: Response) -> Response | None:
        names = request.get("access-control-request-headers", "")
        if not all(name.strip().startswith(tuple(cors.allow_headers)) for name in names.split(",")):
            return None
        return copied(response, 200, "OK", **{"access-control-allow-headers": names})

    preflights(app, change)


@fault("CORS-HEADER-6", "CORS-HEADER-7")
def allowed_headers_beside_a_star(app: Broken) -> None:
    """The list of allowed headers contains a star."""
    setting(app, ["headers"], allow_headers=["X-Token", "*"])


@fault("CORS-HEADER-3")
def allowed_headers_in_a_list(app: Broken) -> None:
    """The main application lists its allowed headers, without Authorization."""
    setting(app, [""], allow_headers=["X-Token", "X-Key"])


@fault("CORS-HEADER-3", "CORS-HEADER-5")
def allowed_headers_by_a_star(app: Broken) -> None:
    """All headers are allowed by a star, which has no effect with cookies."""

    @app.received("OPTIONS", "/chapter03/query")
    def change(response: Received) -> None:
        response.headers["access-control-allow-headers"] = "*"


@fault("CORS-HEADER-5")
def allowed_headers_with_more(app: Broken) -> None:
    """With all headers allowed, a preflight lists those that it requests and also Authorization."""

    @app.received("OPTIONS", "/chapter03/query")
    def change(response: Received) -> None:
        if "access-control-allow-headers" in response.headers:
            response.headers["access-control-allow-headers"] += ", Authorization"


@fault("CORS-HEADER-5")
def allowed_headers_listed_unrequested(app: Broken) -> None:
    """With all headers allowed, a preflight that requests none lists some of the default headers."""

    @app.received("OPTIONS", "/chapter03/query")
    def change(response: Received) -> None:
        response.headers.setdefault("access-control-allow-headers", "Accept, Content-Type")
