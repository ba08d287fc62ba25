"""Before the first rule: which operations of the contract the target does not have.

Only GET and OPTIONS are sent, which write nothing. A path is missing if the response to it is that to a path that no
API has. A method is missing if Allow does not list it, and the target's OpenAPI document does not either. In doubt the
operation is there: what is wrong with it the rules will say.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from fastapi_spec.client.expect import Like
from fastapi_spec.rules.called import Operation, beside, by_path, operations, template_of
from fastapi_spec.target.preflight import OVERLOADED, UNKNOWN

if TYPE_CHECKING:
    import httpx

    from fastapi_spec.client.api import Api, Exchange

ABSENT = (404, 405, 501)
"""The statuses of an operation that is not there."""
VARYING = re.compile(r"[0-9a-f]{6,}|\d+")
"""Ids and times in a body, which differ from one response to the next."""


@dataclass(frozen=True)
class Survey:
    """``missing`` are the operations that the target does not have, ``unknown`` is the body of a 404 for another path.

    ``document`` is the OpenAPI document of its main application, None if it serves none.
    """

    url: str = ""
    missing: frozenset[Operation] = frozenset()
    document: Any = None
    unknown: str = ""

    def about(self, exchanges: Sequence[Exchange], expected: object) -> str:
        """The operation that a rule is about and the target does not have, or an empty string.

        ``expected`` is what its failed assertion expected, None if it did not fail.
        """
        return str(self.absent(exchanges) or self.undocumented(exchanges, expected) or "")

    def absent(self, exchanges: Iterable[Exchange]) -> Operation | None:
        """The first operation that one of these exchanges calls in vain, since the target does not have it.

        The response must say so, too: an operation that responds is there, whatever was found before.
        """
        if not self.missing:
            return None
        return next(filter(None, map(self._called, exchanges)), None)

    def undocumented(self, exchanges: Iterable[Exchange], expected: object) -> Operation | None:
        """The first operation that is missing, and so is in the OpenAPI document that was expected to have it."""
        expected = expected.expected if isinstance(expected, Like) else None
        paths = expected.get("paths") if isinstance(expected, Mapping) else None
        if not self.missing or not isinstance(paths, Mapping):
            return None
        prefix, _, _ = next((each.url for each in reversed(list(exchanges))), "").removeprefix(self.url).rpartition("/")
        there = by_path()
        found = (operation for path in paths for operation in there.get(f"{prefix}{path}", []))
        return next((operation for operation in found if operation in self.missing), None)

    def _called(self, exchange: Exchange) -> Operation | None:
        path = urlsplit(exchange.url.removeprefix(self.url)).path
        if _preflight(exchange) and exchange.status not in ABSENT:
            return self._behind_preflight(_method(exchange), path)
        if exchange.status not in ABSENT:
            return None
        if exchange.status == 404 and exchange.method != "HEAD":
            said = comparable(exchange.response_body.decode("utf-8", "replace"), path, exchange.method)
            if said != self.unknown:
                return None
        template = template_of(path)
        wanted = Operation(_method(exchange), template or path)
        if wanted in self.missing:
            return wanted
        # Another method than those of the contract asks whether the path is there at all, and another path below the
        # prefix of an application whether that one is.
        there = by_path()[template] if template else beside(path)
        absent = wanted not in there and exchange.status == 404 and self.missing.issuperset(there)
        return next(iter(there), None) if absent else None

    def _behind_preflight(self, method: str, path: str) -> Operation | None:
        """The missing operation that a preflight request is about: middleware responds to it for any path."""
        there = by_path().get(template_of(path) or "", [])
        wanted = next((operation for operation in there if operation.method == method), None)
        absent = wanted in self.missing or self.missing.issuperset(there)
        return (wanted or next(iter(there), None)) if absent else None


def _preflight(exchange: Exchange) -> bool:
    names = {name.lower() for name, _ in exchange.request_headers}
    return exchange.method == "OPTIONS" and "access-control-request-method" in names


def _method(exchange: Exchange) -> str:
    """The method that a request is about: that of a preflight request is in a header."""
    if exchange.method == "HEAD":
        return "GET"
    headers = {name.lower(): value for name, value in exchange.request_headers}
    asked = headers.get("access-control-request-method", "")
    return asked if exchange.method == "OPTIONS" and asked else exchange.method


def comparable(body: str, path: str, method: str) -> str:
    """A body without what differs between two paths that are both unknown: the path, the method, ids and times."""
    return VARYING.sub("0", body.replace(path, UNKNOWN).replace(method, "GET"))


def survey(url: str, timeout: float) -> Survey:
    """What the target at this address does not have; nothing if its responses do not tell."""
    from fastapi_spec.client.api import Api, NoResponse, Recorder

    with Api(url, Recorder(timeout, tls=url.startswith("https:"))) as api:
        try:
            return _Surveyor(api).survey()
        except NoResponse:
            return Survey()  # The rules will say what is wrong with the target.


class _Surveyor:
    """Asks the target for each path of the contract. Raises NoResponse."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._unknown = {method: self._said(method, UNKNOWN) for method in ("GET", "OPTIONS")}

    def survey(self) -> Survey:
        """What is missing."""
        status, unknown, _ = self._unknown["GET"]
        if status != 404:
            return Survey(document=self._document(""))
        missing = {
            operation
            for prefix, paths in operations().items()
            for path, there in paths.items()
            for operation in self._missing(prefix, path, there)
        }
        return Survey(str(self._api.base_url).rstrip("/"), frozenset(missing), self._document(""), unknown)

    def _missing(self, prefix: str, path: str, there: list[Operation]) -> list[Operation]:
        """Those of the operations of a path that the target does not have."""
        filled = re.sub(r"{[^}]*}", "x", path)
        found = self._said("OPTIONS", filled)
        if found == self._unknown["OPTIONS"]:
            if found[0] == 404 and self._document(prefix) and not self._listed(prefix, path):
                return there
            found = self._said("GET", filled)
            if found == self._unknown["GET"]:
                return there
            if found[0] != 405:
                return []
        _, _, allow = found
        listed = self._listed(prefix, path)
        return [operation for operation in there if allow and operation.method not in {*allow, *listed}]

    def _listed(self, prefix: str, path: str) -> set[str]:
        """The methods of a path in the OpenAPI document of the target, where parameters may have other names."""
        document = self._document(prefix) or {"paths": {}}
        wanted = re.sub(r"{[^}]*}", "{}", path.removeprefix(prefix))
        found = (item for path, item in document["paths"].items() if re.sub(r"{[^}]*}", "{}", path) == wanted)
        return {method.upper() for item in found if isinstance(item, dict) for method in item}

    def _said(self, method: str, path: str) -> tuple[int, str, frozenset[str]]:
        """Status, body and Allow of a response, as far as two unknown paths have them in common."""
        response = self._api.request(method, path)
        if response.status_code in OVERLOADED:
            return 0, "", frozenset()
        allow = frozenset(word.strip().upper() for word in response.headers.get("allow", "").split(",")) - {""}
        return response.status_code, comparable(_text(response), path, method), allow

    @functools.cache  # noqa: B019 - lives as long as the survey
    def _document(self, prefix: str) -> Any:
        """The OpenAPI document of an application, or None if it serves none that can be read."""
        response = self._api.get(f"{prefix}/openapi.json")
        try:
            document = json.loads(_text(response))
        except (ValueError, RecursionError):
            return None
        usable = isinstance(document, dict) and isinstance(document.get("paths"), dict)
        return document if response.status_code == 200 and usable else None


def _text(response: httpx.Response) -> str:
    return response.content.decode("utf-8", "replace")
