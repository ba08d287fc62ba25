"""Chapter 08 · 中间件, 后台任务: what runs around a handler, and after its response."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, HTTPException, Path, Query, Response

from reference_app.crud import log as logs
from reference_app.dependencies import close_connection
from reference_app.events import Events, Recorder
from reference_app.schema.background import Document, Message
from reference_app.schema.errors import Detail
from reference_app.schema.types import Segment

# How long a waiting task waits at most, in seconds.
PATIENCE = 5.0

# The notes have one README.md, which grows for ever and which all clients share. Here each client names a log of its
# own; the name is not a path.
Name = Annotated[str, Query(pattern="^[a-z0-9-]{1,64}$")]

router = APIRouter()
_releases: dict[str, asyncio.Event] = {}


@router.get("/slow")
async def slow() -> dict[str, str]:
    """A handler that takes 50 ms, as the middleware's X-Process-Time shows."""
    await asyncio.sleep(0.05)
    return {"hello": "world"}


def bg_task(document: str, framework: str) -> None:
    """Append a heading to the log."""
    logs.append(document, f"\n## {framework} 框架精讲")


@router.post("/background_tasks")
async def run_bg_task(
    framework: Annotated[str, Query(max_length=100)],
    background_tasks: BackgroundTasks,
    document: Name = "readme",
) -> Message:
    """Respond at once; the heading is written after the response."""
    background_tasks.add_task(bg_task, document, framework)
    return Message(message="任务已在后台运行")


def continue_write_readme(
    background_tasks: BackgroundTasks,
    q: Annotated[str, Query(max_length=100)] = "",
    document: Name = "readme",
) -> str:
    """Add a task from a dependency, unless q is empty."""
    if q:
        # The notes pass this to bg_task, which makes a heading of it.
        text = "\n> 整体的介绍 FastAPI, 快速上手开发, 结合 API 交互文档逐个讲解核心模块的使用\n"
        background_tasks.add_task(logs.append, document, text)
    return q


@router.post("/dependency/background_tasks")
async def dependency_run_bg_task(q: Annotated[str, Depends(continue_write_readme)]) -> Message | None:
    """Respond with null if there is nothing to write."""
    return Message(message="README.md更新成功") if q else None


@router.get("/readme")
def read_readme(document: Name = "readme") -> Document:
    """The log so far; empty if no task has written to it."""
    return Document(text=logs.read(document))


@router.delete("/readme", status_code=204, response_class=Response)
def delete_readme(document: Name = "readme") -> None:
    """Remove the log if it exists."""
    logs.delete(document)


async def task(record: Recorder, number: int) -> None:
    """A task that lets others run in between, so that the event log would show two tasks at once."""
    record(f"task {number} begins")
    await asyncio.sleep(0.01)
    record(f"task {number} ends")


def add_first_task(record: Events, background_tasks: BackgroundTasks) -> None:
    """Add a task from a dependency: it has the same list of tasks as the handler."""
    background_tasks.add_task(task, record, 1)


@router.post("/tasks/ordered", dependencies=[Depends(add_first_task)])
async def run_ordered_tasks(record: Events, background_tasks: BackgroundTasks) -> Message:
    """Three tasks, the first of them from a dependency."""
    background_tasks.add_task(task, record, 2)
    background_tasks.add_task(task, record, 3)
    record("handler")
    return Message(message="three tasks follow")


@router.post(
    "/tasks/rejected",
    dependencies=[Depends(add_first_task)],
    status_code=418,
    response_model=Detail,
    response_description="Always",
)
async def reject_after_adding_tasks(record: Events) -> None:
    """The tasks do not run after the response of an HTTPException."""
    record("handler")
    raise HTTPException(status_code=418, detail="no task follows")


def fail(record: Recorder) -> None:
    """A task that raises: the response has been sent, so the error only reaches the server's log."""
    record("task fails")
    raise RuntimeError("a task fails on purpose")


@router.post("/tasks/failing", dependencies=[Depends(close_connection)])
async def run_failing_task(record: Events, background_tasks: BackgroundTasks) -> Message:
    """A task that raises, and one after it."""
    background_tasks.add_task(fail, record)
    background_tasks.add_task(record, "task after the failure")
    record("handler")
    return Message(message="a task that fails follows")


async def wait(record: Recorder, id: str) -> None:
    """A task that waits until the client releases it."""
    release = _releases.setdefault(id, asyncio.Event())
    record("task waits")
    try:
        await asyncio.wait_for(release.wait(), PATIENCE)
        record("task released")
    except TimeoutError:
        record("task gave up")
    finally:
        _releases.pop(id, None)


Id = Annotated[Segment, Path(max_length=64)]


@router.post("/tasks/waiting/{id}")
async def run_waiting_task(id: Id, record: Events, background_tasks: BackgroundTasks) -> Message:
    """A task that waits until it is released; the response does not wait."""
    background_tasks.add_task(wait, record, id)
    return Message(message="a task waits")


@router.post("/tasks/release/{id}", status_code=204, response_class=Response)
async def release_waiting_task(id: Id) -> None:
    """Release the task that waits under this id, if there is one."""
    if release := _releases.get(id):
        release.set()
