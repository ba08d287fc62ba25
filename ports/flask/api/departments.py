"""Chapter 07: departments."""

from typing import Any

from flask import Blueprint, Response
from pydantic import BaseModel

from .database import Page, Session, in_session, now, rejecting
from .fields import Name, PathKey
from .inputs import Given
from .responses import no_content

departments = Blueprint("departments", __name__, url_prefix="/chapter07")

NO_DEPARTMENT = "no such department"


class DepartmentIn(BaseModel):
    dname: Name


class OrderedPage(Page):
    descending: bool = False


class Did(BaseModel):
    did: PathKey


@departments.get("/departments")
@in_session
def read_departments(given: Given, session: Session) -> dict[str, Any]:
    page = given.query(OrderedPage)
    given.check()
    return session.page(page, "department", "did DESC" if page.descending else "did")


@departments.post("/departments")
@in_session
def create_department(given: Given, session: Session) -> tuple[dict[str, Any], int, dict[str, str]]:
    department = given.json(DepartmentIn)
    given.check()
    moment = now()
    (row,) = session.rows(
        "INSERT INTO department (dname, created_at, updated_at) VALUES (?, ?, ?) RETURNING *",
        department.dname,
        moment,
        moment,
    )
    return row, 201, {"Location": f"/chapter07/departments/{row['did']}"}


@departments.get("/departments/<did>")
@in_session
def read_department(given: Given, session: Session, did: str) -> dict[str, Any]:
    key = given.path(Did)
    given.check()
    return session.row(NO_DEPARTMENT, "SELECT * FROM department WHERE did = ?", key.did)


@departments.put("/departments/<did>")
@in_session
def update_department(given: Given, session: Session, did: str) -> dict[str, Any]:
    key, department = given.path(Did), given.json(DepartmentIn)
    given.check()
    return session.row(
        NO_DEPARTMENT,
        "UPDATE department SET dname = ?, updated_at = ? WHERE did = ? RETURNING *",
        department.dname,
        now(),
        key.did,
    )


@departments.delete("/departments/<did>")
@in_session
def delete_department(given: Given, session: Session, did: str) -> Response:
    key = given.path(Did)
    given.check()
    with rejecting(409, "the department has staff"):
        session.row(NO_DEPARTMENT, "DELETE FROM department WHERE did = ? RETURNING did", key.did)
    return no_content()
