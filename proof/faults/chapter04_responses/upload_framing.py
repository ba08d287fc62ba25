"""Faults that the rules of spec/chapter04_responses/test_upload_framing.py detect."""

import mimetypes
import re
import time
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Annotated
from urllib.parse import unquote

from fastapi import BackgroundTasks, Depends, File, HTTPException, Request, UploadFile

from proof.faults.chapter04_responses._shared import FILE, INPUT, LOGIN, UPLOADS, Info, describe, in_any_charset, rename
from proof.faults.fault import Broken, Received, Sent, fault
from reference_app.hardening.limits import LARGEST_UPLOAD


def block(app: Broken, path: str, costly: Callable[[Sent], object]) -> None:
    """Keep the whole server busy before a request that is costly."""

    @app.sent("POST", path)
    def parse(sent: Sent) -> None:
        if costly(sent):
            time.sleep(3.3)


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
    """A file without a media type is `text/plain`."""
    describe(app, lambda files: [file | {"content_type": file["content_type"] or "text/plain"} for file in files])


@fault("FILE-4")
def file_not_chosen_is_an_empty_one(app: Broken) -> None:
    """The empty part that a browser sends if no file is chosen is accepted as an empty file."""

    @app.sent("POST", "/chapter04/*")
    def named(sent: Sent) -> None:
        sent.body = sent.body.replace(b'filename=""', b'filename="blob"')


@fault("FILE-12", "FILE-21")
def file_framing_is_a_crash(app: Broken) -> None:
    """A multipart body that cannot be parsed causes a 500."""

    @app.received("POST", FILE)
    def crash(response: Received) -> None:
        if response.status == 400:
            response.status, response.json = 500, {"detail": "Internal Server Error"}


@fault("FILE-12", "FILE-21")
def file_framing_is_a_missing_file(app: Broken) -> None:
    """A multipart body that cannot be parsed is reported as a missing file."""

    @app.received("POST", FILE)
    def missing(response: Received) -> None:
        if response.status == 400:
            response.status, response.json = (
                422,
                {"detail": [{"loc": ["body", "file"], "type": "missing", "msg": "missing"}]},
            )


@fault("FILE-21")
def file_framing_is_an_error_parsing_the_body(app: Broken) -> None:
    """The 400 for a malformed multipart body does not say what is wrong with it."""

    @app.received("POST", FILE)
    def untold(response: Received) -> None:
        if response.status == 400:
            response.json = {"detail": "There was an error parsing the body"}


@fault("FILE-13")
def file_that_breaks_off_is_accepted(app: Broken) -> None:
    """A file whose part is not ended by a boundary is accepted as far as it was sent."""

    @app.sent("POST", FILE)
    def closed(sent: Sent) -> None:
        if sent.body.startswith(b"--x\r\n") and b"--x--" not in sent.body:
            sent.body += b"\r\n--x--\r\n"


@fault("FILE-13")
def file_that_breaks_off_is_malformed(app: Broken) -> None:
    """A multipart body that is not ended by a boundary is rejected as malformed."""

    @app.sent("POST", FILE)
    def unreadable(sent: Sent) -> None:
        if sent.body.startswith(b"--x\r\n") and b"--x--" not in sent.body:
            sent.body = b"garbage"


@fault("FILE-24")
def file_in_chunks_may_be_larger(app: Broken) -> None:
    """The limit for bodies checks `Content-Length` only, so a chunked body is not limited."""

    def declared(request: Request) -> None:
        if int(request.headers.get("content-length", "0")) > LARGEST_UPLOAD:
            raise HTTPException(413)

    @app.route("POST", FILE, dependencies=[Depends(declared)])
    async def measured(file: Annotated[bytes, File()]) -> Info:
        return {"file_size": len(file)}


@fault("FILE-25")
def file_name_is_the_encoded_one(app: Broken) -> None:
    """If a part has both `filename` and `filename*`, the latter is the name of the file."""

    @app.sent("POST", UPLOADS)
    def encoded(sent: Sent) -> None:
        if found := re.search(rb"filename\*=UTF-8''([\w.]+)", sent.body):
            sent.body = re.sub(rb'filename="[^"]*"', b'filename="%s"' % found[1], sent.body)


@fault("FILE-10")
def file_name_may_be_encoded(app: Broken) -> None:
    """A file name in `filename*` is decoded, against RFC 7578."""

    @app.sent("POST", UPLOADS)
    def decoded(sent: Sent) -> None:
        if found := re.search(rb"filename\*=UTF-8''([^\r\n;]*)", sent.body):
            name = unquote(found[1].decode())
            sent.body = sent.body.replace(found[0], f'filename="{name}"'.encode())


@fault("FILE-19")
def file_name_is_its_last_part(app: Broken) -> None:
    """A file name that is a path is cut down to its last segment."""
    rename(app, lambda name: PurePosixPath(name).name)


@fault("FILE-5")
def file_is_never_a_string(app: Broken) -> None:
    """A string is rejected where a file is read as bytes."""

    @app.route("POST", FILE)
    async def measured(file: UploadFile) -> Info:
        return {"file_size": len(await file.read())}


@fault("FILE-23")
def file_name_is_a_lone_surrogate(app: Broken) -> None:
    """A lone surrogate in a file name, from the declared `charset`, is accepted, and the response cannot be encoded."""
    in_any_charset(app)
    describe(app, list)


@fault("FILE-26", case="epilogue")
def epilogue_takes_long_to_skip(app: Broken) -> None:
    """What is behind the last boundary is skipped byte by byte, with a line in the log for each (CVE-2024-53981)."""
    block(app, FILE, lambda sent: sent.body.endswith(b"A" * 1000))


@fault("FILE-26", case="preamble")
def preamble_takes_long_to_skip(app: Broken) -> None:
    """Line breaks before the first boundary are skipped one by one (CVE-2026-40347)."""
    block(app, FILE, lambda sent: sent.body.startswith(b"\r\n" * 1000))


@fault("FILE-26", case="content-type")
def content_type_takes_long_to_match(app: Broken) -> None:
    """A regular expression backtracks at the backslashes of a `Content-Type` (CVE-2024-24762)."""
    block(app, LOGIN, lambda sent: "\\" * 30 in sent.headers.get("content-type", ""))


@fault("FILE-26", case="email")
def email_takes_long_to_match(app: Broken) -> None:
    """A regular expression backtracks at the spaces of an email address (CVE-2024-3772)."""
    block(app, INPUT, lambda sent: b"< " in sent.body)


@fault("FILE-26", case="epilogue")
def epilogue_is_skipped_afterwards(app: Broken) -> None:
    """What is behind the last boundary is skipped after the response, and no other request is served meanwhile."""

    async def skip(body: bytes) -> None:
        if body.endswith(b"A" * 1000):
            time.sleep(3.3)

    @app.route("POST", FILE, max_body_size=LARGEST_UPLOAD)
    async def measured(request: Request, tasks: BackgroundTasks) -> Info:
        tasks.add_task(skip, await request.body())
        return {"file_size": 5}


@fault("FILE-33")
def part_has_any_number_of_headers(app: Broken) -> None:
    """The header fields of a part have no limits, as before python-multipart 0.0.27."""

    @app.sent("POST", UPLOADS)
    def without(sent: Sent) -> None:
        sent.body = re.sub(rb"X-A: 1+\r\n", b"", sent.body)
