"""The response bodies of errors."""

from pydantic import BaseModel


class Detail(BaseModel):
    """What went wrong, in words."""

    detail: str


class Code(BaseModel):
    """What went wrong: a code for programs, messages for people."""

    code: int
    msgs: list[str]


class CodedDetail(BaseModel):
    """The body of an error whose detail is an object."""

    detail: Code


class Lost(BaseModel):
    """The body for an exception of the application's own: the city that is lost."""

    lost: str
