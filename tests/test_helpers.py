"""What the chapters' helpers say of answers that no conforming server gives."""

import httpx
import pytest

from spec.chapter07_database.rows import instant
from spec.chapter09_cors.browser import refused
from spec.harness.exchange import Answer


@pytest.mark.parametrize("time", ['"yesterday"', "5", "null", '"2026-01-01T00:00:00"', '"2026-01-01T00:00:00+08:00"'])
def test_a_time_without_the_offset_of_utc_is_an_assertion(time: str) -> None:
    with pytest.raises(AssertionError):
        instant(Answer(200, content=f'{{"at": {time}}}'.encode()), "at")


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

    response = Answer(status, headers=granted | headers, request=httpx.Request("OPTIONS", "http://h/", headers=asked))

    assert refused(response) == reason
