"""The command that sends a request again sends the same bytes."""

import base64

import pytest

from fastapi_spec.client.transcript import Body, Transcript
from fastapi_spec.output.shell import content, repeated
from tests.unit.samples import exchange

CURL = "curl -i --path-as-is"
ACCEPT = ("Accept", "*/*")


@pytest.mark.parametrize(
    "given, command",
    [
        ({}, "-H User-Agent: http://h/a"),
        ({"request_headers": []}, "-H User-Agent: -H Accept: http://h/a"),
        ({"url": "http://h/a/../b?x=1"}, "-H User-Agent: 'http://h/a/../b?x=1'"),
        ({"url": "http://h/a?x[0]=1"}, "--globoff -H User-Agent: 'http://h/a?x[0]=1'"),
        ({"method": "HEAD"}, "--head -H User-Agent: http://h/a"),
        ({"method": "PUT"}, "-X PUT -H User-Agent: http://h/a"),
        (
            {"request_headers": [ACCEPT, ("X-Token", "a b"), ("X-Empty", ""), ("X-Token", "c")]},
            "-H 'X-Token: a b' -H 'X-Empty;' -H 'X-Token: c' -H User-Agent: http://h/a",
        ),
        (
            {"request_headers": [ACCEPT, ("User-Agent", "me"), ("Host", "h"), ("Connection", "keep-alive")]},
            "-H 'User-Agent: me' http://h/a",
        ),
        (
            {"request_headers": [("Accept", "a/b"), ("Host", "other")]},
            "-H 'Accept: a/b' -H 'Host: other' -H User-Agent: http://h/a",
        ),
        (
            {"request_headers": [ACCEPT, ("X-City", "caf\u00e9%")]},
            "-H \"$(printf 'X-City: caf\\351%%')\" -H User-Agent: http://h/a",
        ),
        ({"request_body": Body(2, "{}")}, "-X GET -H User-Agent: -H Content-Type: --data-binary '{}' http://h/a"),
        (
            {"method": "PUT", "request_body": Body(2, "{}"), "request_headers": [ACCEPT, ("Content-Type", "a/b")]},
            "-X PUT -H 'Content-Type: a/b' -H User-Agent: --data-binary '{}' http://h/a",
        ),
        (
            {"method": "POST", "request_headers": [ACCEPT, ("Content-Length", "0")]},
            "-X POST -H User-Agent: -H Content-Type: --data-binary '' http://h/a",
        ),
        (
            {"method": "PUT", "request_body": Body(2000, "x" * 2000)},
            f"-X PUT -H User-Agent: -H Content-Type: -H Expect: --data-binary {'x' * 2000} http://h/a",
        ),
    ],
)
def test_curl_sends_the_same_request(given: dict[str, object], command: str) -> None:
    """curl adds headers of its own, resolves dots, reads brackets and changes the method, unless it is told not to."""
    assert repeated(exchange(**given)) == f"{CURL} {command}"


@pytest.mark.parametrize(
    "data, printed",
    [
        (b"\xff\x00", r"\377\000"),
        (b"a\r\n", r"a\r\n"),
        (b"--x\r", r"\055-x\r"),
        (b"@file", "@file"),
        (b"1%\\\r", r"1%%\\\r"),
    ],
)
def test_a_body_that_a_shell_does_not_take_is_printed_into_curl(data: bytes, printed: str) -> None:
    """A file, line ends of a form, what printf and curl would read as something else: all arrive byte for byte."""
    body = Body(len(data), base64=base64.b64encode(data).decode())

    command = repeated(exchange(method="POST", request_body=body))

    quoted = printed if printed == "@file" else f"'{printed}'"
    assert command == f"printf {quoted} | {CURL} -X POST -H User-Agent: -H Content-Type: --data-binary @- http://h/a"


def test_netcat_sends_the_same_bytes() -> None:
    """curl would frame a body itself, and would send another request than the rule did."""
    chunked = [("Transfer-Encoding", "chunked")]
    body = Body(12, "2\r\n%\\XX0\r\n\r\n")
    sent = exchange(method="PUT", url="http://h:81/a?b=1", request_headers=chunked, request_body=body, verbatim=True)

    assert repeated(sent) == (
        r"printf 'PUT /a?b=1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n%%\\XX0\r\n\r\n' | nc h 81"
    )


def test_a_path_may_be_missing() -> None:
    """The request line has at least a slash."""
    sent = Transcript("GET", "http://h:81", [], Body(), 200, verbatim=True)

    assert repeated(sent) == r"printf 'GET / HTTP/1.1\r\n\r\n' | nc h 81"


def test_only_a_whole_body_has_a_content() -> None:
    """Of a long body the beginning is kept; one with a mask is whole, though it has another length."""
    assert content(Body(3, "abc")) == b"abc"
    assert content(Body(4, "abc")) is None
    assert content(Body(30, '{"password":"***"}')) == b'{"password":"***"}'


@pytest.mark.parametrize(
    "url, command", [("http://[/", None), ("http://h:x/", None), ("http://$(id);/", "nc '$(id);' 80"), ("", None)]
)
def test_a_report_may_come_from_anywhere(url: str, command: str | None) -> None:
    """What is not a URL raises nothing, and what is in it stays a word of the shell."""
    given = repeated(exchange(url=url, verbatim=True))

    assert given is None if command is None else str(given).endswith(command)
    assert repeated(exchange(url=url, request_headers=[("Host", "h")]))
