"""The lines of a rule on a page: which cases they belong to, and what they say to send."""

import base64
import hmac
import json
import time

import pytest

from fastapi_spec.client.api import Exchange
from spec.chapter06_security.credentials import SECRET_KEY
from tools.contract.notation import Cases, Reader, Request, block, cases_of, loses, shown, unblocked
from tools.contract.repeats import expanded, shortened


@pytest.mark.parametrize(
    ("cases", "lines"),
    [
        ({"": ["GET /a", "GET /b"]}, ["GET /a", "GET /b"]),
        ({"a": ["GET /a"], "b": ["GET /b"]}, ["# each line is a case", "GET /a", "GET /b"]),
        (
            {"a": ["GET /1", "GET /a", "GET /2"], "b": ["GET /1", "GET /b", "GET /2"]},
            [
                "# every case first",
                "GET /1",
                "# each line is a case",
                "GET /a",
                "GET /b",
                "# every case last",
                "GET /2",
            ],
        ),
        (
            {"a": ["GET /a", "GET /2"], "b": ["GET /b", "GET /c", "GET /2"]},
            ["# a", "GET /a", "# b", "GET /b", "GET /c", "# every case last", "GET /2"],
        ),
    ],
)
def test_lines_are_those_of_their_case(cases: Cases, lines: list[str]) -> None:
    """What all cases share is shown once; a label stands before the lines of its own case, which can be read again."""
    assert shown(cases) == lines
    assert [*cases_of(lines).values()] == [*cases.values()]


def test_cases_that_send_the_same_are_one() -> None:
    """Their names are in one label."""
    assert shown({"a": ["1", "2"], "b": ["1", "2"], "c": ["3", "4"]}) == ["# a, b", "1", "2", "# c", "3", "4"]


def test_a_long_line_is_broken() -> None:
    """The response follows on a line of its own, and is shown once if it is sent again."""
    long = f"200 {'x' * 70}"
    lines = ["GET /a -> 200 1", f"GET /{'a' * 60} -> {long}", "# label", f"GET /b -> {long}", "GET /c"]
    printed = ["GET /a -> 200 1", f"GET /{'a' * 60}", f"  -> {long}", "# label", "GET /b -> as above", "GET /c"]

    assert list(block(lines)) == printed
    assert unblocked("\n".join(printed)) == lines


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("a" * 49, "a" * 49),
        ("b" + "a" * 50, "b<50 times a>"),
        (" " * 50, "<50 times space>"),
        ("ab" * 30, "<30 times ab>"),
        ("ab" * 20, "ab" * 20),
        ("x" + "".join(f"n{n}=1&" for n in range(200)), "x<0 to 199: n#=1&>"),
        ("n0=1&n1=1&n2=1&" + ".,;:" * 130, "n0=1&n1=1&n2=1&<130 times .,;:>"),
    ],
)
def test_repetition_is_described(text: str, short: str) -> None:
    """And written out again."""
    assert shortened(text) == short
    assert expanded(short) == text


def read(sent: str) -> Request:
    """The request of a line."""
    return Reader("127.0.0.1:1").request(sent)


JSON = (b"Content-Type", b"application/json")


@pytest.mark.parametrize(
    ("sent", "request_"),
    [
        ("GET /a", Request("GET", "/a", [], b"", framed=False)),
        ("POST /a {}", Request("POST", "/a", [JSON], b"{}", framed=False)),
        ("POST /a [no Content-Type] {}", Request("POST", "/a", [], b"{}", framed=False)),
        ('POST /a text "a\\n"', Request("POST", "/a", [JSON], b"a\n", framed=False)),
        ('POST /a utf-16 "a"', Request("POST", "/a", [JSON], b"a\0", framed=False)),
        ('POST /a bytes "\xff"', Request("POST", "/a", [JSON], b"\xff", framed=False)),
        ('POST /a [no Content-Type] framed "0\\r\\n"', Request("POST", "/a", [], b"0\r\n", framed=True)),
        (
            "GET /<3 times a>?b [X: ] [x: \\xe9]",
            Request("GET", "/aaa?b", [(b"X", b""), (b"x", b"\xe9")], b"", framed=False),
        ),
        ("GET /a [O: http://HOST]", Request("GET", "/a", [(b"O", b"http://127.0.0.1:1")], b"", framed=False)),
        ("GET /a [O: LOCALHOST]", Request("GET", "/a", [(b"O", b"LOCALHOST")], b"", framed=False)),
    ],
)
def test_a_request_is_read(sent: str, request_: Request) -> None:
    """It is what was sent."""
    assert read(sent) == request_


def test_what_a_line_loses_is_found() -> None:
    """A number written otherwise, or a header name spelled otherwise, is not what was sent."""
    sent = Exchange("POST", "http://127.0.0.1:1/a", [("x", "1"), ("Content-Type", "application/json")], b"9e2", 200)

    assert not loses("POST /a [x: 1] 9e2 -> 200", sent)
    assert loses("POST /a [x: 1] 900 -> 200", sent)
    assert loses("POST /a [X: 1] 9e2 -> 200", sent)
    assert loses("POST /b [x: 1] 9e2 -> 200", sent)
    assert not loses("POST /b [x: <unique>] 9e2 -> 200", sent)


def test_names_are_filled_in() -> None:
    """A unique string and an account are made up once, and what the server gave is what it gave."""
    reader = Reader("127.0.0.1:1")
    reader.learn('{"did":<did>}', [("etag", 'W/"e"'), ("last-modified", "Tue, 01 Jan 2030 00:00:00 GMT")], '{"did":7}')

    assert reader.filled("<did> <etag> <date - 1 day>") == "7 e Mon, 31 Dec 2029 00:00:00 GMT"
    assert len(set(reader.filled("<unique> <unique> <unique2> <account> <account>").split())) == 3
    assert len(reader.filled("<unique3, 72 characters>")) == 72
    with pytest.raises(LookupError, match="<sid> is not in an earlier response"):
        reader.filled("<sid>")


def test_a_token_is_signed() -> None:
    """Its parts are encoded, and its times are counted from now."""
    text = Reader("").filled('b64({"alg": "HS256"}).b64({"exp": now+3600.5}).<signature>')
    header, claims, signature = text.split(".")
    digest = hmac.digest(SECRET_KEY.encode(), f"{header}.{claims}".encode(), "sha256")
    exp = json.loads(base64.urlsafe_b64decode(claims + "=="))["exp"]

    assert signature == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    assert 3590 < exp - time.time() < 3601
    assert exp % 1 == 0.5
    assert Reader("").filled('b64({"alg": "HS256"}).W10.<another signature>').split(".")[1] == "W10"
    assert Reader("").filled("b64({}).b64([]).") == "e30.W10."
