"""Faults that the rules of spec/chapter07_database/test_paging.py detect."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Query
from pydantic import Field
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from proof.faults.chapter07_database._shared import DEPARTMENTS
from proof.faults.fault import Broken, Received, Sent, fault
from reference_app.crud import department as departments
from reference_app.crud import staff as crud
from reference_app.database import Db
from reference_app.model import Department, Staff
from reference_app.schema.department import DepartmentOut
from reference_app.schema.envelope import Page, Paging

BY_DID = "/chapter07/getStaffByDid/*"
ENVELOPES = "/chapter07/getStaff*"


def page_of(query: Any, paging: Paging) -> Any:
    """The part of a query that is its page, as it should be."""
    return query.limit(paging.limit).offset(paging.limit * (paging.page - 1))


def pages(
    app: Broken,
    part: Callable[[Any, Paging], Any] = page_of,
    order: Callable[[Any], Any] = lambda row: row.__mapper__.primary_key[0],
    total: Callable[[list[Any], int], int] = lambda _, total: total,
) -> None:
    """Read pages in another way: the part of the query, the column that orders it, and the total from the rows."""

    def reading(row: Any) -> Callable[..., tuple[list[Any], int]]:
        def read_page(session: Session, paging: Paging, did: int | None = None, **_: Any) -> tuple[list[Any], int]:
            query = select(row) if did is None else select(row).where(row.did == did)
            count = session.scalar(query.with_only_columns(func.count(), maintain_column_froms=True)) or 0
            rows = list(session.scalars(part(query.order_by(order(row)), paging)))
            return rows, total(rows, count)

        return read_page

    app.patch("reference_app.crud.staff.read_page", reading(Staff))
    app.patch("reference_app.crud.department.read_page", reading(Department))


@fault("DB-PAGE-1", "DB-PAGE-2", "DB-PAGE-4", "DB-PAGE-7", "DB-PAGE-8", "DB-4", "DB-TX-1", "DB-10")
def pages_are_counted_from_zero(app: Broken) -> None:
    """Pages are counted from 0."""
    pages(app, lambda query, paging: query.limit(paging.limit).offset(paging.limit * paging.page))


@fault("DB-PAGE-1", "DB-PAGE-7", "DB-INPUT-9")
def envelope_has_the_status_in_its_code(app: Broken) -> None:
    """The code of the envelope is 200 for success."""

    @app.received("GET", ENVELOPES)
    def coded(response: Received) -> None:
        if response.status == 200:
            response.json = response.json | {"code": 200}


@fault("DB-PAGE-1", "DB-PAGE-2", "DB-PAGE-3", "DB-PAGE-7", "DB-PAGE-9", "DB-INPUT-3", "DB-INPUT-7")
def envelope_is_left_out(app: Broken) -> None:
    """The staff is returned as a page without the envelope."""

    @app.received("GET", ENVELOPES)
    def bare(response: Received) -> None:
        if response.status == 200:
            response.json = response.json["result"]


@fault("DB-PAGE-1", "DB-PAGE-5", "DB-3")
def envelope_is_partial_content(app: Broken) -> None:
    """A page has the status 206, as a part of the whole."""

    @app.received("GET", ENVELOPES)
    def partial(response: Received) -> None:
        response.status = 206 if response.status == 200 else response.status


@fault("DB-PAGE-4")
def pages_have_20_rows(app: Broken) -> None:
    """A page has twenty rows by default."""

    @app.sent("GET", BY_DID)
    def longer(sent: Sent) -> None:
        if "limit" not in sent.query:
            sent.query = f"{sent.query}&limit=20"


@fault("DB-PAGE-2", "DB-PAGE-7", "DB-PAGE-8")
def pages_overlap_by_one(app: Broken) -> None:
    """A page begins with the last row of the page before it."""
    pages(app, lambda query, paging: query.limit(paging.limit).offset(max(paging.limit * (paging.page - 1) - 1, 0)))


@fault("DB-PAGE-2", "DB-PAGE-4", "DB-PAGE-7", "DB-PAGE-8")
def pages_hold_one_more(app: Broken) -> None:
    """A page has one row more than its limit."""
    pages(app, lambda query, paging: query.limit(paging.limit + 1).offset(paging.limit * (paging.page - 1)))


@fault("DB-PAGE-2", "DB-PAGE-5", "DB-PAGE-7", "DB-PAGE-8")
def pages_are_all_the_first(app: Broken) -> None:
    """The offset is forgotten: every page is the first."""
    pages(app, lambda query, paging: query.limit(paging.limit))


@fault("DB-PAGE-2", "DB-PAGE-4", "DB-PAGE-7", "DB-PAGE-8")
def pages_hold_all(app: Broken) -> None:
    """The limit is forgotten: a page has all remaining rows."""
    pages(app, lambda query, paging: query.limit(1000).offset(paging.limit * (paging.page - 1)))


@fault("DB-PAGE-2", "DB-PAGE-4", "DB-PAGE-7", "DB-PAGE-8", "DB-4", "DB-TX-1", "DB-WRITE-1", "DB-WRITE-2")
def pages_begin_with_the_newest(app: Broken) -> None:
    """Rows are returned in descending order of their ids."""
    pages(app, order=lambda row: row.__mapper__.primary_key[0].desc())


@fault("DB-PAGE-3", "DB-PAGE-4", "DB-PAGE-5", "DB-PAGE-7", "DB-PAGE-8")
def total_counts_the_page(app: Broken) -> None:
    """The total is the number of rows on the page, as in the notes."""
    pages(app, total=lambda rows, _: len(rows))


@fault("DB-PAGE-3", "DB-PAGE-4")
def total_counts_the_pages(app: Broken) -> None:
    """The total is the number of pages and not that of rows."""

    @app.received("GET", BY_DID)
    def of_pages(response: Received) -> None:
        if response.status == 200:
            result = response.json["result"]
            number = -(-result["total"] // max(len(result["items"]), 1))
            response.json = response.json | {"result": result | {"total": number}}


@fault("DB-4")
def pages_are_in_the_order_of_change(app: Broken) -> None:
    """Rows are returned in the order of their last change."""
    pages(app, order=lambda row: row.updated_at)


@fault("DB-4", "DB-PAGE-2", "DB-PAGE-4", "DB-TX-1")
def pages_are_in_the_order_of_names(app: Broken) -> None:
    """Rows are returned in the order of their names."""
    pages(app, order=lambda row: row.sname if row is Staff else row.dname)


@fault("DB-15")
def descending_order_is_ignored(app: Broken) -> None:
    """The departments come in ascending order, whatever the request says."""
    sound = departments.read_page
    app.patch("reference_app.crud.department.read_page", lambda session, paging, **_: sound(session, paging))


@fault("DB-15")
def descending_order_is_that_of_a_page(app: Broken) -> None:
    """Each page of the ascending order is reversed."""
    sound = departments.read_page

    def read_page(session: Session, paging: Paging, descending: bool = False) -> tuple[list[Any], int]:
        rows, total = sound(session, paging)
        return sorted(rows, key=lambda row: row.did, reverse=descending), total

    app.patch("reference_app.crud.department.read_page", read_page)


@fault("DB-PAGE-5")
def page_beyond_the_end_is_404(app: Broken) -> None:
    """A page beyond the end is a 404."""

    @app.received("GET", BY_DID)
    def missing(response: Received) -> None:
        if response.status == 200 and response.json["result"]["total"] and not response.json["result"]["items"]:
            response.status, response.json = 404, {"detail": "Invalid page."}


@fault("DB-PAGE-5")
def page_beyond_the_end_is_the_last(app: Broken) -> None:
    """A page beyond the end is the last one."""

    def read_page(session: Session, paging: Paging, did: int | None = None) -> Any:
        last = max(-(-sound(session, paging, did)[1] // paging.limit), 1)
        return sound(session, Paging(page=min(paging.page, last), limit=paging.limit), did)

    sound = crud.read_page
    app.patch("reference_app.crud.staff.read_page", read_page)


@fault("DB-PAGE-9", "DB-3")
def empty_staff_is_404(app: Broken) -> None:
    """The staff of a department without any is a 404."""

    @app.received("GET", BY_DID)
    def missing(response: Received) -> None:
        if response.status == 200 and not response.json["result"]["total"]:
            response.status, response.json = 404, {"detail": "no staff"}


@fault("DB-PAGE-9")
def staff_of_an_unknown_department_is_empty(app: Broken) -> None:
    """The staff of an unknown department is an empty page."""
    app.patch("reference_app.routers.chapter07.staff.found_department", lambda department: department)


@fault("DB-PAGE-6")
def paging_has_no_bounds(app: Broken) -> None:
    """A page and a limit are any integers."""

    @app.route("GET", DEPARTMENTS, response_model=Page[DepartmentOut])
    def read_departments(session: Db, page: int = 1, limit: int = 10) -> dict[str, object]:
        items, total = departments.read_page(session, Paging.model_construct(page=page, limit=limit))
        return {"items": items, "total": total}


@fault("DB-PAGE-6")
def paging_has_no_upper_bounds(app: Broken) -> None:
    """A page and a limit have no maximum."""

    @app.route("GET", DEPARTMENTS, response_model=Page[DepartmentOut])
    def read_departments(
        session: Db, page: Annotated[int, Field(ge=1)] = 1, limit: Annotated[int, Field(ge=1)] = 10
    ) -> dict[str, object]:
        items, total = departments.read_page(session, Paging.model_construct(page=page, limit=limit))
        return {"items": items, "total": total}


@fault("DB-PAGE-6")
def paging_is_brought_into_bounds(app: Broken) -> None:
    """A page or limit out of bounds is replaced by the nearest bound."""

    @app.route("GET", DEPARTMENTS, response_model=Page[DepartmentOut])
    def read_departments(session: Db, page: int = 1, limit: int = 10) -> dict[str, object]:
        paging = Paging(page=min(max(page, 1), 2**31 - 1), limit=min(max(limit, 1), 100))
        items, total = departments.read_page(session, paging)
        return {"items": items, "total": total}


@fault("DB-PAGE-6")
def paging_may_have_101_rows(app: Broken) -> None:
    """The maximum of a limit is 101."""

    @app.route("GET", DEPARTMENTS, response_model=Page[DepartmentOut])
    def read_departments(
        session: Db,
        page: Annotated[int, Query(ge=1, le=2**31 - 1)] = 1,
        limit: Annotated[int, Query(ge=1, lt=102)] = 10,
    ) -> dict[str, object]:
        items, total = departments.read_page(session, Paging.model_construct(page=page, limit=limit))
        return {"items": items, "total": total}
