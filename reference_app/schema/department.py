"""Departments, as they come and go."""

from pydantic import BaseModel

from reference_app.schema.types import Id, Moment, Name


class DepartmentIn(BaseModel):
    """What a client says of a department."""

    dname: Name


class DepartmentOut(DepartmentIn):
    """A department as it is stored."""

    did: Id
    created_at: Moment
    updated_at: Moment
