"""Faults that the rules of spec/chapter07_database/test_departments.py detect."""

import datetime
import json
from typing import Annotated, Any

from fastapi import Body, HTTPException
from pydantic import AfterValidator, Field
from sqlalchemy import delete as delete_from
from sqlalchemy import func, select
from sqlalchemy import update as update_in
from sqlalchemy.orm import Session

from proof.faults.chapter07_database._shared import DEPARTMENT, MEMBER, textual, writing
from proof.faults.fault import Broken, Received, Sent, fault
from reference_app.crud import department as departments
from reference_app.crud import staff as crud
from reference_app.database import Db
from reference_app.model import Department, Staff, User
from reference_app.schema.department import DepartmentIn, DepartmentOut
from reference_app.schema.staff import StaffChange, StaffOut
from reference_app.schema.types import Id, Name

ONE_ROW = ("/chapter07/departments/*", "/chapter07/staff/*", "/chapter07/users/*")
ID_COLUMNS = {"department": Department.did, "staff": Staff.sid, "user": User.uid}


def names(app: Broken, bound: Any) -> None:
    """Give new names of departments and staff members another bound: a Field or a validator."""

    @app.route("PUT", DEPARTMENT, response_model=DepartmentOut)
    def update_department(did: Id, dname: Annotated[str, Body(embed=True), bound], session: Db) -> Any:
        return departments.update(session, did, DepartmentIn.model_construct(dname=dname))

    @app.route("PATCH", MEMBER, response_model=StaffOut)
    def update_member(sid: Id, sname: Annotated[str, Body(embed=True), bound], session: Db) -> Any:
        return crud.update(session, sid, {"sname": sname})


@fault("DB-DEPT-1", "DB-DEPT-4", "DB-5", "DB-STAFF-1", "DB-STAFF-3")
def names_are_stored_in_capitals(app: Broken) -> None:
    """Names are stored in capital letters."""

    @app.sent("P*", "/chapter07/*")
    def capitals(sent: Sent) -> None:
        given = json.loads(sent.body)
        if isinstance(given, dict):
            upper = {name: given[name].upper() for name in ("dname", "sname") if isinstance(given.get(name), str)}
            sent.body = json.dumps(given | upper).encode()


@fault("DB-DEPT-1", "DB-DEPT-2", "DB-USER-1", "DB-USER-3", "DB-WRITE-4")
def rows_are_created_with_200(app: Broken) -> None:
    """A row is created with 200."""

    @app.received("POST", "/chapter07/*s")
    def ok(response: Received) -> None:
        response.status = 200 if response.status == 201 else response.status


@fault("DB-DEPT-1", "DB-DEPT-2")
def ids_of_departments_are_strings(app: Broken) -> None:
    """The id of a new department is returned as a string."""
    textual(app, "/chapter07/departments", "did")


@fault("DB-DEPT-2", "DB-STAFF-1", "DB-USER-1")
def location_is_missing(app: Broken) -> None:
    """The response to a creation has no Location."""

    @app.received("POST", "/chapter07/*")
    def nowhere(response: Received) -> None:
        if "location" in response.headers:
            del response.headers["location"]


@fault("DB-DEPT-2", "DB-STAFF-1", "DB-USER-1")
def location_is_that_of_the_list(app: Broken) -> None:
    """The Location of a new row is the path of the list."""

    @app.received("POST", "/chapter07/*")
    def list_of_all(response: Received) -> None:
        if "location" in response.headers:
            response.headers["location"] = response.headers["location"].rpartition("/")[0]


@fault("DB-DEPT-3", "DB-DEPT-4", "DB-6", "DB-STAFF-2", "DB-STAFF-3", "DB-USER-2", "DB-INPUT-2", "DB-INPUT-8")
def rows_come_in_an_envelope(app: Broken) -> None:
    """A single row is returned in the envelope of the front end."""
    for path in ONE_ROW:

        @app.received("GET", path)
        def enveloped(response: Received) -> None:
            response.json = {"code": 0, "result": response.json}


@fault("DB-DEPT-3", "DB-6", "DB-7", "DB-DEPT-4")
def rows_are_read_with_a_join(app: Broken) -> None:
    """A department is read with an inner join to its staff: one without staff is not found."""

    @app.route("GET", DEPARTMENT, response_model=DepartmentOut)
    def read_department(did: Id, session: Db) -> Department:
        found = session.scalar(select(Department).join(Staff, Staff.did == Department.did).where(Department.did == did))
        if found is None:
            raise HTTPException(404, "no such department")
        return found


@fault("DB-DEPT-4", "DB-STAFF-3", "DB-STAFF-4")
def change_is_not_committed(app: Broken) -> None:
    """A change is executed but not committed: only its own response has it."""

    def update(session: Session, column: Any, id: int, values: dict[str, Any]) -> Any:
        return session.scalar(update_in(column.class_).where(column == id).values(**values).returning(column.class_))

    writing(app, update)


