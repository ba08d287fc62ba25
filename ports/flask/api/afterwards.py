"""What happens after the response has been sent: the exits of dependencies, and background tasks."""

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
        _log.exception("after the response")


def once_sent(response: Response, *jobs: Callable[[], Any]) -> Response:
    """Run these at the end of the response, before the next request of the connection. A job that fails is the last."""
    response.call_on_close(lambda: _run(jobs))
    return response


def in_background(response: Response, *jobs: Callable[[], Any]) -> Response:
    """Run these in order on a separate thread after the response has been sent. A job that fails is the last."""
    response.call_on_close(lambda: _pool.submit(_run, jobs))
    return response


def with_stack(view: Callable[..., Any]) -> Callable[..., Response]:
    """Give the view a stack of contexts, exited after its response has been sent or before the response to an error."""

    @wraps(view)
    def wrapped(**arguments: Any) -> Response:
        with ExitStack() as stack:
            response = make_response(view(stack, **arguments))
            return once_sent(response, stack.pop_all().close)
        raise RuntimeError("a context has swallowed the exception of the view, which has not responded")

    return wrapped
