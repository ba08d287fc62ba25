"""Functions as dependencies, and dependencies of dependencies."""

from typing import Annotated

from fastapi import APIRouter, Depends

from reference_app.events import Events
from reference_app.schema.paging import Commons
from reference_app.schema.types import OptionalString

router = APIRouter()


async def common_parameters(q: OptionalString = None, page: int = 1, limit: int = 100) -> Commons:
    """The parameters that several operations share."""
    return Commons(q=q, page=page, limit=limit)


@router.get("/dependency01")
async def dependency01(commons: Annotated[Commons, Depends(common_parameters)]) -> Commons:
    """An async operation with an async dependency."""
    return commons


@router.get("/dependency02")
def dependency02(commons: Annotated[Commons, Depends(common_parameters)]) -> Commons:
    """A plain operation with an async dependency: operations and dependencies of both kinds can be combined."""
    return commons


def query(events: Events, q: OptionalString = None) -> str | None:
    """The sub-dependency."""
    events("query")
    return q


SharedQuery = Annotated[str | None, Depends(query)]
FreshQuery = Annotated[str | None, Depends(query, use_cache=False)]


def sub_query(events: Events, q: SharedQuery, last_query: OptionalString = None) -> str | None:
    """The q of this request, or else last_query."""
    events("sub query")
    return q or last_query


SubQuery = Annotated[str | None, Depends(sub_query)]
FreshSubQuery = Annotated[str | None, Depends(sub_query, use_cache=False)]


@router.get("/sub_dependency")
async def sub_dependency(final_query: SubQuery) -> dict[str, str | None]:
    """The dependency has a dependency of its own."""
    return {"sub_dependency": final_query}


@router.get("/sub_dependency/shared")
async def shared(events: Events, a: SharedQuery, b: SharedQuery, c: SubQuery) -> dict[str, str | None]:
    """Three uses of query, one of them inside sub_query: it runs once per request."""
    events("handler")
    return {"a": a, "b": b, "c": c}


@router.get("/sub_dependency/fresh")
async def fresh(events: Events, a: SharedQuery, b: FreshQuery, c: SubQuery) -> dict[str, str | None]:
    """The second use of query does not use the cache, so query runs twice."""
    events("handler")
    return {"a": a, "b": b, "c": c}


@router.get("/sub_dependency/fresh_outside")
async def fresh_outside(events: Events, a: SubQuery, b: FreshSubQuery) -> dict[str, str | None]:
    """use_cache only applies where it is declared: sub_query runs twice, the query that it depends on once."""
    events("handler")
    return {"a": a, "b": b}
