"""Faults that the rules of spec/chapter08_background/test_task_log.py detect."""

from typing import Annotated, Any

from fastapi import BackgroundTasks, Body, Depends, HTTPException, Query

from proof.faults.fault import Broken, Received, fault
from reference_app.crud import document as documents
from reference_app.routers.chapter08 import Name
from reference_app.schema.background import Document, Message

PATH = "/chapter08/background_tasks"
DEPENDENCY = "/chapter08/dependency/background_tasks"
README = "/chapter08/readme"
SENTENCE = "\n> 整体的介绍 FastAPI, 快速上手开发, 结合 API 交互文档逐个讲解核心模块的使用\n"

append = documents.append


@fault("BG-1", "BG-3", "BG-4")
def task_answered_in_english(app: Broken) -> None:
    """The response says in English what is done."""

    @app.received("POST", "/chapter08/*background_tasks")
    def change(response: Received) -> None:
        if response.status == 200 and response.json:
            response.json = {"message": "The task runs in the background"}


@fault("BG-1")
def task_writes_ascii(app: Broken) -> None:
    """The document is written in ASCII, with question marks for what it has not."""

    def write(document: str, text: str) -> None:
        heading, _, words = text.rpartition(" ")
        append(document, f"{heading.encode('ascii', 'replace').decode()} {words}")

    app.patch("reference_app.crud.document.append", write)


@fault("BG-1", "BG-5", "BG-11")
def task_writes_another_heading(app: Broken) -> None:
    """The heading is one of the first level."""
    app.patch("reference_app.crud.document.append", lambda document, text: append(document, text.replace("##", "#")))


@fault("BG-5")
def task_overwrites(app: Broken) -> None:
    """The document is opened for writing instead of appending."""

    def write(document: str, text: str) -> None:
        documents.delete(document)
        append(document, text)

    app.patch("reference_app.crud.document.append", write)


@fault("BG-2")
def task_framework_has_a_default(app: Broken) -> None:
    """The framework may be missing, and is FastAPI then."""

    @app.route("POST", PATH)
    async def run_bg_task(framework: str = "FastAPI") -> Message:
        return Message(message=f"任务已在后台运行 {framework}")


@fault("BG-2")
def task_framework_from_the_body(app: Broken) -> None:
    """The framework is read from a JSON body."""

    @app.route("POST", PATH)
    async def run_bg_task(framework: Annotated[str, Body(embed=True)]) -> Message:
        return Message(message=f"任务已在后台运行 {framework}")


def updated(app: Broken, type: Any, default: Any = "", *, always: bool = False, text: str = SENTENCE) -> None:
    """Declare q otherwise, or write something else when it is there."""

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
    """q is a boolean, so that false is none and an empty one no value."""
    updated(app, bool, default=False)


@fault("BG-4")
def task_q_is_required(app: Broken) -> None:
    """q must be sent."""
    updated(app, str, ...)


@fault("BG-4")
def task_q_is_none(app: Broken) -> None:
    """The task is left out without q, but not with an empty one."""

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
    """The dependency adds its task, be there a q or not."""
    updated(app, str, always=True)


@fault("BG-4")
def task_answer_is_empty(app: Broken) -> None:
    """Without q the response is an object without a message."""

    @app.received("POST", DEPENDENCY)
    def change(response: Received) -> None:
        if response.body == b"null":
            response.body = b"{}"


@fault("BG-3")
def task_never_added(app: Broken) -> None:
    """The dependency makes its task and does not add it."""
    updated(app, str, text="")


@fault("BG-10")
def task_makes_a_heading(app: Broken) -> None:
    """The dependency gives its sentence to the task that makes a heading, as in the notes."""
    updated(app, str, text=f"\n## {SENTENCE} 框架精讲")


@fault("BG-11")
def task_document_stays(app: Broken) -> None:
    """A document that is deleted is marked and read still."""
    app.patch("reference_app.crud.document.delete", lambda _: None)


@fault("BG-11")
def task_document_removed_with_200(app: Broken) -> None:
    """The removal of a document is answered with 200."""

    @app.received("DELETE", README)
    def change(response: Received) -> None:
        response.status = 200 if response.status == 204 else response.status


def names(app: Broken, pattern: str) -> None:
    """Declare the name of a document otherwise. Nothing is read or removed."""

    @app.route("GET", README)
    async def read_readme(document: Annotated[str, Query(pattern=pattern)] = "readme") -> Document:
        return Document(text=document)

    @app.route("DELETE", README, status_code=204)
    async def delete_readme(_: Annotated[str, Query(alias="document", pattern=pattern)] = "readme") -> None:
        pass


@fault("BG-12")
def document_named_by_anything(app: Broken) -> None:
    """The name of a document is any text."""
    names(app, "")


@fault("BG-12")
def document_named_with_dots(app: Broken) -> None:
    """The name of a document may have dots and slashes."""
    names(app, "^[a-z0-9./-]{1,64}$")


@fault("BG-12")
def document_named_in_upper_case(app: Broken) -> None:
    """The name of a document may have capital letters."""
    names(app, "^[A-Za-z0-9-]{1,64}$")


@fault("BG-12")
def document_named_at_length(app: Broken) -> None:
    """The name of a document may have 255 letters."""
    names(app, "^[a-z0-9-]{1,255}$")


@fault("BG-12")
def document_named_in_two_lines(app: Broken) -> None:
    """The pattern for the name of a document is matched as Python does, for which a line break may follow."""
    names(app, r"^[a-z0-9-]{1,64}\n?$")


@fault("BG-17")
def document_to_delete_is_missing(app: Broken) -> None:
    """The deletion of a document that is not there is answered with 404."""

    @app.route("DELETE", README, status_code=204)
    def delete_readme(document: Name) -> None:
        if not documents.read(document):
            raise HTTPException(404)
        documents.delete(document)


@fault("BG-18")
def headings_of_any_length(app: Broken) -> None:
    """A heading and a sentence may have any length."""

    @app.route("POST", PATH)
    @app.route("POST", DEPENDENCY)
    async def accept(framework: str = "", q: str = "") -> Message:
        return Message(message=framework or q)
