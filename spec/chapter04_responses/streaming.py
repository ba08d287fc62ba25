"""What a client makes of a stream: the values of JSON Lines, and events by the rules of the HTML standard.

See https://jsonlines.org and https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation.
"""

import re
from typing import NamedTuple

import httpx

from fastapi_spec import JSON
from fastapi_spec.client.api import Response


class Event(NamedTuple):
    """One event as a browser dispatches it; ``retry`` is the reconnection time in force, in milliseconds."""

    type: str
    data: str
    id: str
    retry: int | None

    def json(self) -> JSON:
        """The data as JSON."""
        return _json(self.data.encode())


def json_lines(response: httpx.Response) -> list[JSON]:
    """The value of each line; the last line may end with a line feed, too."""
    return [_json(line) for line in response.content.removesuffix(b"\n").split(b"\n")]


def events(response: httpx.Response) -> list[Event]:
    """The events of a stream. Comments, unknown fields and an event without the empty line after it are ignored."""
    found: list[Event] = []
    type, data, id, retry = "", list[str](), "", None
    text = response.content.decode("utf-8", "replace").removeprefix("\ufeff")
    *lines, _unfinished = re.split(r"\r\n|\n|\r", text)
    for line in lines:
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if not line:
            found += [Event(type or "message", "\n".join(data), id, retry)] if data else []
            type, data = "", []
        elif name == "event":
            type = value
        elif name == "data":
            data.append(value)
        elif name == "id" and "\0" not in value:
            id = value
        elif name == "retry" and re.fullmatch("[0-9]{1,18}", value):
            retry = int(value)
    return found


def _json(text: bytes) -> JSON:
    return Response(200, content=text).json()
