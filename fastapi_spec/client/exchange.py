"""An exchange as it went over the wire, or what to call it if there was no response."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import httpx

from fastapi_spec.language import later

Headers = list[tuple[str, str]]

BEGINNING = 65_536
"""How many bytes of a body remain when there is no room for all of it: more than any card or report shows."""


class NoResponse(AssertionError):
    """The target sent no HTTP response: unreachable, silent, cut off, too long or not HTTP at all."""


class Unreachable(NoResponse):
    """Nothing listens at the target's address, or it does not speak TLS."""


class TimedOut(NoResponse):
    """The target was silent for longer than the timeout."""


@dataclass(slots=True)
class Exchange:
    """One request and what came of it. Bodies are bytes as sent; ``failure`` says in words why there is no status.

    With ``verbatim`` the request was sent byte for byte: the body has its own framing, if any. ``let_go`` is how many
    bytes at the end of the response's body are not there any more.
    """

    method: str
    url: str
    request_headers: Headers
    request_body: bytes
    status: int | None = None
    response_headers: Headers = field(default_factory=list)
    response_body: bytes = b""
    milliseconds: float = 0.0
    failure: str | None = None
    verbatim: bool = False
    let_go: int = 0

    def shorten(self) -> None:
        """Let go of all but the beginning of the response's body."""
        self.let_go += max(0, len(self.response_body) - BEGINNING)
        self.response_body = self.response_body[:BEGINNING]


def url_of(request: httpx.Request) -> str:
    """The URL as it was sent, for a person to read."""
    target: bytes | None = request.extensions.get("target")
    if target is None:
        return str(request.url)
    return str(request.url.copy_with(raw_path=b"/")).rstrip("/") + target.decode("latin-1")


def parsed(section: str) -> tuple[int, Headers]:
    """The status and the headers of a header section. Raises NoResponse if it does not begin with a status line."""
    first, *rest = section.split("\r\n")
    status = re.match(r"HTTP/1\.[01] ([1-5]\d\d)( |$)", first)
    if status is None:
        raise NoResponse(later("the target did not send HTTP: {line}", line=repr(first[:200])))
    pairs = (line.partition(":") for line in rest)
    return int(status[1]), [(name, value.strip()) for name, _, value in pairs]


def text_of(headers: Iterable[tuple[bytes, bytes]]) -> Headers:
    """The headers as strings."""
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers]
