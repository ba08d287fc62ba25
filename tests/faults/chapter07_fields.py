"""Faults of the database chapter: the times, the names and the department of a row."""

import datetime
import json
from typing import Annotated, Any

from fastapi import Body
from pydantic import AfterValidator, Field

from reference_app.crud import department as departments
from reference_app.crud import staff as crud
from reference_app.database import Db
from reference_app.model import Department, Staff
from reference_app.routers.chapter07 import staff as router
from reference_app.schema.column import Id, Name
from reference_app.schema.department import DepartmentIn, DepartmentOut
from reference_app.schema.staff import StaffIn, StaffOut
from tests.faults.fault import Answer, Broken, Sent, fault

DEPARTMENT = "/chapter07/departments/{did}"
MEMBER = "/chapter07/staff/{sid}"


def names(app: Broken, bound: Any) -> None:
    """Give new names of departments and members another bound: a Field or a validator."""

    @app.route("PUT", DEPARTMENT, response_model=DepartmentOut)
    def update_department(did: Id, dname: Annotated[str, Body(embed=True), bound], session: Db) -> Any:
        return departments.update(session, did, DepartmentIn.model_construct(dname=dname))

    @app.route("PATCH", MEMBER, response_model=StaffOut)
    def update_member(sid: Id, sname: Annotated[str, Body(embed=True), bound], session: Db) -> Any:
        return crud.update(session, sid, {"sname": sname})


@fault("DB-6", "DB-7", "DB-STAFF-11")
def times_have_no_offset(app: Broken) -> None:
    """Times are answered as SQLite has them, without the offset of UTC."""

    @app.answers("*", "/chapter07/*")
    def naive(answer: Answer) -> None:
        answer.body = answer.body.replace(b'Z"', b'"')


@fault("DB-6", "DB-7", "DB-STAFF-11")
def times_are_those_of_beijing(app: Broken) -> None:
    """Times are answered with the offset of the developer's own zone."""

    @app.answers("*", "/chapter07/*")
    def local(answer: Answer) -> None:
        answer.body = answer.body.replace(b'Z"', b'+08:00"')


@fault("DB-14")
def times_of_beijing_are_called_utc(app: Broken) -> None:
    """Times are stored in the developer's own zone, and answered as if they were in UTC."""

    @app.answers("GET", "/chapter07/departments/*")
    def ahead(answer: Answer) -> None:
        for name in ("created_at", "updated_at"):
            moment = datetime.datetime.fromisoformat(answer.json[name]) + datetime.timedelta(hours=8)
            answer.json = answer.json | {name: moment.isoformat()}


@fault("DB-6", "DB-7", "DB-STAFF-11")
def times_are_those_of_the_answer(app: Broken) -> None:
    """The time of the creation is the default of the model that answers, and so that of the answer."""

    @app.answers("*", "/chapter07/*/*")
    def now(answer: Answer) -> None:
        if answer.status == 200 and "created_at" in answer.json:
            answer.json = answer.json | {"created_at": datetime.datetime.now(datetime.UTC).isoformat()}


@fault("DB-5", "DB-STAFF-9")
def names_have_29_characters(app: Broken) -> None:
    """A new name of 30 characters is one too long."""
    names(app, Field(min_length=1, max_length=29))


@fault("DB-5", "DB-STAFF-9")
def names_have_255_characters(app: Broken) -> None:
    """A new name has the length that frameworks like to give it, and not that of its column."""
    names(app, Field(min_length=1, max_length=255))


@fault("DB-5", "DB-STAFF-9")
def names_have_30_bytes(app: Broken) -> None:
    """The length of a new name is that of its bytes."""

    def short(name: str) -> str:
        if not 0 < len(name.encode()) <= 30:
            raise ValueError("at most 30 bytes")
        return name

    names(app, AfterValidator(short))


