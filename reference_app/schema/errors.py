"""The body of an error that an HTTPException makes."""

from pydantic import BaseModel


class Detail(BaseModel):
    """What went wrong, in words."""

    detail: str


class Code(BaseModel):
    """What went wrong, for a program and for a person."""

    code: int
    msgs: list[str]


class CodedDetail(BaseModel):
    """The body of an error whose detail is an object."""

    detail: Code
