"""Faults that the rules of spec/chapter04_responses/test_forms_and_files.py detect."""

from typing import Annotated

from fastapi import File, Form, Request, UploadFile

from proof.faults.chapter04_responses._shared import Info, known
from proof.faults.fault import Broken, fault, reject

PATH = "/chapter04/form/files"
Bytes = Annotated[bytes, File()]
Photo = Annotated[UploadFile, File()]


@fault("FILE-31", "FILE-32")
def form_field_beside_files_is_in_the_query(app: Broken) -> None:
    """A form with files has no other fields: the title is read from the query, where it is optional."""

    @app.route("POST", PATH)
    async def created(file: Bytes, photo: Photo, title: str = "") -> Info:
        return {"title": title, "file_size": len(file), "photo": await known(photo)}


@fault("FILE-31")
def form_files_are_mixed_up(app: Broken) -> None:
    """The two files of a form are taken in another order than their fields say."""

    @app.route("POST", PATH)
    async def created(file: Photo, photo: Bytes, title: Annotated[str, Form()]) -> Info:
        return {"title": title, "file_size": len(photo), "photo": await known(file)}


@fault("FILE-31")
def form_file_has_no_size(app: Broken) -> None:
    """A file is read to its end, and its size is that of the rest."""

    @app.route("POST", PATH)
    async def created(file: Bytes, photo: Photo, title: Annotated[str, Form()]) -> Info:
        await photo.read()
        return {"title": title, "file_size": len(file), "photo": await known(photo)}


@fault("FILE-32")
def form_files_are_optional(app: Broken) -> None:
    """The files of a form may be missing; only its field is required."""

    @app.route("POST", PATH)
    async def created(
        title: Annotated[str, Form()], file: Bytes = b"", photo: Annotated[UploadFile | None, File()] = None
    ) -> Info:
        return {"title": title, "file_size": len(file), "photo": await known(photo) if photo else None}


@fault("FILE-32")
def form_files_are_missing_together(app: Broken) -> None:
    """A form without one of its parts is reported at the body, whichever part it is."""

    @app.route("POST", PATH)
    async def created(request: Request) -> Info:
        form = await request.form()
        if not {"file", "photo", "title"} <= set(form):
            raise reject("body", type="missing")
        return {"title": form["title"]}
