"""What the faults of several modules of chapter04_responses share."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Any

from fastapi import File, Request, UploadFile
from fastapi.exceptions import RequestValidationError

from proof.faults.fault import Broken, Received, reject
from reference_app.hardening.limits import LARGEST_UPLOAD

CHAPTERS = ("/chapter04/*", "/chapter05/*", "/apps/guarded/*", "/apps/error-handlers/*", "/apps/own-exceptions/*")
APP = "/apps/error-handlers"
FILE = "/chapter04/file"
UPLOADS = "/chapter04/upload_files"
Info = dict[str, Any]
LOGIN = "/chapter04/login/"
URLENCODED = "application/x-www-form-urlencoded"
Read = Callable[[Request], Awaitable[Mapping[str, Any]]]
MODELS = "/chapter04/response_model"
INPUT = f"{MODELS}/input"
FILES = "/static/*"


def change(app: Broken, method: str, status: int, other: int, *paths: str) -> None:
    """Change one status of the responses on these paths into another."""
    for path in paths:

        @app.received(method, path)
        def changed(response: Received) -> None:
            if response.status == status:
                response.status = other


async def known(file: UploadFile) -> Info:
    """What is known of a file."""
    return {"filename": file.filename, "content_type": file.content_type, "size": len(await file.read())}


def listed(files: list[Info]) -> Info:
    """The response to an upload of these files."""
    return {"filename": files[0]["filename"], "content_type": files[0]["content_type"], "files": files}


def describe(app: Broken, change: Callable[[list[Info]], list[Info]]) -> None:
    """Change the list of files in the response to an upload."""

    @app.route("POST", UPLOADS, max_body_size=LARGEST_UPLOAD)
    async def described(files: Annotated[list[UploadFile], File()]) -> Info:
        return listed(change([await known(file) for file in files]))


def rename(app: Broken, change: Callable[[str], str]) -> None:
    """Change the file names in the response to an upload."""
    describe(app, lambda files: [file | {"filename": change(file["filename"])} for file in files])


async def parsed(request: Request) -> dict[str, Any]:
    """The fields of a form, the last of each name, as the reference application reads them."""
    return {name: value for name, value in (await request.form()).items() if isinstance(value, str)}


def log_in(app: Broken, read: Read) -> None:
    """Log in with form fields that are read from the request in another way."""

    @app.route("POST", LOGIN)
    async def login(request: Request) -> dict[str, str]:
        fields = await read(request)
        if missing := [name for name in ("username", "password") if not fields.get(name)]:
            raise RequestValidationError([reject("body", name, type="missing").errors()[0] for name in missing])
        return {"username": str(fields["username"])}


def urlencoded(parse: Callable[[str], Mapping[str, str]]) -> Read:
    """Read an urlencoded form with a parser, and any other form correctly."""

    async def read(request: Request) -> Mapping[str, Any]:
        if not request.headers.get("content-type", "").lower().startswith(URLENCODED):
            return await parsed(request)
        return parse((await request.body()).decode("latin-1"))

    return read


class _AnyCharset:
    def __contains__(self, name: object) -> bool:
        return True


def in_any_charset(app: Broken) -> None:
    """Decode a multipart form by any codec of Python that the client names."""
    app.patch("reference_app.hardening.forms.CHARSETS", _AnyCharset())
