"""Faults of the database chapter: rows that are changed."""

import json
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Body, HTTPException
from sqlalchemy import func
from sqlalchemy import update as update_in
from sqlalchemy.orm import Session

from reference_app.crud import department as departments
from reference_app.crud import staff as crud
from reference_app.database import Db
from reference_app.model import Department, Staff
from reference_app.routers.chapter07 import staff as router
from reference_app.schema.column import Id, Name, Reference
from reference_app.schema.department import DepartmentIn, DepartmentOut
from reference_app.schema.staff import StaffChange, StaffIn, StaffOut
from tests.faults.fault import Answer, Broken, Sent, fault

DEPARTMENT = "/chapter07/departments/{did}"
MEMBER = "/chapter07/staff/{sid}"
CRUD: list[tuple[str, Any]] = [("department", Department.did), ("staff", Staff.sid)]


def writing(app: Broken, update: Callable[[Session, Any, int, dict[str, Any]], Any]) -> None:
    """Change rows in another way: from the session, the column of the id, the id, and the values by name."""
    for module, column in CRUD:

        def changed(session: Session, id: int, change: Any, column: Any = column) -> Any:
            return update(session, column, id, change if isinstance(change, dict) else change.model_dump())

        app.patch(f"reference_app.crud.{module}.update", changed)


def names(app: Broken, bound: Any) -> None:
    """Give new names of departments and members another bound: a Field or a validator."""

    @app.route("PUT", DEPARTMENT, response_model=DepartmentOut)
    def update_department(did: Id, dname: Annotated[str, Body(embed=True), bound], session: Db) -> Any:
        return departments.update(session, did, DepartmentIn.model_construct(dname=dname))

    @app.route("PATCH", MEMBER, response_model=StaffOut)
    def update_member(sid: Id, sname: Annotated[str, Body(embed=True), bound], session: Db) -> Any:
        return crud.update(session, sid, {"sname": sname})


@fault("DB-DEPT-4", "DB-STAFF-3", "DB-STAFF-4")
def change_is_not_committed(app: Broken) -> None:
    """A change is executed and not committed: its answer has it, and no later one."""

    def update(session: Session, column: Any, id: int, values: dict[str, Any]) -> Any:
        return session.scalar(update_in(column.class_).where(column == id).values(**values).returning(column.class_))

    writing(app, update)


@fault("DB-DEPT-4", "DB-STAFF-3", "DB-STAFF-4", "DB-5", "DB-STAFF-9", "DB-7", "DB-STAFF-11")
def change_is_answered_with_the_row_before(app: Broken) -> None:
    """A change is answered with the row as it was read before."""

    def update(session: Session, column: Any, id: int, values: dict[str, Any]) -> Any:
        row = session.get(column.class_, id)
        if row and values:
            session.expunge(row)
            session.execute(update_in(column.class_).where(column == id).values(**values))
            session.commit()
        return row

    writing(app, update)


@fault("DB-DEPT-4", "DB-STAFF-3", "DB-STAFF-5", "DB-TX-4", "DB-4", "DB-WRITE-2")
def change_is_answered_with_202(app: Broken) -> None:
    """A change is answered with 202."""

    @app.answers("P*", "/chapter07/*/*")
    def accepted(answer: Answer) -> None:
        answer.status = 202 if answer.status == 200 else answer.status


@fault("DB-STAFF-3", "DB-STAFF-4", "DB-STAFF-5")
def change_is_answered_with_itself(app: Broken) -> None:
    """A change is answered with the fields that it names, and not with the row."""

    @app.route("PATCH", MEMBER)
    def update_member(sid: Id, change: StaffChange, session: Db) -> StaffChange:
        with router.known_department():
            router.found(crud.update(session, sid, change))
        return change


@fault("DB-TX-4")
def change_is_written_field_by_field(app: Broken) -> None:
    """The fields of a change are committed one by one, and those before a wrong one stay."""

    def update(session: Session, column: Any, id: int, values: dict[str, Any]) -> Any:
        for name, value in values.items():
            session.execute(update_in(column.class_).where(column == id).values(**{name: value}))
            session.commit()
        return session.get(column.class_, id)

    writing(app, update)


@fault("DB-7", "DB-STAFF-11")
def change_leaves_updated_at(app: Broken) -> None:
    """A change does not move the time of the last change."""

    def update(session: Session, column: Any, id: int, values: dict[str, Any]) -> Any:
        row = column.class_
        kept = update_in(row).where(column == id).values(**values, updated_at=row.updated_at)
        changed = session.scalar(kept.returning(row))
        session.commit()
        return changed

    writing(app, update)


@fault("DB-7", "DB-STAFF-11")
def change_moves_created_at(app: Broken) -> None:
    """A change moves the time of the creation, too."""

    def update(session: Session, column: Any, id: int, values: dict[str, Any]) -> Any:
        row = column.class_
        moved = update_in(row).where(column == id).values(**values, created_at=func.now())
        changed = session.scalar(moved.returning(row))
        session.commit()
        return changed

    writing(app, update)


@fault("DB-DEPT-6")
def put_makes_what_is_missing(app: Broken) -> None:
    """PUT creates a department that there is not."""

    @app.route("PUT", DEPARTMENT, response_model=DepartmentOut)
    def update_department(did: Id, department: DepartmentIn, session: Db) -> Department:
        row = session.merge(Department(did=did, **department.model_dump()))
        session.commit()
        return row


