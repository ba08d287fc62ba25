"""Faults that the rules of spec/chapter07_database/test_bad_input.py detect."""

import json
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import Body, Depends, Header, HTTPException, Request
from fastapi.exception_handlers import request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from proof.faults.chapter07_database._shared import DEPARTMENT, DEPARTMENTS
from proof.faults.fault import Broken, Received, fault
from reference_app.crud import department as departments
from reference_app.crud import staff as crud
from reference_app.database import Db
from reference_app.model import Department, Staff
from reference_app.routers.chapter07 import staff as router
from reference_app.schema.department import DepartmentIn, DepartmentOut
from reference_app.schema.envelope import Envelope, Paging
from reference_app.schema.staff import StaffIn, StaffOut
from reference_app.schema.types import Id, Name


@fault("DB-INPUT-1")
def ids_have_no_bounds(app: Broken) -> None:
    """An id is any integer, also one that the driver of the database cannot take."""

    @app.route("GET", DEPARTMENT, response_model=DepartmentOut)
    def read_department(did: int, session: Db) -> Department:
        found = departments.read(session, did)
        if found is None:
            raise HTTPException(404, "no such department")
        return found


@fault("DB-INPUT-1")
def ids_are_any_text(app: Broken) -> None:
    """An id is a string, and one that is no number that of no row."""

    @app.route("GET", DEPARTMENT, response_model=DepartmentOut)
    def read_department(did: str, session: Db) -> Department:
        found = departments.read(session, int(did)) if did.isdigit() and len(did) < 10 else None
        if found is None:
            raise HTTPException(404, "no such department")
        return found


@fault("DB-INPUT-2")
def ids_wrap_around(app: Broken) -> None:
    """Of an id the lower 32 bits are taken, as a conversion does that is not checked."""

    @app.route("DELETE", DEPARTMENT, status_code=204)
    def delete_department(did: int, session: Db) -> None:
        if not departments.delete(session, did & 0x7FFFFFFF):
            raise HTTPException(404, "no such department")


@fault("DB-INPUT-3")
def numbers_in_a_body_wrap_around(app: Broken) -> None:
    """Of a number in a body the lower 32 bits are taken, as a conversion does that is not checked."""

    @app.route("POST", "/chapter07/staff", status_code=201, response_model=StaffOut)
    def create_member(sname: Annotated[Name, Body()], did: Annotated[int, Body()], session: Db) -> Staff:
        with router.known_department():
            return crud.create(session, [StaffIn(sname=sname, did=did & 0x7FFFFFFF)])[0]


@fault("DB-INPUT-3")
def numbers_in_a_body_have_no_bounds(app: Broken) -> None:
    """A number in a body is any integer, also one that the driver of the database cannot take."""

    @app.route("POST", "/chapter07/staff", status_code=201, response_model=StaffOut)
    def create_member(sname: Annotated[Name, Body()], did: Annotated[int, Body()], session: Db) -> Staff:
        with router.known_department():
            return crud.create(session, [StaffIn.model_construct(sname=sname, did=did)])[0]


@fault("DB-INPUT-5", "DB-INPUT-7")
def errors_echo_what_they_cannot(app: Broken) -> None:
    """An error echoes its input, also one that JSON cannot say: FastAPI's own handler fails on it."""
    app.handler(RequestValidationError, request_validation_exception_handler)


@fault("DB-INPUT-8")
def json_is_read_by_hand(app: Broken) -> None:
    """A handler reads the JSON itself, and expects no more than that it may be invalid."""

    @app.route("PUT", DEPARTMENT, response_model=DepartmentOut)
    async def update_department(did: Id, request: Request, session: Db) -> Any:
        try:
            return departments.update(session, did, DepartmentIn(**await request.json()))
        except (json.JSONDecodeError, ValidationError, TypeError):
            raise HTTPException(400, "no department") from None


@fault("DB-INPUT-9")
def query_is_parsed_by_hand(app: Broken) -> None:
    """A handler parses the query itself, with a limit whose error nobody expects."""

    @app.route("GET", "/chapter07/getStaffByPage/", response_model=Envelope[StaffOut])
    def read_staff(request: Request, session: Db) -> dict[str, object]:
        paging = Paging.model_validate(dict(parse_qsl(request.url.query, max_num_fields=1000)))
        items, total = crud.read_page(session, paging)
        return {"result": {"items": items, "total": total}}


@fault("DB-INPUT-10")
def body_has_any_size(app: Broken) -> None:
    """A body of any size is read to its end."""

    @app.route("POST", DEPARTMENTS, status_code=201, response_model=DepartmentOut, max_body_size=2**40)
    def create_department(department: DepartmentIn, session: Db) -> Department:
        return departments.create(session, department)


@fault("DB-INPUT-10")
def body_has_the_size_it_announces(app: Broken) -> None:
    """The size of a body is taken from Content-Length, and none where there is none."""

    def small(content_length: Annotated[int, Header()] = 0) -> None:
        if content_length > 2**24:
            raise HTTPException(413, "the body is too large")

    @app.route("POST", DEPARTMENTS, status_code=201, dependencies=[Depends(small)], max_body_size=2**40)
    async def create_department(request: Request, session: Db) -> dict[str, object]:
        department = DepartmentIn.model_validate_json(await request.body())
        row = departments.create(session, department)
        return {"did": row.did, "dname": row.dname}


@fault("DB-INPUT-11")
def rows_are_not_named(app: Broken) -> None:
    """A 404 has the words of its status, and not those of what is not there."""

    @app.received("*", "/chapter07/*")
    def phrase(response: Received) -> None:
        if response.status == 404:
            response.json = {"detail": "Not Found"}


@fault("DB-INPUT-5", "DB-INPUT-6", "DB-INPUT-10", "DB-APP-1", "DB-APP-2", "DB-APP-3")
def departments_end_with_a_slash(app: Broken) -> None:
    """The list of departments has a slash at its end, to which a request without one is led."""

    @app.route("GET", DEPARTMENTS)
    def led() -> RedirectResponse:
        return RedirectResponse(f"{DEPARTMENTS}/")
