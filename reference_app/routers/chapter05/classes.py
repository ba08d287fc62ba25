"""A class as a dependency: the parameters of its ``__init__`` come from the query."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from reference_app.responses import BODY
from reference_app.schema.paging import Commons, Item, ItemPage, QueryAndItem
from reference_app.schema.types import OptionalString

router = APIRouter()

fake_items_db = [Item(item_name="Foo"), Item(item_name="Bar"), Item(item_name="Baz")]


class CommonQueryParams:
    """The page of items to show: pages are counted from 1, limit is the size of a page."""

    def __init__(
        self,
        q: OptionalString = None,
        page: Annotated[int, Query(ge=1)] = 1,
        limit: Annotated[int, Query(ge=1)] = 100,
    ) -> None:
        self.q = q
        self.page = page
        self.limit = limit

    def cut(self, items: list[Item]) -> list[Item]:
        """The page. The notes' slice [page - 1 : page + limit] has one item too many, and is wrong from page 2 on."""
        start = (self.page - 1) * self.limit
        return items[start : start + self.limit]


async def total_count(response: Response) -> None:
    """Headers that a dependency sets on this response are added to the one that is sent."""
    response.headers["X-Total-Count"] = str(len(fake_items_db))


@router.get(
    "/classes_as_dependencies",
    dependencies=[Depends(total_count)],
    response_model_exclude_none=True,
    responses={200: {"headers": {"X-Total-Count": {"required": True, "schema": {"type": "integer", "minimum": 0}}}}},
)
async def classes_as_dependencies(commons: Annotated[CommonQueryParams, Depends(CommonQueryParams)]) -> ItemPage:
    """One page of the items, with q unless it is empty."""
    return ItemPage(q=commons.q or None, items=commons.cut(fake_items_db))


@router.post("/class_beside_model", responses=BODY)
async def class_beside_model(commons: Annotated[CommonQueryParams, Depends()], item: Item) -> QueryAndItem:
    """Depends() takes the class from the annotation. A model without Depends is the body."""
    return QueryAndItem(query=Commons(q=commons.q, page=commons.page, limit=commons.limit), item=item)
