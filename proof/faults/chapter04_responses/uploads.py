"""Faults that the rules of spec/chapter04_responses/test_uploads.py detect."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Annotated, Any

from fastapi import Depends, File, Request, UploadFile
from starlette.datastructures import UploadFile as Uploaded

from proof.faults.chapter04_responses._shared import FILE, UPLOADS, Info, describe, known, listed, rename
from proof.faults.fault import Broken, Received, Sent, fault, reject
from reference_app.hardening.limits import LARGEST_UPLOAD

SCHEMA = "Body_file_size_chapter04_file_post"
MANY = "/chapter04/files"
SINGLE = "/chapter04/upload_file"


def measure(app: Broken, size: Callable[[bytes], Any]) -> None:
    """Measure a file in another way."""

    @app.route("POST", FILE, max_body_size=LARGEST_UPLOAD)
    async def measured(file: Annotated[bytes, File()]) -> Info:
        return {"file_size": size(file)}


@fault("FILE-1", "FILE-3", "FILE-5", "FILE-12", "FILE-15", "FILE-24")
def file_size_is_on_the_disk(app: Broken) -> None:
    """The size of a file is that of the blocks it takes on the disk."""
    measure(app, lambda content: -(-(len(content) + 1) // 4096) * 4096)


@fault("FILE-1")
def file_size_is_in_characters(app: Broken) -> None:
    """A file is read as UTF-8, and its size is the number of its characters."""
    measure(app, lambda content: len(content.decode(errors="ignore")))


@fault("FILE-1")
def file_is_stripped(app: Broken) -> None:
    """Whitespace at the end of a file is removed."""
    measure(app, lambda content: len(content.rstrip()))


@fault("FILE-1")
def file_of_1_mb_is_too_large(app: Broken) -> None:
    """The limit for bodies is the default of a proxy, 1 MB."""

    @app.sent("POST", FILE)
    def proxied(sent: Sent) -> None:
        if len(sent.body) > 1024 * 1024:
            sent.body = bytes(LARGEST_UPLOAD + 1)


@fault("FILE-1")
def firewall_strips_angle_brackets(app: Broken) -> None:
    """A firewall removes less-than signs from bodies and queries, as a protection against scripts."""

    @app.sent("*", "*")
    def strip(sent: Sent) -> None:
        sent.body = sent.body.replace(b"<", b"")
        sent.query = sent.query.replace("%3C", "").replace("<", "")


@fault("FILE-3")
def file_must_not_be_empty(app: Broken) -> None:
    """An empty file is treated as a missing one."""

    def size(content: bytes) -> int:
        if not content:
            raise reject("body", "file", type="missing")
        return len(content)

    measure(app, size)


@fault("FILE-28")
def files_as_bytes_are_the_last(app: Broken) -> None:
    """Of several files only the last is read as bytes, as for any other repeated field."""

    @app.route("POST", MANY)
    async def measured(files: Annotated[bytes, File()]) -> Info:
        return {"file_sizes": [len(files)]}


@fault("FILE-28")
def files_as_bytes_are_in_order_of_size(app: Broken) -> None:
    """The sizes of several files are sorted."""

    @app.route("POST", MANY)
    async def measured(files: Annotated[list[bytes], File()]) -> Info:
        return {"file_sizes": sorted(len(file) for file in files)}


@fault("FILE-28")
def files_as_bytes_are_one(app: Broken) -> None:
    """Several files are joined, and their total size is returned."""

    @app.route("POST", MANY)
    async def measured(files: Annotated[list[bytes], File()]) -> Info:
        return {"file_sizes": [sum(len(file) for file in files)]}


@fault("FILE-17", "FILE-7")
def files_have_been_read_before(app: Broken) -> None:
    """The files are saved before they are measured, and then nothing is left to read."""
    describe(app, lambda files: [file | {"size": 0 if file["size"] else None} for file in files])


@fault("FILE-17", "FILE-11")
def file_type_is_unknown(app: Broken) -> None:
    """The media type of every file is `application/octet-stream`."""
    describe(app, lambda files: [file | {"content_type": "application/octet-stream"} for file in files])


@fault("FILE-9")
def file_name_is_ascii(app: Broken) -> None:
    """A file name is sanitised, and loses every character that is not ASCII."""
    rename(app, lambda name: re.sub(r"[^A-Za-z0-9._-]", "", name))


@fault("FILE-9")
def file_name_is_latin_1(app: Broken) -> None:
    """A file name in UTF-8 is read as Latin-1, as some parsers do by default."""
    rename(app, lambda name: name.encode().decode("latin-1"))


@fault("FILE-9")
def file_name_has_no_spaces(app: Broken) -> None:
    """A space in a file name becomes an underscore."""
    rename(app, lambda name: name.replace(" ", "_"))


@fault("FILE-9", "FILE-7", "FILE-17", "FILE-23", "FILE-19")
def file_name_is_made_up(app: Broken) -> None:
    """A file gets a new name, under which the server stores it."""
    rename(app, lambda name: f"upload-{len(name)}{PurePosixPath(name).suffix}")


@fault("FILE-7")
def files_without_content_are_left_out(app: Broken) -> None:
    """Empty files are left out of the list."""

    @app.route("POST", UPLOADS)
    async def described(files: Annotated[list[UploadFile], File()]) -> Info:
        infos = [await known(file) for file in files]
        return {**listed(infos), "files": [info for info in infos if info["size"]]}


@fault("FILE-7")
def files_come_by_name(app: Broken) -> None:
    """The files are sorted by name."""
    describe(app, lambda files: sorted(files, key=lambda file: str(file["filename"])))


@fault("FILE-27")
def files_are_described_by_the_last(app: Broken) -> None:
    """The response has the name and type of the last file, since a loop variable is used after its loop."""

    @app.route("POST", UPLOADS)
    async def described(files: Annotated[list[UploadFile], File()]) -> Info:
        infos = [await known(file) for file in files]
        return {**listed(infos[::-1]), "files": infos}


@fault("FILE-7")
def files_are_only_one(app: Broken) -> None:
    """Only the first of several files is read."""
    describe(app, lambda files: files[:1])


@fault("FILE-2", "FILE-4")
def file_is_optional(app: Broken) -> None:
    """A request without a file is accepted as an empty file."""

    @app.route("POST", FILE)
    async def measured(request: Request, file: Annotated[bytes | None, File()] = None) -> Info:
        return {"file_size": len(file or b""), "detail": [{"loc": ["body"]}]}


@fault("FILE-2")
def file_is_the_first_of_all(app: Broken) -> None:
    """The first file of a form is used, whatever the name of its field."""

    @app.route("POST", FILE)
    async def measured(request: Request) -> Info:
        for part in (await request.form()).values():
            if isinstance(part, Uploaded):
                return {"file_size": len(await part.read())}
        raise reject("body", "file", type="missing")


@fault("FILE-2")
def file_may_be_the_body(app: Broken) -> None:
    """A body that is not a form is used as the file itself."""

    @app.route("POST", FILE)
    async def measured(request: Request) -> Info:
        if request.headers.get("content-type", "application/octet-stream") == "application/octet-stream":
            return {"file_size": len(await request.body())}
        return {"file_size": len(await (await request.form())["file"].read())}  # type: ignore[union-attr]


@fault("FILE-8", "FILE-4")
def files_may_be_none(app: Broken) -> None:
    """A request without files is accepted as an empty list."""

    @app.route("POST", UPLOADS)
    async def described(request: Request) -> Info:
        files = [part for part in (await request.form()).getlist("files") if isinstance(part, Uploaded)]
        return {"files": [file.filename for file in files]}


@fault("FILE-8")
def files_may_have_brackets(app: Broken) -> None:
    """The name of a field for several files may end with `[]`, as in PHP."""

    @app.route("POST", UPLOADS)
    async def described(request: Request) -> Info:
        form = await request.form()
        files = [*form.getlist("files"), *form.getlist("files[]")]
        if not files:
            raise reject("body", "files", type="missing")
        return {"files": len(files)}


@fault("FILE-8")
def files_in_another_field_are_unexpected(app: Broken) -> None:
    """A file in an undeclared field is reported, instead of the missing declared one."""

    @app.route("POST", UPLOADS)
    async def described(request: Request) -> Info:
        form = await request.form()
        if other := [name for name in form if name != "files"]:
            raise reject("body", *other, type="unexpected_file")
        if not form:
            raise reject("body", "files", type="missing")
        return {"files": len(form)}


@fault("FILE-8", "FILE-2")
def file_without_a_body_is_one_error(app: Broken) -> None:
    """A missing body is reported at `[body]`, instead of its missing field."""
    for path in (FILE, UPLOADS):

        async def body_is_there(request: Request) -> None:
            if request.headers.get("content-length", "0") == "0":
                raise reject("body", type="missing")

        @app.route("POST", path, dependencies=[Depends(body_is_there)])
        async def upload(file: UploadFile | None = None, files: Annotated[list[UploadFile], File()] = []) -> None:  # noqa: B006
            raise reject("body", "files", type="missing")


@fault("FILE-29", "FILE-30")
def file_is_a_list(app: Broken) -> None:
    """A single file is a list with one element."""

    @app.route("POST", SINGLE)
    async def described(file: list[UploadFile]) -> list[Info]:
        return [await known(each) for each in file]


@fault("FILE-29")
def file_has_been_read_before(app: Broken) -> None:
    """A single file is read before it is measured, and then nothing is left."""

    @app.route("POST", SINGLE)
    async def described(file: UploadFile) -> Info:
        await file.read()
        return await known(file)


@fault("FILE-29")
def file_metadata_are_those_of_the_form(app: Broken) -> None:
    """The media type of a single file is that of the request."""

    @app.route("POST", SINGLE)
    async def described(request: Request, file: UploadFile) -> Info:
        return await known(file) | {"content_type": request.headers["content-type"]}


@fault("FILE-30")
def file_may_be_a_string(app: Broken) -> None:
    """A string for a single file is accepted as a file without a name."""

    @app.route("POST", SINGLE)
    async def described(file: Annotated[bytes, File()]) -> Info:
        return {"filename": None, "content_type": None, "size": len(file)}


@fault("FILE-30")
def file_that_is_a_string_is_a_crash(app: Broken) -> None:
    """A string for a single file is an unhandled exception, since it has no file name."""

    @app.received("POST", SINGLE)
    def crash(response: Received) -> None:
        if response.status == 422:
            response.status, response.body = 500, b"Internal Server Error"


@fault("FILE-6")
def files_may_be_strings(app: Broken) -> None:
    """A string among the files of a field is skipped."""

    @app.route("POST", UPLOADS)
    async def described(request: Request) -> Info:
        files = [part for part in (await request.form()).getlist("files") if isinstance(part, Uploaded)]
        return {"files": [file.filename for file in files]}


@fault("FILE-6", "FILE-10")
def files_are_rejected_together(app: Broken) -> None:
    """A string among the files of a field is reported at the field, without its index."""

    @app.route("POST", UPLOADS)
    async def described(request: Request) -> Info:
        files = (await request.form()).getlist("files")
        if not all(isinstance(part, Uploaded) for part in files):
            raise reject("body", "files")
        return {"files": len(files)}


@fault("FILE-22", "FILE-24")
def file_may_be_larger(app: Broken) -> None:
    """The limit for bodies is that of the application instead of that of the operation."""

    @app.route("POST", FILE)
    async def measured(file: Annotated[bytes, File()]) -> Info:
        return {"file_size": len(file)}

    @app.route("POST", UPLOADS)
    async def described(files: Annotated[list[UploadFile], File()]) -> Info:
        return listed([await known(file) for file in files])


@fault("FILE-14")
def file_number_is_unlimited(app: Broken) -> None:
    """A request may contain any number of files."""

    @app.route("POST", UPLOADS)
    async def described(request: Request) -> Info:
        return {"files": len((await request.form(max_files=float("inf"))).getlist("files"))}


@fault("FILE-14")
def file_number_is_limited_to_999(app: Broken) -> None:
    """The limit for files is off by one: 1,000 files are rejected."""

    @app.route("POST", UPLOADS)
    async def described(request: Request) -> Info:
        return {"files": len((await request.form(max_files=999)).getlist("files"))}


@fault("FILE-15")
def file_is_the_first(app: Broken) -> None:
    """If a single file is sent more than once, the first one counts."""

    @app.route("POST", FILE)
    async def measured(file: Annotated[list[UploadFile], File()]) -> Info:
        return {"file_size": len(await file[0].read())}
