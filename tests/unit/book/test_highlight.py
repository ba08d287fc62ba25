"""HTTP and JSON as markup: nothing of it is lost, and nothing of it becomes an element."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fastapi_spec.book.highlight import both, json_of, link, prose, request, response
from fastapi_spec.client.transcript import Body
from fastapi_spec.language import say
from tests.unit.book.parsed import Parsed
from tests.unit.samples import exchange

LONG = 4096
HOSTILE = "</pre><script>alert(1)</script>\x1b[31m\u202e"


def text(markup: str) -> str:
    """What a reader sees of some markup."""
    return Parsed(f"<p>{markup}</p>").one("p").text


def test_json_has_colours() -> None:
    """Keys, strings, and numbers with constants are in elements of their own."""
    assert json_of('{"a": "x", "b": [1, null]}') == (
        "{<b>&#34;a&#34;</b>: <i>&#34;x&#34;</i>, <b>&#34;b&#34;</b>: [<u>1</u>, <u>null</u>]}"
    )


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(st.characters(categories=["L", "N", "P"])), st.lists
    )
)
def test_json_stays_the_same_value(value: object) -> None:
    """Colours and indentation change nothing that counts."""
    assert json.loads(text(json_of(json.dumps(value)))) == value


def test_a_long_value_is_indented() -> None:
    """An array without objects stays on one line."""
    shown = text(json_of(json.dumps({"detail": [{"loc": ["query", "q"], "msg": "x" * 60}]})))

    assert shown.splitlines()[:4] == ["{", '  "detail": [', "    {", '      "loc": ["query", "q"],']


@pytest.mark.parametrize(
    "sent",
    ['{"a": 1.00, "b": "' + "x" * 80 + '"}', '{"a": 1, "a": "' + "x" * 80 + '"}', "[" * 3000, '{"cut": "' + "x" * 90],
    ids=["number", "twice", "deep", "cut"],
)
def test_what_indentation_would_change_stays_as_it_was_sent(sent: str) -> None:
    """What is shown is what was sent."""
    assert text(json_of(sent)) == sent


def test_a_request_is_http() -> None:
    """The target of the request, its host, its headers without those of every request, and its body."""
    sent = exchange(
        method="POST",
        url="http://h:1/a?b=c",
        request_headers=[("Accept", "*/*"), ("Connection", "keep-alive"), ("X-A", "1")],
        request_body=Body(2, "{}"),
    )

    assert text(request(sent, LONG)) == "POST /a?b=c HTTP/1.1\nHost: h:1\nX-A: 1\n\n{}"


def test_a_response_is_http() -> None:
    """Without the date and the server; it says what was left out of it."""
    sent = exchange(
        response_headers=[("Date", "now"), ("Server", "x"), ("Vary", "Origin")],
        headers_left_out=3,
        status=422,
        milliseconds=1.26,
        response_body=Body(5000, "x" * 4096),
    )
    lines = text(response(sent, 10)).splitlines()

    assert lines[:2] == ["HTTP/1.1 422 Unprocessable Content 1.3 ms", "Vary: Origin"]
    assert "(… 3 more header fields)" in lines[2]
    assert lines[4].startswith("xxxxxxxxxx… (5,000 bytes)")


@pytest.mark.parametrize(
    "more, expected",
    [
        ({"status": None, "failure": "silence"}, "silence"),
        ({"status": None}, "the target closed the connection without a response"),
        ({"response_body": Body(3, None, "AP//")}, "(3 bytes that are not text)"),
    ],
)
def test_a_response_that_is_not_text(more: dict[str, object], expected: str) -> None:
    """A reader learns why there is nothing to read."""
    assert expected in text(response(exchange(**more), LONG))


def test_hostile_text_is_text() -> None:
    """Whatever a target sends, it ends no element, begins none, and is visible."""
    sent = exchange(
        url=f"http://h/{HOSTILE}",
        request_headers=[(HOSTILE, HOSTILE)],
        request_body=Body(9, HOSTILE),
        response_headers=[(HOSTILE, HOSTILE)],
        response_body=Body(9, f'{{"{HOSTILE}": "{HOSTILE}"}}'),
    )
    page = Parsed(f"<div>{request(sent, LONG)}{response(sent, LONG)}{prose(HOSTILE)}</div>")

    assert page.wrong == []
    assert {each.tag for each in page.elements} <= {"div", "b", "i", "u", "strong", "small"}
    assert page.one("div").text.replace("\n", "").isprintable()
    assert page.one("div").text.count("<script>") == 9


def test_prose_has_code_and_links() -> None:
    """What is in backquotes is code; a full stop is not a part of an address."""
    assert prose("Send `a<b`, see https://h/x?y=1#z.") == (
        'Send <code>a&lt;b</code>, see <a href="https://h/x?y=1#z">https://h/x?y=1#z</a>.'
    )


@pytest.mark.parametrize("address", ["javascript:alert(1)", 'https://h/"onclick="x', "//h/x", "http://h/ x"])
def test_another_address_is_not_a_link(address: str) -> None:
    """A report may be someone else's: what it names as a page is not followed blindly."""
    assert "<a" not in link(address)


def test_both_languages() -> None:
    """Each is marked as what it is; what is the same in both is said once."""
    assert both(lambda: say("holds")) == "<span lang=en>holds</span><span lang=zh>符合</span>"
    assert both(lambda: "MUST") == "MUST"
