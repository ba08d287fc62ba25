"""Departments in the database."""

from collections.abc import Sequence

from sqlalchemy import delete as delete_from
from sqlalchemy import func, select
from sqlalchemy import update as update_in
from sqlalchemy.orm import Session

from reference_app.model import Department
from reference_app.schema.department import DepartmentIn
from reference_app.schema.envelope import Paging


def create(session: Session, department: DepartmentIn) -> Department:
    """Add a department."""
    row = Department(**department.model_dump())
    session.add(row)
    session.commit()
    return row


def read(session: Session, did: int) -> Department | None:
    """One department."""
    return session.get(Department, did)


def read_page(session: Session, paging: Paging, descending: bool = False) -> tuple[Sequence[Department], int]:
    """One page in the order of the ids, or in descending order, and how many departments there are."""
    query = select(Department).order_by(Department.did.desc() if descending else Department.did)
    rows = session.scalars(query.limit(paging.limit).offset(paging.limit * (paging.page - 1)))
    return rows.all(), session.scalars(select(func.count()).select_from(Department)).one()


def update(session: Session, did: int, department: DepartmentIn) -> Department | None:
    """Change a department in one statement, without reading it first: no stale value is written back."""
    change = update_in(Department).where(Department.did == did).values(department.model_dump())
    row = session.scalar(change.returning(Department))
    session.commit()
    return row


def delete(session: Session, did: int) -> bool:
    """Remove a department. Raises IntegrityError if it has staff."""
    removed = session.scalar(delete_from(Department).where(Department.did == did).returning(Department.did))
    session.commit()
    return removed is not None
