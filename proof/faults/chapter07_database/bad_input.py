"""Faults that the rules of spec/chapter07_database/test_bad_input.py detect."""

import json
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import Body, Depends, Header, HTTPException, Request
from fastapi.exception_handlers import request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from h11 import EndOfMessage, LocalProtocolError
from h11._readers import ChunkedReader
from pydantic import ValidationError

from proof.faults.chapter07_database._shared import DEPARTMENT, DEPARTMENTS, USERS
from proof.faults.fault import Broken, Received, fault
from reference_app.crud import department as departments
from reference_app.crud import staff as crud
from reference_app.crud import user as users
from reference_app.database import Db
from reference_app.model import Department, Staff, User
from reference_app.routers.chapter07 import staff as router
from reference_app.schema.database_user import Password, UserCreate, UserRead
from reference_app.schema.department import DepartmentIn, DepartmentOut
from reference_app.schema.envelope import Envelope, Paging
from reference_app.schema.staff import StaffIn, StaffOut
from reference_app.schema.types import Id, Name


@fault("DB-INPUT-11")
def rows_are_not_named(app: Broken) -> None:
    """The detail of a 404 is the phrase of its status and does not name the missing row."""

    @app.received("*", "/chapter07/*")
    def phrase(response: Received) -> None:
        if response.status == 404:
            response.json = {"detail": "Not Found"}


@fault("DB-INPUT-12")
def users_take_true_for_one(app: Broken) -> None:
    """Numbers are those of pydantic, which reads true as 1."""

    @app.route("POST", USERS, status_code=201, response_model=UserRead)
    def create_user(
        session: Db,
        account: Annotated[int, Body()],
        role: Annotated[int, Body()],
        password: Annotated[Password, Body()],
        uname: Annotated[Name | None, Body()] = None,
    ) -> User:
        return users.create(session, UserCreate(account=account, role=role, password=password, uname=uname))


@fault("DB-INPUT-12")
def staff_department_may_be_a_string(app: Broken) -> None:
    """The number of a department may be a string, which pydantic reads as a number."""

    @app.route("POST", "/chapter07/staff", status_code=201, response_model=StaffOut)
    def create_member(sname: Annotated[Name, Body()], did: Annotated[Id, Body()], session: Db) -> Staff:
        with router.known_department():
            return crud.create(session, [StaffIn(sname=sname, did=did)])[0]


@fault("DB-INPUT-1")
def ids_have_no_bounds(app: Broken) -> None:
    """An id is any integer, even one that the database driver cannot take."""

    @app.route("GET", DEPARTMENT, response_model=DepartmentOut)
    def read_department(did: int, session: Db) -> Department:
        found = departments.read(session, did)
        if found is None:
            raise HTTPException(404, "no such department")
        return found


@fault("DB-INPUT-1")
def ids_are_any_string(app: Broken) -> None:
    """An id is any string; one that is not a number is a missing row."""

    @app.route("GET", DEPARTMENT, response_model=DepartmentOut)
    def read_department(did: str, session: Db) -> Department:
        found = departments.read(session, int(did)) if did.isdigit() and len(did) < 10 else None
        if found is None:
            raise HTTPException(404, "no such department")
        return found


@fault("DB-INPUT-2")
def ids_wrap_around(app: Broken) -> None:
    """Only the lower 31 bits of an id are used, as in an unchecked conversion."""

    @app.route("DELETE", DEPARTMENT, status_code=204)
    def delete_department(did: int, session: Db) -> None:
        if not departments.delete(session, did & 0x7FFFFFFF):
            raise HTTPException(404, "no such department")


@fault("DB-INPUT-3")
def numbers_in_a_body_wrap_around(app: Broken) -> None:
    """Only the lower 31 bits of a number in a body are used, as in an unchecked conversion."""

    @app.route("POST", "/chapter07/staff", status_code=201, response_model=StaffOut)
    def create_member(sname: Annotated[Name, Body()], did: Annotated[int, Body()], session: Db) -> Staff:
        with router.known_department():
            return crud.create(session, [StaffIn(sname=sname, did=did & 0x7FFFFFFF)])[0]


