"""The operations of the contract, and whether a response shows that the target does not have one."""

from __future__ import annotations

import functools
import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fastapi_spec.language import say
from fastapi_spec.rules.contract import documents

if TYPE_CHECKING:
    from fastapi_spec.client.api import Exchange

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@functools.cache
def operations() -> list[tuple[str, str, re.Pattern[str]]]:
    """The operations of all applications: method, path, and a pattern of the paths that lead to it."""
    found = []
    for prefix, document in documents().items():
        for path, item in document["paths"].items():
            whole = prefix.rstrip("/") + path
            pattern = re.compile(re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(whole)))
            found += [(method.upper(), whole, pattern) for method in item if method in METHODS]
    return sorted(found, key=lambda operation: "{" in operation[1])


def not_built(exchange: Exchange | None, base: str = "") -> str:
    """That the target does not have the operation, if it is one of the contract's and the response is 404 or 405.

    The 404 of a row that does not exist says what does not; that of a path that does not exist cannot.
    """
    if exchange is None or exchange.status not in (404, 405):
        return ""
    path = urlsplit(exchange.url).path.removeprefix(urlsplit(base).path.rstrip("/"))
    known = next((whole for method, whole, p in operations() if method == exchange.method and p.fullmatch(path)), "")
    if not known or ("{" in known and exchange.status == 404 and _tells(exchange.response_body)):
        return ""
    given = {"status": exchange.status, "method": exchange.method, "path": known}
    if "{" in known and exchange.status == 404:
        return say("{status}: {method} {path} is not built, or not for this value", **given)
    return say("{status}: {method} {path} is not built", **given)


def _tells(body: bytes) -> bool:
    """Whether the body of a 404 says more than that nothing was found."""
    try:
        detail = json.loads(body)["detail"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return False
    return bool(detail != "Not Found")
