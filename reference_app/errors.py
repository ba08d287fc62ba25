"""The answer to a request that fails validation, whatever the client sent."""

from fastapi import Request
from fastapi.exception_handlers import request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse


async def answer_invalid_request(request: Request, error: RequestValidationError) -> JSONResponse:
    """FastAPI's own answer; without the echo of the input where the input cannot be written as JSON."""
    try:
        return await request_validation_exception_handler(request, error)
    except (ValueError, RecursionError):  # NaN and Infinity, a lone surrogate, brackets too deep to be followed
        kept = [{key: entry[key] for key in ("type", "loc", "msg")} for entry in error.errors()]
        return JSONResponse({"detail": kept}, status_code=422)
