"""An appointment and the report on it, in a request body."""

from datetime import datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel

from reference_app.hardening.values import StrictDuration, StrictMoment
from reference_app.schema.types import String


class Appointment(BaseModel):
    """An appointment for a test or a vaccination."""

    id: UUID
    start: Annotated[datetime, StrictMoment]
    duration: Annotated[timedelta, StrictDuration]
    kind: Literal["test", "vaccination"]


class Report(BaseModel):
    """What came of an appointment."""

    # May be null, but has no default: it must be sent. Before pydantic 2 such a field was optional.
    finding: String | None
    remark: String | None = None
