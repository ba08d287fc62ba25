"""Faults that the rules of spec/chapter05_dependencies/test_yield.py detect."""  # noqa: N999

from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any

from fastapi import BackgroundTasks, Depends, HTTPException, Request
from fastapi.responses import PlainTextResponse, StreamingResponse

from proof.faults.fault import Broken, Received, fault, reject
from reference_app.events import Events
from reference_app.routers.chapter05 import yields
from reference_app.routers.chapter05.yields import dependency_a, dependency_b, dependency_c, fail_at_exit

PATH = "/chapter05/yield"


@fault("YIELD-7")
def yield_gives_the_innermost_only(app: Broken) -> None:
    """A dependency yields only its own value, without the value that it got."""

    async def own(events: Events, dep_b: Annotated[list[str], Depends(dependency_b)]) -> AsyncIterator[list[str]]:
        events("enter c")
        try:
            yield ["c"]
        finally:
            events("exit c")

    app.override(dependency_c, own)


@fault("YIELD-1", "YIELD-2", "YIELD-8", "YIELD-9")
def yield_exits_in_the_order_of_entering(app: Broken) -> None:
    """Dependencies are exited in the order in which they were entered."""
    swap = {"exit a": "exit c", "exit c": "exit a"}

    @app.received("GET", "/events/*")
    def swapped(response: Received) -> None:
        response.json = {"events": [swap.get(event, event) for event in response.json["events"]]}


@fault("YIELD-1", "YIELD-7")
def yield_is_entered_by_the_operation(app: Broken) -> None:
    """The operation runs before its dependencies are entered."""

    @app.route("GET", f"{PATH}/abc")
    async def abc(events: Events) -> Any:
        for event in ("handler", "enter a", "enter b", "enter c", "exit c", "exit b", "exit a"):
            events(event)
        return {"dep_c": ["c", "b", "a"]}


@fault("YIELD-1")
def yield_enters_the_outer_twice(app: Broken) -> None:
    """A dependency is entered again for each dependency that needs it."""

    async def again(events: Events, a: Annotated[list[str], Depends(dependency_a)]) -> AsyncIterator[list[str]]:
        events("enter a")
        events("enter b")
        try:
            yield [*a, "b"]
        finally:
            events("exit b")

    app.override(dependency_b, again)


@fault("YIELD-5", "YIELD-3")
def yield_exits_before_the_response(app: Broken) -> None:
    """Dependencies are exited before the response is sent, so that an error at the exit changes it."""

    @app.route("GET", f"{PATH}/db")
    def read(
        events: Events,
        db: Annotated[object, Depends(yields.get_db, scope="function")],
        later: BackgroundTasks,
    ) -> Any:
        events("handler")
        later.add_task(events, "response sent")
        return {"shared": True}

    @app.route("GET", f"{PATH}/exit_raises", dependencies=[Depends(fail_at_exit, scope="function")])
    async def exit_raises() -> Any:
        return {"ok": True}


@fault("YIELD-10")
def yield_always_exits_after_the_response(app: Broken) -> None:
    """The scope of a dependency is ignored."""

    @app.route("GET", f"{PATH}/early", dependencies=[Depends(yields.get_db)])
    def early(events: Events, later: BackgroundTasks) -> Any:
        events("handler")
        later.add_task(events, "response sent")
        return {"ok": True}


@fault("YIELD-11", "YIELD-5")
def yield_opens_a_connection_for_each(app: Broken) -> None:
    """Each user of a dependency in one request gets an object of its own."""
    fresh = Depends(yields.get_db, use_cache=False)

    @app.route("GET", f"{PATH}/db")
    def read(events: Events, a: Annotated[object, fresh], b: Annotated[object, fresh], later: BackgroundTasks) -> Any:
        events("handler")
        later.add_task(events, "response sent")
        return {"shared": a is b}


@fault("YIELD-11")
def yield_wraps_the_connection_anew(app: Broken) -> None:
    """Each user of a dependency gets another wrapper around the yielded object."""

    @app.route("GET", f"{PATH}/db")
    def read(events: Events, db: yields.Db, later: BackgroundTasks) -> Any:
        events("handler")
        later.add_task(events, "response sent")
        reader, writer = [db], [db]
        return {"shared": reader is writer}


@fault("YIELD-11", "YIELD-5")
def yield_closes_twice(app: Broken) -> None:
    """The exit code of a dependency runs twice."""

    def twice(events: Events) -> Iterator[object]:
        events("enter db")
        try:
            yield object()
        finally:
            events("exit db")
            events("exit db")

    app.override(yields.get_db, twice)


@fault("YIELD-2", "YIELD-9")
def yield_forgets_finally(app: Broken) -> None:
    """The exit code of a dependency is not in a `finally` block, so that it does not run after an error."""

    async def outer(events: Events) -> AsyncIterator[list[str]]:
        events("enter a")
        yield ["a"]
        events("exit a")

    app.override(dependency_a, outer)


