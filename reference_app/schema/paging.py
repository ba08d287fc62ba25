"""Pages of items, and the parameters that ask for them."""

from pydantic import BaseModel

from reference_app.schema.types import Text


class Commons(BaseModel):
    """What several operations take from the query."""

    q: str | None
    page: int
    limit: int


class Item(BaseModel):
    """One item of the demo."""

    item_name: Text


class ItemPage(BaseModel):
    """One page of items, with the q that was asked for."""

    q: str | None = None
    items: list[Item]


class QueryAndItem(BaseModel):
    """What came in the query, and what in the body."""

    query: Commons
    item: Item
