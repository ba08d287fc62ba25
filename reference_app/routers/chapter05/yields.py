"""Dependencies with yield: what they open before the operation, they close after it, even if it fails."""

from collections.abc import AsyncIterator, Iterator
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, HTTPException
from fastapi.responses import PlainTextResponse, StreamingResponse

from reference_app.dependencies import close_connection
from reference_app.events import Events
from reference_app.schema.errors import Detail

router = APIRouter()


async def dependency_a(events: Events) -> AsyncIterator[list[str]]:
    """Entered first, exited last."""
    events("enter a")
    try:
        yield ["a"]
    finally:
        events("exit a")


async def dependency_b(events: Events, dep_a: Annotated[list[str], Depends(dependency_a)]) -> AsyncIterator[list[str]]:
    """Needs a, even at its own exit."""
    events("enter b")
    try:
        yield [*dep_a, "b"]
    finally:
        events("exit b")


async def dependency_c(events: Events, dep_b: Annotated[list[str], Depends(dependency_b)]) -> AsyncIterator[list[str]]:
    """Entered last, exited first."""
    events("enter c")
    try:
        yield [*dep_b, "c"]
    finally:
        events("exit c")


@router.get("/abc")
async def abc(events: Events, dep_c: Annotated[list[str], Depends(dependency_c)]) -> dict[str, list[str]]:
    """The operation gets what c yields."""
    events("handler")
    return {"dep_c": dep_c}


@router.get("/double", dependencies=[Depends(dependency_c)])
async def double(events: Events, n: int) -> dict[str, int]:
    """An invalid parameter of the operation is rejected when a, b and c are already open."""
    events("handler")
    return {"double": 2 * n}


@router.get(
    "/error",
    dependencies=[Depends(dependency_c)],
    status_code=418,
    response_model=Detail,
    response_description="Always",
)
async def error(events: Events) -> None:
    """The operation responds with an error."""
    events("handler")
    raise HTTPException(status_code=418, detail="teapot")


@router.get(
    "/crash",
    dependencies=[Depends(dependency_c)],
    status_code=500,
    response_class=PlainTextResponse,
    response_description="Always",
)
async def crash(events: Events) -> None:
    """The operation crashes on purpose."""
    events("handler")
    raise RuntimeError("on purpose")


async def rejection(dep_b: Annotated[list[str], Depends(dependency_b)]) -> None:
    """Rejects the request when a and b are already open."""
    raise HTTPException(status_code=409, detail=f"{' and '.join(dep_b)} were open")


@router.get(
    "/rejected",
    dependencies=[Depends(rejection)],
    status_code=409,
    response_model=Detail,
    response_description="Always",
)
async def rejected() -> None:
    """Never runs: a dependency rejects the request."""


async def convert_value_error() -> AsyncIterator[None]:
    """The exception of the operation is raised at the yield, where it can be replaced with another."""
    try:
        yield
    except ValueError as error:
        raise HTTPException(status_code=409, detail=str(error)) from error


@router.get(
    "/converted",
    dependencies=[Depends(convert_value_error)],
    status_code=409,
    response_model=Detail,
    response_description="Always",
)
async def converted(events: Events) -> None:
    """The operation raises an error without a status; the dependency turns it into a response."""
    events("handler")
    raise ValueError("converted")


async def swallow(events: Events) -> AsyncIterator[None]:
    """Catches the exception of the operation and does not raise it again: nothing is left to respond with."""
    try:
        yield
    except ValueError:
        events("swallowed")


@router.get(
    "/swallowed",
    dependencies=[Depends(swallow)],
    status_code=500,
    response_class=PlainTextResponse,
    response_description="Always",
)
async def swallowed(events: Events) -> None:
    """The operation raises an error that never leaves its dependency."""
    events("handler")
    raise ValueError("swallowed")


async def fail_at_exit(events: Events) -> AsyncIterator[None]:
    """Raises too late: the response is already being sent."""
    yield
    events("exit")
    raise HTTPException(status_code=409, detail="too late")


@router.get("/exit_raises", dependencies=[Depends(fail_at_exit), Depends(close_connection)])
async def exit_raises() -> dict[str, bool]:
    """Succeeds, whatever its dependency does afterwards."""
    return {"ok": True}


def get_db(events: Events) -> Iterator[object]:
    """A placeholder for a connection, opened for one request and closed after it. Chapter 07 has a real one."""
    events("enter db")
    try:
        yield object()
    finally:
        events("exit db")


Db = Annotated[object, Depends(get_db)]


@router.get("/db")
def read_db(events: Events, reader: Db, writer: Db, after_response: BackgroundTasks) -> dict[str, bool]:
    """Both parameters are the same connection. It is closed after the response has been sent."""
    events("handler")
    after_response.add_task(events, "response sent")
    return {"shared": reader is writer}


@router.get("/stream", dependencies=[Depends(dependency_a)], response_class=PlainTextResponse)
async def stream(events: Events) -> StreamingResponse:
    """The dependency stays open until the last chunk."""

    async def chunks() -> AsyncIterator[str]:
        for n in range(3):
            events(f"chunk {n}")
            yield f"{n}\n"

    events("handler")
    return StreamingResponse(chunks(), media_type="text/plain")
