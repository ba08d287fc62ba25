"""Faults that the rules of spec/chapter04_responses/test_static_paths.py detect."""

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from fastapi import Response
from fastapi.responses import FileResponse, JSONResponse, PlainTextResponse
from fastapi.staticfiles import StaticFiles
from starlette.types import Scope

from proof.faults.chapter04_responses._shared import FILES
from proof.faults.fault import Broken, Received, Sent, fault
from reference_app.static_files import STATIC


def serve(app: Broken, read: Callable[[str], Response]) -> None:
    """Serve files in another way: ``read`` makes the response to a path below the folder."""

    @app.route("GET", "/static/{path:path}")
    async def served(path: str) -> Response:
        return read(path)


def unsafe_from(file: Path) -> Response:
    """A file, wherever it is."""
    if "\0" in str(file) or len(file.name) > 255 or not file.is_file():
        return Response(status_code=404)
    return PlainTextResponse(file.read_bytes())


def unsafe(path: str) -> Response:
    """The file at a path that is joined to the folder unchecked."""
    return unsafe_from(Path(os.path.normpath(f"{STATIC}/{path}")))


@fault("STATIC-13")
def static_names_have_a_query(app: Broken) -> None:
    """The query string is taken as a part of the file's name."""

    @app.sent("GET", FILES)
    def joined(sent: Sent) -> None:
        if sent.query:
            sent.path = f"{sent.path}?{sent.query}"


@fault("STATIC-2", "STATIC-29")
def static_file_falls_back_to_the_front_end(app: Broken) -> None:
    """A missing static file is a 200 with the page of the front end."""

    @app.received("GET", FILES)
    def page(response: Received) -> None:
        if response.status == 404:
            response.status, response.body = 200, b"<!doctype html>"


@fault("STATIC-12")
def static_folder_has_an_index(app: Broken) -> None:
    """A folder is served as its index.html (`html=True`)."""
    files = StaticFiles(directory=STATIC, html=True)

    @app.route("GET", "/static/sub/")
    async def index() -> Response:
        return FileResponse(STATIC / "sub" / "index.html")

    async def get_response(self: StaticFiles, path: str, scope: Scope) -> Response:
        return await original(files, path, scope)

    original = StaticFiles.get_response
    app.patch("reference_app.hardening.static_files.RangedStaticFiles.get_response", get_response)


@fault("STATIC-12")
def static_folder_is_listed(app: Broken) -> None:
    """A folder is served as the list of its files."""

    @app.route("GET", "/static/")
    async def names() -> list[str]:
        return sorted(os.listdir(STATIC))


@fault("STATIC-12")
def static_index_is_redirected_to_its_folder(app: Broken) -> None:
    """The index.html of a folder is redirected to the folder."""

    @app.received("GET", "/static/sub/index.html")
    def redirected(response: Received) -> None:
        response.status = 301
        response.headers["Location"] = "/static/sub/"


@fault("STATIC-32")
def static_mount_needs_its_slash(app: Broken) -> None:
    """The path of a mount is a 404 without the slash at its end."""

    @app.received("GET", "/static")
    def absent(response: Received) -> None:
        response.status, response.json = 404, {"detail": "Not Found"}


@fault("STATIC-32")
def static_mount_is_redirected_elsewhere(app: Broken) -> None:
    """The path of a mount is redirected to the docs page."""

    @app.received("GET", "/static")
    def elsewhere(response: Received) -> None:
        response.headers["Location"] = "/docs"


@fault("STATIC-18")
def static_names_ignore_case(app: Broken) -> None:
    """The names of static files are compared without regard to letter case, as on some machines."""

    @app.sent("GET", "/static/A.TXT")
    def lower(sent: Sent) -> None:
        sent.path = sent.path.lower()


@fault("STATIC-33")
def static_names_end_without_a_slash(app: Broken) -> None:
    """A static file with a slash after its name is a 404, like a missing folder."""

    @app.route("GET", "/static/{path:path}/")
    async def absent(path: str) -> Response:
        return JSONResponse({"detail": "Not Found"}, status_code=404)


@fault("STATIC-11", "STATIC-29")
def static_dots_are_malformed(app: Broken) -> None:
    """A path with dot segments is rejected with 400, wherever it leads."""

    @app.received("GET", "/static/*..*")
    def malformed(response: Received) -> None:
        response.status, response.json = 400, {"detail": "Bad Request"}


@fault("STATIC-10", "STATIC-29")
def static_path_is_joined(app: Broken) -> None:
    """The path is joined to the static folder unchecked, so that dot segments lead out of it."""
    serve(app, unsafe)


@fault("STATIC-10", "STATIC-29")
def static_path_is_compared_by_its_beginning(app: Broken) -> None:
    """A path out of the static folder is served if it begins with the folder's name (CVE-2023-29159)."""

    def beginning(path: str) -> Response:
        inside = os.path.normpath(f"{STATIC}/{path}").startswith(str(STATIC))
        return unsafe(path) if inside else Response(status_code=404)

    serve(app, beginning)


@fault("STATIC-10")
def static_path_is_decoded_twice(app: Broken) -> None:
    """The path is checked and then decoded again, so that `%252e` leads out of the static folder."""
    serve(app, lambda path: Response(status_code=404) if ".." in path or path[:1] == "/" else unsafe(unquote(path)))


@fault("STATIC-10")
def static_path_may_be_absolute(app: Broken) -> None:
    """A path that begins with a slash is taken as an absolute one, outside of the static folder."""
    serve(app, lambda path: Response(status_code=404) if ".." in path else unsafe_from(STATIC / path))


@fault("STATIC-10", "STATIC-29")
def static_path_out_is_a_crash(app: Broken) -> None:
    """A path out of the static folder fails an assertion of the server: a 500."""

    @app.received("GET", "/static/*..*")
    def crash(response: Received) -> None:
        response.status, response.body = 500, b"Internal Server Error"


@fault("STATIC-14", "STATIC-29")
def static_name_breaks_the_file_system(app: Broken) -> None:
    """A name that the file system does not accept is an unhandled exception."""

    def opened(path: str) -> Response:
        if ".." in path or path[:1] == "/":
            return Response(status_code=404)
        os.stat(STATIC / path)
        return FileResponse(STATIC / path)

    serve(app, opened)


@fault("STATIC-14", "STATIC-29")
def static_name_is_cut_at_nul(app: Broken) -> None:
    """A name ends at its NUL byte: a.txt is sent for a.txt, NUL and .png."""

    @app.sent("GET", FILES)
    def cut(sent: Sent) -> None:
        sent.path = sent.path.split("\0")[0]


@fault("STATIC-14", "STATIC-29")
def static_name_is_cleaned(app: Broken) -> None:
    """NUL bytes are removed from a name, so that a.txt is sent for another name."""

    @app.sent("GET", FILES)
    def cleaned(sent: Sent) -> None:
        sent.path = sent.path.replace("\0", "")
