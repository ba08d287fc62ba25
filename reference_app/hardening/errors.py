"""Errors: where FastAPI's own response says too much or too little."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from fastapi import HTTPException, Request, Response, routing
from fastapi.exception_handlers import http_exception_handler, request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.routing import Match

from reference_app.hardening import either

# Before FastAPI 0.137 the routes of a router were copied into the application: its list had all of them.
all_routes: Callable[[Any], Iterable[Any]] = getattr(routing, "iter_route_contexts", iter)


MOST = 100
"""How many errors a response lists. A list of a million wrong elements would make a response of 150 MB."""
LONGEST = 4096
"""How long an input is at most that a response repeats, in characters. Each missing property repeats the object."""


async def invalid_request(request: Request, exception: RequestValidationError) -> JSONResponse:
    """FastAPI's own response, bounded, without passwords, and without input that cannot be written as JSON."""
    errors = exception.errors()[:MOST]
    try:
        shown = _shown(errors)
        return await request_validation_exception_handler(request, RequestValidationError(shown))
    except (ValueError, RecursionError):  # NaN and Infinity, a lone surrogate, brackets nested too deeply
        return JSONResponse({"detail": [_without_input(error) for error in errors]}, status_code=422)


def _without_input(error: dict[str, Any]) -> dict[str, Any]:
    """The error and its location, but not what was sent."""
    return {key: error[key] for key in ("type", "loc", "msg")}


def _shown(errors: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first of the errors, each with its input unless that is long, is a password or has one in it."""
    return [_without_input(error) if _is_long(error) or _has_password(error) else error for error in errors[:MOST]]


def _is_long(error: dict[str, Any]) -> bool:
    """Whether the input is too long to be repeated."""
    return len(str(error["input"])) > LONGEST


def _has_password(error: dict[str, Any]) -> bool:
    """Whether the input is a password or has one in it: a property of an object, or a string that was not parsed."""
    return "password" in error["loc"] or "password" in str(error["input"])


async def wrong_method(request: Request, error: HTTPException) -> Response:
    """Name in Allow every method of the path (RFC 9110 §15.5.6); FastAPI only names those of its first route."""
    if "route" in request.scope:  # for an operation, not for a static file
        routes = [r for r in all_routes(request.app.routes) if r.matches(request.scope)[0] is Match.PARTIAL]
        methods = {method for route in routes for method in getattr(route, "methods", None) or ()}
        if methods:  # there are none for a static file with some releases, and for any router of 0.137.0 and 0.137.1
            error.headers = {"Allow": ", ".join(sorted(methods))}
    return await http_exception_handler(request, error)


shown: Callable[[Sequence[dict[str, Any]]], Sequence[dict[str, Any]]] = either(_shown, lambda errors: errors)
"""What a handler of an application's own shows of the errors of a request."""
WRONG_METHOD: dict[int | type[Exception], Any] = either({405: wrong_method}, {})
ALL: dict[int | type[Exception], Any] = either({RequestValidationError: invalid_request, **WRONG_METHOD}, {})
