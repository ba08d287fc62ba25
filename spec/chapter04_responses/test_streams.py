"""Streams · 响应模型：JSON Lines 与服务器发送事件."""

import pytest

from fastapi_spec import ABSENT, Api, elements, like, media_type, must, should

from ..conftest import EventLog
from .streaming import events, json_lines

NOTES = "响应模型"
DOCS = "tutorial/server-sent-events/"
ORIGIN = "fastapi"
LINES = "tutorial/stream-json-lines/"
STANDARD = "https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream"
PATH = "/chapter04/stream"

COUNTS = [
    {"city": "Beijing", "confirmed": 31},
    {"city": "Shanghai", "confirmed": 27},
    {"city": "Wuhan", "confirmed": 49},
]


@must("STREAM-1", docs=LINES)
def test_json_lines(api: Api) -> None:
    """A stream of objects responds with 200 and `application/jsonl`, one JSON object per line."""
    response = api.get(f"{PATH}/items")

    assert response.status_code == 200
    assert media_type(response) == "application/jsonl"
    assert json_lines(response) == like(COUNTS)


@must("STREAM-2", docs=LINES)
def test_lines_are_filtered(api: Api) -> None:
    """A property that the declared model does not have is not sent: no line contains the stored `source`."""
    response = api.get(f"{PATH}/items")

    assert json_lines(response) == like([{"city": count["city"], "source": ABSENT} for count in COUNTS])


@must("STREAM-3", docs=LINES + "#what-is-a-stream")
def test_lines_arrive_one_by_one(api: Api, log: EventLog) -> None:
    """The first line arrives before the second is produced: the second is what the client sends after the first."""
    resume = f"{PATH}/resume/{log.id}?step={log.id}"
    response = api.reacting("GET", f"{PATH}/pausing?id={log.id}", react=lambda: api.post(resume))

    assert json_lines(response) == like([{"step": "first"}, {"step": log.id}])


@must("STREAM-4")
def test_server_sent_events(api: Api) -> None:
    """A stream of events responds with 200 and `text/event-stream`; the `data` of each event is JSON."""
    response = api.get(f"{PATH}/events")

    assert response.status_code == 200
    assert media_type(response) == "text/event-stream"
    assert [event.json() for event in events(response)] == like(COUNTS)


@must("STREAM-5", docs=DOCS + "#serversentevent")
def test_fields_of_an_event(api: Api) -> None:
    """Each event has its type in `event`, its number in `id` and a reconnection time of 3 s in `retry`."""
    response = api.get(f"{PATH}/events")

    fields = [(event.type, event.id, event.retry) for event in events(response)]
    assert fields == [("count", "1", 3000), ("count", "2", 3000), ("count", "3", 3000)]


@must("STREAM-6", docs=DOCS + "#resuming-with-last-event-id")
@pytest.mark.parametrize("last, ids", [("1", ["2", "3"]), ("2", ["3"]), ("3", [])], ids=["1", "2", "3"])
def test_resumed_events(api: Api, last: str, ids: list[str]) -> None:
    """With `Last-Event-ID` the stream contains only the events after that one: after `1` those of `2` and `3`."""
    response = api.get(f"{PATH}/events", headers={"Last-Event-ID": last})

    assert response.status_code == 200
    assert [event.id for event in events(response)] == ids


@should("STREAM-7", docs=DOCS + "#technical-details")
def test_events_are_not_cached(api: Api) -> None:
    """A stream of events has `Cache-Control: no-cache`."""
    response = api.get(f"{PATH}/events")

    assert response.status_code == 200
    assert "no-cache" in elements(response.headers, "cache-control")


@must("STREAM-8", docs=STANDARD)
def test_data_of_several_lines(api: Api) -> None:
    """Raw data of two lines is received as one event with both lines; a comment is not an event."""
    response = api.get(f"{PATH}/events/text")

    assert [event.data for event in events(response)[1:]] == ["first line\nsecond line"]


@must("STREAM-9", docs=DOCS + "#raw-data")
def test_string_as_data(api: Api) -> None:
    """A string that is sent as JSON, unlike raw data, is in quotes."""
    response = api.get(f"{PATH}/events/text")

    assert [event.json() for event in events(response)[:1]] == like(["first line\nsecond line"])
