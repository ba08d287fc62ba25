"""An exception of an application of Python, by the traceback that it printed."""

from __future__ import annotations

import re

from fastapi_spec.hints.seen import Seen, name
from fastapi_spec.language import say

COROUTINE = re.compile(r"'coroutine' object|<coroutine object|coroutine '[\w.<>]+' was never awaited")
RESPONSE = re.compile(r"ResponseValidationError: ")
PROPERTY = re.compile(r"'type': '(\w+)', 'loc': \('response', (?:\d+, )*'([^']*)'[^)]*\), 'msg': '([^']*)'")
MIDDLEWARE = re.compile(r"middleware/base\.py.*TypeError: 'NoneType' object is not callable", re.DOTALL)


def hint(seen: Seen) -> str:
    """The line on it; empty if the response is not a 500 or the exception says enough itself."""
    return of_printed(seen.printed) if seen.status == 500 else ""


def of_printed(printed: str) -> str:
    """The line on the last traceback that an application printed."""
    if "Traceback (most recent call last)" not in printed:
        return ""
    if MIDDLEWARE.search(printed):
        return say("a middleware returns nothing: is `return response` missing at its end?")
    if COROUTINE.search(printed):
        return say("a coroutine was used instead of its result: is `await` missing before the call?")
    if RESPONSE.search(printed):
        return _response(printed)
    return ""


def _response(printed: str) -> str:
    if "'input': None" in printed and "'loc': ('response',)" in printed:
        return say("the operation returns nothing, but has a response model: is `return` missing?")
    found = PROPERTY.search(printed)
    if not found:
        return say("what the operation returns does not fit its response model")
    kind, key, message = found.groups()
    if kind == "missing":
        return say("what the operation returns lacks `{name}`, which its response model requires", name=name(key))
    told = {"name": name(key), "message": name(message)}
    return say("what the operation returns as `{name}` does not fit its response model: {message}", **told)