@fault("YIELD-2", "YIELD-9")
def yield_exits_after_a_success_only(app: Broken) -> None:
    """The dependency entered last is not exited after an error of the operation."""

    async def inner(events: Events, dep_b: Annotated[list[str], Depends(dependency_b)]) -> AsyncIterator[list[str]]:
        events("enter c")
        yield [*dep_b, "c"]
        events("exit c")

    app.override(dependency_c, inner)


@fault("YIELD-2", "YIELD-9")
def yield_swallows_the_error(app: Broken) -> None:
    """A dependency catches any exception of the operation and does not raise it again."""
    for path in ("error", "crash"):

        @app.received("GET", f"{PATH}/{path}")
        def swallowed(response: Received) -> None:
            response.status, response.json = 200, None


@fault("YIELD-2")
def yield_turns_a_crash_into_a_400(app: Broken) -> None:
    """A dependency turns a crash of the operation into a 400."""

    @app.received("GET", f"{PATH}/crash")
    def told(response: Received) -> None:
        response.status, response.json = 400, {"detail": "on purpose"}


@fault("YIELD-14")
def yield_errors_have_no_detail(app: Broken) -> None:
    """The body of every error response is `failed`."""

    @app.received("GET", f"{PATH}/*")
    def say(response: Received) -> None:
        if response.status >= 400:
            response.body = b"failed"


@fault("YIELD-9")
def yield_error_is_another(app: Broken) -> None:
    """An error of the operation is a 409 instead of a 418."""

    @app.received("GET", f"{PATH}/error")
    def conflict(response: Received) -> None:
        response.status = 409


@fault("YIELD-8")
def yield_comes_after_validation(app: Broken) -> None:
    """The parameters of an operation are validated before its dependencies are entered."""

    @app.route("GET", f"{PATH}/double")
    async def double(request: Request, events: Events, n: str) -> Any:
        if not n.isdigit():
            events("exit a")
            raise reject("query", "n")
        return {"double": 2 * int(n)}


@fault("YIELD-8")
def yield_double_is_of_strings(app: Broken) -> None:
    """A validated parameter is used as the string that was sent: twice "2" is "22"."""

    @app.route("GET", f"{PATH}/double", dependencies=[Depends(dependency_c)])
    async def double(events: Events, n: int) -> Any:
        return {"double": str(n) * 2}


@fault("YIELD-12")
def yield_forgets_an_exit_after_an_error(app: Broken) -> None:
    """If a dependency raises an error, one of those entered before it is not exited."""

    async def forgotten(events: Events) -> None:
        events("enter a")
        events("enter b")
        events("exit a")
        raise HTTPException(409, "rejected")

    app.override(yields.rejection, forgotten)


@fault("YIELD-12")
def yield_crashes_in_a_dependency(app: Broken) -> None:
    """An error that a dependency raises is a 500."""

    @app.received("GET", f"{PATH}/rejected")
    def crash(response: Received) -> None:
        response.status = 500


@fault("YIELD-4")
def yield_converts_nothing(app: Broken) -> None:
    """An exception of the operation does not reach its dependency."""

    async def blind() -> AsyncIterator[None]:
        yield

    app.override(yields.convert_value_error, blind)


@fault("YIELD-4")
def yield_converts_before_the_operation(app: Broken) -> None:
    """The dependency raises its error before the operation runs."""

    async def early() -> AsyncIterator[None]:
        raise HTTPException(409, "converted")
        yield

    app.override(yields.convert_value_error, early)


@fault("YIELD-15")
def yield_swallowed_error_is_a_success(app: Broken) -> None:
    """After an exception that a dependency swallows, the response is a 200 with `null`."""

    @app.route("GET", f"{PATH}/swallowed")
    async def swallowed(events: Events) -> None:
        events("handler")
        events("swallowed")


@fault("YIELD-3")
def yield_exit_is_never_reached(app: Broken) -> None:
    """The exit code of a dependency does not run after a success."""

    async def entered(events: Events) -> None:
        events("enter")

    app.override(fail_at_exit, entered)


@fault("YIELD-3")
def yield_exit_puts_its_error_into_the_body(app: Broken) -> None:
    """An error at the exit of a dependency replaces the body of the response."""

    @app.received("GET", f"{PATH}/exit_raises")
    def appended(response: Received) -> None:
        response.json = {"detail": "too late"}


@fault("YIELD-6")
def yield_exits_before_the_stream(app: Broken) -> None:
    """The dependency of a streaming operation is exited before the first chunk."""

    @app.route("GET", f"{PATH}/stream", dependencies=[Depends(dependency_a, scope="function")])
    async def stream(events: Events) -> StreamingResponse:
        async def chunks() -> AsyncIterator[str]:
            for n in range(3):
                events(f"chunk {n}")
                yield f"{n}\n"

        events("handler")
        return StreamingResponse(chunks(), media_type="text/plain")


@fault("YIELD-6")
def yield_stream_is_collected(app: Broken) -> None:
    """The chunks of a stream are joined without their line ends."""

    @app.route("GET", f"{PATH}/stream", dependencies=[Depends(dependency_a)])
    async def stream(events: Events) -> PlainTextResponse:
        events("handler")
        for n in range(3):
            events(f"chunk {n}")
        return PlainTextResponse("012")
