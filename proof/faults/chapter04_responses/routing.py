"""Faults that the rules of spec/chapter04_responses/test_routing.py detect."""

from urllib.parse import unquote

from fastapi import Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from proof.faults.chapter04_responses._shared import FILES
from proof.faults.fault import Broken, Received, Sent, fault

REDIRECTED = ("/hello/", "/chapter03/query/", "/docs/", "/static", "/chapter04/response_model", "/chapter04/login")


@fault("ROUTE-1", "ROUTE-3", "ROUTE-4", "ROUTE-5", "ROUTE-9", "ROUTE-6")
def hello_greets_in_other_words(app: Broken) -> None:
    """The operation `/hello` returns another property than its contract has."""
    for prefix in ("", "/apps/no-slash-redirect"):

        @app.route("GET", f"{prefix}/hello")
        async def hello() -> dict[str, str]:
            return {"message": "Hello World"}


@fault("ROUTE-1")
def route_ignores_case(app: Broken) -> None:
    """Paths are compared without regard to letter case, as Express does by default."""

    @app.sent("GET", "/Hello")
    def lower(sent: Sent) -> None:
        sent.path = sent.path.lower()


@fault("ROUTE-1")
def route_matches_prefixes(app: Broken) -> None:
    """A path that begins with the path of an operation is handled by that operation."""

    @app.route("GET", "/hello/{rest:path}")
    async def hello(rest: str) -> dict[str, str]:
        return {"hello": "world"}


@fault("ROUTE-1", "ROUTE-7", "DOCS-9")
def route_unknown_leads_to_the_front_end(app: Broken) -> None:
    """An unknown path is a 200 with the page of the front end."""

    @app.received("GET", "*")
    def page(response: Received) -> None:
        if response.status == 404:
            response.status, response.body = 200, b"<!doctype html>"
            response.headers["Content-Type"] = "text/html"


@fault("ROUTE-7", "ROUTE-8")
def route_errors_have_a_message(app: Broken) -> None:
    """The errors of the router have a `code` and a `message` and no `detail`."""

    @app.received("*", "*")
    def worded(response: Received) -> None:
        if response.status in (404, 405):
            response.json = {"code": response.status, "message": "no such route"}


@fault("ROUTE-7")
def static_file_missing_has_another_detail(app: Broken) -> None:
    """The 404 of a missing static file names the folder that was searched."""

    @app.received("GET", FILES)
    def worded(response: Received) -> None:
        if response.status == 404:
            response.json = {"detail": "No such file in static"}


@fault("ROUTE-7")
def route_merges_slashes(app: Broken) -> None:
    """Doubled slashes in a path are merged."""

    @app.sent("GET", "//hello")
    def merged(sent: Sent) -> None:
        sent.path = "/hello"


@fault("ROUTE-2", "ROUTE-8", "ROUTE-3", "ROUTE-6", "STATIC-9", "STATIC-31")
def route_wrong_method_is_404(app: Broken) -> None:
    """An unsupported method is a 404, since routes are found by method and path together."""

    @app.received("*", "*")
    def unknown(response: Received) -> None:
        if response.status == 405:
            response.status = 404


@fault("ROUTE-2", "STATIC-9")
def route_wrong_method_has_no_allow(app: Broken) -> None:
    """A 405 has no `Allow`."""

    @app.received("*", "*")
    def bare(response: Received) -> None:
        if response.status == 405:
            del response.headers["Allow"]


@fault(
    *("ROUTE-2", "ROUTE-1", "ROUTE-7", "ROUTE-8", "ROUTE-3", "ROUTE-6", "ROUTE-5"),
    *("FORM-19", "FORM-20", "FILE-22", "FILE-14", "FILE-12", "FILE-24"),
    *("STATIC-9", "STATIC-31", "STATIC-2"),
    *("STATIC-18", "STATIC-12", "STATIC-10", "STATIC-14", "STATIC-29", "STATIC-5", "STATIC-8", "DOCS-9", "ERR-1"),
    *("ERR-3", "ERR-7", "ERR-4", "ERRH-1", "ERRH-10", "ERRH-6", "ERRH-2", "ERRH-8", "ERRH-9", "ERRH-3", "ERRH-4"),
    *("ERRH-12", "ERRH-5", "ERRH-17", "ERRH-18", "ERRH-19"),
    *("DEP-INJECT-1", "DEP-DECO-3", "DEP-DECO-14", "DEP-DECO-4", "DEP-DECO-5", "DEP-DECO-12", "DEP-DECO-7"),
    *("DEP-GLOBAL-1", "DEP-GLOBAL-2", "DEP-GLOBAL-8", "YIELD-2", "YIELD-12", "YIELD-4", "YIELD-9"),
)
def error_has_status_200(app: Broken) -> None:
    """Every 4xx becomes a 200, and only the body contains the error."""

    @app.received("*", "*")
    def ok(response: Received) -> None:
        if 400 <= response.status < 500 and response.status != 422:
            response.status = 200


