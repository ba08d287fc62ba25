"""An exchange for a person, and the curl command that sends its request again."""

import shlex

import pytest

from fastapi_spec.client.transcript import SHOWN, Body
from fastapi_spec.output.http import curl, lines, phrase
from tests.unit.samples import exchange

CURL = "curl -i --path-as-is"


def test_an_exchange_is_shown_line_by_line() -> None:
    """What was sent and what was received, without the headers that are the same everywhere."""
    shown = lines(
        exchange(
            method="POST",
            request_headers=[("Host", "h"), ("Accept", "*/*"), ("X-A", "1")],
            request_body=Body(3, "a\\nb"),
            response_headers=[("Date", "now"), ("Server", "s"), ("X-B", "2")],
            response_body=Body(1, "c"),
            milliseconds=1.25,
        )
    )

    assert shown == ["> POST http://h/a", "> X-A: 1", "> a\\nb", "< 200 OK (1.2 ms)", "< X-B: 2", "< c"]


def test_an_exchange_without_a_response_says_why() -> None:
    """A failure is in the place of the status."""
    silent = exchange(status=None, failure="the target was silent")

    assert lines(silent) == ["> GET http://h/a", "< the target was silent"]


def test_a_response_that_was_cut_off_shows_the_failure() -> None:
    """A status that arrived before the failure is not a response."""
    assert lines(exchange(failure="the target closed the connection"))[-1] == "< the target closed the connection"


@pytest.mark.parametrize(
    "body, shown",
    [
        (Body(2, base64="/wA="), ["< (2 bytes that are not text)"]),
        (Body(9, "x" * 600), [f"< {'x' * 500}"]),
        (Body(99, "\n".join("abcdefghijklmno")), [f"< {letter}" for letter in "abcdefghijkl"]),
        (Body(10_000, "x"), ["< x", "< ... (10000 bytes)"]),
    ],
    ids=["bytes", "long line", "many lines", "cut"],
)
def test_a_large_body_is_shown_in_part(body: Body, shown: list[str]) -> None:
    """A card has at most twelve lines of a body, each of bounded length."""
    assert lines(exchange(response_body=body))[2:] == shown


@pytest.mark.parametrize("status, text", [(200, "OK"), (422, "Unprocessable Content"), (299, ""), (999, "")])
def test_a_status_has_the_phrase_of_rfc_9110(status: int, text: str) -> None:
    """Older versions of Python have other phrases, and some codes have none."""
    assert phrase(status) == text


@pytest.mark.parametrize(
    "given, command",
    [
        ({}, "-H User-Agent: http://h/a"),
        ({"url": "http://h/a/../b?x=1"}, "-H User-Agent: 'http://h/a/../b?x=1'"),
        ({"method": "HEAD"}, "--head -H User-Agent: http://h/a"),
        ({"method": "PUT"}, "-X PUT -H User-Agent: http://h/a"),
        (
            {"request_headers": [("X-Token", "a b"), ("X-Empty", "")]},
            "-H 'X-Token: a b' -H 'X-Empty;' -H User-Agent: http://h/a",
        ),
        (
            {"request_headers": [("User-Agent", "me"), ("Host", "h"), ("Content-Length", "0")]},
            "-H 'User-Agent: me' http://h/a",
        ),
        ({"request_body": Body(2, "{}")}, "-X GET -H User-Agent: -H Content-Type: --data-binary '{}' http://h/a"),
        (
            {"method": "PUT", "request_body": Body(2, "{}"), "request_headers": [("Content-Type", "a/b")]},
            "-X PUT -H 'Content-Type: a/b' -H User-Agent: --data-binary '{}' http://h/a",
        ),
    ],
    ids=["GET", "dots", "HEAD", "PUT", "headers", "headers of curl", "body", "typed body"],
)
def test_curl_sends_the_same_request(given: dict[str, object], command: str) -> None:
    """curl adds headers of its own, resolves dots and changes the method, unless it is told not to."""
    assert curl(exchange(**given)) == f"{CURL} {command}"


def test_netcat_sends_the_same_bytes() -> None:
    """curl would frame a body itself, and would send another request than the rule did."""
    chunked = [("Transfer-Encoding", "chunked")]
    body = Body(12, "2\r\n%\\XX0\r\n\r\n")
    sent = exchange(method="PUT", url="http://h:81/a?b=1", request_headers=chunked, request_body=body, verbatim=True)

    assert curl(sent) == (
        r"printf 'PUT /a?b=1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n%%\\XX0\r\n\r\n' | nc h 81"
    )


def test_a_closed_connection_is_told() -> None:
    """A verbatim request may have no response, which is not a failure of the harness."""
    assert lines(exchange(status=None, verbatim=True))[-1] == "< the target closed the connection without a response"


@pytest.mark.parametrize("body", [Body(2, base64="/wA="), Body(SHOWN + 1, "x" * SHOWN)], ids=["bytes", "cut"])
def test_a_body_that_is_not_whole_comes_from_a_file(body: Body) -> None:
    """A body that the transcript does not have whole is a file of the user's."""
    assert shlex.split(curl(exchange(request_body=body)))[-2:] == ["@body", "http://h/a"]