@fault("DB-INPUT-3")
def numbers_in_a_body_have_no_bounds(app: Broken) -> None:
    """A number in a body is any integer, even one that the database driver cannot take."""

    @app.route("POST", "/chapter07/staff", status_code=201, response_model=StaffOut)
    def create_member(sname: Annotated[Name, Body()], did: Annotated[int, Body()], session: Db) -> Staff:
        with router.known_department():
            return crud.create(session, [StaffIn.model_construct(sname=sname, did=did)])[0]


@fault("DB-INPUT-10")
def body_has_any_size(app: Broken) -> None:
    """A body of any size is read to its end."""

    @app.route("POST", DEPARTMENTS, status_code=201, response_model=DepartmentOut, max_body_size=2**40)
    def create_department(department: DepartmentIn, session: Db) -> Department:
        return departments.create(session, department)


@fault("DB-INPUT-10")
def body_has_the_size_it_announces(app: Broken) -> None:
    """The size of a body is checked by its Content-Length, and not at all without one."""

    def small(content_length: Annotated[int, Header()] = 0) -> None:
        if content_length > 2**24:
            raise HTTPException(413, "the body is too large")

    @app.route("POST", DEPARTMENTS, status_code=201, dependencies=[Depends(small)], max_body_size=2**40)
    async def create_department(request: Request, session: Db) -> dict[str, object]:
        department = DepartmentIn.model_validate_json(await request.body())
        row = departments.create(session, department)
        return {"did": row.did, "dname": row.dname}


@fault("DB-INPUT-9")
def query_is_parsed_by_hand(app: Broken) -> None:
    """A handler parses the query itself, with a limit whose error is not handled."""

    @app.route("GET", "/chapter07/getStaffByPage/", response_model=Envelope[StaffOut])
    def read_staff(request: Request, session: Db) -> dict[str, object]:
        paging = Paging.model_validate(dict(parse_qsl(request.url.query, max_num_fields=1000)))
        items, total = crud.read_page(session, paging)
        return {"result": {"items": items, "total": total}}


@fault("DB-INPUT-5", "DB-INPUT-7")
def errors_echo_what_json_cannot_encode(app: Broken) -> None:
    """An error echoes its input, even one that JSON cannot encode: FastAPI's own handler fails on it."""
    app.handler(RequestValidationError, request_validation_exception_handler)


@fault("DB-INPUT-5", "DB-INPUT-10", "DB-APP-2", "MW-TIME-1")
def departments_end_with_a_slash(app: Broken) -> None:
    """The list of departments is at a path with a trailing slash, to which other requests are redirected."""

    @app.route("GET", DEPARTMENTS)
    def led() -> RedirectResponse:
        return RedirectResponse(f"{DEPARTMENTS}/")


@fault("DB-INPUT-13")
def chunks_end_with_any_two_bytes(app: Broken) -> None:
    """The server skips two bytes behind each chunk of a body, whatever they are."""
    sound = ChunkedReader.__call__

    def read(reader: ChunkedReader, received: Any) -> Any:
        if reader._bytes_to_discard == b"\r\n" and len(received) >= 2:
            received.maybe_extract_at_most(2)
            reader._bytes_to_discard = b""
        return sound(reader, received)

    app.patch("h11._readers.ChunkedReader.__call__", read)


@fault("DB-INPUT-13")
def chunk_may_be_the_last(app: Broken) -> None:
    """A body whose chunks cannot be read ends with the last chunk that could be."""
    sound = ChunkedReader.__call__

    def read(reader: ChunkedReader, received: Any) -> Any:
        try:
            return sound(reader, received)
        except LocalProtocolError:
            received.maybe_extract_at_most(len(received))
            return EndOfMessage()

    app.patch("h11._readers.ChunkedReader.__call__", read)


@fault("DB-INPUT-8")
def json_is_read_by_hand(app: Broken) -> None:
    """A handler parses the JSON itself and handles no error but invalid JSON."""

    @app.route("PUT", DEPARTMENT, response_model=DepartmentOut)
    async def update_department(did: Id, request: Request, session: Db) -> Any:
        try:
            return departments.update(session, did, DepartmentIn(**await request.json()))
        except (json.JSONDecodeError, ValidationError, TypeError):
            raise HTTPException(400, "no department") from None
