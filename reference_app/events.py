"""The event log: shows over HTTP what happens inside the application, in order.

A request with ``X-Event-Log: <id>`` writes its events under that id; ``GET /events/<id>`` reads them.
The client chooses the id, so that clients do not see each other's events. The last 1,000 ids are kept in memory, with
the first 100 events of each.
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
    """The log that this request names."""
    return Recorder(x_event_log)


Events = Annotated[Recorder, Depends(recorder)]


@router.get("/events/{id}")
async def read_events(id: Annotated[Segment, Path(max_length=64)]) -> EventLog:
    """The events of one id so far; an empty list for an unknown id."""
    return EventLog(events=_logs.get(id, []))
