"""A stream is read as the HTML standard and JSON Lines have it, whatever a server sends."""

import httpx
import pytest

from spec.chapter04_responses.streaming import Event, events, json_lines


def stream(body: str | bytes) -> httpx.Response:
    """A response with this body."""
    return httpx.Response(200, content=body)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_events_have_fields_in_any_order(end: str) -> None:
    """A line ends with CR, LF or both; one space after the colon is optional."""
    body = end.join(["id:1", "data: a", "retry: 20", "event:  b", "data:c", "", "data", "", ""])

    assert events(stream(body)) == [Event(" b", "a\nc", "1", 20), Event("message", "", "1", 20)]


@pytest.mark.parametrize("ignored", [": ping", ":", "datum: x", "data : x", "retry: 1.5", "retry: ", "id: a\0b"])
def test_what_is_not_a_field_is_ignored(ignored: str) -> None:
    """Comments, unknown fields, and an id or a time that is not one."""
    assert events(stream(f"{ignored}\ndata: a\n\n{ignored}\n\n")) == [Event("message", "a", "", None)]


@pytest.mark.parametrize("unfinished", ["data: b", "data: b\n", "event: b\n\n", "\n\n"])
def test_an_event_ends_with_an_empty_line_and_has_data(unfinished: str) -> None:
    """A browser does not dispatch the rest of a stream that broke off, nor an event without data."""
    assert [event.data for event in events(stream(f"data: a\n\n{unfinished}"))] == ["a"]


def test_a_type_without_data_is_forgotten() -> None:
    """It does not belong to the next event."""
    assert [event.type for event in events(stream("event: a\n\ndata: b\n\n"))] == ["message"]


def test_a_stream_is_utf_8() -> None:
    """Whatever charset is declared, with or without a byte order mark; other bytes do no harm."""
    assert [event.data for event in events(stream(b"\xef\xbb\xbfdata: \xc3\xa9\xff\n\n"))] == ["é\ufffd"]


def test_data_that_is_not_json_fails_the_rule() -> None:
    """Whatever a target sends is an AssertionError."""
    [sound, broken] = events(stream('data: {"a": 1}\n\ndata: {\n\n'))

    assert sound.json() == {"a": 1}
    with pytest.raises(AssertionError):
        broken.json()


@pytest.mark.parametrize("body", ['{"a":1}\n[2]\n', '{"a":1}\n[2]', '{"a": 1}\r\n [2]\r\n'])
def test_each_line_is_a_value(body: str) -> None:
    """A line feed at the end, and whitespace around a value, mean nothing."""
    assert json_lines(stream(body)) == [{"a": 1}, [2]]


@pytest.mark.parametrize("body", ["", "\n", "1\n\n2\n", "[\n1\n]\n", '"\ud800"', b"\xff"])
def test_a_line_that_is_not_a_value_fails_the_rule(body: str | bytes) -> None:
    """An empty line is not a value, either."""
    content = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")

    with pytest.raises(AssertionError):
        json_lines(stream(content))