@fault("DB-5", "DB-DEPT-8", "DB-STAFF-9", "DB-INPUT-4", "DB-INPUT-5", "DB-INPUT-6")
def names_are_any_text(app: Broken) -> None:
    """A name is any string at all."""
    names(app, Field())

    @app.route("POST", "/chapter07/departments", status_code=201, response_model=DepartmentOut)
    def create_department(dname: Annotated[str, Body(embed=True)], session: Db) -> Department:
        return departments.create(session, DepartmentIn.model_construct(dname=dname))


@fault("DB-5", "DB-STAFF-9", "DB-INPUT-6")
def names_are_cut_off(app: Broken) -> None:
    """What is beyond the 30 characters of a name is cut off without a word."""

    @app.sent("P*", "/chapter07/*")
    def cut(sent: Sent) -> None:
        given = json.loads(sent.body)
        if isinstance(given, dict):
            short = {name: value[:30] for name, value in given.items() if isinstance(value, str)}
            sent.body = json.dumps(given | short).encode()


@fault(
    *["DB-5", "DB-DEPT-8", "DB-STAFF-6", "DB-STAFF-9", "DB-STAFF-10", "DB-STAFF-12", "DB-TX-3", "DB-TX-5"],
    *["DB-PAGE-6", "DB-USER-5", "DB-USER-6", "DB-INPUT-4"],
)
def errors_name_the_field_only(app: Broken) -> None:
    """An error handler of the application's own leaves body and query out of the place of an error."""

    @app.answers("*", "/chapter07/*")
    def shortened(answer: Answer) -> None:
        if answer.status == 422:
            answer.json = {"detail": [entry | {"loc": entry["loc"][1:]} for entry in answer.json["detail"]]}


@fault("DB-DEPT-1", "DB-DEPT-4", "DB-5", "DB-STAFF-1", "DB-STAFF-3", "DB-STAFF-9")
def names_are_stored_in_capitals(app: Broken) -> None:
    """Names are stored in capitals."""

    @app.sent("P*", "/chapter07/*")
    def capitals(sent: Sent) -> None:
        given = json.loads(sent.body)
        if isinstance(given, dict):
            upper = {name: given[name].upper() for name in ("dname", "sname") if isinstance(given.get(name), str)}
            sent.body = json.dumps(given | upper).encode()


@fault("DB-STAFF-1", "DB-STAFF-2", "DB-STAFF-3", "DB-STAFF-4", "DB-STAFF-5")
def staff_hides_its_department(app: Broken) -> None:
    """The model that answers a member of the staff has no department."""

    @app.answers("*", "/chapter07/staff*")
    def hidden(answer: Answer) -> None:
        if answer.status in (200, 201) and isinstance(answer.json, dict):
            answer.json = {name: value for name, value in answer.json.items() if name != "did"}


@fault("DB-STAFF-10")
def staff_needs_no_department(app: Broken) -> None:
    """A member without a department gets the first one."""

    @app.sent("POST", "/chapter07/staff")
    def first(sent: Sent) -> None:
        sent.body = json.dumps({"did": 1} | json.loads(sent.body)).encode()


@fault("DB-STAFF-12", "DB-INPUT-7")
def staff_department_is_a_float(app: Broken) -> None:
    """The number of a department is any number, and what is behind the point is cut off."""

    @app.route("POST", "/chapter07/staff", status_code=201, response_model=StaffOut)
    def create_member(sname: Annotated[Name, Body()], did: Annotated[float, Body()], session: Db) -> Staff:
        with router.known_department():
            return crud.create(session, [StaffIn(sname=sname, did=int(did))])[0]


@fault("DB-STAFF-12")
def staff_department_may_be_text(app: Broken) -> None:
    """The number of a department may be a string, which pydantic takes for a number."""

    @app.route("POST", "/chapter07/staff", status_code=201, response_model=StaffOut)
    def create_member(sname: Annotated[Name, Body()], did: Annotated[Id, Body()], session: Db) -> Staff:
        with router.known_department():
            return crud.create(session, [StaffIn(sname=sname, did=did)])[0]
