"""Faults that the rules of spec/chapter07_database/test_staff.py detect."""

import json
from typing import Annotated, Any

from fastapi import Body, HTTPException
from sqlalchemy import select
from sqlalchemy.orm import Session

from proof.faults.chapter07_database._shared import MEMBER, textual
from proof.faults.fault import Broken, Received, Sent, fault
from reference_app.crud import staff as crud
from reference_app.database import Db
from reference_app.model import Staff, User
from reference_app.routers.chapter07 import staff as router
from reference_app.schema.staff import StaffChange, StaffIn, StaffOut
from reference_app.schema.types import Id, Name, Reference


@fault("DB-STAFF-1", "DB-STAFF-2", "DB-STAFF-3", "DB-STAFF-4", "DB-STAFF-5")
def staff_hides_its_department(app: Broken) -> None:
    """The response model of a staff member has no department."""

    @app.received("*", "/chapter07/staff*")
    def hidden(response: Received) -> None:
        if response.status in (200, 201) and isinstance(response.json, dict):
            response.json = {name: value for name, value in response.json.items() if name != "did"}


@fault("DB-STAFF-1", "DB-STAFF-10", "DB-STAFF-12", "DB-8", "DB-INPUT-3", "DB-WRITE-1")
def staff_is_created_with_200(app: Broken) -> None:
    """A staff member is created with 200."""

    @app.received("POST", "/chapter07/staff")
    def ok(response: Received) -> None:
        response.status = 200 if response.status == 201 else response.status


@fault("DB-STAFF-1", "DB-USER-1", "DB-WRITE-1")
def ids_of_people_are_strings(app: Broken) -> None:
    """The id of a new user or staff member is returned as a string."""
    textual(app, "/chapter07/staff", "sid")
    textual(app, "/chapter07/users", "uid")


@fault("DB-STAFF-2", "DB-USER-2", "DB-9")
def rows_are_read_by_another_column(app: Broken) -> None:
    """A row is looked up by a column that is not its key."""

    def read_staff(session: Session, sid: int) -> Staff | None:
        return session.scalar(select(Staff).where(Staff.did == sid))

    def read_user(session: Session, uid: int) -> User | None:
        return session.scalar(select(User).where(User.account == uid))

    app.patch("reference_app.crud.staff.read", read_staff)
    app.patch("reference_app.crud.user.read", read_user)


@fault("DB-STAFF-3", "DB-STAFF-4", "DB-STAFF-5")
def change_returns_itself(app: Broken) -> None:
    """PATCH returns the fields of the change and not the row."""

    @app.route("PATCH", MEMBER)
    def update_member(sid: Id, change: StaffChange, session: Db) -> StaffChange:
        with router.known_department():
            router.found(crud.update(session, sid, change))
        return change


@fault("DB-STAFF-3", "DB-STAFF-4", "DB-STAFF-5", "DB-9", "DB-WRITE-2", "DB-4")
def patch_needs_the_whole_member(app: Broken) -> None:
    """PATCH needs every field, as PUT would."""

    @app.route("PATCH", MEMBER, response_model=StaffOut)
    def update_member(sid: Id, member: StaffIn, session: Db) -> Staff:
        with router.known_department():
            return router.found(crud.update(session, sid, {"sname": member.sname, "did": member.did}))


@fault("DB-STAFF-3", "DB-STAFF-4", "DB-STAFF-5", "DB-STAFF-6")
def patch_writes_its_defaults(app: Broken) -> None:
    """PATCH writes null for fields that are not sent, since exclude_unset is forgotten."""

    @app.route("PATCH", MEMBER, response_model=StaffOut)
    def update_member(
        sid: Id,
        session: Db,
        sname: Annotated[Name | None, Body()] = None,
        did: Annotated[Reference | None, Body()] = None,
    ) -> Staff:
        change: Any = {"sname": sname, "did": did}
        with router.known_department():
            return router.found(crud.update(session, sid, change))


@fault("DB-STAFF-5")
def patch_of_nothing_is_a_change(app: Broken) -> None:
    """PATCH always writes the row, and so moves updated_at when it changes nothing."""

    @app.route("PATCH", MEMBER, response_model=StaffOut)
    def update_member(sid: Id, change: StaffChange, session: Db) -> Staff:
        member = router.found(crud.read(session, sid))
        with router.known_department():
            return router.found(crud.update(session, sid, {"sname": member.sname, **change}))


@fault("DB-STAFF-5")
def patch_must_change_something(app: Broken) -> None:
    """PATCH with an empty object is rejected."""

    @app.route("PATCH", MEMBER, response_model=StaffOut)
    def update_member(sid: Id, change: StaffChange, session: Db) -> Staff:
        if not change:
            raise HTTPException(400, "nothing to change")
        with router.known_department():
            return router.found(crud.update(session, sid, change))


@fault("DB-STAFF-10")
def staff_needs_no_department(app: Broken) -> None:
    """A staff member without a department is put into the first one."""

    @app.sent("POST", "/chapter07/staff")
    def first(sent: Sent) -> None:
        sent.body = json.dumps({"did": 1} | json.loads(sent.body)).encode()


@fault("DB-STAFF-6")
def patch_leaves_null_out(app: Broken) -> None:
    """PATCH takes null for a field that is not to be changed."""

    @app.sent("PATCH", "/chapter07/staff/*")
    def without_null(sent: Sent) -> None:
        given = json.loads(sent.body)
        sent.body = json.dumps({name: value for name, value in given.items() if value is not None}).encode()
