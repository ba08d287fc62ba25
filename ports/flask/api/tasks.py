"""Chapter 08: background tasks, the logs that they write, and a slow handler."""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Event, Lock
from typing import Annotated, Any

from flask import Blueprint, Response, jsonify
from pydantic import BaseModel, Field

from .afterwards import in_background
from .events import Log, LogId, event_log, read_log
from .http_errors import HttpError
from .inputs import Given, read
from .responses import no_content

tasks = Blueprint("tasks", __name__, url_prefix="/chapter08")

MAX_TEXTS, CHARACTERS, PATIENCE = 1000, 100_000, 5
SENTENCE = "\n> 整体的介绍 FastAPI, 快速上手开发, 结合 API 交互文档逐个讲解核心模块的使用\n"

_lock = Lock()
_texts: OrderedDict[str, str] = OrderedDict()
_waiting: dict[str, Event] = {}


class LogName(BaseModel):
    document: Annotated[str, Field(pattern="^[a-z0-9-]{1,64}$")] = "readme"


class Framework(LogName):
    framework: Annotated[str, Field(max_length=100)]


class OptionalString(LogName):
    q: Annotated[str, Field(max_length=100)] = ""


def append(name: str, text: str) -> None:
    with _lock:
        _texts[name] = (_texts.get(name, "") + text)[:CHARACTERS]
        if len(_texts) > MAX_TEXTS:
            _texts.popitem(last=False)


@tasks.get("/slow")
def slow() -> dict[str, str]:
    time.sleep(0.05)
    return {"hello": "world"}


@tasks.post("/background_tasks")
def run_bg_task() -> Response:
    query = read(Given.query, Framework)
    text = f"\n## {query.framework} 框架精讲"
    return in_background(jsonify(message="任务已在后台运行"), lambda: append(query.document, text))


@tasks.post("/dependency/background_tasks")
def dependency_run_bg_task() -> Response:
    query = read(Given.query, OptionalString)
    if not query.q:
        return jsonify(None)
    return in_background(jsonify(message="README.md更新成功"), lambda: append(query.document, SENTENCE))


@tasks.get("/readme")
def read_readme() -> dict[str, str]:
    query = read(Given.query, LogName)
    with _lock:
        return {"text": _texts.get(query.document, "")}


@tasks.delete("/readme")
def delete_readme() -> Response:
    query = read(Given.query, LogName)
    with _lock:
        _texts.pop(query.document, None)
    return no_content()


def three_tasks(log: Log) -> list[Callable[[], Any]]:
    def task(number: int) -> None:
        log.write(f"task {number} begins")
        log.write(f"task {number} ends")

    return [lambda number=number: task(number) for number in (1, 2, 3)]  # type: ignore[misc]


@tasks.post("/tasks/ordered")
def run_ordered_tasks() -> Response:
    log = read_log()
    log.write("handler")
    return in_background(jsonify(message="three tasks follow"), *three_tasks(log))


@tasks.post("/tasks/rejected")
def reject_after_adding_tasks() -> Response:
    log = read_log()
    log.write("handler")
    in_background(jsonify(None), *three_tasks(log))  # of a response that is never sent
    raise HttpError(418, "no task follows")


@tasks.post("/tasks/failing")
def run_failing_task() -> Response:
    log = read_log()
    log.write("handler")

    def fail() -> None:
        log.write("task fails")
        raise RuntimeError("raised on purpose by a background task")

    return in_background(jsonify(message="a task that fails follows"), fail, *three_tasks(log))


@tasks.post("/tasks/waiting/<id>")
def run_waiting_task(id: str) -> Response:
    given = Given()
    log, path = event_log(given), given.path(LogId)
    given.check()

    def wait() -> None:
        released = Event()
        with _lock:
            _waiting[path.id] = released
        log.write("task waits")
        log.write("task released" if released.wait(PATIENCE) else "task gave up")
        with _lock:
            if _waiting.get(path.id) is released:
                del _waiting[path.id]

    return in_background(jsonify(message="a task waits"), wait)


@tasks.post("/tasks/release/<id>")
def release_waiting_task(id: str) -> Response:
    path = read(Given.path, LogId)
    with _lock:
        if path.id in _waiting:
            _waiting[path.id].set()
    return no_content()
