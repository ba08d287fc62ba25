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
    """Received what another dependency takes from the query."""
    for path in paths:

        @app.route("GET", path)
        async def commons(commons: Annotated[Any, Depends(dependency)]) -> Any:
            return commons


@fault("DEP-INJECT-2")
def total_is_that_of_the_page(app: Broken) -> None:
    """The header has the number of the items that are shown."""

    @app.received("GET", PAGES)
    def shown(response: Received) -> None:
        if response.status == 200:
            response.headers["X-Total-Count"] = str(len(response.json["items"]))


@fault("DEP-INJECT-2")
def total_is_in_another_response(app: Broken) -> None:
    """A dependency writes its header into a response that is not the one that is sent."""

    async def nowhere() -> None:
        Response().headers["X-Total-Count"] = "3"

    app.override(classes.total_count, nowhere)


@fault("DEP-FN-1")
def commons_limit_is_10(app: Broken) -> None:
    """One operation has a default of its own for the size of a page."""

    async def commons(q: str | None = None, page: int = 1, limit: int = 10) -> Any:
        return {"q": q, "page": page, "limit": limit}

    take(app, commons, SECOND)


@fault("DEP-FN-1", "DEP-FN-3")
def commons_are_texts(app: Broken) -> None:
    """The parameters of the query come as the texts that they are."""

    async def commons(q: str | None = None, page: int = 1, limit: int = 100) -> Any:
        return {"q": q, "page": str(page), "limit": str(limit)}

    take(app, commons, FIRST, SECOND)


@fault("DEP-FN-2", "DEP-FN-5")
def commons_are_not_checked(app: Broken) -> None:
    """A value that does not fit is passed on."""

    async def commons(q: str | None = None, page: str = "1", limit: str = "100") -> Any:
        return {"q": q, "page": page, "limit": limit, "detail": []}

    take(app, commons, FIRST, SECOND)


@fault("DEP-FN-2")
def commons_are_rounded(app: Broken) -> None:
    """A number with a fraction is cut off, where an integer is declared."""

    async def commons(q: str | None = None, page: float = 1, limit: float = 100) -> Any:
        return {"q": q, "page": int(page), "limit": int(limit)}

    take(app, commons, FIRST, SECOND)


@fault("DEP-FN-5")
def commons_stop_at_the_first_fault(app: Broken) -> None:
    """Of the faults in several parameters the first is reported."""

    @app.received("GET", FIRST)
    def first(response: Received) -> None:
        if response.status == 422:
            response.json = {"detail": response.json["detail"][:1]}


@fault("DEP-FN-5")
def commons_are_reported_by_name(app: Broken) -> None:
    """Faults in several parameters are reported in the order of the alphabet."""

    @app.received("GET", FIRST)
    def ordered(response: Received) -> None:
        if response.status == 422:
            response.json = {"detail": sorted(response.json["detail"], key=lambda error: str(error["loc"]))}


@fault("DEP-FN-3")
def commons_begin_at_1(app: Broken) -> None:
    """The numbers have a bound that is nowhere declared."""

    async def commons(
        q: str | None = None, page: Annotated[int, Query(ge=1)] = 1, limit: Annotated[int, Query(ge=1)] = 100
    ) -> Any:
        return {"q": q, "page": page, "limit": limit}

    take(app, commons, FIRST)


@fault("DEP-FN-3")
def commons_of_0_have_their_default(app: Broken) -> None:
    """A 0 is taken for a parameter that was not sent: page or 1."""

    async def commons(q: str | None = None, page: int = 0, limit: int = 0) -> Any:
        return {"q": q, "page": page or 1, "limit": limit or 100}

    take(app, commons, FIRST)


@fault("DEP-FN-4")
def commons_of_nothing_are_null(app: Broken) -> None:
    """An empty text is taken for a parameter that was not sent: q or None."""

    async def commons(q: str | None = None, page: int = 1, limit: int = 100) -> Any:
        return {"q": q or None, "page": page, "limit": limit}

    take(app, commons, FIRST)


@fault("DEP-FN-4")
def commons_must_not_be_empty(app: Broken) -> None:
    """An empty text is refused."""

    async def commons(q: Annotated[str | None, Query(min_length=1)] = None, page: int = 1, limit: int = 100) -> Any:
        return {"q": q or "", "page": page, "limit": limit}

    take(app, commons, FIRST)


@fault("DEP-FN-6")
def document_lacks_the_parameters_of_a_dependency(app: Broken) -> None:
    """The document has the parameters of an operation, and not those of its dependencies."""

    @app.document()
    def without(document: Any) -> None:
        document["paths"][FIRST]["get"]["parameters"] = []


@fault("DEP-FN-1", "DEP-FN-3", "DEP-FN-4", "DEP-GLOBAL-5")
def commons_are_wrapped(app: Broken) -> None:
    """What a dependency returns is answered under its name."""
    for path in (FIRST, SECOND):

        @app.route("GET", path)
        async def commons(commons: Annotated[Commons, Depends(functions.common_parameters)]) -> dict[str, Commons]:
            return {"commons": commons}


@fault("DEP-INJECT-1")
def guard_runs_beside_the_operation(app: Broken) -> None:
    """The operation runs before the guard has decided, and only its response is kept back."""

    @app.route("GET", PATH)
    async def users(events: Events, x_token: Annotated[str, Header()], x_key: Annotated[str, Header()]) -> Any:
        events("handler")
        if x_token != TOKEN:
            raise wrong("X-Token")
        return [{"user": "user01"}, {"user": "user02"}]


@fault("DEP-INJECT-1")
def guard_lets_nobody_through(app: Broken) -> None:
    """The guard answers for the operation, also where it has nothing to object."""

    @app.route("GET", PATH, dependencies=GUARD)
    async def users() -> Any:
        return [{"user": "user01"}, {"user": "user02"}]


@fault(
    *("DEP-INJECT-1", "DEP-DECO-2", "DEP-DECO-3", "DEP-DECO-4", "DEP-DECO-5", "DEP-DECO-7", "DEP-DECO-8"),
    *("DEP-DECO-11", "DEP-DECO-12", "DEP-DECO-16", "DEP-GLOBAL-1", "DEP-GLOBAL-2", "DEP-GLOBAL-4"),
)
def guard_of_the_token_is_off(app: Broken) -> None:
    """The token is not verified: the dependency was overridden in a test, and is still."""
    guard(app, token=nothing)
