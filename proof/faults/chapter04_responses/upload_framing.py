"""Faults that the rules of spec/chapter04_responses/test_upload_framing.py detect."""

import mimetypes
import re
from pathlib import PurePosixPath
from typing import Annotated
from urllib.parse import unquote

from fastapi import Depends, File, HTTPException, Request, UploadFile

from proof.faults.chapter04_responses._shared import FILE, UPLOADS, Info, describe, rename
from proof.faults.fault import Broken, Received, Sent, fault
from reference_app.routers.chapter04.files import LARGEST_BODY


@fault("FILE-19")
def file_name_is_its_last_part(app: Broken) -> None:
    """Of a file name that is a path the last part is taken."""
    rename(app, lambda name: PurePosixPath(name).name)


@fault("FILE-11", "FILE-20")
def file_type_is_guessed(app: Broken) -> None:
    """The media type of a file is guessed from its name."""
    describe(app, lambda files: [file | {"content_type": mimetypes.guess_type(file["filename"])[0]} for file in files])


@fault("FILE-20")
def file_type_has_no_parameters(app: Broken) -> None:
    """The media type of a file is cut off at the semicolon."""
    describe(
        app,
        lambda files: [file | {"content_type": (file["content_type"] or "").split(";")[0] or None} for file in files],
    )


@fault("FILE-20")
def file_type_has_a_default(app: Broken) -> None:
    """A file that was sent without a media type is of type text/plain."""
    describe(app, lambda files: [file | {"content_type": file["content_type"] or "text/plain"} for file in files])


@fault("FILE-24")
def file_in_chunks_may_be_larger(app: Broken) -> None:
    """A body is measured by the length that it declares, and goes unmeasured where it declares none."""

    def declared(request: Request) -> None:
        if int(request.headers.get("content-length", "0")) > LARGEST_BODY:
            raise HTTPException(413)

    @app.route("POST", FILE, dependencies=[Depends(declared)])
    async def measured(file: Annotated[bytes, File()]) -> Info:
        return {"file_size": len(file)}


@fault("FILE-4")
def file_not_chosen_is_an_empty_one(app: Broken) -> None:
    """A part that a browser sends when no file is chosen is taken for a file without content."""

    @app.sent("POST", "/chapter04/*")
    def named(sent: Sent) -> None:
        sent.body = sent.body.replace(b'filename=""', b'filename="blob"')


@fault("FILE-12", "FILE-21")
def file_framing_is_a_crash(app: Broken) -> None:
    """A multipart body that cannot be parsed is an error of the server."""

    @app.received("POST", FILE)
    def crash(response: Received) -> None:
        if response.status == 400:
            response.status, response.json = 500, {"detail": "Internal Server Error"}


@fault("FILE-12", "FILE-21")
def file_framing_is_a_missing_file(app: Broken) -> None:
    """In a multipart body that cannot be parsed the file is missing, and that is all that is said of it."""

    @app.received("POST", FILE)
    def missing(response: Received) -> None:
        if response.status == 400:
            response.status, response.json = (
                422,
                {"detail": [{"loc": ["body", "file"], "type": "missing", "msg": "missing"}]},
            )


@fault("FILE-21")
def file_framing_is_a_bad_request(app: Broken) -> None:
    """What is wrong with a multipart body is not told."""

    @app.received("POST", FILE)
    def untold(response: Received) -> None:
        if response.status == 400:
            response.json = {"detail": "There was an error parsing the body"}


@fault("FILE-13")
def file_that_breaks_off_is_taken(app: Broken) -> None:
    """A file whose part breaks off is taken as far as it came."""

    @app.sent("POST", FILE)
    def closed(sent: Sent) -> None:
        if sent.body.startswith(b"--x\r\n") and b"--x--" not in sent.body:
            sent.body += b"\r\n--x--\r\n"


@fault("FILE-13")
def file_that_breaks_off_is_malformed(app: Broken) -> None:
    """A body that breaks off is refused as a whole."""

    @app.sent("POST", FILE)
    def unreadable(sent: Sent) -> None:
        if sent.body.startswith(b"--x\r\n") and b"--x--" not in sent.body:
            sent.body = b"garbage"


@fault("FILE-23")
def file_name_is_half_a_character(app: Broken) -> None:
    """A file name is echoed whatever the charset of the client made of it, and breaks when the response is encoded."""
    describe(app, list)


@fault("FILE-5")
def file_is_never_a_field(app: Broken) -> None:
    """A plain field is no file, not even where one is read as bytes."""

    @app.route("POST", FILE)
    async def measured(file: UploadFile) -> Info:
        return {"file_size": len(await file.read())}


@fault("FILE-10")
def file_name_may_be_encoded(app: Broken) -> None:
    """A file name that is given by filename* is decoded, against RFC 7578."""

    @app.sent("POST", UPLOADS)
    def decoded(sent: Sent) -> None:
        if found := re.search(rb"filename\*=UTF-8''([^\r\n;]*)", sent.body):
            name = unquote(found[1].decode())
            sent.body = sent.body.replace(found[0], f'filename="{name}"'.encode())
