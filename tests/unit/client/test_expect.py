"""What a rule may say of a response is strict about meaning, lax about the rest, and raises AssertionError only."""

import datetime
import re
from collections.abc import Callable
from typing import Any
from unittest.mock import ANY

import httpx
import pytest

from fastapi_spec.client.api import Response
from fastapi_spec.client.expect import (
    ABSENT,
    difference,
    elements,
    errors,
    like,
    location,
    locations,
    media_type,
    member,
    names,
    shown,
)

STRANGE = [b"", b"no", b"{}", b"[]", b"1", b'{"detail": "x"}', b'{"detail": [1]}', b'{"detail": [{}]}', b"NaN", b"\xff"]


def response(body: bytes = b"", content_type: str = "application/json") -> httpx.Response:
    """A response with a body."""
    return Response(422, headers={"content-type": content_type}, content=body)


def redirect(**headers: str) -> httpx.Response:
    """A response to ``GET http://h/a`` that redirects."""
    return Response(307, headers=headers, request=httpx.Request("GET", "http://h/a"))


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
        ({"a": [1]}, like(a=ANY)),
        ({}, like({})),
        ("x", like("x")),
    ],
)
def test_the_same_meaning_is_alike(received: object, expected: object) -> None:
    """A server may add properties and spell a number in another way."""
    assert received == expected


@pytest.mark.parametrize(
    "received, expected, words",
    [
        ({"a": 1}, like(a=True), "body.a is number 1, not boolean true"),
        ({"a": True}, like(a=1), "body.a is boolean true, not number 1"),
        ({"a": "1"}, like(a=1), 'body.a is string "1", not number 1'),
        ({"a": None}, like(a=1), "body.a is null, not number 1"),
        ({}, like(a=1), "body.a is missing"),
        ({"a": 2}, like(a=1.5), "body.a is 2, not 1.5"),
        ({"a": 10**400}, like(a=1.5), f"body.a is {10**400}, not 1.5"),
        ({"a": None}, like(a=ABSENT), "body.a is present, but must not be"),
        ([1, 2], like([1]), "body has 2 elements, not 1: [1, 2]"),
        ([1, 2], like([1, 3]), "body[1] is 2, not 3"),
        ({"0": 1}, like([1]), "body is object, not an array"),
        ([], like(a=1), "body is array, not an object"),
        (b"x", like("x"), 'body is bytes "x", not string "x"'),
    ],
)
def test_another_meaning_is_told_in_words(received: object, expected: Any, words: str) -> None:
    """A card says where in the body the difference is, and of which JSON types the values are."""
    assert received != expected
    assert difference(received, expected) == words


def test_a_number_that_does_not_fit_into_a_float_is_different() -> None:
    """A matcher that calculates with floats may overflow, and still only compares."""
    assert like(pytest.approx(1.0)) != 10**400


def test_like_shows_what_is_expected() -> None:
    """A failed assertion of pytest shows both sides."""
    assert repr(like(a=ABSENT)) == "{'a': ABSENT}"


@pytest.mark.parametrize(
    "value, text",
    [
        ({"a": "é"}, '{"a": "é"}'),
        ({"b", "a"}, '["a", "b"]'),
        (datetime.date(2026, 1, 2), '"2026-01-02"'),
        ({(1, 2): 3}, "{(1, 2): 3}"),
        ("x" * 700, '"' + "x" * 599 + " …"),
    ],
    ids=["JSON", "set", "date", "key that is not a string", "long"],
)
def test_a_value_is_shown_as_json(value: object, text: str) -> None:
    """Whatever was received is shown in one line of bounded length."""
    assert shown(value) == text


def test_locations_of_a_validation_error() -> None:
    """A validation error is read by the loc of its entries."""
    error = response(b'{"detail": [{"loc": ["query", "n"], "type": "missing"}, {"loc": ["body", 3]}]}')

    assert locations(error) == [["query", "n"], ["body", 3]]
    assert errors(error) == like([{"type": "missing"}, {}])


@pytest.mark.parametrize("body", STRANGE)
@pytest.mark.parametrize("read", [locations, errors])
def test_a_body_that_is_not_a_validation_error_fails_the_rule(
    body: bytes, read: Callable[[httpx.Response], object]
) -> None:
    """Whatever a target sends in place of a validation error is an AssertionError."""
    with pytest.raises(AssertionError):
        read(response(body))


def test_a_property_is_read() -> None:
    """member() reads one property."""
    assert member(response(b'{"a": 1}'), "a") == 1


@pytest.mark.parametrize("body", [b'{"a": 1}', b'["b"]', b'"b"'])
def test_a_missing_property_fails_the_rule(body: bytes) -> None:
    """member() names the property and shows the body."""
    with pytest.raises(AssertionError, match=re.escape("no property 'b'")):
        member(response(body), "b")


@pytest.mark.parametrize("headers", [{}, {"location": "http://[::bad"}], ids=["missing", "not a URL"])
def test_a_location_that_leads_nowhere_fails_the_rule(headers: dict[str, str]) -> None:
    """A redirect without a usable Location is an AssertionError."""
    with pytest.raises(AssertionError, match="Location"):
        location(redirect(**headers))


@pytest.mark.parametrize("value", ["/b", "http://h/b", "//h/b", "b"])
def test_a_location_is_a_whole_url(value: str) -> None:
    """A relative Location means the same as an absolute one."""
    assert location(redirect(location=value)) == "http://h/b"


@pytest.mark.parametrize("value, found", [({"a": [{"b": {"c": 1}}, 2]}, {"a", "b", "c"}), ([], set()), (1, set())])
def test_property_names_are_found_at_any_depth(value: object, found: set[str]) -> None:
    """names() shows whether a secret property is anywhere in a body."""
    assert names(value) == found


@pytest.mark.parametrize("content_type, expected", [("Text/HTML; charset=utf-8", "text/html"), ("", "")])
def test_a_media_type_has_no_parameters_and_no_case(content_type: str, expected: str) -> None:
    """Media types are compared without their parameters."""
    assert media_type(response(content_type=content_type)) == expected


@pytest.mark.parametrize("value, expected", [("GET, HEAD,,", {"GET", "HEAD"}), ("", set())])
def test_the_elements_of_a_header_have_no_order(value: str, expected: set[str]) -> None:
    """A list in a header is a set without empty elements."""
    assert elements(httpx.Headers({"allow": value}), "Allow") == expected
