"""Applications that show the order of the layers: which middleware sees what, and what runs after all of them."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, FastAPI, Request, Response
from fastapi.responses import PlainTextResponse
from starlette.middleware.base import RequestResponseEndpoint

from reference_app.cors import allow_front_ends
from reference_app.events import Events, Recorder
from reference_app.middleware import add_process_time_header

router = APIRouter()


@router.get("/hello")
async def hello() -> dict[str, str]:
    """A response that passes every layer."""
    return {"hello": "world"}


@router.get("/crash", status_code=500, response_class=PlainTextResponse, response_description="Always")
async def crash() -> None:
    """An unhandled error: it bypasses every layer, and the response is made outside all of them."""
    raise RuntimeError("a crash on purpose")


# CORS responds to preflights itself, so the layers inside it do not see them.
cors_outermost = FastAPI(title="Middleware: CORS outermost")
cors_outermost.include_router(router)
cors_outermost.middleware("http")(add_process_time_header)
allow_front_ends(cors_outermost)

process_time_outermost = FastAPI(title="Middleware: process time outermost")
process_time_outermost.include_router(router)
allow_front_ends(process_time_outermost)
process_time_outermost.middleware("http")(add_process_time_header)


layers = FastAPI(title="Middleware: two layers, a dependency that is left, a background task")


@layers.middleware("http")
async def inner(request: Request, call_next: RequestResponseEndpoint) -> Response:
    """The layer added first."""
    record = Recorder(request.headers.get("X-Event-Log"))
    record("inner before")
    response = await call_next(request)
    record("inner after")
    return response


@layers.middleware("http")
async def outer(request: Request, call_next: RequestResponseEndpoint) -> Response:
    """The layer added last, around the one added first."""
    record = Recorder(request.headers.get("X-Event-Log"))
    record("outer before")
    response = await call_next(request)
    record("outer after")
    return response


async def dependency(record: Events) -> AsyncIterator[None]:
    """A dependency that is entered before the handler and exited at the very end."""
    record("enter")
    yield
    record("exit")


@layers.get("/task")
async def run_task(record: Events, background_tasks: BackgroundTasks) -> dict[str, str]:
    """A handler and its background task."""
    background_tasks.add_task(record, "task")
    record("handler")
    return {"hello": "world"}


@layers.get("/exit", dependencies=[Depends(dependency)])
async def leave_dependency(record: Events) -> dict[str, str]:
    """A handler and the exit of its dependency."""
    record("handler")
    return {"hello": "world"}


@layers.get("/task-and-exit")
async def run_task_then_leave(
    _: Annotated[None, Depends(dependency)], record: Events, background_tasks: BackgroundTasks
) -> dict[str, str]:
    """Both: the task can still use what the dependency keeps open."""
    return await run_task(record, background_tasks)
