"""What went over the wire, as a person reads it."""

import httpx
import pytest

from fastapi_spec.client.exchange import BEGINNING, Exchange, NoResponse, parsed, text_of, url_of
from fastapi_spec.client.transcript import transcript


@pytest.mark.parametrize(
    "target, url", [(None, "http://a:1/b?c=d"), (b"/b/../%2F", "http://a:1/b/../%2F")], ids=["as httpx", "as written"]
)
def test_a_url_has_the_target_as_it_was_sent(target: bytes | None, url: str) -> None:
    """httpx would resolve the dots of a target that was given byte for byte."""
    extensions = {} if target is None else {"target": target}

    assert url_of(httpx.Request("GET", "http://a:1/b?c=d", extensions=extensions)) == url


def test_a_header_section_is_parsed() -> None:
    """Values lose the spaces around them, and the order stays."""
    assert parsed("HTTP/1.1 204 No Content\r\nB: 1 \r\nA:2") == (204, [("B", "1"), ("A", "2")])


@pytest.mark.parametrize("section", ["", "HTTP/2 200", "HTTP/1.1 2000", "SSH-2.0"])
def test_what_is_not_http_is_not_a_response(section: str) -> None:
    """A card shows the line that came instead."""
    with pytest.raises(NoResponse, match="did not send HTTP"):
        parsed(section)


def test_every_byte_of_a_header_is_shown() -> None:
    """HTTP allows more than ASCII, and more than UTF-8."""
    assert text_of([(b"X-Name", b"\xe9")]) == [("X-Name", "é")]


def test_what_is_left_of_a_response_tells_how_long_it_was() -> None:
    """A rule of a thousand requests does not hold two gigabytes."""
    exchange = Exchange("GET", "http://h/", [], b"", 200, response_body=b"x" * BEGINNING * 2)
    exchange.shorten()
    exchange.shorten()

    assert len(exchange.response_body) == BEGINNING
    assert transcript(exchange).response_body.bytes == BEGINNING * 2
