"""Departments in requests and responses."""

from pydantic import BaseModel

from reference_app.schema.types import Id, Moment, Name


class DepartmentIn(BaseModel):
    """A department as a client sends it."""

    dname: Name


class DepartmentOut(DepartmentIn):
    """A department as it is stored."""

    did: Id
    created_at: Moment
    updated_at: Moment
