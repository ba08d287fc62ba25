"""Departments · DataBase Models."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from sqlalchemy.exc import IntegrityError

from reference_app.crud import department as departments
from reference_app.database import Db
from reference_app.model import Department
from reference_app.responses import BODY, HAS_STAFF, NO_DEPARTMENT, created
from reference_app.schema.department import DepartmentIn, DepartmentOut
from reference_app.schema.envelope import Page, Paging
from reference_app.schema.types import Id

router = APIRouter(prefix="/departments")

CREATED = created(
    "did",
    read="read_department_chapter07_departments__did__get",
    update="update_department_chapter07_departments__did__put",
    delete="delete_department_chapter07_departments__did__delete",
    read_staff="read_staff_by_did_chapter07_getStaffByDid__did__get",
)


def found(department: Department | None) -> Department:
    """The department, or a 404."""
    if department is None:
        raise HTTPException(status_code=404, detail="no such department")
    return department


@router.post("", status_code=201, response_model=DepartmentOut, responses={**BODY, **CREATED})
def create_department(department: DepartmentIn, session: Db, request: Request, response: Response) -> Department:
    """Add a department; Location is its path."""
    row = departments.create(session, department)
    response.headers["Location"] = request.url_for("read_department", did=row.did).path
    return row


@router.get("", response_model=Page[DepartmentOut])
def read_departments(paging: Annotated[Paging, Depends()], session: Db, descending: bool = False) -> dict[str, object]:
    """One page of the departments, in the order of their ids or in descending order."""
    items, total = departments.read_page(session, paging, descending=descending)
    return {"items": items, "total": total}


@router.get("/{did}", response_model=DepartmentOut, responses=NO_DEPARTMENT)
def read_department(did: Id, session: Db) -> Department:
    """One department."""
    return found(departments.read(session, did))


@router.put("/{did}", response_model=DepartmentOut, responses={**BODY, **NO_DEPARTMENT})
def update_department(did: Id, department: DepartmentIn, session: Db) -> Department:
    """Change the name of a department."""
    return found(departments.update(session, did, department))


@router.delete("/{did}", status_code=204, response_class=Response, responses={**NO_DEPARTMENT, **HAS_STAFF})
def delete_department(did: Id, session: Db) -> None:
    """Remove a department that has no staff, so that no member is left without a department."""
    try:
        removed = departments.delete(session, did)
    except IntegrityError:
        raise HTTPException(status_code=409, detail="the department has staff") from None
    if not removed:
        raise HTTPException(status_code=404, detail="no such department")
