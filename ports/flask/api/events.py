"""The event log: what happened during a request, under an id that the client chose."""

from collections import OrderedDict, deque
from threading import Lock
from typing import Annotated

from flask import Blueprint
from pydantic import BaseModel, Field

from .inputs import Given, read

LOGS, EVENTS = 1000, 100

events = Blueprint("events", __name__)
_logs: OrderedDict[str, deque[str]] = OrderedDict()
_lock = Lock()


class Log:
    """The log of one id; without an id it writes nothing."""

    def __init__(self, id: str = "") -> None:
        self.id = id

    def write(self, event: str) -> None:
        if not self.id:
            return
        with _lock:
            _logs.setdefault(self.id, deque(maxlen=EVENTS)).append(event)
            _logs.move_to_end(self.id)
            if len(_logs) > LOGS:
                _logs.popitem(last=False)


class LogHeader(BaseModel):
    id: Annotated[str, Field(alias="x-event-log", max_length=64)] = ""


class LogId(BaseModel):
    id: Annotated[str, Field(max_length=64)]


def event_log(given: Given) -> Log:
    header = given.header(LogHeader)
    return Log(header.id if header else "")


def read_log() -> Log:
    given = Given()
    log = event_log(given)
    given.check()
    return log


@events.get("/events/<id>")
def read_events(id: str) -> dict[str, list[str]]:
    read(Given.path, LogId)
    with _lock:
        return {"events": list(_logs.get(id, ()))}
