"""The body of an error that an HTTPException makes."""

from pydantic import BaseModel


class Detail(BaseModel):
    """What went wrong, in words."""

    detail: str