@fault("ROUTE-10")
def route_allow_lists_the_first_only(app: Broken) -> None:
    """The `Allow` of a 405 lists the methods of the first operation at the path only."""

    @app.received("PUT", "/*")
    @app.received("PATCH", "/*")
    def first_only(response: Received) -> None:
        if response.status == 405:
            response.headers["allow"] = response.headers["allow"].partition(",")[0]


@fault("ROUTE-10")
def route_wrong_method_is_not_found(app: Broken) -> None:
    """A known path with an unsupported PUT or PATCH is a 404."""

    @app.received("PUT", "/*")
    @app.received("PATCH", "/*")
    def not_found(response: Received) -> None:
        if response.status == 405:
            response.status = 404


@fault("ROUTE-10")
def route_allow_lists_too_much(app: Broken) -> None:
    """The `Allow` of a 405 lists every method that the server knows."""

    @app.received("PUT", "/*")
    @app.received("PATCH", "/*")
    def everything(response: Received) -> None:
        if response.status == 405:
            response.headers["allow"] = "GET, POST, PUT, PATCH, DELETE"


@fault("ROUTE-8", "STATIC-31")
def route_adds_options(app: Broken) -> None:
    """OPTIONS is a 204 for every path."""

    @app.received("OPTIONS", "*")
    def options(response: Received) -> None:
        response.status, response.body = 204, b""


@fault("ROUTE-3")
def route_adds_head(app: Broken) -> None:
    """Every operation that supports GET also supports HEAD."""

    @app.route("HEAD", "/hello")
    async def hello() -> Response:
        return JSONResponse({"hello": "world"})


@fault("ROUTE-4", "RESP-SLASH-1", "DOCS-4", "STATIC-32", "MW-TIME-1", "CORS-SIMPLE-1")
def redirect_is_found(app: Broken) -> None:
    """A path is redirected for its slash with 302, after which clients send a POST as a GET."""
    for path in REDIRECTED:

        @app.received("*", path)
        def found(response: Received) -> None:
            if response.status == 307:
                response.status = 302


@fault("ROUTE-4", "RESP-SLASH-1", "DOCS-4", "STATIC-32", "ROUTE-11", "ROUTE-9")
def redirect_leads_to_the_inside(app: Broken) -> None:
    """A redirect leads to the name and the port that the server has behind its proxy."""
    for path in REDIRECTED:

        @app.received("*", path)
        def inside(response: Received) -> None:
            if "location" in response.headers:
                response.headers["Location"] = "http://app:8000/" + response.headers["location"].split("/", 3)[3]


@fault("ROUTE-4")
def redirect_drops_the_query(app: Broken) -> None:
    """A redirect to the path without a trailing slash loses the query."""

    @app.route("GET", "/hello/")
    async def redirected() -> RedirectResponse:
        return RedirectResponse("/hello", status_code=307)


@fault("ROUTE-4", "ROUTE-11", "ROUTE-9")
def redirect_is_omitted(app: Broken) -> None:
    """A path with an extra trailing slash is handled like the path without it."""

    @app.route("GET", "/hello/")
    async def hello() -> dict[str, str]:
        return {"hello": "world"}


@fault("ROUTE-12")
def redirect_is_decoded(app: Broken) -> None:
    """A redirect has the decoded path in its `Location`, as before Starlette 1.9."""

    @app.received("GET", "/chapter04/http_exception/*")
    def decoded(response: Received) -> None:
        if "location" in response.headers:
            response.headers["Location"] = unquote(response.headers["location"])


@fault("ROUTE-5")
def redirect_is_always_on(app: Broken) -> None:
    """An extra trailing slash is also redirected where the application has redirects turned off."""
    router = app.mounted("/apps/no-slash-redirect").router
    app.stack.callback(setattr, router, "redirect_slashes", router.redirect_slashes)
    router.redirect_slashes = True


@fault("ROUTE-5")
def redirect_off_takes_both(app: Broken) -> None:
    """Without redirects an operation has its path with a trailing slash and without it."""

    @app.route("GET", "/apps/no-slash-redirect/hello/")
    async def hello() -> dict[str, str]:
        return {"hello": "world"}


@fault("ROUTE-11")
def redirect_uses_any_host(app: Broken) -> None:
    """A redirect leads to whatever is in `Host`, a malformed one included (CVE-2026-48710)."""

    @app.route("GET", "/hello/")
    async def redirected(request: Request) -> RedirectResponse:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"http://{request.headers['host']}/hello{query}", status_code=307)


@fault("ROUTE-9")
def redirect_trusts_any_proxy(app: Broken) -> None:
    """A redirect leads to the host in `X-Forwarded-Host`, whoever sent it."""

    @app.sent("GET", "/hello/")
    def trusted(sent: Sent) -> None:
        sent.headers["Host"] = sent.headers.get("x-forwarded-host", sent.headers["host"])


@fault("ROUTE-6")
def route_takes_any_method(app: Broken) -> None:
    """A handler that is registered for all methods also handles unknown ones."""

    @app.sent("FOO", "/hello")
    def get(sent: Sent) -> None:
        sent.method = "GET"
