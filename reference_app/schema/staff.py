"""Members of the staff in requests and responses."""

from pydantic import BaseModel
from typing_extensions import TypedDict  # pydantic requires this one before Python 3.12

from reference_app.schema.types import Id, Moment, Name, Reference


class StaffIn(BaseModel):
    """A member of the staff as a client sends it."""

    sname: Name
    did: Reference


class StaffChange(TypedDict, total=False):
    """The fields to change; a field that is left out keeps its value."""

    sname: Name
    did: Reference


class StaffOut(StaffIn):
    """A member of the staff as it is stored."""

    sid: Id
    created_at: Moment
    updated_at: Moment
