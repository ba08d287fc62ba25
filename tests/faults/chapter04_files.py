"""Faults of uploads."""

import mimetypes
import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Annotated, Any

from fastapi import File, UploadFile

from reference_app.routers.chapter04.files import LARGEST_BODY
from tests.faults.fault import Broken, Sent, fault, refuse

FILE = "/chapter04/file"
FILES = "/chapter04/upload_files"
Info = dict[str, Any]


def measure(app: Broken, size: Callable[[bytes], Any]) -> None:
    """Measure a file in another way."""

    @app.route("POST", FILE, max_body_size=LARGEST_BODY)
    async def measured(file: Annotated[bytes, File()]) -> Info:
        return {"file_size": size(file)}


async def known(file: UploadFile) -> Info:
    """What is known of a file."""
    return {"filename": file.filename, "content_type": file.content_type, "size": len(await file.read())}


def listed(files: list[Info]) -> Info:
    """The answer to an upload of these files."""
    return {"filename": files[0]["filename"], "content_type": files[0]["content_type"], "files": files}


def describe(app: Broken, change: Callable[[list[Info]], list[Info]]) -> None:
    """Answer an upload with other files."""

    @app.route("POST", FILES, max_body_size=LARGEST_BODY)
    async def described(files: Annotated[list[UploadFile], File()]) -> Info:
        return listed(change([await known(file) for file in files]))


def rename(app: Broken, change: Callable[[str], str]) -> None:
    """Answer an upload with other file names."""
    describe(app, lambda files: [file | {"filename": change(file["filename"])} for file in files])


@fault("FILE-1", "FILE-3", "FILE-5", "FILE-12", "FILE-15", "FILE-24")
def file_size_is_on_the_disk(app: Broken) -> None:
    """The size of a file is that of the blocks it takes on the disk."""
    measure(app, lambda content: -(-(len(content) + 1) // 4096) * 4096)


@fault("FILE-1")
def file_size_is_in_characters(app: Broken) -> None:
    """A file is read as UTF-8, and its size counted in characters."""
    measure(app, lambda content: len(content.decode(errors="ignore")))


@fault("FILE-1")
def file_is_stripped(app: Broken) -> None:
    """White space at the end of a file is cut off."""
    measure(app, lambda content: len(content.rstrip()))


@fault("FILE-1")
def file_of_1_mb_is_too_large(app: Broken) -> None:
    """The largest body is left at a proxy's default, 1 MB."""

    @app.sent("POST", FILE)
    def proxied(sent: Sent) -> None:
        if len(sent.body) > 1024 * 1024:
            sent.body = bytes(LARGEST_BODY + 1)


@fault("FILE-3")
def file_must_not_be_empty(app: Broken) -> None:
    """A file without content is taken for none."""

    def size(content: bytes) -> int:
        if not content:
            raise refuse("body", "file", type="missing")
        return len(content)

    measure(app, size)


@fault("FILE-3", "FILE-17", "FILE-7")
def files_have_been_read_before(app: Broken) -> None:
    """The files are saved first and measured then, when there is nothing left to be read."""
    describe(app, lambda files: [file | {"size": 0 if file["size"] else None} for file in files])


@fault("FILE-3")
def files_without_content_are_left_out(app: Broken) -> None:
    """Files without content are left out of the list."""

    @app.route("POST", FILES)
    async def described(files: Annotated[list[UploadFile], File()]) -> Info:
        infos = [await known(file) for file in files]
        return {**listed(infos), "files": [info for info in infos if info["size"]]}


@fault("FILE-7")
def files_come_by_name(app: Broken) -> None:
    """The files come in the order of their names."""
    describe(app, lambda files: sorted(files, key=lambda file: str(file["filename"])))


@fault("FILE-7")
def files_are_described_by_the_last(app: Broken) -> None:
    """Name and type of the answer are those of the last file: the variable of the loop is used after it."""

    @app.route("POST", FILES)
    async def described(files: Annotated[list[UploadFile], File()]) -> Info:
        infos = [await known(file) for file in files]
        return {**listed(infos[::-1]), "files": infos}


@fault("FILE-7")
def files_are_only_one(app: Broken) -> None:
    """Of several files of one field the first is taken."""
    describe(app, lambda files: files[:1])


@fault("FILE-9")
def file_name_is_ascii(app: Broken) -> None:
    """A file name is made safe, and loses every character that is not ASCII."""
    rename(app, lambda name: re.sub(r"[^A-Za-z0-9._-]", "", name))


@fault("FILE-9")
def file_name_is_latin_1(app: Broken) -> None:
    """A file name in UTF-8 is read as Latin-1, as some parsers do by default."""
    rename(app, lambda name: name.encode().decode("latin-1"))


@fault("FILE-9")
def file_name_has_no_blanks(app: Broken) -> None:
    """A blank in a file name becomes an underscore."""
    rename(app, lambda name: name.replace(" ", "_"))


@fault("FILE-19")
def file_name_is_its_last_part(app: Broken) -> None:
    """Of a file name that is a path the last part is taken."""
    rename(app, lambda name: PurePosixPath(name).name)


@fault("FILE-9", "FILE-7", "FILE-17", "FILE-23", "FILE-19")
def file_name_is_made_up(app: Broken) -> None:
    """A file gets a name of the server's own, under which it is stored."""
    rename(app, lambda name: f"upload-{len(name)}{PurePosixPath(name).suffix}")


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


@fault("FILE-17", "FILE-11")
def file_type_is_unknown(app: Broken) -> None:
    """The type of every file is that of unknown bytes."""
    describe(app, lambda files: [file | {"content_type": "application/octet-stream"} for file in files])
