"""What rules may say of a response is strict about meaning, lax about the rest, and raises AssertionError only."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from fastapi_spec.client.api import Response
from fastapi_spec.client.expect import ABSENT, difference, errors, like, location, locations, media_type, member, names


@pytest.mark.parametrize(
    "received, expected",
    [
        ({"a": 1, "more": 2}, like(a=1)),
        ({"a": 1.0}, like(a=1)),
        ({"a": 37629639929668810}, like(a=3.762963992966881e16)),
        ({"a": {"b": 1, "more": 2}}, like(a={"b": 1})),
        ([{"a": 1, "more": 2}, None], like([{"a": 1}, None])),
        ({}, like(a=ABSENT)),
        ({"a": [1]}, like(a=like([1]))),
        ({}, like({})),
        ("x", like("x")),
    ],
)
def test_the_same_meaning_is_alike(received: object, expected: object) -> None:
    assert received == expected


@pytest.mark.parametrize(
    "received, expected, words",
    [
        ({"a": 1}, like(a=True), "body.a is number 1, not boolean true"),
        ({"a": True}, like(a=1), "body.a is boolean true, not number 1"),
        ({"a": "1"}, like(a=1), 'body.a is string "1", not number 1'),
        ({"a": None}, like(a=1), "body.a is null null, not number 1"),
        ({}, like(a=1), "body.a is missing"),
        ({"a": 2}, like(a=1.5), "body.a is 2, not 1.5"),
        ({"a": 10**400}, like(a=1.5), f"body.a is {10**400}, not 1.5"),
        ({"a": None}, like(a=ABSENT), "body.a must not be there"),
        ([1, 2], like([1]), "body has 2 elements, not 1: [1, 2]"),
        ([1, 2], like([1, 3]), "body[1] is 2, not 3"),
        ({"0": 1}, like([1]), "body is object, not an array"),
        ([], like(a=1), "body is array, not an object"),
        (b"x", like("x"), 'body is bytes "b\'x\'", not string "x"'),
    ],
)
def test_another_meaning_is_said_in_words(received: object, expected: Any, words: str) -> None:
    assert received != expected
    assert difference(received, expected) == words


def test_like_and_absent_show_what_is_expected() -> None:
    assert repr(like(a=ABSENT)) == "{'a': ABSENT}"


def answer(body: bytes, content_type: str = "application/json") -> httpx.Response:
    return Response(422, headers={"content-type": content_type}, content=body)


def test_places_of_a_validation_error() -> None:
    response = answer(b'{"detail": [{"loc": ["query", "n"], "type": "missing"}, {"loc": ["body", 3]}]}')

    assert locations(response) == [["query", "n"], ["body", 3]]
    assert errors(response) == like([{"type": "missing"}, {}])


@pytest.mark.parametrize(
    "body",
    [b"", b"no", b"{}", b"[]", b"1", b'{"detail": "x"}', b'{"detail": [1]}', b'{"detail": [{}]}', b"NaN", b"\xff"],
)
@pytest.mark.parametrize("read", [locations, errors])
def test_a_strange_body_is_an_assertion(body: bytes, read: Callable[[httpx.Response], object]) -> None:
    with pytest.raises(AssertionError):
        read(answer(body))


def test_a_body_nested_beyond_measure_is_an_assertion() -> None:
    with pytest.raises(AssertionError, match="the body is no JSON"):
        answer(b"[" * 100_000).json()


@pytest.mark.parametrize("charset", ["undefined", "idna", "rot13", "utf-16"])
def test_a_text_in_a_charset_that_is_none_is_an_assertion(charset: str) -> None:
    with pytest.raises(AssertionError, match="the body is no text in its charset"):
        answer(b"\xd8\x00\xff", f"text/plain; charset={charset}").text  # noqa: B018


def test_a_number_beyond_float_is_no_match() -> None:
    assert like(pytest.approx(1.0)) != 10**400


def test_a_member_is_read_or_missed() -> None:
    assert member(answer(b'{"a": 1}'), "a") == 1
    with pytest.raises(AssertionError, match="no member 'b'"):
        member(answer(b'{"a": 1}'), "b")


@pytest.mark.parametrize("headers", [{}, {"location": "http://[::bad"}], ids=["missing", "no URL"])
def test_a_location_that_leads_nowhere_is_an_assertion(headers: dict[str, str]) -> None:
    with pytest.raises(AssertionError):
        location(Response(307, headers=headers, request=httpx.Request("GET", "http://h/a")))


@pytest.mark.parametrize("value", ["/b", "http://h/b", "//h/b", "b"])
def test_a_location_is_a_whole_url(value: str) -> None:
    response = Response(307, headers={"location": value}, request=httpx.Request("GET", "http://h/a"))

    assert location(response) == "http://h/b"


def test_names_at_any_depth() -> None:
    assert names({"a": [{"b": {"c": 1}}, 2]}) == {"a", "b", "c"}
    assert names(1) == set()


def test_the_media_type_has_no_parameters_and_no_case() -> None:
    assert media_type(answer(b"", "Text/HTML; charset=utf-8")) == "text/html"
    assert media_type(Response(200)) == ""
