"""Faults that the rules of spec/chapter07_database/test_foreign_keys.py detect."""

from contextlib import nullcontext
from typing import Annotated, Any

from fastapi import Body, HTTPException
from sqlalchemy import create_engine, func, select
from sqlalchemy import delete as delete_from
from sqlalchemy import update as update_in
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from proof.faults.chapter07_database._shared import DEPARTMENT, MEMBER, writing
from proof.faults.fault import Broken, Received, fault
from reference_app import database
from reference_app.crud import staff as crud
from reference_app.database import Db
from reference_app.model import Department, Staff
from reference_app.routers.chapter07 import staff as router
from reference_app.schema.envelope import Paging
from reference_app.schema.staff import StaffChange, StaffIn, StaffOut
from reference_app.schema.types import Id, Name

ROUTERS = "reference_app.routers.chapter07"


@fault("DB-STAFF-4", "DB-9", "DB-WRITE-2")
def patch_leaves_the_department(app: Broken) -> None:
    """PATCH writes the name and forgets the department."""

    @app.route("PATCH", MEMBER, response_model=StaffOut)
    def update_member(sid: Id, change: StaffChange, session: Db) -> Staff:
        named = StaffChange(sname=change["sname"]) if "sname" in change else StaffChange()
        return router.found(crud.update(session, sid, named))


@fault("DB-STAFF-4", "DB-WRITE-2")
def patch_moves_by_a_new_row(app: Broken) -> None:
    """PATCH deletes the row and creates another one with a new id."""

    def update(session: Session, sid: int, change: dict[str, Any]) -> Staff | None:
        row = session.get(Staff, sid)
        if row is None:
            return None
        session.delete(row)
        moved = Staff(**{"sname": row.sname, "did": row.did} | change)
        session.add(moved)
        session.commit()
        return moved

    app.patch("reference_app.crud.staff.update", update)


@fault("DB-STAFF-4")
def total_counts_all_departments(app: Broken) -> None:
    """The rows are those of one department, and the total is that of all departments."""

    def read_page(session: Session, paging: Paging, did: int | None = None) -> tuple[list[Staff], int]:
        rows, _ = sound(session, paging, did)
        return list(rows), session.scalar(select(func.count()).select_from(Staff)) or 0

    sound = crud.read_page
    app.patch("reference_app.crud.staff.read_page", read_page)


@fault("DB-STAFF-4")
def pages_are_of_all_departments(app: Broken) -> None:
    """The staff of a department is that of all departments: the condition is forgotten."""
    sound = crud.read_page
    app.patch("reference_app.crud.staff.read_page", lambda session, paging, *_: sound(session, paging))


@fault("DB-9")
def change_is_written_field_by_field(app: Broken) -> None:
    """The fields of a change are committed one by one, and those before an invalid one are kept."""

    def update(session: Session, column: Any, id: int, values: dict[str, Any]) -> Any:
        for name, value in values.items():
            session.execute(update_in(column.class_).where(column == id).values(**{name: value}))
            session.commit()
        return session.get(column.class_, id)

    writing(app, update)


@fault("DB-8", "DB-9", "DB-10", "DB-11", "DB-TX-2", "DB-SESSION-2", "DB-WRITE-3")
def foreign_keys_are_off(app: Broken) -> None:
    """SQLite is not told to check foreign keys."""
    engine = create_engine(database.engine.url)
    app.stack.callback(engine.dispose)
    app.patch("reference_app.database.SessionLocal", sessionmaker(engine, expire_on_commit=False))


@fault("DB-8", "DB-9", "DB-TX-2", "DB-WRITE-3", "DB-10", "DB-11", "DB-SESSION-2", "DB-USER-4", "DB-WRITE-4")
def constraint_errors_are_not_handled(app: Broken) -> None:
    """The handled exception is not the one that a violated constraint raises: a 500."""
    app.patch(f"{ROUTERS}.staff.known_department", nullcontext)
    app.patch(f"{ROUTERS}.departments.IntegrityError", OperationalError)
    app.patch(f"{ROUTERS}.users.IntegrityError", OperationalError)


@fault("DB-10", "DB-11", "DB-SESSION-2")
def deletion_takes_the_staff(app: Broken) -> None:
    """A department is deleted with its staff."""

    @app.route("DELETE", DEPARTMENT, status_code=204)
    def delete_department(did: Id, session: Db) -> None:
        session.execute(delete_from(Staff).where(Staff.did == did))
        session.execute(delete_from(Department).where(Department.did == did))
        session.commit()


@fault("DB-10")
def rejected_deletion_has_an_object_as_detail(app: Broken) -> None:
    """The detail of a rejected deletion is an object."""

    @app.received("DELETE", "/chapter07/departments/*")
    def detailed(response: Received) -> None:
        if response.status == 409:
            response.json = {"detail": {"code": 1451, "msg": response.json["detail"]}}


@fault("DB-10", "DB-11", "DB-SESSION-2")
def rejected_deletion_has_status_400(app: Broken) -> None:
    """The deletion of a department that has staff is rejected with 400."""

    @app.route("DELETE", DEPARTMENT, status_code=204)
    def delete_department(did: Id, session: Db) -> None:
        try:
            session.execute(delete_from(Department).where(Department.did == did))
            session.commit()
        except IntegrityError:
            raise HTTPException(400, "the department has staff") from None


@fault("DB-13", "DB-USER-8")
def conflicts_are_not_explained(app: Broken) -> None:
    """The detail of a 409 is the phrase of its status and not the cause."""

    @app.received("*", "/chapter07/*")
    def phrase(response: Received) -> None:
        if response.status == 409:
            response.json = {"detail": "Conflict"}


@fault("DB-STAFF-12", "DB-INPUT-7")
def staff_department_is_a_float(app: Broken) -> None:
    """The number of a department is any number, whose fraction is cut off."""

    @app.route("POST", "/chapter07/staff", status_code=201, response_model=StaffOut)
    def create_member(sname: Annotated[Name, Body()], did: Annotated[float, Body()], session: Db) -> Staff:
        with router.known_department():
            return crud.create(session, [StaffIn(sname=sname, did=int(did))])[0]
