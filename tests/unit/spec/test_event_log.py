"""A log of events is read until one is there, or the time is up."""

import pytest

from spec.conftest import EventLog
from tests.unit.samples import Replies

EMPTY: dict[str, list[str]] = {"events": []}
FULL = {"events": ["enter", "exit"]}


def test_events_are_read_until_the_awaited_one() -> None:
    """What a server does after its response may take a moment."""
    replies = Replies(EMPTY, FULL)

    assert EventLog(replies.client).events(until="exit") == ["enter", "exit"]
    assert len(replies.requests) == 2


def test_events_are_not_awaited_for_ever() -> None:
    """A rule looks at what there is when the time is up."""
    assert EventLog(Replies(FULL).client).events(until="never", seconds=-1) == ["enter", "exit"]


def test_every_log_has_an_id_of_its_own() -> None:
    """Rules that run at the same time do not see each other's events."""
    replies = Replies(FULL, FULL)
    logs = [EventLog(replies.client), EventLog(replies.client)]
    for log in logs:
        log.events(until="exit")

    assert replies.requests == [f"GET /events/{log.headers['X-Event-Log']}" for log in logs]
    assert len(set(replies.requests)) == 2


@pytest.mark.parametrize("body", [{"events": "enter"}, {}, []])
def test_events_that_are_not_an_array_fail_the_rule(body: object) -> None:
    """Whatever a target sends is an AssertionError."""
    with pytest.raises(AssertionError):
        EventLog(Replies(body).client).events(until="exit", seconds=-1)
