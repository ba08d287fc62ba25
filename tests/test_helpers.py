"""What the chapters' helpers say of answers that no conforming server gives."""

from typing import Any, cast

import httpx
import pytest

from fastapi_spec.client.api import Response
from spec.chapter07_database.rows import instant
from spec.chapter08_background.conftest import Document
from spec.chapter08_cors.browser import refused
from spec.conftest import EventLog


@pytest.mark.parametrize("time", ['"yesterday"', "5", "null", '"2026-01-01T00:00:00"', '"2026-01-01T00:00:00+08:00"'])
def test_a_time_without_the_offset_of_utc_is_an_assertion(time: str) -> None:
    with pytest.raises(AssertionError):
        instant(Response(200, content=f'{{"at": {time}}}'.encode()), "at")


@pytest.mark.parametrize(
    "status, headers, reason",
    [
        (200, {}, None),
        (403, {}, "the status is 403"),
        (200, {"Access-Control-Allow-Methods": "GET"}, "Access-Control-Allow-Methods lacks PUT"),
        (200, {"Access-Control-Allow-Headers": "X-B"}, "Access-Control-Allow-Headers lacks x-a"),
        (200, {"Access-Control-Allow-Origin": "http://other"}, "Access-Control-Allow-Origin is 'http://other'"),
    ],
)
def test_a_browser_says_why_it_does_not_send(status: int, headers: dict[str, str], reason: str | None) -> None:
    asked = {
        "Origin": "http://one",
        "Access-Control-Request-Method": "PUT",
        "Access-Control-Request-Headers": "x-a",
    }
    granted = {
        "Access-Control-Allow-Origin": "http://one",
        "Access-Control-Allow-Methods": "PUT",
        "Access-Control-Allow-Headers": "X-A",
    }

    response = Response(status, headers=granted | headers, request=httpx.Request("OPTIONS", "http://h/", headers=asked))

    assert refused(response) == reason


class Replies:
    """A client that gets one body after the other, and the last one for ever."""

    def __init__(self, *bodies: bytes) -> None:
        self.bodies = list(bodies)

    def get(self, *_: object, **__: object) -> httpx.Response:
        return Response(200, content=self.bodies.pop(0) if len(self.bodies) > 1 else self.bodies[0])


def test_events_are_read_until_the_awaited_one_or_the_end_of_patience() -> None:
    replies = cast(Any, Replies(b'{"events": []}', b'{"events": ["enter", "exit"]}'))

    assert EventLog(replies).events(until="exit") == ["enter", "exit"]
    assert EventLog(replies).events(until="never", seconds=0.01) == ["enter", "exit"]


def test_a_text_is_read_until_it_holds_the_awaited_one_or_the_end_of_patience() -> None:
    replies = cast(Any, Replies(b'{"text": ""}', b'{"text": "a b"}'))

    assert Document(replies).text(until="b") == "a b"
    assert Document(replies).text(until="c", seconds=0.01) == "a b"
