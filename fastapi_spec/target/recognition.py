"""Whether a target implements the contract, from its responses to GET, which writes nothing.

What a server that runs already sends must be what this contract alone says. A status proves nothing, and nor does a
body that another API may have: a gateway, a login, a page for all paths, an echo or a mock sends those, too.
"""

from __future__ import annotations

import functools
import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fastapi_spec.client.expect import like
from fastapi_spec.target.declared import COMMON, FIRST, declared, paths, paths_of

if TYPE_CHECKING:
    import httpx

    from fastapi_spec.client.api import Api

SECOND = "/chapter03/query/bool/conversion"
BODIES: dict[str, Any] = {
    FIRST: {"hello": "world"},
    SECOND: {"param": False},
    "/chapter03/path/parameters": {"message": "This is a message"},
    "/chapter03/query": {"page": 1},
    "/chapter03/models/query": {"limit": 10, "sort": "name", "tag": []},
    "/chapter05/dependency01": {"q": None, "page": 1, "limit": 100},
    "/chapter05/sub_dependency": {"sub_dependency": None},
    "/chapter05/yield/abc": {"dep_c": ["a", "b", "c"]},
}
"""The contract's response to some requests. No two have the same: a server may send one body to all paths."""
ENOUGH = 2
"""How many of these, or of the operations of an OpenAPI document, no other API has."""
SAMPLE = 4
"""How many operations of a document are looked for."""
UNKNOWN = "/fastapi-spec/a-path-that-no-api-has"
ALSO_UNKNOWN = "/fastapi-spec/another-path-that-no-api-has"
OVERLOADED = (429, 502, 503, 504)
"""The statuses of a gateway or a limit of requests, which may come and go."""
SECONDS = 10
"""How long all requests may take."""

Said = tuple[int, object] | None
"""A status and a JSON value, as far as the responses to two unknown paths have them in common."""


class TimeIsOver(Exception):
    """The requests have taken as long as they may."""


class Recognition:
    """Asks one target, with few requests one after the other. All methods may raise TimeIsOver.

    ``right`` are those of `BODIES` that came, ``statuses`` those of all responses.
    """

    def __init__(self, api: Api, clock: Callable[[], float] = time.monotonic) -> None:
        self.right: list[str] = []
        self.statuses: list[int] = []
        self._api = api
        self._clock = clock
        self._timeout = api.recorder.timeout
        self._end = clock() + SECONDS

    def begin(self) -> None:
        """Ask for a path that no API has. Raises TimedOut or NoResponse."""
        self._api.recorder.timeout = min(self._timeout, SECONDS)
        self._first = _said(self._response(UNKNOWN), UNKNOWN)

    def is_ours(self) -> bool:
        """Whether the target sends what this contract alone says: its bodies, or its document and what that declares.

        With its body, FIRST is enough if the document has no other path: so does a learner begin.
        """
        for path, body in BODIES.items():
            if _value(self._get(path)) == like(body):
                self.right.append(path)
            if len(self.right) == ENOUGH:
                return True
        document = _value(self._get("/openapi.json"))
        found = declared(document)
        if any(self._is_there(path) for path in found[:SAMPLE]):
            return len(self.right) + len(found) >= ENOUGH
        return self.right == [FIRST] == [*paths_of(document)]

    def has_begun(self) -> bool:
        """Whether any path of the contract is there, whatever it sends: enough for what the user runs for this."""
        return any(self._is_there(path) for path in paths())

    def _is_there(self, path: str) -> bool:
        """Whether the response to a path differs from that to a path that no API has."""
        if self._unknown is None:
            return False
        response = self._get(path)
        if response is None:  # the other paths are not late
            return not COMMON.match(path)
        said = _said(response, path)
        known = said != self._unknown and response.status_code not in (404, *OVERLOADED)
        return known and (not COMMON.match(path) or _value(response) is not None)

    @functools.cached_property
    def _unknown(self) -> Said:
        """What the target says of all unknown paths; None if that varies, and so tells nothing."""
        again = self._get(ALSO_UNKNOWN)
        return self._first if again and _said(again, ALSO_UNKNOWN) == self._first else None

    def _get(self, path: str) -> httpx.Response | None:
        """The response to a GET, or None if there is none."""
        from fastapi_spec.client.api import NoResponse

        left = self._end - self._clock()
        if left <= 0:
            raise TimeIsOver
        self._api.recorder.timeout = min(self._timeout, left)
        try:
            return self._response(path)
        except NoResponse:
            return None

    def _response(self, path: str) -> httpx.Response:
        response = self._api.get(path)
        self.statuses.append(response.status_code)
        self._api.recorder.exchanges.clear()  # Each may be as large as a body may be.
        return response


def _said(response: httpx.Response, path: str) -> Said:
    return response.status_code, _value(response, path)


def _value(response: httpx.Response | None, path: str = UNKNOWN) -> Any:
    """The JSON value of a body, which may quote the path; None if it is not JSON."""
    try:
        return json.loads(response.content.replace(path.encode(), UNKNOWN.encode())) if response is not None else None
    except (ValueError, RecursionError):
        return None
