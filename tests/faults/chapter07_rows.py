"""Faults of the database chapter: rows that are made, read and removed, and what a foreign key keeps."""

from contextlib import nullcontext
from typing import Any

from fastapi import HTTPException
from sqlalchemy import create_engine, select
from sqlalchemy import delete as delete_from
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from reference_app import database
from reference_app.crud import department as departments
from reference_app.database import Db
from reference_app.model import Department, Staff, User
from reference_app.schema.column import Id
from reference_app.schema.department import DepartmentIn, DepartmentOut
from tests.faults.fault import Answer, Broken, fault

DEPARTMENT = "/chapter07/departments/{did}"
ROUTERS = "reference_app.routers.chapter07"
ONE_ROW = ("/chapter07/departments/*", "/chapter07/staff/*", "/chapter07/users/*")
CRUD = {"department": Department.did, "staff": Staff.sid, "user": User.uid}


@fault("DB-DEPT-1", "DB-DEPT-2", "DB-USER-1", "DB-USER-3", "DB-WRITE-4")
def rows_are_created_with_200(app: Broken) -> None:
    """A row is created with 200."""

    @app.answers("POST", "/chapter07/*s")
    def ok(answer: Answer) -> None:
        answer.status = 200 if answer.status == 201 else answer.status


@fault("DB-STAFF-1", "DB-STAFF-10", "DB-STAFF-12", "DB-8", "DB-INPUT-3", "DB-WRITE-1")
def staff_is_created_with_200(app: Broken) -> None:
    """A member of the staff is created with 200."""

    @app.answers("POST", "/chapter07/staff")
    def ok(answer: Answer) -> None:
        answer.status = 200 if answer.status == 201 else answer.status


def textual(app: Broken, path: str, id: str) -> None:
    """Answer the id of a new row as a string."""

    @app.answers("POST", path)
    def text(answer: Answer) -> None:
        if answer.status == 201:
            answer.json = answer.json | {id: str(answer.json[id])}


@fault("DB-DEPT-1", "DB-DEPT-2")
def ids_of_departments_are_text(app: Broken) -> None:
    """The id of a new department is answered as a string."""
    textual(app, "/chapter07/departments", "did")


@fault("DB-STAFF-1", "DB-USER-1", "DB-WRITE-1")
def ids_of_people_are_text(app: Broken) -> None:
    """The id of a new user or member of the staff is answered as a string."""
    textual(app, "/chapter07/staff", "sid")
    textual(app, "/chapter07/users", "uid")


@fault("DB-DEPT-2", "DB-STAFF-1", "DB-USER-1")
def location_is_missing(app: Broken) -> None:
    """Nobody says where a new row is."""

    @app.answers("POST", "/chapter07/*")
    def nowhere(answer: Answer) -> None:
        if "location" in answer.headers:
            del answer.headers["location"]


@fault("DB-DEPT-2", "DB-STAFF-1", "DB-USER-1")
def location_is_that_of_all(app: Broken) -> None:
    """The Location of a new row is that of the list which it is in."""

    @app.answers("POST", "/chapter07/*")
    def list_of_all(answer: Answer) -> None:
        if "location" in answer.headers:
            answer.headers["location"] = answer.headers["location"].rpartition("/")[0]


@fault("DB-DEPT-7")
def ids_are_given_again(app: Broken) -> None:
    """The ids of deleted departments are kept for new ones."""
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


@fault("DB-DEPT-3", "DB-DEPT-4", "DB-6", "DB-STAFF-2", "DB-STAFF-3", "DB-USER-2", "DB-INPUT-2", "DB-INPUT-8")
def rows_come_in_an_envelope(app: Broken) -> None:
    """One row is answered in the envelope of the front end, too."""
    for path in ONE_ROW:

        @app.answers("GET", path)
        def enveloped(answer: Answer) -> None:
            answer.json = {"code": 0, "result": answer.json}


@fault("DB-DEPT-3", "DB-6", "DB-7", "DB-DEPT-4")
def rows_are_read_with_a_join(app: Broken) -> None:
    """A department is read together with its staff, by an inner join: one that has none is not found."""

    @app.route("GET", DEPARTMENT, response_model=DepartmentOut)
    def read_department(did: Id, session: Db) -> Department:
        found = session.scalar(select(Department).join(Staff, Staff.did == Department.did).where(Department.did == did))
        if found is None:
            raise HTTPException(404, "no such department")
        return found


@fault("DB-STAFF-2", "DB-USER-2", "DB-9")
def rows_are_read_by_another_column(app: Broken) -> None:
    """A row is looked up by a column that is not its key."""

    def read_staff(session: Session, sid: int) -> Staff | None:
        return session.scalar(select(Staff).where(Staff.did == sid))

    def read_user(session: Session, uid: int) -> User | None:
        return session.scalar(select(User).where(User.account == uid))

    app.patch("reference_app.crud.staff.read", read_staff)
    app.patch("reference_app.crud.user.read", read_user)


