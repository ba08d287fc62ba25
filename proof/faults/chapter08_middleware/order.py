"""Faults that the rules of spec/chapter08_middleware/test_order.py detect."""

from typing import Annotated

from fastapi import BackgroundTasks, Depends

from proof.faults.chapter08_middleware._shared import CORS_OUTERMOST, TIME_OUTERMOST
from proof.faults.fault import Broken, Received, fault
from reference_app.apps.middleware_order import dependency
from reference_app.events import Events

LAYERS = "/apps/middleware/layers"


@fault("MW-ORDER-1", "MW-YIELD-1")
def layers_swapped(app: Broken) -> None:
    """The middleware that was added last is the inner one."""
    app.middleware(LAYERS, lambda layers: layers[::-1])


@fault("MW-ORDER-1", "MW-BG-1", "MW-BG-2", "MW-YIELD-1")
def layers_without_the_outer_one(app: Broken) -> None:
    """The outer middleware is missing."""
    app.middleware(LAYERS, lambda layers: layers[1:])


@fault("MW-ORDER-1", "MW-BG-1", "MW-BG-2", "MW-YIELD-1")
def layers_replace_the_response(app: Broken) -> None:
    """A middleware replaces every body with an envelope that does not contain it."""

    @app.received("GET", f"{LAYERS}/*")
    def change(response: Received) -> None:
        response.json = {"code": 0, "data": None}


@fault("MW-BG-1")
def layers_around_the_task(app: Broken) -> None:
    """A background task runs in the handler."""

    @app.route("GET", f"{LAYERS}/task")
    async def run_task(record: Events) -> dict[str, str]:
        record("handler")
        record("task")
        return {"hello": "world"}


@fault("MW-YIELD-1", "MW-BG-2")
def layers_around_the_exit(app: Broken) -> None:
    """A dependency with `yield` is exited before the response is sent, by `scope="function"`."""
    early = Depends(dependency, scope="function")

    @app.route("GET", f"{LAYERS}/exit")
    async def leave_dependency(_: Annotated[None, early], record: Events) -> dict[str, str]:
        record("handler")
        return {"hello": "world"}

    @app.route("GET", f"{LAYERS}/task-and-exit")
    async def run_task_then_leave(
        _: Annotated[None, early], record: Events, background_tasks: BackgroundTasks
    ) -> dict[str, str]:
        background_tasks.add_task(record, "task")
        record("handler")
        return {"hello": "world"}


@fault("MW-TIME-3", "MW-TIME-5")
def layers_added_in_the_other_order(app: Broken) -> None:
    """The CORS and process time middlewares are added in reverse order."""
    for prefix in (CORS_OUTERMOST, TIME_OUTERMOST):
        app.middleware(prefix, lambda layers: layers[::-1])
