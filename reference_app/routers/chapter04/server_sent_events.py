"""Streams of server-sent events, which FastAPI has since a later release than JSON Lines."""

from collections.abc import AsyncIterable
from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.sse import EventSourceResponse, ServerSentEvent

from reference_app.routers.chapter04.streams import COUNTS

TEXT = "first line\nsecond line"

router = APIRouter(prefix="/stream")


@router.get("/events", response_class=EventSourceResponse)
async def stream_events(last_event_id: Annotated[int, Header(ge=0)] = 0) -> AsyncIterable[ServerSentEvent]:
    """Numbered events. A client that has lost the connection names the last one that it got, and gets the rest."""
    for number, count in enumerate(COUNTS, start=1):
        if number > last_event_id:
            # The data of a ServerSentEvent is sent as it is: no model filters it.
            data = {"city": count.city, "confirmed": count.confirmed}
            yield ServerSentEvent(data=data, event="count", id=str(number), retry=3000)


@router.get("/events/text", response_class=EventSourceResponse)
async def stream_text() -> AsyncIterable[ServerSentEvent]:
    """A string as data is sent as JSON, as raw_data it is sent as it is. A comment is not an event."""
    yield ServerSentEvent(comment="the same string twice")
    yield ServerSentEvent(data=TEXT)
    yield ServerSentEvent(raw_data=TEXT)
