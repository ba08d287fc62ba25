"""Fixtures of the rules: unique data that a rule makes through the API."""

from __future__ import annotations

import time
import uuid
from typing import TYPE_CHECKING

import pytest

from fastapi_spec import member

if TYPE_CHECKING:  # The client is loaded while the server starts, not before.
    from fastapi_spec import Api


class EventLog:
    """A log of what one request did inside the server, under a unique id (see /events/{id} of the contract)."""

    def __init__(self, api: Api) -> None:
        self.id = uuid.uuid4().hex
        self.headers = {"X-Event-Log": self.id}
        self._api = api

    def events(self, *, until: str, seconds: float = 3.0) -> list[str]:
        """The events, oldest first, read again and again until one is named ``until`` or the time is up."""
        deadline = time.monotonic() + seconds
        while True:
            events = member(self._api.get(f"/events/{self.id}"), "events")
            assert isinstance(events, list), f"the events are not an array: {events!r}"
            if until in events or time.monotonic() > deadline:
                return events
            time.sleep(0.02)


@pytest.fixture
def log(api: Api) -> EventLog:
    """A fresh event log; send its ``headers`` with the request to watch."""
    return EventLog(api)
