"""Faults that the rules of spec/chapter04_responses/test_uploads.py detect."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Annotated, Any

from fastapi import Depends, File, Request, UploadFile
from starlette.datastructures import UploadFile as Uploaded

from proof.faults.chapter04_responses._shared import FILE, UPLOADS, Info, describe, known, listed, rename
from proof.faults.fault import Broken, Sent, fault, refuse
from reference_app.routers.chapter04.files import LARGEST_BODY

SCHEMA = "Body_file_size_chapter04_file_post"


def measure(app: Broken, size: Callable[[bytes], Any]) -> None:
    """Measure a file in another way."""

    @app.route("POST", FILE, max_body_size=LARGEST_BODY)
    async def measured(file: Annotated[bytes, File()]) -> Info:
        return {"file_size": size(file)}


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

    @app.route("POST", UPLOADS)
    async def described(files: Annotated[list[UploadFile], File()]) -> Info:
        infos = [await known(file) for file in files]
        return {**listed(infos), "files": [info for info in infos if info["size"]]}


@fault("FILE-7")
def files_come_by_name(app: Broken) -> None:
    """The files come in the order of their names."""
    describe(app, lambda files: sorted(files, key=lambda file: str(file["filename"])))


@fault("FILE-7")
def files_are_described_by_the_last(app: Broken) -> None:
    """Name and type of the response are those of the last file: the variable of the loop is used after it."""

    @app.route("POST", UPLOADS)
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


@fault("FILE-9", "FILE-7", "FILE-17", "FILE-23", "FILE-19")
def file_name_is_made_up(app: Broken) -> None:
    """A file gets a name of the server's own, under which it is stored."""
    rename(app, lambda name: f"upload-{len(name)}{PurePosixPath(name).suffix}")


@fault("FILE-17", "FILE-11")
def file_type_is_unknown(app: Broken) -> None:
    """The type of every file is that of unknown bytes."""
    describe(app, lambda files: [file | {"content_type": "application/octet-stream"} for file in files])


@fault("FILE-2", "FILE-4")
def file_is_optional(app: Broken) -> None:
    """A request without a file is taken, for a file of 0 bytes."""

    @app.route("POST", FILE)
    async def measured(request: Request, file: Annotated[bytes | None, File()] = None) -> Info:
        return {"file_size": len(file or b""), "detail": [{"loc": ["body"]}]}


@fault("FILE-2")
def file_is_the_first_of_all(app: Broken) -> None:
    """The first file of a form is taken, whatever the name of its field."""

    @app.route("POST", FILE)
    async def measured(request: Request) -> Info:
        for part in (await request.form()).values():
            if isinstance(part, Uploaded):
                return {"file_size": len(await part.read())}
        raise refuse("body", "file", type="missing")


@fault("FILE-2")
def file_may_be_the_body(app: Broken) -> None:
    """A body that is no form is taken for the file itself."""

    @app.route("POST", FILE)
    async def measured(request: Request) -> Info:
        if request.headers.get("content-type", "application/octet-stream") == "application/octet-stream":
            return {"file_size": len(await request.body())}
        return {"file_size": len(await (await request.form())["file"].read())}  # type: ignore[union-attr]


@fault("FILE-8", "FILE-4")
def files_may_be_none(app: Broken) -> None:
    """A request without files is taken, for an empty list."""

    @app.route("POST", UPLOADS)
    async def described(request: Request) -> Info:
        files = [part for part in (await request.form()).getlist("files") if isinstance(part, Uploaded)]
        return {"files": [file.filename for file in files]}


@fault("FILE-8")
def files_may_have_brackets(app: Broken) -> None:
    """The name of a field of several files may end with brackets, as PHP wants it."""

    @app.route("POST", UPLOADS)
    async def described(request: Request) -> Info:
        form = await request.form()
        files = [*form.getlist("files"), *form.getlist("files[]")]
        if not files:
            raise refuse("body", "files", type="missing")
        return {"files": len(files)}


