"""The two guards: X-Token and X-Key. A wrong one is rejected at once, a missing one is one of the validation errors."""

from collections.abc import Callable
from functools import wraps
from hmac import compare_digest
from typing import Any

from flask import Response, after_this_request, request

from .events import Log, event_log
from .http_errors import HttpError
from .inputs import Given

TOKEN, KEY = "fake-super-secret-token", "fake-super-secret-key"


def same(given: str, secret: str) -> bool:
    """Whether two strings are equal, in a time that does not reveal where they differ."""
    return compare_digest(given.encode(), secret.encode())


def not_shared() -> None:
    """Keep the response out of shared caches: they do that by themselves for Authorization only."""

    @after_this_request
    def private(response: Response) -> Response:
        response.headers["Cache-Control"] = "private"
        return response


def guard(given: Given) -> Log:
    not_shared()
    log = event_log(given)
    for name, secret, event in (("X-Token", TOKEN, "verify token"), ("X-Key", KEY, "verify key")):
        sent = request.headers.get(name)
        if sent is None:
            given.missing("header", name.lower())
            continue
        log.write(event)
        if not same(sent, secret):
            raise HttpError(400, f"{name} header invalid")
    return log


def guarded(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def wrapped(**arguments: Any) -> Any:
        given = Given()
        guard(given)
        given.check()
        return view(**arguments)

    return wrapped
