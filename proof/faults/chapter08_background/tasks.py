"""Faults that the rules of spec/chapter08_background/test_tasks.py detect."""

import asyncio
import contextlib

from fastapi import BackgroundTasks, Depends
from fastapi.responses import JSONResponse, Response

from proof.faults.fault import Broken, Received, fault
from reference_app.events import Events
from reference_app.routers import chapter08
from reference_app.routers.chapter08 import Id
from reference_app.schema.background import Message

TASKS = "/chapter08/tasks"


async def run_first_task(record: Events) -> None:
    """What ``add_first_task`` adds, at once."""
    await chapter08.task(record, 1)


@fault("BG-19")
def deletions_have_a_type(app: Broken) -> None:
    """An response without a body names the type of the bodies of others."""

    @app.received("DELETE", "/chapter08/*")
    def name(response: Received) -> None:
        response.headers["Content-Type"] = "application/json"


@fault("BG-16")
def tasks_are_accepted(app: Broken) -> None:
    """Whatever tasks follow, the response says no more than that."""

    @app.received("POST", "/chapter08/tasks/*")
    def accepted(response: Received) -> None:
        if response.body:
            response.json = {"message": "accepted"}


@fault("BG-13", "BG-14")
def task_before_the_answer(app: Broken) -> None:
    """The handler runs the task to its end, and answers then."""

    @app.route("POST", f"{TASKS}/waiting/{{id}}")
    async def run_waiting_task(record: Events) -> Message:
        record("task waits")
        await asyncio.sleep(0.05)
        record("task released")
        return Message(message="a task waited")


@fault("BG-13", "BG-14")
def task_released_with_200(app: Broken) -> None:
    """The release of a task is answered with 200."""

    @app.received("POST", f"{TASKS}/release/*")
    def change(response: Received) -> None:
        response.status = 200


@fault("BG-13")
def task_dies_with_the_connection(app: Broken) -> None:
    """The task ends when the client has gone, and its end is written nowhere."""
    app.patch("reference_app.routers.chapter08.PATIENCE", 0.1)

    @app.route("POST", f"{TASKS}/release/{{id}}", status_code=204)
    async def release_waiting_task(id: Id) -> None:
        chapter08._releases.pop(id, None)


@fault("BG-20")
def task_of_any_name(app: Broken) -> None:
    """A task may wait under an id of any length, and be released under it."""

    @app.route("POST", f"{TASKS}/waiting/{{id}}")
    async def run_waiting_task(id: str) -> Message:
        return Message(message=f"{id} waits")

    @app.route("POST", f"{TASKS}/release/{{id}}", status_code=204)
    async def release_waiting_task(id: str) -> None:
        chapter08._releases.pop(id, None)


@fault("BG-7", "BG-15")
def tasks_at_once(app: Broken) -> None:
    """Tasks run at the same time."""

    async def run(tasks: BackgroundTasks) -> None:
        await asyncio.gather(*(task() for task in tasks.tasks))

    app.patch("fastapi.background.BackgroundTasks.__call__", run)


@fault("BG-7")
def tasks_from_the_last(app: Broken) -> None:
    """Tasks run from the last to the first, as from a stack."""

    async def run(tasks: BackgroundTasks) -> None:
        for task in reversed(tasks.tasks):
            await task()

    app.patch("fastapi.background.BackgroundTasks.__call__", run)


@fault("BG-7", "BG-8")
def tasks_before_the_handler(app: Broken) -> None:
    """The dependency runs its task instead of adding it."""
    app.override(chapter08.add_first_task, lambda: None)
    first = Depends(run_first_task)

    @app.route("POST", f"{TASKS}/ordered", dependencies=[first])
    async def run_ordered_tasks(record: Events, background_tasks: BackgroundTasks) -> Message:
        return await chapter08.run_ordered_tasks(record, background_tasks)

    @app.route("POST", f"{TASKS}/refused", dependencies=[first], status_code=418)
    async def refuse_after_adding_tasks(record: Events) -> None:
        await chapter08.refuse_after_adding_tasks(record)


@fault("BG-7", "BG-8", "BG-15")
def tasks_accepted(app: Broken) -> None:
    """Tasks in their order are answered with 202."""

    @app.received("POST", f"{TASKS}/ordered")
    def change(response: Received) -> None:
        response.status = 202


@fault("BG-8")
def tasks_after_a_refusal(app: Broken) -> None:
    """The refusal is returned and not raised, and the tasks run."""

    @app.route("POST", f"{TASKS}/refused", dependencies=[Depends(chapter08.add_first_task)])
    async def refuse_after_adding_tasks(record: Events, background_tasks: BackgroundTasks) -> Response:
        record("handler")
        return JSONResponse({"detail": "no task follows"}, 418, background=background_tasks)


@fault("BG-8")
def tasks_refused_with_500(app: Broken) -> None:
    """The refusal after adding tasks is an error that nobody handles."""

    @app.received("POST", f"{TASKS}/refused")
    def change(response: Received) -> None:
        response.status = 500


@fault("BG-6", "BG-15")
def tasks_fail_in_the_handler(app: Broken) -> None:
    """A task that fails runs within the handler, whose response is then 500."""

    @app.route("POST", f"{TASKS}/failing")
    async def run_failing_task(record: Events) -> Message:
        record("handler")
        chapter08.fail(record)
        return Message(message="never")


@fault("BG-6", "BG-15")
def tasks_fail_before_the_handler(app: Broken) -> None:
    """A task that fails is started before the handler has done its work."""

    @app.route("POST", f"{TASKS}/failing")
    async def run_failing_task(record: Events) -> Message:
        with contextlib.suppress(RuntimeError):
            chapter08.fail(record)
        record("handler")
        return Message(message="a task has failed")


@fault("BG-15")
def tasks_go_on_after_a_failure(app: Broken) -> None:
    """What a task raises is caught, and the next one runs."""

    async def run(tasks: BackgroundTasks) -> None:
        for task in tasks.tasks:
            with contextlib.suppress(RuntimeError):
                await task()

    app.patch("fastapi.background.BackgroundTasks.__call__", run)
