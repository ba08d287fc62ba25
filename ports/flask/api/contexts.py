"""Chapter 05: dependencies that are entered before the handler and exited after it, as contexts on a stack."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from flask import Blueprint, Response, jsonify, make_response

from .afterwards import once_sent, with_stack
from .dependencies import Double
from .events import Log, event_log, read_log
from .http_errors import HttpError
from .inputs import Given

contexts = Blueprint("contexts", __name__, url_prefix="/chapter05/yield")


@contextmanager
def lettered(log: Log, letter: str, below: list[str]) -> Iterator[list[str]]:
    log.write(f"enter {letter}")
    try:
        yield [*below, letter]
    finally:
        log.write(f"exit {letter}")


def enter(stack: ExitStack, log: Log, letters: str) -> list[str]:
    """Enter a, then b with the value of a, and so on."""
    value: list[str] = []
    for letter in letters:
        value = stack.enter_context(lettered(log, letter, value))
    return value


@contextmanager
def database(log: Log) -> Iterator[object]:
    log.write("enter db")
    yield object()
    log.write("exit db")


@contextmanager
def converting() -> Iterator[None]:
    try:
        yield
    except LookupError:
        raise HttpError(409, "converted") from None


@contextmanager
def swallowing(log: Log) -> Iterator[None]:
    try:
        yield
    except LookupError:
        log.write("swallowed")


@contextmanager
def failing_exit(log: Log) -> Iterator[None]:
    yield
    log.write("exit")
    raise RuntimeError("raised on purpose when the dependency is exited")


@contexts.get("/abc")
@with_stack
def abc(stack: ExitStack) -> dict[str, list[str]]:
    log = read_log()
    letters = enter(stack, log, "abc")
    log.write("handler")
    return {"dep_c": letters}


@contexts.get("/double")
@with_stack
def double(stack: ExitStack) -> dict[str, int]:
    given = Given()
    log = event_log(given)
    enter(stack, log, "abc")
    number = given.query(Double)
    given.check()
    log.write("handler")
    return {"double": 2 * number.n}


@contexts.get("/error")
@with_stack
def error(stack: ExitStack) -> Response:
    log = read_log()
    enter(stack, log, "abc")
    log.write("handler")
    raise HttpError(418, "teapot")


@contexts.get("/crash")
@with_stack
def crash(stack: ExitStack) -> Response:
    log = read_log()
    enter(stack, log, "abc")
    log.write("handler")
    raise RuntimeError("a secret of the server")


@contexts.get("/rejected")
@with_stack
def rejected(stack: ExitStack) -> Response:
    enter(stack, read_log(), "ab")
    raise HttpError(409, "a and b were open")


@contexts.get("/converted")
@with_stack
def converted(stack: ExitStack) -> Response:
    log = read_log()
    stack.enter_context(converting())
    log.write("handler")
    raise LookupError("what the handler knows is not HTTP")


@contexts.get("/swallowed")
@with_stack
def swallowed(stack: ExitStack) -> Response:
    log = read_log()
    stack.enter_context(swallowing(log))
    log.write("handler")
    raise LookupError("what no client is told")


@contexts.get("/exit_raises")
@with_stack
def exit_raises(stack: ExitStack) -> dict[str, bool]:
    stack.enter_context(failing_exit(read_log()))
    return {"ok": True}


@contexts.get("/db")
@with_stack
def read_db(stack: ExitStack) -> Response:
    log = read_log()
    first = stack.enter_context(database(log))
    second = first
    log.write("handler")
    return once_sent(jsonify(shared=first is second), lambda: log.write("response sent"))


@contexts.get("/early")
def read_early() -> Response:
    log = read_log()
    with database(log):
        log.write("handler")
    return once_sent(jsonify(ok=True), lambda: log.write("response sent"))


@contexts.get("/stream")
@with_stack
def stream(stack: ExitStack) -> Response:
    log = read_log()
    enter(stack, log, "a")
    log.write("handler")

    def chunks() -> Iterator[str]:
        for number in range(3):
            log.write(f"chunk {number}")
            yield f"{number}\n"

    return make_response(chunks(), {"Content-Type": "text/plain; charset=utf-8"})
