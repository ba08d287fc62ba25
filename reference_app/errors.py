"""Where FastAPI's own answer to an error says too much or too little."""

from typing import Any

from fastapi import HTTPException, Request, Response
from fastapi.exception_handlers import http_exception_handler, request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import iter_route_contexts
from starlette.routing import Match


async def answer_invalid_request(request: Request, error: RequestValidationError) -> JSONResponse:
    """FastAPI's own answer; without the echo of a password, or of any input that cannot be written as JSON."""
    faults = error.errors()
    try:
        shown = [_place_alone(fault) if _has_password(fault) else fault for fault in faults]
        return await request_validation_exception_handler(request, RequestValidationError(shown))
    except (ValueError, RecursionError):  # NaN and Infinity, a lone surrogate, brackets too deep to be followed
        return JSONResponse({"detail": [_place_alone(fault) for fault in faults]}, status_code=422)


def _place_alone(fault: dict[str, Any]) -> dict[str, Any]:
    """What is wrong and where, without the input."""
    return {key: fault[key] for key in ("type", "loc", "msg")}


def _has_password(fault: dict[str, Any]) -> bool:
    """Whether the input is a password or has one in it: a member of an object, or text unread."""
    return "password" in fault["loc"] or "password" in str(fault["input"])


async def answer_wrong_method(request: Request, error: HTTPException) -> Response:
    """Name in Allow every method of the path (RFC 9110 §15.5.6); FastAPI names those of the first route that has it."""
    if "route" in request.scope:  # of an operation, not of a static file
        routes = [r for r in iter_route_contexts(request.app.routes) if r.matches(request.scope)[0] is Match.PARTIAL]
        error.headers = {"Allow": ", ".join(sorted({method for route in routes for method in route.methods or ()}))}
    return await http_exception_handler(request, error)
