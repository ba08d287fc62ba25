"""The staff in the database."""

from collections.abc import Sequence

from sqlalchemy import delete as delete_from
from sqlalchemy import func, select
from sqlalchemy import update as update_in
from sqlalchemy.orm import Session

from reference_app.model import Staff
from reference_app.schema.envelope import Paging
from reference_app.schema.staff import StaffChange, StaffIn


def create(session: Session, staff: Sequence[StaffIn]) -> list[Staff]:
    """Add all of them in one transaction. If a department is unknown, adds none and raises IntegrityError."""
    rows = [Staff(**member.model_dump()) for member in staff]
    session.add_all(rows)
    session.commit()
    return rows


def read(session: Session, sid: int) -> Staff | None:
    """One member of the staff."""
    return session.get(Staff, sid)


def read_page(session: Session, paging: Paging, did: int | None = None) -> tuple[Sequence[Staff], int]:
    """One page in the order of the ids, of one department or of all, and how many there are on all pages."""
    query = select(Staff) if did is None else select(Staff).where(Staff.did == did)
    # The notes only count the items of the page.
    total = session.scalars(query.with_only_columns(func.count(), maintain_column_froms=True)).one()
    rows = session.scalars(query.order_by(Staff.sid).limit(paging.limit).offset(paging.limit * (paging.page - 1)))
    return rows.all(), total


def update(session: Session, sid: int, change: StaffChange) -> Staff | None:
    """Write the named fields and no others in one statement: two changes at once do not undo each other.

    Raises IntegrityError if the department is unknown.
    """
    if not change:
        return read(session, sid)
    row = session.scalar(update_in(Staff).where(Staff.sid == sid).values(**change).returning(Staff))
    session.commit()
    return row


def delete(session: Session, sid: int) -> bool:
    """Remove a member of the staff."""
    removed = session.scalar(delete_from(Staff).where(Staff.sid == sid).returning(Staff.sid))
    session.commit()
    return removed is not None