@fault("DB-DEPT-4", "DB-STAFF-3", "DB-STAFF-4", "DB-5", "DB-7")
def change_returns_the_old_row(app: Broken) -> None:
    """A change returns the row as it was before."""

    def update(session: Session, column: Any, id: int, values: dict[str, Any]) -> Any:
        row = session.get(column.class_, id)
        if row and values:
            session.expunge(row)
            session.execute(update_in(column.class_).where(column == id).values(**values))
            session.commit()
        return row

    writing(app, update)


@fault("DB-DEPT-4", "DB-STAFF-3", "DB-STAFF-5", "DB-9", "DB-4", "DB-WRITE-2", "DB-INPUT-8")
def change_has_status_202(app: Broken) -> None:
    """A change has the status 202."""

    @app.received("P*", "/chapter07/*/*")
    def accepted(response: Received) -> None:
        response.status = 202 if response.status == 200 else response.status


@fault("DB-DEPT-5", "DB-DEPT-6", "DB-USER-3", "DB-PAGE-9")
def missing_rows_are_null(app: Broken) -> None:
    """A missing row is returned as null with 200."""

    @app.received("GET", "/chapter07/*")
    def null(response: Received) -> None:
        if response.status == 404:
            response.status, response.json = 200, None


@fault(
    *["DB-DEPT-5", "DB-DEPT-6", "DB-DEPT-7", "DB-USER-3"],
    *["DB-PAGE-9", "DB-11"],
)
def deletion_has_status_200(app: Broken) -> None:
    """A row is deleted with 200 and null."""

    @app.received("DELETE", "/chapter07/*")
    def null(response: Received) -> None:
        if response.status == 204:
            response.status, response.body = 200, b"null"


@fault("DB-DEPT-5", "DB-DEPT-6", "DB-USER-3", "DB-PAGE-9", "DB-11")
def deletion_is_not_committed(app: Broken) -> None:
    """A deletion is executed but not committed."""

    for module, id in ID_COLUMNS.items():

        def delete(session: Session, number: int, id: Any = id) -> bool:
            return session.scalar(delete_from(id.class_).where(id == number).returning(id)) is not None

        app.patch(f"reference_app.crud.{module}.delete", delete)


@fault("DB-DEPT-6")
def put_creates_a_missing_department(app: Broken) -> None:
    """PUT creates a missing department."""

    @app.route("PUT", DEPARTMENT, response_model=DepartmentOut)
    def update_department(did: Id, department: DepartmentIn, session: Db) -> Department:
        row = session.merge(Department(did=did, **department.model_dump()))
        session.commit()
        return row


@fault("DB-DEPT-6", "DB-USER-3")
def deletion_of_a_missing_row_succeeds(app: Broken) -> None:
    """The deletion of a missing row is a 204."""

    @app.received("DELETE", "/chapter07/*")
    def gone(response: Received) -> None:
        if response.status == 404:
            response.status, response.body = 204, b""


@fault("DB-DEPT-8")
def put_needs_no_name(app: Broken) -> None:
    """A department without a name is given one."""
    for method, path in ("POST", "/chapter07/departments"), ("PUT", "/chapter07/departments/*"):

        @app.sent(method, path)
        def named(sent: Sent) -> None:
            given = json.loads(sent.body)
            sent.body = json.dumps({"dname": given.get("dname") or "unnamed"}).encode()


@fault("DB-DEPT-8")
def put_accepts_a_missing_name(app: Broken) -> None:
    """PUT without a name returns the unchanged department."""

    @app.route("PUT", DEPARTMENT, response_model=DepartmentOut)
    def update_department(did: Id, session: Db, dname: Annotated[Name | None, Body(embed=True)] = None) -> Any:
        if dname is None:
            return departments.read(session, did)
        return departments.update(session, did, DepartmentIn(dname=dname))


@fault("DB-DEPT-8", "DB-STAFF-6")
def change_is_written_before_it_is_rejected(app: Broken) -> None:
    """A change is validated after it is committed, too late to undo it."""

    def rejection(name: str) -> HTTPException:
        return HTTPException(422, [{"loc": ["body", name], "msg": "this cannot be empty", "type": "value_error"}])

    @app.route("PUT", DEPARTMENT, response_model=DepartmentOut)
    def update_department(did: Id, body: dict[str, Any], session: Db) -> Any:
        row = departments.update(session, did, DepartmentIn.model_construct(dname=str(body.get("dname") or "")))
        if not isinstance(body.get("dname"), str) or not body["dname"]:
            raise rejection("dname")
        return row

    @app.route("PATCH", MEMBER, response_model=StaffOut)
    def update_member(sid: Id, body: dict[str, Any], session: Db) -> Any:
        row = crud.update(session, sid, StaffChange(sname=body.get("sname") or ""))
        if "sname" in body and not body["sname"]:
            raise rejection("sname")
        return row


@fault("DB-DEPT-8")
def put_is_validated_as_a_whole(app: Broken) -> None:
    """PUT is validated by a function of the model, whose errors have the location of the body and not of a field."""

    @app.received("PUT", "/chapter07/departments/*")
    def whole(response: Received) -> None:
        if response.status == 422:
            response.json = {"detail": [entry | {"loc": ["body"]} for entry in response.json["detail"]]}