@fault("DB-DEPT-5", "DB-DEPT-6", "DB-STAFF-7", "DB-STAFF-8", "DB-USER-3", "DB-PAGE-9")
def rows_that_are_no_more_are_null(app: Broken) -> None:
    """What is not found is answered with 200 and null."""

    @app.answers("GET", "/chapter07/*")
    def null(answer: Answer) -> None:
        if answer.status == 404:
            answer.status, answer.json = 200, None


@fault(
    *["DB-DEPT-5", "DB-DEPT-6", "DB-DEPT-7", "DB-STAFF-7", "DB-STAFF-8", "DB-USER-3"],
    *["DB-PAGE-9", "DB-11"],
)
def deletion_is_answered_with_200(app: Broken) -> None:
    """A row is deleted with 200 and null."""

    @app.answers("DELETE", "/chapter07/*")
    def null(answer: Answer) -> None:
        if answer.status == 204:
            answer.status, answer.body = 200, b"null"


@fault("DB-DEPT-5", "DB-DEPT-6", "DB-STAFF-7", "DB-STAFF-8", "DB-USER-3", "DB-PAGE-9", "DB-11")
def deletion_is_not_committed(app: Broken) -> None:
    """A deletion is executed and not committed."""

    for module, id in CRUD.items():

        def delete(session: Session, number: int, id: Any = id) -> bool:
            return session.scalar(delete_from(id.class_).where(id == number).returning(id)) is not None

        app.patch(f"reference_app.crud.{module}.delete", delete)


@fault("DB-12")
def deletion_of_a_member_has_a_type(app: Broken) -> None:
    """The 204 for a member of the staff names the type that other answers have."""

    @app.answers("DELETE", "/chapter07/staff/*")
    def typed(answer: Answer) -> None:
        answer.headers["Content-Type"] = "application/json"


@fault("DB-DEPT-6", "DB-STAFF-8", "DB-USER-3")
def deletion_of_nothing_succeeds(app: Broken) -> None:
    """The deletion of what is not there is answered with 204."""

    @app.answers("DELETE", "/chapter07/*")
    def gone(answer: Answer) -> None:
        if answer.status == 404:
            answer.status, answer.body = 204, b""


@fault("DB-8", "DB-9", "DB-10", "DB-11", "DB-TX-2", "DB-TX-4", "DB-SESSION-2", "DB-WRITE-3")
def foreign_keys_are_off(app: Broken) -> None:
    """SQLite is not asked to check foreign keys, and does not."""
    engine = create_engine(database.engine.url)
    app.stack.callback(engine.dispose)
    app.patch("reference_app.database.SessionLocal", sessionmaker(engine, expire_on_commit=False))


@fault("DB-8", "DB-9", "DB-TX-2", "DB-TX-4", "DB-WRITE-3", "DB-10", "DB-11", "DB-SESSION-2", "DB-USER-4", "DB-WRITE-4")
def constraints_raise_what_nobody_expects(app: Broken) -> None:
    """Another exception is expected of a constraint that is violated, which so is a 500."""
    app.patch(f"{ROUTERS}.staff.known_department", nullcontext)
    app.patch(f"{ROUTERS}.departments.IntegrityError", OperationalError)
    app.patch(f"{ROUTERS}.users.IntegrityError", OperationalError)


@fault("DB-10", "DB-11", "DB-SESSION-2")
def deletion_takes_the_staff_along(app: Broken) -> None:
    """A department is deleted with its staff."""

    @app.route("DELETE", DEPARTMENT, status_code=204)
    def delete_department(did: Id, session: Db) -> None:
        session.execute(delete_from(Staff).where(Staff.did == did))
        session.execute(delete_from(Department).where(Department.did == did))
        session.commit()


@fault("DB-10")
def refusal_of_a_deletion_is_an_object(app: Broken) -> None:
    """The detail of a refused deletion is an object."""

    @app.answers("DELETE", "/chapter07/departments/*")
    def detailed(answer: Answer) -> None:
        if answer.status == 409:
            answer.json = {"detail": {"code": 1451, "msg": answer.json["detail"]}}


@fault("DB-13", "DB-USER-8")
def conflicts_are_not_explained(app: Broken) -> None:
    """A 409 has the words of its status, and not those of what is in the way."""

    @app.answers("*", "/chapter07/*")
    def phrase(answer: Answer) -> None:
        if answer.status == 409:
            answer.json = {"detail": "Conflict"}


@fault("DB-INPUT-11")
def rows_are_not_named(app: Broken) -> None:
    """A 404 has the words of its status, and not those of what is not there."""

    @app.answers("*", "/chapter07/*")
    def phrase(answer: Answer) -> None:
        if answer.status == 404:
            answer.json = {"detail": "Not Found"}


@fault("DB-10", "DB-11", "DB-SESSION-2")
def refusal_of_a_deletion_is_400(app: Broken) -> None:
    """The deletion of a department that has staff is refused with 400."""

    @app.route("DELETE", DEPARTMENT, status_code=204)
    def delete_department(did: Id, session: Db) -> None:
        try:
            session.execute(delete_from(Department).where(Department.did == did))
            session.commit()
        except IntegrityError:
            raise HTTPException(400, "the department has staff") from None
