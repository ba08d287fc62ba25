"""Faults that the rules of spec/chapter07_database/test_session.py detect."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from fastapi import Body, Depends, HTTPException
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from sqlalchemy.orm import Session

from proof.faults.fault import Broken, Received, fault
from reference_app import database
from reference_app.crud import staff as crud
from reference_app.database import Db, get_session
from reference_app.events import Events
from reference_app.model import Department, Staff
from reference_app.routers.chapter07 import staff as router
from reference_app.routers.chapter07.departments import found as found_department
from reference_app.schema.envelope import Envelope, Paging
from reference_app.schema.staff import StaffIn, StaffOut
from reference_app.schema.types import Id

BATCH = "/chapter07/staff_batch"


@fault("DB-3")
def session_is_left_open(app: Broken) -> None:
    """The session of a request is rolled back after it and never closed."""

    def session(events: Events) -> Iterator[Session]:
        events("session open")
        session = database.SessionLocal()
        try:
            yield session
        finally:
            session.rollback()

    app.override(get_session, session)


@fault("DB-3")
def session_is_opened_twice(app: Broken) -> None:
    """A dependency of the operation opens a second session."""

    @app.route("GET", "/chapter07/getStaffByDid/{did}", response_model=Envelope[StaffOut])
    def staff(
        did: Id,
        paging: Annotated[Paging, Depends()],
        session: Db,
        other: Annotated[Session, Depends(get_session, use_cache=False)],
    ) -> Any:
        found_department(other.get(Department, did))
        items, total = crud.read_page(session, paging, did)
        return {"result": {"items": items, "total": total}}


@fault("DB-SESSION-1", "DB-TX-2")
def session_for_each_row(app: Broken) -> None:
    """Each of several rows is written in a session of its own, and those before an invalid one are kept."""

    @app.route("POST", BATCH, status_code=201, response_model=list[StaffOut])
    def create_staff(staff: list[StaffIn], events: Events) -> list[Staff]:
        with router.known_department():
            return [
                row for member in staff for session in get_session(events) for row in crud.create(session, [member])
            ]


@fault("DB-SESSION-1", "DB-TX-1", "DB-TX-2", "DB-TX-5")
def batch_has_status_200(app: Broken) -> None:
    """Several rows are created with 200."""

    @app.received("POST", BATCH)
    def ok(response: Received) -> None:
        response.status = 200 if response.status == 201 else response.status


@fault("DB-SESSION-2")
def session_is_rolled_back_and_left_open(app: Broken) -> None:
    """The session of a rejected request is rolled back and not closed."""

    def session(events: Events) -> Iterator[Session]:
        events("session open")
        session = database.SessionLocal()
        try:
            yield session
        except Exception:
            session.rollback()
            raise
        session.close()
        events("session close")

    app.override(get_session, session)


@fault("DB-TX-1")
def batch_is_returned_in_another_order(app: Broken) -> None:
    """Several rows are returned in the order of their names."""

    @app.received("POST", BATCH)
    def ordered(response: Received) -> None:
        if response.status == 201:
            response.json = sorted(response.json, key=lambda row: str(row["sname"]))


@fault("DB-TX-2")
def batch_commits_each_row(app: Broken) -> None:
    """Several rows are committed one by one, and those before an invalid one are kept."""

    def create(session: Session, staff: Sequence[StaffIn]) -> list[Staff]:
        rows = [Staff(**member.model_dump()) for member in staff]
        for row in rows:
            session.add(row)
            session.commit()
        return rows

    app.patch("reference_app.crud.staff.create", create)


@fault("DB-TX-2", "DB-TX-3")
def batch_is_validated_row_by_row(app: Broken) -> None:
    """Each row is validated just before it is written, after the rows before it."""

    @app.route("POST", BATCH, status_code=201, response_model=list[StaffOut])
    def create_staff(staff: list[dict[str, Any]], session: Db) -> list[Staff]:
        rows: list[Staff] = []
        for index, member in enumerate(staff):
            try:
                with router.known_department():
                    rows += crud.create(session, [StaffIn(**member)])
            except ValidationError as error:
                errors = [{**entry, "loc": ("body", index, *entry["loc"])} for entry in error.errors()]
                raise RequestValidationError(errors) from None
        return rows


@fault("DB-TX-3")
def batch_leaves_invalid_rows_out(app: Broken) -> None:
    """Invalid rows are left out without an error, and the others are created."""

    @app.route("POST", BATCH, status_code=201, response_model=list[StaffOut])
    def create_staff(staff: list[dict[str, Any]], session: Db) -> list[Staff]:
        return crud.create(session, [StaffIn(**member) for member in staff if member["sname"]])


@fault("DB-TX-3")
def batch_errors_have_no_index(app: Broken) -> None:
    """The error of one of several rows does not say which."""

    @app.received("POST", BATCH)
    def nowhere(response: Received) -> None:
        if response.status == 422:
            entries = response.json["detail"]
            response.json = {"detail": [entry | {"loc": [*entry["loc"][:1], *entry["loc"][2:]]} for entry in entries]}


@fault("DB-TX-5")
def batch_has_no_limit(app: Broken) -> None:
    """A request may have any number of rows."""

    @app.route("POST", BATCH, status_code=201, response_model=list[StaffOut])
    def create_staff(staff: list[StaffIn], session: Db) -> list[Staff]:
        return crud.create(session, staff)


@fault("DB-TX-5")
def batch_has_less_than_20_rows(app: Broken) -> None:
    """A request has at most 19 rows."""

    @app.route("POST", BATCH, status_code=201, response_model=list[StaffOut])
    def create_staff(staff: Annotated[list[StaffIn], Body(max_length=19)], session: Db) -> list[Staff]:
        return crud.create(session, staff)


@fault("DB-TX-5")
def batch_limit_has_no_location(app: Broken) -> None:
    """Too many rows are rejected by the handler, whose error has no location."""

    @app.route("POST", BATCH, status_code=201, response_model=list[StaffOut])
    def create_staff(staff: list[StaffIn], session: Db) -> list[Staff]:
        if len(staff) > 20:
            raise HTTPException(422, "at most 20 rows")
        return crud.create(session, staff)
