"""What happens when the answer has been sent: the exits of dependencies, and background tasks."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import wraps
from typing import Any

from flask import Response, make_response

_pool = ThreadPoolExecutor(max_workers=64, thread_name_prefix="background")
_log = logging.getLogger("gunicorn.error")


def _run(jobs: tuple[Callable[[], Any], ...]) -> None:
    try:
        for job in jobs:
            job()
    except Exception:
        _log.exception("after the answer")


def once_sent(response: Response, *jobs: Callable[[], Any]) -> Response:
    """Run these at the end of the answer, before the connection takes another request; none after one that fails."""
    response.call_on_close(lambda: _run(jobs))
    return response


def in_background(response: Response, *jobs: Callable[[], Any]) -> Response:
    """Run these one after another on a thread of their own when the answer has been sent; none after one that fails."""
    response.call_on_close(lambda: _pool.submit(_run, jobs))
    return response


def with_stack(view: Callable[..., Any]) -> Callable[..., Response]:
    """Give the view a stack of contexts: left when its answer has been sent, or before an error is answered."""

    @wraps(view)
    def wrapped(**arguments: Any) -> Response:
        with ExitStack() as stack:
            response = make_response(view(stack, **arguments))
            kept = stack.pop_all()
        return once_sent(response, kept.close)

    return wrapped
