"""Faults of uploads: what is missing, too large or broken off."""

import re
from typing import Annotated, Any
from urllib.parse import unquote

from fastapi import Depends, File, HTTPException, Request, UploadFile
from starlette.datastructures import UploadFile as Uploaded

from reference_app.routers.chapter04.files import LARGEST_BODY
from tests.faults.chapter04_files import describe, known, listed
from tests.faults.fault import Answer, Broken, Sent, fault, refuse

FILE = "/chapter04/file"
FILES = "/chapter04/upload_files"
SCHEMA = "Body_file_size_chapter04_file_post"
Info = dict[str, Any]


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

    @app.route("POST", FILES)
    async def described(request: Request) -> Info:
        files = [part for part in (await request.form()).getlist("files") if isinstance(part, Uploaded)]
        return {"files": [file.filename for file in files]}


@fault("FILE-8")
def files_may_have_brackets(app: Broken) -> None:
    """The name of a field of several files may end with brackets, as PHP wants it."""

    @app.route("POST", FILES)
    async def described(request: Request) -> Info:
        form = await request.form()
        files = [*form.getlist("files"), *form.getlist("files[]")]
        if not files:
            raise refuse("body", "files", type="missing")
        return {"files": len(files)}


@fault("FILE-8")
def files_in_another_field_are_unexpected(app: Broken) -> None:
    """A file in a field that is not declared is reported, and not that the declared one is missing."""

    @app.route("POST", FILES)
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
    for path in (FILE, FILES):

        async def body_is_there(request: Request) -> None:
            if request.headers.get("content-length", "0") == "0":
                raise refuse("body", type="missing")

        @app.route("POST", path, dependencies=[Depends(body_is_there)])
        async def upload(file: UploadFile | None = None, files: Annotated[list[UploadFile], File()] = []) -> None:  # noqa: B006
            raise refuse("body", "files", type="missing")


@fault("FILE-6")
def files_may_be_texts(app: Broken) -> None:
    """A text among the files of a field is passed over."""

    @app.route("POST", FILES)
    async def described(request: Request) -> Info:
        files = [part for part in (await request.form()).getlist("files") if isinstance(part, Uploaded)]
        return {"files": [file.filename for file in files]}


@fault("FILE-6", "FILE-10")
def files_are_refused_together(app: Broken) -> None:
    """A text among the files of a field is refused at the field, and not at its place among them."""

    @app.route("POST", FILES)
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

    @app.route("POST", FILES)
    async def described(files: Annotated[list[UploadFile], File()]) -> Info:
        return listed([await known(file) for file in files])


@fault("FILE-24")
def file_in_chunks_may_be_larger(app: Broken) -> None:
    """A body is measured by the length that it declares, and goes unmeasured where it declares none."""

    def declared(request: Request) -> None:
        if int(request.headers.get("content-length", "0")) > LARGEST_BODY:
            raise HTTPException(413)

    @app.route("POST", FILE, dependencies=[Depends(declared)])
    async def measured(file: Annotated[bytes, File()]) -> Info:
        return {"file_size": len(file)}


@fault("FILE-14")
def file_number_is_unbounded(app: Broken) -> None:
    """Any number of files is taken in one request."""

    @app.route("POST", FILES)
    async def described(request: Request) -> Info:
        return {"files": len((await request.form(max_files=float("inf"))).getlist("files"))}


@fault("FILE-14")
def file_number_is_below_its_bound(app: Broken) -> None:
    """The number of files is compared with its bound by the wrong sign, so that the thousandth is one too many."""

    @app.route("POST", FILES)
    async def described(request: Request) -> Info:
        return {"files": len((await request.form(max_files=999)).getlist("files"))}


@fault("FILE-4")
def file_not_chosen_is_an_empty_one(app: Broken) -> None:
    """A part that a browser sends when no file is chosen is taken for a file without content."""

    @app.sent("POST", "/chapter04/*")
    def named(sent: Sent) -> None:
        sent.body = sent.body.replace(b'filename=""', b'filename="blob"')


@fault("FILE-12", "FILE-21")
def file_framing_is_a_crash(app: Broken) -> None:
    """A multipart body that cannot be parsed is an error of the server."""

    @app.answers("POST", FILE)
    def crash(answer: Answer) -> None:
        if answer.status == 400:
            answer.status, answer.json = 500, {"detail": "Internal Server Error"}


@fault("FILE-12", "FILE-21")
def file_framing_is_a_missing_file(app: Broken) -> None:
    """In a multipart body that cannot be parsed the file is missing, and that is all that is said of it."""

    @app.answers("POST", FILE)
    def missing(answer: Answer) -> None:
        if answer.status == 400:
            answer.status, answer.json = (
                422,
                {"detail": [{"loc": ["body", "file"], "type": "missing", "msg": "missing"}]},
            )


@fault("FILE-21")
def file_framing_is_a_bad_request(app: Broken) -> None:
    """What is wrong with a multipart body is not told."""

    @app.answers("POST", FILE)
    def untold(answer: Answer) -> None:
        if answer.status == 400:
            answer.json = {"detail": "There was an error parsing the body"}


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
    """A file name is echoed whatever the charset of the client made of it, and breaks when the answer is encoded."""
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

    @app.sent("POST", FILES)
    def decoded(sent: Sent) -> None:
        if found := re.search(rb"filename\*=UTF-8''([^\r\n;]*)", sent.body):
            name = unquote(found[1].decode())
            sent.body = sent.body.replace(found[0], f'filename="{name}"'.encode())


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
