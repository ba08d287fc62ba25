"""Streams of JSON Lines, sent while they are produced."""

import asyncio
from collections.abc import AsyncIterable
from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from reference_app.schema.stream import CaseCount, Step, StoredCount
from reference_app.schema.types import Segment

# How long a stream pauses at most, in seconds.
PATIENCE = 3.0

COUNTS = [
    StoredCount(city="Beijing", confirmed=31, source="hospital 1"),
    StoredCount(city="Shanghai", confirmed=27, source="hospital 2"),
    StoredCount(city="Wuhan", confirmed=49, source="hospital 3"),
]

router = APIRouter(prefix="/stream")
_pausing: dict[str, asyncio.Queue[str]] = {}


async def unbuffered(response: Response) -> None:
    """Tell nginx not to collect the stream. FastAPI itself says so of server-sent events only."""
    response.headers["X-Accel-Buffering"] = "no"


UNBUFFERED = [Depends(unbuffered)]


@router.get("/items", dependencies=UNBUFFERED)
async def stream_items() -> AsyncIterable[CaseCount]:
    """JSON Lines: one object per line. The model filters each, as a response model does."""
    for count in COUNTS:
        yield count


@router.get("/pausing", dependencies=UNBUFFERED)
async def stream_with_a_pause(id: Annotated[str, Query(max_length=64)] = "") -> AsyncIterable[Step]:
    """The second line is what the client sends to resume the stream of this id. Without an id it does not pause."""
    steps = _pausing.setdefault(id, asyncio.Queue(1))  # before the first line, since the client may react at once
    try:
        yield Step(step="first")
        yield Step(step=await asyncio.wait_for(steps.get(), PATIENCE) if id else "last")
    except TimeoutError:
        yield Step(step="gave up")
    finally:
        _pausing.pop(id, None)


@router.post("/resume/{id}", status_code=204, response_class=Response)
async def resume(id: Annotated[Segment, Path(max_length=64)], step: Annotated[str, Query(max_length=64)]) -> None:
    """Resume the stream that pauses under this id, if there is one, with this step as its second line."""
    if steps := _pausing.get(id):
        with suppress(asyncio.QueueFull):  # it has been resumed already
            steps.put_nowait(step)
