"""Pages of items, and the parameters that select them."""

from pydantic import BaseModel

from reference_app.schema.types import String


class Commons(BaseModel):
    """The query parameters that several operations share."""

    q: str | None
    page: int
    limit: int


class Item(BaseModel):
    """One item of the demo."""

    item_name: String


class ItemPage(BaseModel):
    """One page of items, with the q of the request."""

    q: str | None = None
    items: list[Item]


class QueryAndItem(BaseModel):
    """The query parameters and the body of the request."""

    query: Commons
    item: Item