@fault("DB-5")
def names_have_29_characters(app: Broken) -> None:
    """A new name has at most 29 characters."""
    names(app, Field(min_length=1, max_length=29))


@fault("DB-5")
def names_have_255_characters(app: Broken) -> None:
    """A new name may have 255 characters, a common default, and not the 30 of its column."""
    names(app, Field(min_length=1, max_length=255))


@fault("DB-5")
def names_have_30_bytes(app: Broken) -> None:
    """The length of a new name is counted in bytes."""

    def short(name: str) -> str:
        if not 0 < len(name.encode()) <= 30:
            raise ValueError("at most 30 bytes")
        return name

    names(app, AfterValidator(short))


@fault("DB-5", "DB-DEPT-8", "DB-INPUT-4", "DB-INPUT-5")
def names_are_any_string(app: Broken) -> None:
    """A name is any string."""
    names(app, Field())

    @app.route("POST", "/chapter07/departments", status_code=201, response_model=DepartmentOut)
    def create_department(dname: Annotated[str, Body(embed=True)], session: Db) -> Department:
        return departments.create(session, DepartmentIn.model_construct(dname=dname))


@fault("DB-5")
def names_are_cut_off(app: Broken) -> None:
    """A name is cut off after 30 characters without an error."""

    @app.sent("P*", "/chapter07/*")
    def cut(sent: Sent) -> None:
        given = json.loads(sent.body)
        if isinstance(given, dict):
            short = {name: value[:30] for name, value in given.items() if isinstance(value, str)}
            sent.body = json.dumps(given | short).encode()


@fault(
    *["DB-5", "DB-DEPT-8", "DB-STAFF-6", "DB-STAFF-10", "DB-STAFF-12", "DB-TX-3", "DB-TX-5"],
    *["DB-PAGE-6", "DB-USER-5", "DB-USER-6", "DB-INPUT-4", "DB-INPUT-12"],
)
def errors_name_the_field_only(app: Broken) -> None:
    """An error handler of the application omits body and query from the location of an error."""

    @app.received("*", "/chapter07/*")
    def shortened(response: Received) -> None:
        if response.status == 422:
            response.json = {"detail": [entry | {"loc": entry["loc"][1:]} for entry in response.json["detail"]]}


@fault("DB-6", "DB-7")
def times_have_no_offset(app: Broken) -> None:
    """Times are returned as SQLite stores them, without the offset of UTC."""

    @app.received("*", "/chapter07/*")
    def naive(response: Received) -> None:
        response.body = response.body.replace(b'Z"', b'"')


@fault("DB-6", "DB-7")
def times_are_those_of_beijing(app: Broken) -> None:
    """Times are returned with the offset of the developer's time zone."""

    @app.received("*", "/chapter07/*")
    def local(response: Received) -> None:
        response.body = response.body.replace(b'Z"', b'+08:00"')


@fault("DB-6", "DB-7")
def times_are_those_of_the_response(app: Broken) -> None:
    """The time of the creation is a default of the response model, and so the time of the response."""

    @app.received("*", "/chapter07/*/*")
    def now(response: Received) -> None:
        if response.status == 200 and "created_at" in response.json:
            response.json = response.json | {"created_at": datetime.datetime.now(datetime.UTC).isoformat()}


@fault("DB-14")
def times_of_beijing_are_called_utc(app: Broken) -> None:
    """Times are stored in the developer's time zone and returned as if they were in UTC."""

    @app.received("GET", "/chapter07/departments/*")
    def ahead(response: Received) -> None:
        for name in ("created_at", "updated_at"):
            moment = datetime.datetime.fromisoformat(response.json[name]) + datetime.timedelta(hours=8)
            response.json = response.json | {name: moment.isoformat()}


@fault("DB-7")
def change_leaves_updated_at(app: Broken) -> None:
    """A change keeps the time of the last change."""

    def update(session: Session, column: Any, id: int, values: dict[str, Any]) -> Any:
        row = column.class_
        kept = update_in(row).where(column == id).values(**values, updated_at=row.updated_at)
        changed = session.scalar(kept.returning(row))
        session.commit()
        return changed

    writing(app, update)


@fault("DB-7")
def change_moves_created_at(app: Broken) -> None:
    """A change also moves the time of the creation."""

    def update(session: Session, column: Any, id: int, values: dict[str, Any]) -> Any:
        row = column.class_
        moved = update_in(row).where(column == id).values(**values, created_at=func.now())
        changed = session.scalar(moved.returning(row))
        session.commit()
        return changed

    writing(app, update)


@fault("DB-DEPT-7")
def ids_are_given_again(app: Broken) -> None:
    """The ids of deleted departments are given to new ones."""
    sound, free = departments.delete, list[int]()

    def delete(session: Session, did: int) -> bool:
        removed = sound(session, did)
        free.extend([did] if removed else [])
        return removed

    def create(session: Session, department: DepartmentIn) -> Department:
        row = Department(did=free.pop() if free else None, **department.model_dump())
        session.add(row)
        session.commit()
        return row

    app.patch("reference_app.crud.department.delete", delete)
    app.patch("reference_app.crud.department.create", create)
