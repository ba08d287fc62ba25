"""The staff · DataBase Models."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import APIRouter, Body, Depends, HTTPException, Request, Response
from sqlalchemy.exc import IntegrityError

from reference_app.crud import department as departments
from reference_app.crud import staff as crud
from reference_app.database import Db
from reference_app.model import Staff
from reference_app.responses import BODY, NO_DEPARTMENT, NO_STAFF, NO_STAFF_OR_DEPARTMENT, created
from reference_app.routers.chapter07.departments import found as found_department
from reference_app.schema.envelope import Envelope, Paging
from reference_app.schema.staff import StaffChange, StaffIn, StaffOut
from reference_app.schema.types import Id

router = APIRouter()

CREATED = created(
    "sid",
    read="read_staff_member_chapter07_staff__sid__get",
    update="update_staff_member_chapter07_staff__sid__patch",
    delete="delete_staff_member_chapter07_staff__sid__delete",
)


def found(member: Staff | None) -> Staff:
    """The member of the staff, or a 404."""
    if member is None:
        raise HTTPException(status_code=404, detail="no such member of the staff")
    return member


@contextmanager
def known_department() -> Iterator[None]:
    """Turn a violated foreign key into a 404: the body is valid but names an unknown department."""
    try:
        yield
    except IntegrityError:
        raise HTTPException(status_code=404, detail="no such department") from None


@router.post("/staff", status_code=201, response_model=StaffOut, responses={**BODY, **CREATED, **NO_DEPARTMENT})
def create_staff_member(member: StaffIn, session: Db, request: Request, response: Response) -> Staff:
    """Add a member of the staff; Location is its path."""
    with known_department():
        [row] = crud.create(session, [member])
    response.headers["Location"] = request.url_for("read_staff_member", sid=row.sid).path
    return row


@router.post("/staff_batch", status_code=201, response_model=list[StaffOut], responses={**BODY, **NO_DEPARTMENT})
def create_staff(staff: Annotated[list[StaffIn], Body(max_length=20)], session: Db) -> list[Staff]:
    """Add several members of the staff: all of them or none."""
    with known_department():
        return crud.create(session, staff)


@router.get("/staff/{sid}", response_model=StaffOut, responses=NO_STAFF)
def read_staff_member(sid: Id, session: Db) -> Staff:
    """One member of the staff."""
    return found(crud.read(session, sid))


@router.patch("/staff/{sid}", response_model=StaffOut, responses={**BODY, **NO_STAFF_OR_DEPARTMENT})
def update_staff_member(sid: Id, change: StaffChange, session: Db) -> Staff:
    """Change the named fields and no others."""
    with known_department():
        return found(crud.update(session, sid, change))


@router.delete("/staff/{sid}", status_code=204, response_class=Response, responses=NO_STAFF)
def delete_staff_member(sid: Id, session: Db) -> None:
    """Remove a member of the staff."""
    if not crud.delete(session, sid):
        raise HTTPException(status_code=404, detail="no such member of the staff")


@router.get("/getStaffByPage/", response_model=Envelope[StaffOut])
def read_staff_by_page(paging: Annotated[Paging, Depends()], session: Db) -> dict[str, object]:
    """One page of the whole staff, in the order of the ids."""
    items, total = crud.read_page(session, paging)
    return {"result": {"items": items, "total": total}}


@router.get("/getStaffByDid/{did}", response_model=Envelope[StaffOut], responses=NO_DEPARTMENT)
def read_staff_by_did(did: Id, paging: Annotated[Paging, Depends()], session: Db) -> dict[str, object]:
    """One page of the staff of one department, in the order of the ids."""
    found_department(departments.read(session, did))
    items, total = crud.read_page(session, paging, did)
    return {"result": {"items": items, "total": total}}
