"""Faults of guards: what is reported of which header, and when."""

from typing import Annotated, Any

from fastapi import Header, HTTPException, Response

from reference_app.dependencies import GUARD
from reference_app.events import Events
from tests.faults.chapter05_guards import guard, nothing, wrong
from tests.faults.fault import Answer, Broken, fault

PATH = "/chapter05/dependency_in_path_operation"
DOUBLE = f"{PATH}/double"
APP = "/apps/guarded"
TOKEN = "fake-super-secret-token"
KEY = "fake-super-secret-key"


@fault("DEP-DECO-15")
def guard_is_all_that_is_checked(app: Broken) -> None:
    """An operation that is guarded trusts its parameters."""

    @app.route("GET", DOUBLE, dependencies=GUARD)
    async def double(n: str) -> Any:
        return {"double": 2 * int(n) if n.isdigit() else n}


@fault("DEP-DECO-15")
def guard_double_is_of_texts(app: Broken) -> None:
    """A parameter that was checked is used as it was sent: twice "2" is "22"."""

    @app.route("GET", DOUBLE, dependencies=GUARD)
    async def double(n: int) -> Any:
        return {"double": str(n) * 2}


@fault("DEP-DECO-10", "DEP-DECO-16")
def guard_stops_at_the_first_missing(app: Broken) -> None:
    """Of several missing headers one is reported."""

    @app.answers("GET", f"{PATH}*")
    def first(answer: Answer) -> None:
        if answer.status == 422:
            answer.json = {"detail": answer.json["detail"][:1]}


@fault("DEP-DECO-10", "DEP-DECO-16")
def guard_reports_the_last_first(app: Broken) -> None:
    """Missing headers are reported in the reverse order of declaration."""

    @app.answers("GET", f"{PATH}*")
    def reverse(answer: Answer) -> None:
        if answer.status == 422:
            answer.json = {"detail": answer.json["detail"][::-1]}


@fault("DEP-DECO-10")
def guard_reports_a_value_error(app: Broken) -> None:
    """A missing header is reported as a null that does not fit."""

    @app.answers("GET", f"{PATH}*")
    def typed(answer: Answer) -> None:
        if answer.status == 422:
            answer.json = {"detail": [error | {"type": "string_type"} for error in answer.json["detail"]]}


@fault("DEP-DECO-5")
def guard_looks_for_missing_headers_first(app: Broken) -> None:
    """Both headers must be there before either is verified."""

    async def both(x_token: Annotated[str, Header()], x_key: Annotated[str, Header()]) -> None:
        if x_token != TOKEN:
            raise wrong("X-Token")
        if x_key != KEY:
            raise wrong("X-Key")

    guard(app, token=both, key=nothing)


@fault("DEP-DECO-7")
def guard_comes_after_the_parameters(app: Broken) -> None:
    """The guard is called by the operation, when its parameters have been checked."""

    @app.route("GET", DOUBLE)
    async def double(n: int, x_token: Annotated[str, Header()], x_key: Annotated[str, Header()]) -> Any:
        if x_token != TOKEN:
            raise wrong("X-Token")
        return {"double": 2 * n}


@fault("DEP-DECO-8")
def guard_takes_the_last_header(app: Broken) -> None:
    """Of a header that is sent twice the last counts."""

    async def last(x_token: Annotated[list[str], Header()]) -> None:
        if x_token[-1] != TOKEN:
            raise wrong("X-Token")

    guard(app, token=last)


@fault("DEP-DECO-8")
def guard_joins_headers(app: Broken) -> None:
    """A header that is sent twice is one with both values."""

    async def joined(x_token: Annotated[list[str], Header()]) -> None:
        if ", ".join(x_token) != TOKEN:
            raise wrong("X-Token")

    guard(app, token=joined)


@fault("DEP-INJECT-1")
def guard_runs_beside_the_operation(app: Broken) -> None:
    """The operation runs before the guard has decided, and only its answer is kept back."""

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


@fault("DEP-DECO-14")
def guard_admits_nobody(app: Broken) -> None:
    """Whatever headers come, the answer is 400: the right values are not configured."""

    async def unset(x_token: Annotated[str, Header()]) -> Response:
        raise wrong("X-Token")

    guard(app, token=unset)


@fault("DEP-DECO-14")
def guard_breaks_at_two_faults(app: Broken) -> None:
    """Where neither header is right the server breaks: the detail is built from a missing one."""

    async def broken(x_token: Annotated[str, Header()] = "", x_key: Annotated[str, Header()] = "") -> None:
        if x_token != TOKEN and x_key != KEY:
            raise HTTPException(500)
        if x_token != TOKEN:
            raise wrong("X-Token")

    guard(app, token=broken)
