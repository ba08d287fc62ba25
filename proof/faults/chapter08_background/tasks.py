"""Faults that the rules of spec/chapter08_background/test_tasks.py detect."""

import asyncio
import contextlib

from fastapi import BackgroundTasks, Depends
from fastapi.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from proof.faults.fault import Broken, Received, fault
from reference_app.events import Events
from reference_app.routers import chapter08
from reference_app.routers.chapter08 import Id
from reference_app.schema.background import Message

TASKS = "/chapter08/tasks"


@fault("BG-13", "BG-14")
def task_before_the_response(app: Broken) -> None:
    """The handler runs the task to its end before it responds."""

    @app.route("POST", f"{TASKS}/waiting/{{id}}")
    async def run_waiting_task(record: Events) -> Message:
        record("task waits")
        await asyncio.sleep(0.05)
        record("task released")
        return Message(message="a task waited")


@fault("BG-13")
def task_released_with_200(app: Broken) -> None:
    """Releasing a task responds with 200 instead of 204."""

    @app.received("POST", f"{TASKS}/release/*")
    def change(response: Received) -> None:
        response.status = 200


@fault("BG-13")
def task_dies_with_the_connection(app: Broken) -> None:
    """The task does not run to its end after the client has disconnected."""
    app.patch("reference_app.routers.chapter08.PATIENCE", 0.1)

    @app.route("POST", f"{TASKS}/release/{{id}}", status_code=204)
    async def release_waiting_task(id: Id) -> None:
        chapter08._releases.pop(id, None)


class Unfinished(JSONResponse):
    """A response whose body is sent as a whole, but which the server does not end before its tasks have run."""

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self.body, "more_body": True})
        if self.background:
            await self.background()
        await send({"type": "http.response.body"})


@fault("BG-14")
def task_holds_the_connection(app: Broken) -> None:
    """The server does not read the next request from a connection before the tasks of the previous one have run."""
    app.patch("reference_app.routers.chapter08.PATIENCE", 0.5)

    @app.route("POST", f"{TASKS}/waiting/{{id}}")
    async def run_waiting_task(id: Id, record: Events, background_tasks: BackgroundTasks) -> Response:
        background_tasks.add_task(chapter08.wait, record, id)
        return Unfinished({"message": "a task waits"})


@fault("BG-14")
def task_closes_the_connection(app: Broken) -> None:
    """The server closes the connection of a response whose tasks have not run."""

    @app.received("POST", f"{TASKS}/waiting/*")
    def close(response: Received) -> None:
        response.headers["Connection"] = "close"


@fault("BG-7", "BG-15")
def tasks_at_once(app: Broken) -> None:
    """Tasks run concurrently."""

    async def run(tasks: BackgroundTasks) -> None:
        await asyncio.gather(*(task() for task in tasks.tasks))

    app.patch("fastapi.background.BackgroundTasks.__call__", run)


@fault("BG-7")
def tasks_from_the_last(app: Broken) -> None:
    """Tasks run in reverse order."""

    async def run(tasks: BackgroundTasks) -> None:
        for task in reversed(tasks.tasks):
            await task()

    app.patch("fastapi.background.BackgroundTasks.__call__", run)


async def run_first_task(record: Events) -> None:
    """Run at once the task that ``add_first_task`` adds."""
    await chapter08.task(record, 1)


@fault("BG-7", "BG-8")
def tasks_before_the_handler(app: Broken) -> None:
    """A dependency runs its task instead of adding it."""
    app.override(chapter08.add_first_task, lambda: None)
    first = Depends(run_first_task)

    @app.route("POST", f"{TASKS}/ordered", dependencies=[first])
    async def run_ordered_tasks(record: Events, background_tasks: BackgroundTasks) -> Message:
        return await chapter08.run_ordered_tasks(record, background_tasks)

    @app.route("POST", f"{TASKS}/rejected", dependencies=[first], status_code=418)
    async def reject_after_adding_tasks(record: Events) -> None:
        await chapter08.reject_after_adding_tasks(record)


@fault("BG-7")
def tasks_accepted(app: Broken) -> None:
    """An operation that adds tasks responds with 202."""

    @app.received("POST", f"{TASKS}/ordered")
    def change(response: Received) -> None:
        response.status = 202


@fault("BG-8")
def tasks_after_an_error(app: Broken) -> None:
    """The error response is returned instead of raised, so that the tasks run."""

    @app.route("POST", f"{TASKS}/rejected", dependencies=[Depends(chapter08.add_first_task)])
    async def reject_after_adding_tasks(record: Events, background_tasks: BackgroundTasks) -> Response:
        record("handler")
        return JSONResponse({"detail": "no task follows"}, 418, background=background_tasks)


@fault("BG-8")
def tasks_of_an_error_with_500(app: Broken) -> None:
    """An error after adding tasks is a 500."""

    @app.received("POST", f"{TASKS}/rejected")
    def change(response: Received) -> None:
        response.status = 500


@fault("BG-6", "BG-15")
def tasks_fail_in_the_handler(app: Broken) -> None:
    """A failing task runs in the handler, so that the response is a 500."""

    @app.route("POST", f"{TASKS}/failing")
    async def run_failing_task(record: Events) -> Message:
        record("handler")
        chapter08.fail(record)
        return Message(message="never")


@fault("BG-6", "BG-15")
def tasks_fail_before_the_handler(app: Broken) -> None:
    """A failing task runs before the handler."""

    @app.route("POST", f"{TASKS}/failing")
    async def run_failing_task(record: Events) -> Message:
        with contextlib.suppress(RuntimeError):
            chapter08.fail(record)
        record("handler")
        return Message(message="a task has failed")


@fault("BG-15")
def tasks_go_on_after_a_failure(app: Broken) -> None:
    """The exception of a task is caught, so that the next task runs."""

    async def run(tasks: BackgroundTasks) -> None:
        for task in tasks.tasks:
            with contextlib.suppress(RuntimeError):
                await task()

    app.patch("fastapi.background.BackgroundTasks.__call__", run)


@fault("BG-16")
def tasks_are_accepted(app: Broken) -> None:
    """Every response says `accepted`, whichever tasks follow."""

    @app.received("POST", "/chapter08/tasks/*")
    def accepted(response: Received) -> None:
        if response.body:
            response.json = {"message": "accepted"}


@fault("BG-20")
def task_of_any_name(app: Broken) -> None:
    """The id of a waiting task can have any length."""

    @app.route("POST", f"{TASKS}/waiting/{{id}}")
    async def run_waiting_task(id: str) -> Message:
        return Message(message=f"{id} waits")

    @app.route("POST", f"{TASKS}/release/{{id}}", status_code=204)
    async def release_waiting_task(id: str) -> None:
        chapter08._releases.pop(id, None)


@fault("BG-19")
def deletions_have_a_type(app: Broken) -> None:
    """The 204 response to a deletion has a `Content-Type`."""

    @app.received("DELETE", "/chapter08/*")
    def name(response: Received) -> None:
        response.headers["Content-Type"] = "application/json"
