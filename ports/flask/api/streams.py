"""Chapter 04: streams, sent line by line while they are produced."""

import json
from collections.abc import Iterator
from queue import Empty, Queue
from threading import Lock
from typing import Annotated, Any

from flask import Blueprint, Response
from pydantic import BaseModel, Field

from .events import LogId
from .inputs import Given, read
from .responses import no_content

streams = Blueprint("streams", __name__, url_prefix="/chapter04/stream")

PATIENCE = 3.0  # seconds that a stream pauses at most
TEXT = "first line\nsecond line"
COUNTS = [
    {"city": "Beijing", "confirmed": 31},
    {"city": "Shanghai", "confirmed": 27},
    {"city": "Wuhan", "confirmed": 49},
]

_lock = Lock()
_pausing: dict[str, Queue[str]] = {}


class PauseId(BaseModel):
    id: Annotated[str, Field(max_length=64)] = ""


class NextStep(BaseModel):
    step: Annotated[str, Field(max_length=64)]


class LastEvent(BaseModel):
    id: Annotated[int, Field(alias="last-event-id", ge=0)] = 0


def json_lines(values: Iterator[Any]) -> Response:
    return Response((f"{json.dumps(value)}\n" for value in values), content_type="application/jsonl")


def event_stream(events: Iterator[str]) -> Response:
    headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    return Response(events, headers=headers, content_type="text/event-stream; charset=utf-8")


def event(data: str, **fields: Any) -> str:
    """One event: a field per line, one for each line of the data, and an empty line at the end."""
    lines = [f"data: {line}" for line in data.split("\n")] + [f"{name}: {value}" for name, value in fields.items()]
    return "\n".join([*lines, "", ""])


@streams.get("/items")
def stream_items() -> Response:
    return json_lines(iter(COUNTS))


@streams.get("/pausing")
def stream_with_a_pause() -> Response:
    id = read(Given.query, PauseId).id

    def steps() -> Iterator[dict[str, str]]:
        following = Queue[str]()
        with _lock:
            _pausing[id] = following  # before the first line, since the client may react at once
        try:
            yield {"step": "first"}
            yield {"step": following.get(timeout=PATIENCE) if id else "last"}
        except Empty:
            yield {"step": "gave up"}
        finally:
            with _lock:
                if _pausing.get(id) is following:
                    del _pausing[id]

    return json_lines(steps())


@streams.post("/resume/<id>")
def resume(id: str) -> Response:
    given = Given()
    path, query = given.path(LogId), given.query(NextStep)
    given.check()
    with _lock:
        if path.id in _pausing:
            _pausing[path.id].put(query.step)
    return no_content()


@streams.get("/events")
def stream_events() -> Response:
    last = read(Given.header, LastEvent).id
    numbered = list(enumerate(COUNTS, start=1))[last:]
    return event_stream(event(json.dumps(count), event="count", id=number, retry=3000) for number, count in numbered)


@streams.get("/events/text")
def stream_text() -> Response:
    return event_stream(iter([": the same string twice\n\n", event(json.dumps(TEXT)), event(TEXT)]))
