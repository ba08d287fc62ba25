"""Faults that the rules of spec/chapter05_dependencies/test_functions.py detect."""

from typing import Annotated, Any

from fastapi import Depends, Header, Query, Response

from proof.faults.chapter05_dependencies._shared import PAGES, PATH, TOKEN, guard, nothing, wrong
from proof.faults.fault import Broken, Received, fault
from reference_app.dependencies import GUARD
from reference_app.events import Events
from reference_app.routers.chapter05 import classes, functions
from reference_app.schema.paging import Commons

FIRST = "/chapter05/dependency01"
SECOND = "/chapter05/dependency02"


def take(app: Broken, dependency: Any, *paths: str) -> None:
    """Respond with what another dependency reads from the query."""
    for path in paths:

        @app.route("GET", path)
        async def commons(commons: Annotated[Any, Depends(dependency)]) -> Any:
            return commons


@fault("DEP-FN-1")
def commons_limit_is_10(app: Broken) -> None:
    """One of two operations with the same dependency has another default for `limit`."""

    async def commons(q: str | None = None, page: int = 1, limit: int = 10) -> Any:
        return {"q": q, "page": page, "limit": limit}

    take(app, commons, SECOND)


@fault("DEP-FN-1")
def commons_are_strings(app: Broken) -> None:
    """`page` and `limit` are not converted: the response has them as strings."""

    async def commons(q: str | None = None, page: int = 1, limit: int = 100) -> Any:
        return {"q": q, "page": str(page), "limit": str(limit)}

    take(app, commons, FIRST, SECOND)


@fault("DEP-FN-1")
def commons_are_wrapped(app: Broken) -> None:
    """The response wraps the result of the dependency in a property."""
    for path in (FIRST, SECOND):

        @app.route("GET", path)
        async def commons(commons: Annotated[Commons, Depends(functions.common_parameters)]) -> dict[str, Commons]:
            return {"commons": commons}


@fault("DEP-FN-2", "DEP-FN-5")
def commons_are_not_checked(app: Broken) -> None:
    """Query parameters of a dependency are not validated."""

    async def commons(q: str | None = None, page: str = "1", limit: str = "100") -> Any:
        return {"q": q, "page": page, "limit": limit, "detail": []}

    take(app, commons, FIRST, SECOND)


@fault("DEP-FN-2")
def commons_are_rounded(app: Broken) -> None:
    """A number with a fraction is accepted for an integer and rounded down."""

    async def commons(q: str | None = None, page: float = 1, limit: float = 100) -> Any:
        return {"q": q, "page": int(page), "limit": int(limit)}

    take(app, commons, FIRST, SECOND)


@fault("DEP-FN-5")
def commons_report_the_first_error(app: Broken) -> None:
    """Of several invalid parameters only the first is reported."""

    @app.received("GET", FIRST)
    def first(response: Received) -> None:
        if response.status == 422:
            response.json = {"detail": response.json["detail"][:1]}


@fault("DEP-FN-5")
def commons_report_errors_by_name(app: Broken) -> None:
    """Several invalid parameters are reported in alphabetical order."""

    @app.received("GET", FIRST)
    def ordered(response: Received) -> None:
        if response.status == 422:
            response.json = {"detail": sorted(response.json["detail"], key=lambda error: str(error["loc"]))}


@fault("DEP-INJECT-1")
def guard_runs_beside_the_operation(app: Broken) -> None:
    """The operation runs before its dependency has rejected the request; only its response is withheld."""

    @app.route("GET", PATH)
    async def users(events: Events, x_token: Annotated[str, Header()], x_key: Annotated[str, Header()]) -> Any:
        events("handler")
        if x_token != TOKEN:
            raise wrong("X-Token")
        return [{"user": "user01"}, {"user": "user02"}]


@fault("DEP-INJECT-1")
def guard_stops_every_request(app: Broken) -> None:
    """The operation is not reached even if its dependencies accept the request."""

    @app.route("GET", PATH, dependencies=GUARD)
    async def users() -> Any:
        return [{"user": "user01"}, {"user": "user02"}]


@fault(
    *("DEP-INJECT-1", "DEP-DECO-2", "DEP-DECO-3", "DEP-DECO-18", "DEP-DECO-4", "DEP-DECO-5", "DEP-DECO-7"),
    *("DEP-DECO-12", "DEP-DECO-16", "DEP-GLOBAL-1", "DEP-GLOBAL-2", "DEP-GLOBAL-4"),
)
def guard_of_the_token_is_off(app: Broken) -> None:
    """`X-Token` is not verified: the dependency is still overridden as in a test."""
    guard(app, token=nothing)


@fault("DEP-INJECT-2")
def total_is_that_of_the_page(app: Broken) -> None:
    """`X-Total-Count` is the number of items on the page, not of all items."""

    @app.received("GET", PAGES)
    def shown(response: Received) -> None:
        if response.status == 200:
            response.headers["X-Total-Count"] = str(len(response.json["items"]))


@fault("DEP-INJECT-2")
def total_is_in_another_response(app: Broken) -> None:
    """A dependency sets its header on a response that is not sent."""

    async def nowhere() -> None:
        Response().headers["X-Total-Count"] = "3"

    app.override(classes.total_count, nowhere)


@fault("DEP-FN-1")
def commons_begin_at_1(app: Broken) -> None:
    """`page` and `limit` must be at least 1, although no bound is declared."""

    async def commons(
        q: str | None = None, page: Annotated[int, Query(ge=1)] = 1, limit: Annotated[int, Query(ge=1)] = 100
    ) -> Any:
        return {"q": q, "page": page, "limit": limit}

    take(app, commons, FIRST)


@fault("DEP-FN-1")
def commons_of_0_have_their_default(app: Broken) -> None:
    """A 0 is replaced by the default, as by `page or 1`."""

    async def commons(q: str | None = None, page: int = 0, limit: int = 0) -> Any:
        return {"q": q, "page": page or 1, "limit": limit or 100}

    take(app, commons, FIRST)


@fault("DEP-FN-1")
def commons_of_an_empty_string_are_null(app: Broken) -> None:
    """An empty `q` is null, as by `q or None`."""

    async def commons(q: str | None = None, page: int = 1, limit: int = 100) -> Any:
        return {"q": q or None, "page": page, "limit": limit}

    take(app, commons, FIRST)


@fault("DEP-FN-1")
def commons_must_not_be_empty(app: Broken) -> None:
    """An empty `q` is rejected."""

    async def commons(q: Annotated[str | None, Query(min_length=1)] = None, page: int = 1, limit: int = 100) -> Any:
        return {"q": q or "", "page": page, "limit": limit}

    take(app, commons, FIRST)
