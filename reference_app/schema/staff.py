"""Members of the staff, as they come and go."""

from pydantic import BaseModel
from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from reference_app.schema.types import Id, Moment, Name, Reference


class StaffIn(BaseModel):
    """What a client says of a member of the staff."""

    sname: Name
    did: Reference


class StaffChange(TypedDict, total=False):
    """What is to change; what is left out stays as it is."""

    sname: Name
    did: Reference


class StaffOut(StaffIn):
    """A member of the staff as stored."""

    sid: Id
    created_at: Moment
    updated_at: Moment
