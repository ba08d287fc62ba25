"""Pages of rows, and the envelope in which the notes' front end expects them."""

from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, Field

from reference_app.schema.types import Id

Row = TypeVar("Row")


class Paging(BaseModel):
    """Number and size of a page."""

    page: Id = 1
    limit: Annotated[int, Field(ge=1, le=100)] = 10


class Page(BaseModel, Generic[Row]):
    """The rows of one page, and how many rows there are on all pages."""

    items: list[Row]
    total: int


class Envelope(BaseModel, Generic[Row]):
    """A success as the front end vue-vben-admin expects it."""

    code: Literal[0] = 0
    message: Literal["ok"] = "ok"
    result: Page[Row]
    type: Literal["success"] = "success"
