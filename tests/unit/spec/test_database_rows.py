"""What the database rules read of a response: ids, pages, times. Anything else fails the rule."""

import datetime
import threading
from collections.abc import Callable

import httpx
import pytest

from fastapi_spec.client.api import Response
from spec.chapter07_database.rows import at_once, created, ids, instant, integer, items, total, unique


def response(body: str, status: int = 200) -> httpx.Response:
    """A response with a JSON body."""
    return Response(status, content=body.encode())


@pytest.mark.parametrize("value, expected", [(3, 3), (3.0, 3), (3.5, None), (True, None), ("3", None), (None, None)])
def test_an_integer_may_be_written_with_a_fraction_of_zero(value: object, expected: int | None) -> None:
    """3 and 3.0 are the same JSON number."""
    assert integer(value) == expected


def test_a_created_row_has_an_id() -> None:
    """A rule goes on with the id of what it made."""
    assert created(response('{"did": 7.0}', 201), "did") == 7


@pytest.mark.parametrize("body, status", [('{"did": 7}', 200), ('{"did": "7"}', 201), ("{}", 201)])
def test_a_row_that_was_not_created_fails_the_rule(body: str, status: int) -> None:
    """Another status, or no usable id, is an AssertionError."""
    with pytest.raises(AssertionError):
        created(response(body, status), "did")


def test_the_ids_of_rows_keep_their_order() -> None:
    """Paging is about the order."""
    assert ids([{"sid": 2}, {"sid": 1.0}], "sid") == [2, 1]


@pytest.mark.parametrize("rows", [{}, None, [{"sid": "1"}], [3], [{"sid": 1}, {}]])
def test_rows_without_ids_fail_the_rule(rows: object) -> None:
    """Every row has to have one."""
    with pytest.raises(AssertionError):
        ids(rows, "sid")


@pytest.mark.parametrize("body", ['{"items": [1], "total": 1}', '{"result": {"items": [1], "total": 1.0}}'])
def test_a_page_may_be_in_an_envelope(body: str) -> None:
    """The course has both forms."""
    assert items(response(body)) == [1]
    assert total(response(body)) == 1


@pytest.mark.parametrize("read", [items, total])
@pytest.mark.parametrize("body", ["[]", "{}", '{"items": []}', '{"result": []}'])
def test_another_body_is_not_a_page(read: Callable[[httpx.Response], object], body: str) -> None:
    """A page has items and a total."""
    with pytest.raises(AssertionError, match="the body is no"):
        read(response(body))


def test_a_time_has_the_offset_of_utc() -> None:
    """Z and +00:00 are the same."""
    noon = datetime.datetime(2026, 1, 1, 12, tzinfo=datetime.UTC)

    assert instant(response('{"at": "2026-01-01T12:00:00Z"}'), "at") == noon
    assert instant(response('{"at": "2026-01-01T12:00:00.000+00:00"}'), "at") == noon


@pytest.mark.parametrize("time", ['"yesterday"', "5", "null", '"2026-01-01T00:00:00"', '"2026-01-01T00:00:00+08:00"'])
def test_a_time_without_the_offset_of_utc_fails_the_rule(time: str) -> None:
    """A client elsewhere could not compare it."""
    with pytest.raises(AssertionError):
        instant(response(f'{{"at": {time}}}'), "at")


def test_calls_are_made_at_once_and_their_responses_keep_their_order() -> None:
    """A rule about writers needs requests that overlap."""
    both = threading.Barrier(2, timeout=5)

    def call(status: int) -> Callable[[], httpx.Response]:
        return lambda: Response(status + 0 * both.wait())

    assert [each.status_code for each in at_once(call(200), call(409))] == [200, 409]


def test_names_of_rows_are_unique() -> None:
    """A name fits into the column, and no other row has it."""
    assert len({unique(), unique()}) == 2
    assert len(unique()) == 30
