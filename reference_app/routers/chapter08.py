"""Chapter 08 · 中间件, 后台任务: what runs around a handler, and after its answer."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, HTTPException, Path, Query, Response

from reference_app.crud import document as documents
from reference_app.dependencies import close_connection
from reference_app.events import Events, Recorder
from reference_app.schema.background import Document, Message
from reference_app.schema.errors import Detail
from reference_app.schema.types import Segment

# The longest that a waiting task waits, in seconds.
PATIENCE = 5.0

# The notes' one README.md grows for ever and is everybody's. Here each client names a document, which is no path.
Name = Annotated[str, Query(pattern="^[a-z0-9-]{1,64}$")]

router = APIRouter()
_releases: dict[str, asyncio.Event] = {}


@router.get("/slow")
async def slow() -> dict[str, str]:
    """A handler that takes 50 ms: the middleware's X-Process-Time says so."""
    await asyncio.sleep(0.05)
    return {"hello": "world"}


def bg_task(document: str, framework: str) -> None:
    """Continue the document with a heading."""
    documents.append(document, f"\n## {framework} 框架精讲")


@router.post("/background_tasks")
async def run_bg_task(
    framework: Annotated[str, Query(max_length=100)],
    background_tasks: BackgroundTasks,
    document: Name = "readme",
) -> Message:
    """Answer at once; the heading is written after the answer."""
    background_tasks.add_task(bg_task, document, framework)
    return Message(message="任务已在后台运行")


def continue_write_readme(
    background_tasks: BackgroundTasks,
    q: Annotated[str, Query(max_length=100)] = "",
    document: Name = "readme",
) -> str:
    """Add a task from a dependency, if there is anything to say."""
    if q:
        # The notes give this to bg_task, which makes a heading of it.
        text = "\n> 整体的介绍 FastAPI, 快速上手开发, 结合 API 交互文档逐个讲解核心模块的使用\n"
        background_tasks.add_task(documents.append, document, text)
    return q


@router.post("/dependency/background_tasks")
async def dependency_run_bg_task(q: Annotated[str, Depends(continue_write_readme)]) -> Message | None:
    """Answer null when there was nothing to do."""
    return Message(message="README.md更新成功") if q else None


@router.get("/readme")
def read_readme(document: Name = "readme") -> Document:
    """The document so far: empty as long as no task has written to it."""
    return Document(text=documents.read(document))


@router.delete("/readme", status_code=204, response_class=Response)
def delete_readme(document: Name = "readme") -> None:
    """Remove the document, if there is one."""
    documents.delete(document)


async def task(record: Recorder, number: int) -> None:
    """A task that gives way to others while it runs, so that two at once would show in the log."""
    record(f"task {number} begins")
    await asyncio.sleep(0.01)
    record(f"task {number} ends")


def add_first_task(record: Events, background_tasks: BackgroundTasks) -> None:
    """A dependency and the handler add to one and the same list of tasks."""
    background_tasks.add_task(task, record, 1)


@router.post("/tasks/ordered", dependencies=[Depends(add_first_task)])
async def run_ordered_tasks(record: Events, background_tasks: BackgroundTasks) -> Message:
    """Three tasks, the first of them from a dependency."""
    background_tasks.add_task(task, record, 2)
    background_tasks.add_task(task, record, 3)
    record("handler")
    return Message(message="three tasks follow")


@router.post(
    "/tasks/refused",
    dependencies=[Depends(add_first_task)],
    status_code=418,
    response_model=Detail,
    response_description="Always",
)
async def refuse_after_adding_tasks(record: Events) -> None:
    """The answer of an HTTPException takes no tasks along."""
    record("handler")
    raise HTTPException(status_code=418, detail="no task follows")


def fail(record: Recorder) -> None:
    """A task that raises: the answer has been sent, so nobody but the server's log hears of it."""
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
    """A task that lasts until the client says so."""
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


@router.post("/tasks/waiting/{id}", dependencies=[Depends(close_connection)])
async def run_waiting_task(id: Id, record: Events, background_tasks: BackgroundTasks) -> Message:
    """A task that waits until it is released: the answer does not."""
    background_tasks.add_task(wait, record, id)
    return Message(message="a task waits")


@router.post("/tasks/release/{id}", status_code=204, response_class=Response)
async def release_waiting_task(id: Id) -> None:
    """Let the task that waits under this id end, if there is one."""
    if release := _releases.get(id):
        release.set()
