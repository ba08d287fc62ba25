"""An exchange is kept without its secrets, with bodies of bounded length, as plain data."""

import json
from dataclasses import asdict

import pytest

from fastapi_spec.client.api import Exchange
from fastapi_spec.client.transcript import LONGEST_RECEIVED, MOST_HEADERS, SHOWN, Body, Transcript, transcript

LOGIN = Exchange(
    "POST",
    "http://h/token?access_token=abc&x=1",
    [("Authorization", "Bearer abc"), ("Content-Type", "application/json")],
    b'{"username": "u", "password": "hunter2"}',
    200,
    [("set-cookie", "sid=abcd; Path=/"), ("content-type", "application/json")],
    b'{"access_token": "abc.def", "token_type": "bearer"}',
    1.5,
)


def sent(body: bytes) -> Body:
    """The body of a request as it is kept."""
    return transcript(Exchange("POST", "http://h/", [], body)).request_body


def test_secrets_are_kept_nowhere() -> None:
    """Neither credentials nor passwords nor tokens get into a card or a report."""
    text = json.dumps(asdict(transcript(LOGIN)))

    assert "hunter2" not in text
    assert "abc" not in text


def test_what_is_not_secret_is_kept() -> None:
    """A mask leaves the scheme, the names and all other values."""
    kept = transcript(LOGIN)

    assert kept.url == "http://h/token?access_token=***&x=1"
    assert kept.request_headers == [("Authorization", "Bearer ***"), ("Content-Type", "application/json")]
    assert kept.request_body.text == '{"username": "u", "password": "***"}'
    assert kept.response_body.text == '{"access_token": "***", "token_type": "bearer"}'


@pytest.mark.parametrize(
    "body, text",
    [
        (b"username=a&password=b%2Bc&x=1", "username=a&password=***&x=1"),
        (b'{"new_password": "a\\"b"}', '{"new_password": "***"}'),
        (b'{"password": 7}', '{"password": "***"}'),
        (b'{"token": null}', '{"token": null}'),
    ],
    ids=["form", "escaped quote", "number", "null"],
)
def test_secrets_in_bodies_are_masked(body: bytes, text: str) -> None:
    """Forms and JSON are masked, and stay what they are; nothing is not a secret."""
    assert sent(body).text == text


@pytest.mark.parametrize("value, masked", [("Basic abc", "Basic ***"), ("abc", "***"), ("Bearer ", "***")])
def test_credentials_keep_their_scheme(value: str, masked: str) -> None:
    """A card shows which scheme was used."""
    exchange = Exchange("GET", "http://h/", [("Authorization", value)], b"")

    assert transcript(exchange).request_headers == [("Authorization", masked)]


def test_no_body_is_kept_as_none() -> None:
    """A request without a body has neither text nor base64."""
    assert sent(b"") == Body()


def test_a_long_body_is_cut_between_characters() -> None:
    """The length stays that of the whole body, and no half character is kept."""
    body = sent(b"x" + "é".encode() * 5000)

    assert body.bytes == 10001
    assert body.text == "x" + "é" * ((SHOWN - 1) // 2)


def test_bytes_that_are_not_text_are_kept_in_base64() -> None:
    """A file that was uploaded is in the report, too."""
    assert sent(b"\xff\x00") == Body(2, base64="/wA=")


def test_a_transcript_survives_json() -> None:
    """Workers of xdist send transcripts as plain data."""
    kept = transcript(LOGIN)

    restored = Transcript.from_plain(json.loads(json.dumps(asdict(kept))))

    assert (restored.url, restored.status, restored.response_body) == (kept.url, 200, kept.response_body)
    assert [tuple(header) for header in restored.request_headers] == kept.request_headers


def test_what_was_received_is_bounded() -> None:
    """Of each header field the beginning is kept, and how long it was; of many the first."""
    long, many = [("a", "x" * 3000)], [("a", str(number)) for number in range(5000)]

    kept = [transcript(Exchange("GET", "http://h/", [], b"", 200, headers)) for headers in (long, many)]

    assert kept[0].response_headers == [("a", "x" * LONGEST_RECEIVED + " … (3,000 characters)")]
    assert (len(kept[1].response_headers), kept[1].headers_left_out) == (MOST_HEADERS, 5000 - MOST_HEADERS)
    many_long = transcript(Exchange("GET", "http://h/", [], b"", 200, long * 50))
    assert (len(many_long.response_headers), many_long.headers_left_out) == (7, 43)


def test_a_request_that_was_cut_says_so() -> None:
    """It cannot be repeated."""
    assert transcript(Exchange("GET", "http://h/" + "x" * 9000, [], b"")).shortened
    assert transcript(Exchange("GET", "http://h/", [("a", "x" * 9000)], b"")).shortened
    assert not transcript(LOGIN).shortened


def test_a_secret_that_the_cut_parts_is_hidden() -> None:
    """It begins before the end of what is kept, and ends after it."""
    begins = b'{"a": "' + b"x" * (SHOWN - 30) + b'", "token": "'

    assert (sent(begins + b"secret" * 20 + b'"}').text or "").endswith('"token": "***"}')
    assert "c2VjcmV0" not in (sent(b'\xff "token": "secretsecret"').base64 or "")
