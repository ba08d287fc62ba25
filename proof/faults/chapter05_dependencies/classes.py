"""Faults that the rules of spec/chapter05_dependencies/test_classes.py detect."""

from typing import Annotated, Any

from fastapi import Body, Depends, Query

from proof.faults.chapter05_dependencies._shared import PAGES
from proof.faults.fault import Broken, Received, Sent, fault
from reference_app.routers.chapter05 import classes
from reference_app.schema.paging import Item

BESIDE = "/chapter05/class_beside_model"
Page = classes.CommonQueryParams


def paged(app: Broken, first: Any, last: Any) -> None:
    """Cut a page from other positions of the items."""

    def cut(self: Page, items: list[Item]) -> list[Item]:
        return items[first(self) : last(self)]

    app.patch("reference_app.routers.chapter05.classes.CommonQueryParams.cut", cut)


@fault("DEP-CLS-1", "DEP-CLS-2", "DEP-CLS-6")
def pages_begin_at_0(app: Broken) -> None:
    """Pages are counted from 0, so that the first one is skipped."""
    paged(app, lambda page: page.page * page.limit, lambda page: (page.page + 1) * page.limit)


@fault("DEP-CLS-1", "DEP-CLS-6")
def pages_hold_two(app: Broken) -> None:
    """A page contains at most two items, whatever its `limit`."""
    paged(
        app, lambda page: (page.page - 1) * page.limit, lambda page: (page.page - 1) * page.limit + min(page.limit, 2)
    )


@fault("DEP-CLS-2", "DEP-CLS-7")
def pages_are_cut_as_in_the_notes(app: Broken) -> None:
    """A page is the slice `[page - 1 : page + limit]`: one item too many, from the wrong item on."""
    paged(app, lambda page: page.page - 1, lambda page: page.page + page.limit)


@fault("DEP-CLS-2")
def pages_are_skipped_one_by_one(app: Broken) -> None:
    """`page` is the number of the first item instead of the page."""
    paged(app, lambda page: page.page - 1, lambda page: page.page - 1 + page.limit)


@fault("DEP-CLS-6")
def pages_show_a_missing_q_as_null(app: Broken) -> None:
    """The response has `q` as null if the query has no `q`."""

    @app.received("GET", PAGES)
    def null(response: Received) -> None:
        if response.status == 200:
            response.json = {"q": None} | response.json


@fault("DEP-CLS-6")
def pages_show_an_empty_q(app: Broken) -> None:
    """The response has an empty `q`, since only `q is not None` is checked."""

    @app.route("GET", PAGES)
    async def page(page: Annotated[Page, Depends()]) -> Any:
        response: dict[str, Any] = {"items": page.cut(classes.fake_items_db)}
        return response if page.q is None else response | {"q": page.q}


@fault("DEP-CLS-4", "DEP-CLS-5")
def dependency_reads_the_body(app: Broken) -> None:
    """The dependency reads its parameters from the body of the request."""

    @app.route("POST", BESIDE)
    async def beside(body: Annotated[dict[str, Any], Body()]) -> Any:
        query = {"q": body.get("q"), "page": body.get("page", 1), "limit": body.get("limit", 100)}
        return {"query": query, "item": {"item_name": body["item_name"]}}


@fault("DEP-CLS-4")
def dependency_is_forgotten_beside_a_body(app: Broken) -> None:
    """In an operation with a body, the parameters of the dependency always have their defaults."""

    @app.sent("POST", BESIDE)
    def bare(sent: Sent) -> None:
        sent.query = "" if "page" not in sent.query else sent.query


@fault("DEP-CLS-3", "DEP-CLS-8", "DEP-CLS-5")
def pages_have_no_bounds(app: Broken) -> None:
    """`page` and `limit` may be any integers."""

    @app.route("GET", PAGES)
    async def page(q: str | None = None, page: int = 1, limit: int = 100) -> Any:
        return {"items": classes.fake_items_db[(page - 1) * limit : page * limit]}

    @app.route("POST", BESIDE)
    async def beside(item: Item, q: str | None = None, page: int = 1, limit: int = 100) -> Any:
        return {"query": {"q": q, "page": page, "limit": limit}, "item": item}


@fault("DEP-CLS-3", "DEP-CLS-8")
def pages_may_be_0(app: Broken) -> None:
    """`page` and `limit` may be 0."""

    @app.route("GET", PAGES)
    async def page(page: Annotated[int, Query(ge=0)] = 1, limit: Annotated[int, Query(ge=0)] = 100) -> Any:
        return {"items": classes.fake_items_db[(page - 1) * limit : page * limit]}


@fault("DEP-CLS-7")
def pages_past_the_end_are_the_last(app: Broken) -> None:
    """A page after the last item is replaced by the last page."""
    paged(app, lambda page: min((page.page - 1) * page.limit, 2), lambda page: page.page * page.limit)


@fault("DEP-CLS-7")
def pages_past_the_end_are_404(app: Broken) -> None:
    """A page after the last item is a 404."""

    @app.received("GET", PAGES)
    def absent(response: Received) -> None:
        if response.status == 200 and not response.json["items"]:
            response.status = 404
