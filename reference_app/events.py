"""The event log: makes visible over HTTP what happens inside, in order.

A request that carries ``X-Event-Log: <id>`` leaves its events under that id; ``GET /events/<id>`` reads them.
The client chooses the id, so that nobody sees anybody else's events. The last 1,000 ids are kept, in memory,
with the first 100 events of each.
"""

from collections import OrderedDict
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path
from pydantic import BaseModel

from reference_app.schema.types import Segment

KEPT = 1000
LONGEST = 100

router = APIRouter()
_logs: OrderedDict[str, list[str]] = OrderedDict()


class EventLog(BaseModel):
    """What happened under one id, oldest first."""

    events: list[str]


class Recorder:
    """Writes events under one id; without an id it writes nothing."""

    def __init__(self, id: str | None) -> None:
        self.id = id

    def __call__(self, event: str) -> None:
        """Append one event."""
        if not self.id or len(self.id) > 64:
            return
        events = _logs.setdefault(self.id, [])
        if len(events) < LONGEST:
            events.append(event)
        if len(_logs) > KEPT:
            _logs.popitem(last=False)


def recorder(x_event_log: Annotated[str, Header(max_length=64)] = "") -> Recorder:
    """The log that this request asks for."""
    return Recorder(x_event_log)


Events = Annotated[Recorder, Depends(recorder)]


@router.get("/events/{id}")
async def read_events(id: Annotated[Segment, Path(max_length=64)]) -> EventLog:
    """The events of one id so far; none for an id that was never used."""
    return EventLog(events=_logs.get(id, []))
