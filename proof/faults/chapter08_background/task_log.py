"""Faults that the rules of spec/chapter08_background/test_task_log.py detect."""

from typing import Annotated, Any

from fastapi import BackgroundTasks, Body, Depends, HTTPException, Query

from proof.faults.fault import Broken, Received, fault
from reference_app.crud import log as logs
from reference_app.routers.chapter08 import Name
from reference_app.schema.background import Document, Message

PATH = "/chapter08/background_tasks"
DEPENDENCY = "/chapter08/dependency/background_tasks"
README = "/chapter08/readme"
SENTENCE = "\n> 整体的介绍 FastAPI, 快速上手开发, 结合 API 交互文档逐个讲解核心模块的使用\n"

append = logs.append


@fault("BG-1", "BG-3")
def task_message_in_english(app: Broken) -> None:
    """The `message` of the response is in English."""

    @app.received("POST", "/chapter08/*background_tasks")
    def change(response: Received) -> None:
        if response.status == 200 and response.json:
            response.json = {"message": "The task runs in the background"}


@fault("BG-1")
def task_writes_ascii(app: Broken) -> None:
    """The log is written in ASCII, with question marks for all other characters."""

    def write(document: str, text: str) -> None:
        heading, _, words = text.rpartition(" ")
        append(document, f"{heading.encode('ascii', 'replace').decode()} {words}")

    app.patch("reference_app.crud.log.append", write)


@fault("BG-1", "BG-5")
def task_writes_another_heading(app: Broken) -> None:
    """The task writes a heading of the first level."""
    app.patch("reference_app.crud.log.append", lambda document, text: append(document, text.replace("##", "#")))


@fault("BG-5")
def task_overwrites(app: Broken) -> None:
    """The task overwrites the log instead of appending to it."""

    def write(document: str, text: str) -> None:
        logs.delete(document)
        append(document, text)

    app.patch("reference_app.crud.log.append", write)


def updated(app: Broken, type: Any, default: Any = "", *, always: bool = False, text: str = SENTENCE) -> None:
    """Declare `q` with another type or default, or write another text."""

    def continue_write_readme(
        background_tasks: BackgroundTasks, q: Annotated[type, Query()] = default, document: Name = "readme"
    ) -> Any:
        if q or always:
            background_tasks.add_task(append, document, text)
        return q

    @app.route("POST", DEPENDENCY)
    async def dependency_run_bg_task(q: Annotated[Any, Depends(continue_write_readme)]) -> Message | None:
        return Message(message="README.md更新成功") if q else None


@fault("BG-3", "BG-4")
def task_q_is_a_boolean(app: Broken) -> None:
    """`q` is a bool, so that `?q=false` adds no task and `?q=` is rejected."""
    updated(app, bool, default=False)


@fault("BG-3")
def task_never_added(app: Broken) -> None:
    """The task of the dependency writes nothing."""
    updated(app, str, text="")


@fault("BG-10")
def task_makes_a_heading(app: Broken) -> None:
    """The dependency passes its sentence to the task that writes a heading, as in the notes."""
    updated(app, str, text=f"\n## {SENTENCE} 框架精讲")


@fault("BG-4")
def task_q_is_required(app: Broken) -> None:
    """`q` is required."""
    updated(app, str, ...)


@fault("BG-4")
def task_of_an_empty_q(app: Broken) -> None:
    """An empty `q` adds the task, since only `q is not None` is checked."""

    def continue_write_readme(
        background_tasks: BackgroundTasks, q: str | None = None, document: Name = "readme"
    ) -> str | None:
        if q is not None:
            background_tasks.add_task(append, document, SENTENCE)
        return q

    @app.route("POST", DEPENDENCY)
    async def dependency_run_bg_task(q: Annotated[str | None, Depends(continue_write_readme)]) -> Message | None:
        return None if q is None else Message(message="README.md更新成功")


@fault("BG-4")
def task_always_added(app: Broken) -> None:
    """The dependency adds its task even without `q`."""
    updated(app, str, always=True)


@fault("BG-4")
def task_response_is_an_empty_object(app: Broken) -> None:
    """Without `q` the response is an empty object instead of null."""

    @app.received("POST", DEPENDENCY)
    def change(response: Received) -> None:
        if response.body == b"null":
            response.body = b"{}"


@fault("BG-2")
def task_framework_has_a_default(app: Broken) -> None:
    """`framework` is optional, with a default."""

    @app.route("POST", PATH)
    async def run_bg_task(framework: str = "FastAPI") -> Message:
        return Message(message=f"任务已在后台运行 {framework}")


@fault("BG-2")
def task_framework_from_the_body(app: Broken) -> None:
    """`framework` is read from a JSON body."""

    @app.route("POST", PATH)
    async def run_bg_task(framework: Annotated[str, Body(embed=True)]) -> Message:
        return Message(message=f"任务已在后台运行 {framework}")


@fault("BG-18")
def texts_of_any_length(app: Broken) -> None:
    """`framework` and `q` can have any length."""

    @app.route("POST", PATH)
    @app.route("POST", DEPENDENCY)
    async def accept(framework: str = "", q: str = "") -> Message:
        return Message(message=framework or q)


@fault("BG-11")
def log_is_not_deleted(app: Broken) -> None:
    """A deleted log still has its text."""
    app.patch("reference_app.crud.log.delete", lambda _: None)


@fault("BG-11")
def log_deleted_with_200(app: Broken) -> None:
    """Deleting a log responds with 200 instead of 204."""

    @app.received("DELETE", README)
    def change(response: Received) -> None:
        response.status = 200 if response.status == 204 else response.status


@fault("BG-17")
def missing_log_is_404(app: Broken) -> None:
    """Deleting a log that does not exist is a 404."""

    @app.route("DELETE", README, status_code=204)
    def delete_readme(document: Name) -> None:
        if not logs.read(document):
            raise HTTPException(404)
        logs.delete(document)


def names(app: Broken, pattern: str) -> None:
    """Declare the name of a log with another pattern. Nothing is read or deleted."""

    @app.route("GET", README)
    async def read_readme(document: Annotated[str, Query(pattern=pattern)] = "readme") -> Document:
        return Document(text=document)

    @app.route("DELETE", README, status_code=204)
    async def delete_readme(_: Annotated[str, Query(alias="document", pattern=pattern)] = "readme") -> None:
        pass


@fault("BG-12")
def log_named_by_anything(app: Broken) -> None:
    """The name of a log can be any string."""
    names(app, "")


@fault("BG-12")
def log_named_with_dots(app: Broken) -> None:
    """The name of a log can contain dots and slashes."""
    names(app, "^[a-z0-9./-]{1,64}$")


@fault("BG-12")
def log_named_in_upper_case(app: Broken) -> None:
    """The name of a log can contain upper-case letters."""
    names(app, "^[A-Za-z0-9-]{1,64}$")


@fault("BG-12")
def log_named_at_length(app: Broken) -> None:
    """The name of a log can have 255 characters."""
    names(app, "^[a-z0-9-]{1,255}$")


@fault("BG-12")
def log_named_with_a_line_break(app: Broken) -> None:
    """The name of a log can end with a line break, which `$` matches in Python."""
    names(app, r"^[a-z0-9-]{1,64}\n?$")
