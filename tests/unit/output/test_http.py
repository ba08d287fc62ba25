"""An exchange for a person, and the curl command that sends its request again."""

import pytest

from fastapi_spec.client.transcript import SHOWN, Body
from fastapi_spec.output.http import curl, lines, phrase
from tests.unit.samples import exchange


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
        (Body(600, "x" * 600), [f"< {'x' * 500} …", "< … (600 bytes)"]),
        (Body(99, "\n".join("abcdefghijklmno")), [*(f"< {letter}" for letter in "abcdefghijkl"), "< … (99 bytes)"]),
        (Body(10_000, "x"), ["< x", "< … (10,000 bytes)"]),
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


def test_a_closed_connection_is_told() -> None:
    """A verbatim request may have no response, which is not a failure of the harness."""
    assert lines(exchange(status=None, verbatim=True))[-1] == "< the target closed the connection without a response"


def test_a_body_that_was_not_kept_cannot_be_repeated() -> None:
    """The card leads to the command that sends it, instead of naming a file that does not exist."""
    long = exchange(method="PUT", request_body=Body(16_777_217, "x" * SHOWN))

    assert curl(long) == "(the body of 16,777,217 bytes is too long to repeat by hand: see rerun)"


def test_a_verbatim_request_over_tls_cannot_be_repeated() -> None:
    """netcat does not encrypt."""
    assert curl(exchange(url="https://h/a", verbatim=True)).startswith("(curl cannot send this request")
