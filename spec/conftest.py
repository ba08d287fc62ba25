"""Fixtures of the rules: unique data that a rule makes through the API."""

from __future__ import annotations

import time
import uuid
from typing import TYPE_CHECKING

import pytest

from fastapi_spec import elements, member

if TYPE_CHECKING:  # The client is loaded while the server starts, not before.
    import httpx

    from fastapi_spec import Api


CACHES = "https://www.rfc-editor.org/rfc/rfc9110.html#section-12.5.5"
"""What a response says to shared caches. That they keep out what needed an Authorization is theirs to do."""


def reusable_without(response: httpx.Response, *needed: str) -> set[str]:
    """Those of the needed headers without which a shared cache may send the response to another client.

    None if `Cache-Control` has `private`, `no-store` or `no-cache`; otherwise those that `Vary` does not name.
    """
    directives = {directive.lower() for directive in elements(response.headers, "cache-control")}
    varies = {name.lower() for name in elements(response.headers, "vary")}
    if directives & {"private", "no-store", "no-cache"} or "*" in varies:
        return set()
    return {name for name in needed if name.lower() not in varies}


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
