"""Faults that the rules of spec/chapter04_responses/test_streams.py detect."""

import json
from collections.abc import AsyncIterable, AsyncIterator
from typing import Annotated, Any

from fastapi import Header
from fastapi.responses import StreamingResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

from proof.faults.fault import Broken, Received, fault
from reference_app.routers.chapter04.server_sent_events import TEXT
from reference_app.routers.chapter04.streams import COUNTS
from reference_app.schema.stream import CaseCount, Step, StoredCount

ITEMS = "/chapter04/stream/items"
EVENTS = "/chapter04/stream/events"
COUNTED = [CaseCount(**count.model_dump()) for count in COUNTS]


def sending(app: Broken, path: str, text: str) -> None:
    """Send this text as a stream of events."""

    @app.route("GET", path)
    async def stream() -> StreamingResponse:
        async def chunks() -> AsyncIterator[str]:
            yield text

        return StreamingResponse(chunks(), media_type="text/event-stream")


@fault("STREAM-1", "STREAM-2")
def stream_is_an_array(app: Broken) -> None:
    """The response is one JSON array instead of lines."""

    @app.route("GET", ITEMS, response_model=list[CaseCount])
    async def items() -> Any:
        return COUNTS


@fault("STREAM-1", "STREAM-2")
def stream_lines_are_indented(app: Broken) -> None:
    """Each object is indented, so that it takes several lines."""

    @app.route("GET", ITEMS)
    async def items() -> StreamingResponse:
        async def lines() -> AsyncIterator[str]:
            for count in COUNTED:
                yield count.model_dump_json(indent=2) + "\n"

        return StreamingResponse(lines(), media_type="application/jsonl")


@fault("STREAM-1")
def stream_lines_are_json(app: Broken) -> None:
    """The media type of the lines is that of a single JSON value."""

    @app.received("GET", ITEMS)
    def typed(response: Received) -> None:
        response.headers["Content-Type"] = "application/json"


@fault("STREAM-2")
def stream_lines_are_as_stored(app: Broken) -> None:
    """The stream declares the stored model, so that each line contains all that is stored."""

    @app.route("GET", ITEMS)
    async def items() -> AsyncIterable[StoredCount]:
        for count in COUNTS:
            yield count


@fault("STREAM-3")
def stream_is_buffered(app: Broken) -> None:
    """A middleware collects the whole body before it sends the first byte."""

    @app.received("GET", "/chapter04/stream/*")
    def collected(response: Received) -> None:
        response.headers["Content-Length"] = str(len(response.body))


@fault("STREAM-3")
def stream_does_not_wait(app: Broken) -> None:
    """The second line is produced at once, whatever the client sends after the first."""

    @app.route("GET", "/chapter04/stream/pausing")
    async def steps() -> AsyncIterable[Step]:
        yield Step(step="first")
        yield Step(step="last")


@fault("STREAM-4")
def events_are_plain_text(app: Broken) -> None:
    """The events are `text/plain`, which no EventSource accepts."""

    @app.received("GET", EVENTS)
    def typed(response: Received) -> None:
        response.headers["Content-Type"] = "text/plain; charset=utf-8"


@fault("STREAM-4", "STREAM-5", "STREAM-6")
def events_have_no_end(app: Broken) -> None:
    """The empty line after an event is left out, so that all are one."""

    @app.received("GET", EVENTS)
    def joined(response: Received) -> None:
        response.body = response.body.replace(b"\n\n", b"\n")


@fault("STREAM-4")
def events_are_written_by_python(app: Broken) -> None:
    """The data is what Python writes for a dictionary, with single quotes."""
    sending(app, EVENTS, "".join(f"data: {count.model_dump()}\n\n" for count in COUNTED))


@fault("STREAM-5", "STREAM-6")
def events_are_data_only(app: Broken) -> None:
    """The objects are yielded without an event around them: they have no type, id or reconnection time."""

    @app.route("GET", EVENTS, response_class=EventSourceResponse)
    async def events() -> AsyncIterable[CaseCount]:
        for count in COUNTED:
            yield count


@fault("STREAM-5")
def events_reconnect_after_seconds(app: Broken) -> None:
    """The reconnection time is in seconds instead of milliseconds."""

    @app.received("GET", EVENTS)
    def seconds(response: Received) -> None:
        response.body = response.body.replace(b"retry: 3000", b"retry: 3")


@fault("STREAM-6")
def events_begin_anew(app: Broken) -> None:
    """A client that reconnects gets all events again."""

    @app.route("GET", EVENTS, response_class=EventSourceResponse)
    async def events() -> AsyncIterable[ServerSentEvent]:
        for number, count in enumerate(COUNTED, start=1):
            yield ServerSentEvent(data=count, event="count", id=str(number), retry=3000)


@fault("STREAM-6")
def events_repeat_the_last(app: Broken) -> None:
    """A client that reconnects gets its last event again."""

    @app.route("GET", EVENTS, response_class=EventSourceResponse)
    async def events(last_event_id: Annotated[int, Header()] = 1) -> AsyncIterable[ServerSentEvent]:
        for number, count in enumerate(COUNTED, start=1):
            if number >= last_event_id:
                yield ServerSentEvent(data=count, event="count", id=str(number), retry=3000)


@fault("STREAM-7")
def events_may_be_cached(app: Broken) -> None:
    """A stream of events says nothing of caches."""

    @app.received("GET", f"{EVENTS}*")
    def cached(response: Received) -> None:
        del response.headers["Cache-Control"]


@fault("STREAM-8")
def event_lines_have_one_field(app: Broken) -> None:
    """Data of several lines is written after one field name: the second line is not part of it."""
    sending(app, f"{EVENTS}/text", f"data: {json.dumps(TEXT)}\n\ndata: {TEXT}\n\n")


@fault("STREAM-8")
def event_comment_is_data(app: Broken) -> None:
    """A comment is sent as an event."""

    @app.route("GET", f"{EVENTS}/text", response_class=EventSourceResponse)
    async def text() -> AsyncIterable[ServerSentEvent]:
        yield ServerSentEvent(data=TEXT)
        yield ServerSentEvent(raw_data="the same string twice")
        yield ServerSentEvent(raw_data=TEXT)


@fault("STREAM-9")
def event_string_is_raw(app: Broken) -> None:
    """A string is sent as it is where JSON is expected."""

    @app.route("GET", f"{EVENTS}/text", response_class=EventSourceResponse)
    async def text() -> AsyncIterable[ServerSentEvent]:
        yield ServerSentEvent(raw_data=TEXT)
        yield ServerSentEvent(raw_data=TEXT)


@fault("STREAM-9")
def event_string_is_json_twice(app: Broken) -> None:
    """A string is encoded as JSON before it is sent as JSON."""

    @app.route("GET", f"{EVENTS}/text", response_class=EventSourceResponse)
    async def text() -> AsyncIterable[ServerSentEvent]:
        yield ServerSentEvent(data=json.dumps(TEXT))
        yield ServerSentEvent(raw_data=TEXT)
