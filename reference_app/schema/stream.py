"""What the streams contain."""

from pydantic import BaseModel


class CaseCount(BaseModel):
    """The confirmed cases of a city."""

    city: str
    confirmed: int


class StoredCount(CaseCount):
    """A count as it is stored: where it comes from is not for clients."""

    source: str


class Step(BaseModel):
    """How far a stream that pauses has come."""

    step: str
