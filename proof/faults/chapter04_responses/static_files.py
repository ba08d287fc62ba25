"""Faults that the rules of spec/chapter04_responses/test_static_files.py detect."""

from typing import Any

from fastapi import Response
from uvicorn.protocols.http.h11_impl import RequestResponseCycle

from proof.faults.chapter04_responses._shared import CHAPTERS, FILES, change
from proof.faults.fault import Broken, Received, Sent, fault


@fault(
    *("STATIC-1", "STATIC-15", "STATIC-36", "STATIC-13", "STATIC-33", "STATIC-12", "STATIC-11", "STATIC-19"),
    *("STATIC-28", "STATIC-20", "STATIC-24", "STATIC-26", "DOCS-2", "DOCS-8", "DOCS-1", "DOCS-9", "DOCS-3"),
    *("DOCS-4", "DOCS-10", "ERR-2", "ERR-8", "DEP-INJECT-1", "DEP-INJECT-2", "DEP-FN-1"),
    *("DEP-CLS-1", "DEP-CLS-2", "DEP-CLS-7", "DEP-CLS-6", "DEP-SUB-1", "DEP-DECO-1", "DEP-DECO-14"),
    *("DEP-GLOBAL-1", "DEP-GLOBAL-5", "DEP-GLOBAL-2", "DEP-GLOBAL-4", "DEP-GLOBAL-3", "DEP-GLOBAL-7"),
    *("YIELD-7", "YIELD-1", "YIELD-3", "YIELD-5", "YIELD-10"),
)
def success_is_marked_by_a_proxy(app: Broken) -> None:
    """A proxy that changes responses marks each success with 203."""
    change(app, "GET", 200, 203, *CHAPTERS, "/hello", "/static/*", "/docs*", "/redocs", "/openapi.json", "/apps/*")


@fault(
    *("STATIC-1", "STATIC-2", "STATIC-3", "STATIC-4", "STATIC-6", "STATIC-9", "STATIC-10", "STATIC-11", "STATIC-13"),
    *("STATIC-14", "STATIC-15", "STATIC-17", "STATIC-18", "STATIC-19", "STATIC-20", "STATIC-24"),
    *("STATIC-25", "STATIC-26", "STATIC-28", "STATIC-29", "STATIC-31", "STATIC-33", "STATIC-34"),
    *("STATIC-36", "STATIC-37", "STATIC-38"),
    *("ERRH-6", "DEP-GLOBAL-7"),
)
def static_file_loses_its_last_byte(app: Broken) -> None:
    """A static file is sent without the line break at its end."""

    @app.received("GET", "*/static/*")
    def shorter(response: Received) -> None:
        if response.status == 200:
            response.body = response.body.rstrip(b"\n")


@fault("STATIC-1")
def static_file_is_read_as_text(app: Broken) -> None:
    """A static file is read as text in the encoding of the machine and sent in UTF-8."""

    @app.received("GET", FILES)
    def encoded(response: Received) -> None:
        if response.status == 200:
            response.body = response.body.decode("latin-1").encode()


@fault("STATIC-1", "STATIC-12", "STATIC-34")
def static_file_is_bytes(app: Broken) -> None:
    """Every static file is sent as `application/octet-stream`."""

    @app.received("*", FILES)
    def typed(response: Received) -> None:
        if response.status == 200:
            response.headers["Content-Type"] = "application/octet-stream"


@fault("STATIC-34")
def static_text_has_no_charset(app: Broken) -> None:
    """A static text file is sent without a charset."""

    @app.received("GET", FILES)
    def typed(response: Received) -> None:
        response.headers["Content-Type"] = response.headers["content-type"].split(";")[0]


@fault("STATIC-15")
def static_file_is_text_by_default(app: Broken) -> None:
    """A static file without an extension is sent as `text/plain`."""

    @app.received("GET", "/static/noext")
    def typed(response: Received) -> None:
        response.headers["Content-Type"] = "text/plain; charset=utf-8"


@fault("STATIC-15")
def static_file_needs_an_extension(app: Broken) -> None:
    """A static file without an extension is a 404."""

    @app.received("GET", "/static/noext")
    def absent(response: Received) -> None:
        response.status = 404


@fault("STATIC-36")
def static_mount_on_a_router_is_dropped(app: Broken) -> None:
    """Static files that are mounted on a router are lost when the router is included."""

    @app.received("GET", "/chapter04/static/*")
    def absent(response: Received) -> None:
        response.status = 404


@fault("STATIC-3")
def static_file_has_no_head(app: Broken) -> None:
    """A static file supports GET only."""

    @app.route("HEAD", "/static/{path:path}")
    async def rejected(path: str) -> Response:
        return Response(status_code=405, headers={"Allow": "GET"})


@fault("STATIC-3", "STATIC-25")
def static_file_has_a_head_with_204(app: Broken) -> None:
    """HEAD on a static file is a 204, since there is no body."""

    @app.received("HEAD", FILES)
    def no_content(response: Received) -> None:
        response.status = 204
        del response.headers["Content-Length"]


@fault("STATIC-3")
def static_file_has_a_head_of_json(app: Broken) -> None:
    """HEAD on a static file has the default media type of the application."""

    @app.received("HEAD", FILES)
    def typed(response: Received) -> None:
        response.headers["Content-Type"] = "application/json"


@fault("STATIC-3")
def static_file_has_a_head_without_validators(app: Broken) -> None:
    """HEAD on a static file has no entity tag."""

    @app.received("HEAD", FILES)
    def bare(response: Received) -> None:
        del response.headers["ETag"]


@fault("STATIC-39")
def static_file_is_sent_after_a_head(app: Broken) -> None:
    """HEAD on a static file is handled like GET, and its body is sent, too."""
    sound = RequestResponseCycle.send

    @app.sent("HEAD", FILES)
    def get(sent: Sent) -> None:
        sent.method = "GET"

    async def send(cycle: RequestResponseCycle, message: Any) -> None:
        if cycle.scope["method"] == "HEAD" and message["type"] == "http.response.body":
            cycle.transport.write(message.get("body", b""))
        await sound(cycle, message)

    app.patch("uvicorn.protocols.http.h11_impl.RequestResponseCycle.send", send)


@fault("STATIC-9")
def static_file_takes_any_method(app: Broken) -> None:
    """A static file is sent whatever the method."""

    @app.sent("*", "/static/a.txt")
    def get(sent: Sent) -> None:
        sent.method = "GET" if sent.method in ("POST", "PUT", "PATCH", "DELETE") else sent.method


@fault("STATIC-31")
def static_file_echoes_a_trace(app: Broken) -> None:
    """TRACE on a static file returns the request."""

    @app.route("TRACE", "/static/{path:path}")
    async def echo(path: str) -> Response:
        return Response(f"TRACE /static/{path} HTTP/1.1", media_type="message/http")
