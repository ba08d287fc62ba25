"""Faults that the rules of spec/chapter07_database/test_writers.py detect."""

import time
from collections.abc import Sequence
from typing import Any

from fastapi import HTTPException
from sqlalchemy import func, insert, select
from sqlalchemy import update as update_in
from sqlalchemy.orm import Session

from proof.faults.chapter07_database._shared import USERS
from proof.faults.fault import Broken, fault
from reference_app.crud import user as users
from reference_app.database import Db
from reference_app.model import Staff, User
from reference_app.schema.database_user import UserCreate, UserRead
from reference_app.schema.staff import StaffIn


@fault("DB-WRITE-1")
def writers_count_the_ids(app: Broken) -> None:
    """The application counts new ids: two simultaneous requests get the same one."""

    def create(session: Session, staff: Sequence[StaffIn]) -> list[Staff]:
        highest = session.scalar(select(func.max(Staff.sid))) or 0
        time.sleep(0.02)  # the way to a database that is not on the same machine
        rows = [Staff(sid=highest + n, **member.model_dump()) for n, member in enumerate(staff, 1)]
        session.add_all(rows)
        session.commit()
        return rows

    app.patch("reference_app.crud.staff.create", create)


@fault("DB-WRITE-1")
def writers_replace_one_another(app: Broken) -> None:
    """The application counts new ids and overwrites the row that has the same one."""

    def create(session: Session, staff: Sequence[StaffIn]) -> list[Staff]:
        highest = session.scalar(select(func.max(Staff.sid))) or 0
        session.rollback()
        time.sleep(0.02)
        rows = [{"sid": highest + n, **member.model_dump()} for n, member in enumerate(staff, 1)]
        session.execute(insert(Staff).prefix_with("OR REPLACE"), rows)
        session.commit()
        return [session.get_one(Staff, row["sid"]) for row in rows]

    app.patch("reference_app.crud.staff.create", create)


@fault("DB-WRITE-2")
def writers_write_the_whole_row(app: Broken) -> None:
    """A change reads the row and writes all of it back: of two simultaneous changes one is lost."""

    def update(session: Session, sid: int, change: dict[str, Any]) -> Staff | None:
        row = session.get(Staff, sid)
        if row is None:
            return None
        whole = {"sname": row.sname, "did": row.did} | change
        session.rollback()
        time.sleep(0.02)
        changed = session.scalar(update_in(Staff).where(Staff.sid == sid).values(**whole).returning(Staff))
        session.commit()
        return changed

    app.patch("reference_app.crud.staff.update", update)


@fault("DB-WRITE-4")
def accounts_are_looked_up_before(app: Broken) -> None:
    """An account is looked up before the user is created: two simultaneous requests both find it free."""
    sound = users.create

    @app.route("POST", USERS, status_code=201, response_model=UserRead)
    def create_user(user: UserCreate, session: Db) -> User:
        if session.scalar(select(User.uid).where(User.account == user.account)):
            raise HTTPException(409, "the account is taken")
        session.rollback()
        time.sleep(0.25)  # as long as a hash takes, elsewhere
        return sound(session, user)
