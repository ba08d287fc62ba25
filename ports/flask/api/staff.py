"""Chapter 07: the staff of the departments."""

from typing import Annotated, Any

from flask import Blueprint, Response
from pydantic import BaseModel, Field

from .database import Page, Session, in_session, now, rejecting
from .departments import NO_DEPARTMENT, Did
from .fields import Key, Name, PathKey
from .inputs import Given
from .responses import no_content

staff = Blueprint("staff", __name__, url_prefix="/chapter07")

NO_MEMBER = "no such member of the staff"


class StaffIn(BaseModel):
    sname: Name
    did: Key


class StaffChange(BaseModel):
    sname: Name = ""
    did: Key = 0


Batch: Any = Annotated[list[StaffIn], Field(max_length=20)]


class Sid(BaseModel):
    sid: PathKey


def insert(session: Session, member: StaffIn) -> dict[str, Any]:
    moment = now()
    with rejecting(404, NO_DEPARTMENT):
        (row,) = session.rows(
            "INSERT INTO staff (sname, did, created_at, updated_at) VALUES (?, ?, ?, ?) RETURNING *",
            member.sname,
            member.did,
            moment,
            moment,
        )
    return row


def enveloped(page: dict[str, Any]) -> dict[str, Any]:
    return {"code": 0, "message": "ok", "result": page, "type": "success"}


@staff.post("/staff")
@in_session
def create_staff_member(given: Given, session: Session) -> tuple[dict[str, Any], int, dict[str, str]]:
    member = given.json(StaffIn)
    given.check()
    row = insert(session, member)
    return row, 201, {"Location": f"/chapter07/staff/{row['sid']}"}


@staff.post("/staff_batch")
@in_session
def create_staff(given: Given, session: Session) -> tuple[list[dict[str, Any]], int]:
    members: list[StaffIn] = given.json(Batch)
    given.check()
    return [insert(session, member) for member in members], 201


@staff.get("/staff/<sid>")
@in_session
def read_staff_member(given: Given, session: Session, sid: str) -> dict[str, Any]:
    key = given.path(Sid)
    given.check()
    return session.row(NO_MEMBER, "SELECT * FROM staff WHERE sid = ?", key.sid)


@staff.patch("/staff/<sid>")
@in_session
def update_staff_member(given: Given, session: Session, sid: str) -> dict[str, Any]:
    key, change = given.path(Sid), given.json(StaffChange)
    given.check()
    if not change.model_fields_set:
        return session.row(NO_MEMBER, "SELECT * FROM staff WHERE sid = ?", key.sid)
    columns = {**change.model_dump(exclude_unset=True), "updated_at": now()}
    assignments = ", ".join(f"{name} = ?" for name in columns)  # the names are those of the model
    with rejecting(404, NO_DEPARTMENT):
        return session.row(
            NO_MEMBER, f"UPDATE staff SET {assignments} WHERE sid = ? RETURNING *", *columns.values(), key.sid
        )


@staff.delete("/staff/<sid>")
@in_session
def delete_staff_member(given: Given, session: Session, sid: str) -> Response:
    key = given.path(Sid)
    given.check()
    session.row(NO_MEMBER, "DELETE FROM staff WHERE sid = ? RETURNING sid", key.sid)
    return no_content()


@staff.get("/getStaffByPage/")
@in_session
def read_staff_by_page(given: Given, session: Session) -> dict[str, Any]:
    page = given.query(Page)
    given.check()
    return enveloped(session.page(page, "staff", "sid"))


@staff.get("/getStaffByDid/<did>")
@in_session
def read_staff_by_did(given: Given, session: Session, did: str) -> dict[str, Any]:
    key, page = given.path(Did), given.query(Page)
    given.check()
    session.row(NO_DEPARTMENT, "SELECT did FROM department WHERE did = ?", key.did)
    return enveloped(session.page(page, "staff", "sid", "did = ?", key.did))