@fault("FILE-8")
def files_in_another_field_are_unexpected(app: Broken) -> None:
    """A file in a field that is not declared is reported, and not that the declared one is missing."""

    @app.route("POST", UPLOADS)
    async def described(request: Request) -> Info:
        form = await request.form()
        if other := [name for name in form if name != "files"]:
            raise refuse("body", *other, type="unexpected_file")
        if not form:
            raise refuse("body", "files", type="missing")
        return {"files": len(form)}


@fault("FILE-8", "FILE-2")
def file_without_a_body_is_one_fault(app: Broken) -> None:
    """Where no body is sent at all, that is reported, and not which field is missing."""
    for path in (FILE, UPLOADS):

        async def body_is_there(request: Request) -> None:
            if request.headers.get("content-length", "0") == "0":
                raise refuse("body", type="missing")

        @app.route("POST", path, dependencies=[Depends(body_is_there)])
        async def upload(file: UploadFile | None = None, files: Annotated[list[UploadFile], File()] = []) -> None:  # noqa: B006
            raise refuse("body", "files", type="missing")


@fault("FILE-6")
def files_may_be_texts(app: Broken) -> None:
    """A text among the files of a field is passed over."""

    @app.route("POST", UPLOADS)
    async def described(request: Request) -> Info:
        files = [part for part in (await request.form()).getlist("files") if isinstance(part, Uploaded)]
        return {"files": [file.filename for file in files]}


@fault("FILE-6", "FILE-10")
def files_are_refused_together(app: Broken) -> None:
    """A text among the files of a field is refused at the field, and not at its place among them."""

    @app.route("POST", UPLOADS)
    async def described(request: Request) -> Info:
        files = (await request.form()).getlist("files")
        if not all(isinstance(part, Uploaded) for part in files):
            raise refuse("body", "files")
        return {"files": len(files)}


@fault("FILE-15")
def file_is_the_first(app: Broken) -> None:
    """Of a single file that is sent more than once the first counts."""

    @app.route("POST", FILE)
    async def measured(file: Annotated[list[UploadFile], File()]) -> Info:
        return {"file_size": len(await file[0].read())}


@fault("FILE-22", "FILE-24")
def file_may_be_larger(app: Broken) -> None:
    """The largest body is that of the application, and not that of the operation."""

    @app.route("POST", FILE)
    async def measured(file: Annotated[bytes, File()]) -> Info:
        return {"file_size": len(file)}

    @app.route("POST", UPLOADS)
    async def described(files: Annotated[list[UploadFile], File()]) -> Info:
        return listed([await known(file) for file in files])


@fault("FILE-14")
def file_number_is_unbounded(app: Broken) -> None:
    """Any number of files is taken in one request."""

    @app.route("POST", UPLOADS)
    async def described(request: Request) -> Info:
        return {"files": len((await request.form(max_files=float("inf"))).getlist("files"))}


@fault("FILE-14")
def file_number_is_below_its_bound(app: Broken) -> None:
    """The number of files is compared with its bound by the wrong sign, so that the thousandth is one too many."""

    @app.route("POST", UPLOADS)
    async def described(request: Request) -> Info:
        return {"files": len((await request.form(max_files=999)).getlist("files"))}


@fault("FILE-16")
def document_gives_a_file_as_a_format(app: Broken) -> None:
    """The document gives a file as OpenAPI 3.0 did, by format: binary."""

    @app.document()
    def older(document: Any) -> None:
        document["components"]["schemas"][SCHEMA]["properties"]["file"] = {"type": "string", "format": "binary"}


@fault("FILE-16")
def document_lacks_the_413(app: Broken) -> None:
    """The document does not say that a file may be too large."""

    @app.document()
    def without(document: Any) -> None:
        del document["paths"][FILE]["post"]["responses"]["413"]


@fault("FILE-1")
def firewall_strips_angle_brackets(app: Broken) -> None:
    """A firewall takes less-than signs out of bodies and queries, for fear of scripts."""

    @app.sent("*", "*")
    def strip(sent: Sent) -> None:
        sent.body = sent.body.replace(b"<", b"")
        sent.query = sent.query.replace("%3C", "").replace("<", "")
