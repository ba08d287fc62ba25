"""Faults that the rules of spec/properties/test_rows.py detect."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from proof.faults.fault import Broken, fault
from reference_app.crud import department as departments
from reference_app.crud import staff as crud
from reference_app.model import Staff
from reference_app.schema.envelope import Paging


@fault("LAW-DB-1")
def department_takes_its_staff(app: Broken) -> None:
    """A department is deleted together with its staff."""
    sound = departments.delete

    def delete(session: Session, did: int) -> bool:
        for member in session.scalars(select(Staff).where(Staff.did == did)):
            session.delete(member)
        return sound(session, did)

    app.patch("reference_app.crud.department.delete", delete)


@fault("LAW-DB-2")
def pages_are_ten_rows_apart(app: Broken) -> None:
    """Pages begin at every tenth row, whatever the limit is."""
    sound = crud.read_page

    def read_page(session: Session, paging: Paging, did: int | None = None) -> Any:
        _, total = sound(session, paging, did)
        query = select(Staff).order_by(Staff.sid).limit(paging.limit).offset(10 * (paging.page - 1))
        return session.scalars(query if did is None else query.where(Staff.did == did)).all(), total

    app.patch("reference_app.crud.staff.read_page", read_page)