@fault("DB-DEPT-8")
def put_needs_no_name(app: Broken) -> None:
    """A department that comes without a name is given one."""
    for method, path in ("POST", "/chapter07/departments"), ("PUT", "/chapter07/departments/*"):

        @app.sent(method, path)
        def named(sent: Sent) -> None:
            given = json.loads(sent.body)
            sent.body = json.dumps({"dname": given.get("dname") or "unnamed"}).encode()


@fault("DB-DEPT-8")
def put_takes_a_department_without_name(app: Broken) -> None:
    """PUT without a name is answered with the department as it is."""

    @app.route("PUT", DEPARTMENT, response_model=DepartmentOut)
    def update_department(did: Id, session: Db, dname: Annotated[Name | None, Body(embed=True)] = None) -> Any:
        if dname is None:
            return departments.read(session, did)
        return departments.update(session, did, DepartmentIn(dname=dname))


@fault("DB-DEPT-8", "DB-STAFF-6")
def change_is_written_before_it_is_refused(app: Broken) -> None:
    """A change is validated when it has been committed, too late to undo it."""

    def refusal(name: str) -> HTTPException:
        return HTTPException(422, [{"loc": ["body", name], "msg": "this cannot be empty", "type": "value_error"}])

    @app.route("PUT", DEPARTMENT, response_model=DepartmentOut)
    def update_department(did: Id, body: dict[str, Any], session: Db) -> Any:
        row = departments.update(session, did, DepartmentIn.model_construct(dname=str(body.get("dname") or "")))
        if not isinstance(body.get("dname"), str) or not body["dname"]:
            raise refusal("dname")
        return row

    @app.route("PATCH", MEMBER, response_model=StaffOut)
    def update_member(sid: Id, body: dict[str, Any], session: Db) -> Any:
        row = crud.update(session, sid, StaffChange(sname=body.get("sname") or ""))
        if "sname" in body and not body["sname"]:
            raise refusal("sname")
        return row


@fault("DB-DEPT-8")
def put_is_validated_as_a_whole(app: Broken) -> None:
    """PUT is validated by a function of the model, whose errors are those of the body and of no field."""

    @app.answers("PUT", "/chapter07/departments/*")
    def whole(answer: Answer) -> None:
        if answer.status == 422:
            answer.json = {"detail": [entry | {"loc": ["body"]} for entry in answer.json["detail"]]}


@fault("DB-STAFF-3", "DB-STAFF-4", "DB-STAFF-5", "DB-TX-4", "DB-9", "DB-WRITE-2", "DB-4")
def patch_needs_the_whole_member(app: Broken) -> None:
    """PATCH takes what PUT would: a change must name every field."""

    @app.route("PATCH", MEMBER, response_model=StaffOut)
    def update_member(sid: Id, member: StaffIn, session: Db) -> Staff:
        with router.known_department():
            return router.found(crud.update(session, sid, {"sname": member.sname, "did": member.did}))


@fault("DB-STAFF-5")
def patch_of_nothing_is_a_change(app: Broken) -> None:
    """PATCH writes the row whatever it names, and so moves updated_at when it names nothing."""

    @app.route("PATCH", MEMBER, response_model=StaffOut)
    def update_member(sid: Id, change: StaffChange, session: Db) -> Staff:
        member = router.found(crud.read(session, sid))
        with router.known_department():
            return router.found(crud.update(session, sid, {"sname": member.sname, **change}))


@fault("DB-STAFF-3", "DB-STAFF-4", "DB-STAFF-5", "DB-STAFF-6")
def patch_writes_its_defaults(app: Broken) -> None:
    """PATCH writes what is not named as null, exclude_unset being forgotten."""

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


@fault("DB-STAFF-6")
def patch_leaves_null_out(app: Broken) -> None:
    """PATCH takes null for a field that is not to change."""

    @app.sent("PATCH", "/chapter07/staff/*")
    def without_null(sent: Sent) -> None:
        given = json.loads(sent.body)
        sent.body = json.dumps({name: value for name, value in given.items() if value is not None}).encode()


@fault("DB-STAFF-5")
def patch_must_change_something(app: Broken) -> None:
    """PATCH with an empty object is refused."""

    @app.route("PATCH", MEMBER, response_model=StaffOut)
    def update_member(sid: Id, change: StaffChange, session: Db) -> Staff:
        if not change:
            raise HTTPException(400, "nothing to change")
        with router.known_department():
            return router.found(crud.update(session, sid, change))


@fault("DB-STAFF-4", "DB-9", "DB-TX-4", "DB-WRITE-2")
def patch_leaves_the_department(app: Broken) -> None:
    """PATCH writes a name, and forgets the department."""

    @app.route("PATCH", MEMBER, response_model=StaffOut)
    def update_member(sid: Id, change: StaffChange, session: Db) -> Staff:
        named = StaffChange(sname=change["sname"]) if "sname" in change else StaffChange()
        return router.found(crud.update(session, sid, named))


@fault("DB-STAFF-4", "DB-WRITE-2")
def patch_moves_by_a_new_row(app: Broken) -> None:
    """PATCH removes the row and makes another one, with an id of its own."""

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
