"""Faults that the rules of spec/chapter04_responses/test_own_exceptions.py detect."""

import json

from fastapi import Request, Response
from fastapi.encoders import jsonable_encoder
from fastapi.exception_handlers import http_exception_handler, request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from starlette.exceptions import HTTPException as StarletteHTTPException

from proof.faults.fault import Broken, fault
from reference_app.apps.own_exceptions import LostCityError

APP = "/apps/own-exceptions"


@fault("ERRH-17", "ERRH-18")
def exception_has_no_handler(app: Broken) -> None:
    """The handler of an exception class is registered with another application, so the exception is a 500."""

    async def unhandled(request: Request, exc: LostCityError) -> PlainTextResponse:
        return PlainTextResponse("Internal Server Error", 500)

    app.handler(LostCityError, unhandled, app=APP)


@fault("ERRH-17", "ERRH-18")
def exception_is_like_any_other(app: Broken) -> None:
    """The handler of an exception class does not use what the exception knows: the body names no city."""

    async def general(request: Request, exc: LostCityError) -> JSONResponse:
        return JSONResponse({"detail": "lost"}, 418)

    app.handler(LostCityError, general, app=APP)


@fault("ERRH-17")
def exception_for_every_city(app: Broken) -> None:
    """The name of a city is not compared, so that every city is lost."""

    @app.route("GET", f"{APP}/cities/{{name}}")
    async def read_city(name: str) -> None:
        raise LostCityError(name)


@fault("ERRH-18")
def exception_is_compared_by_its_class(app: Broken) -> None:
    """The handler of an exception is looked up by the exact class, so that an exception of a subclass is a 500."""

    async def exact(request: Request, exc: LostCityError) -> Response:
        if type(exc) is not LostCityError:
            return PlainTextResponse("Internal Server Error", 500)
        return JSONResponse({"lost": exc.city}, 418)

    app.handler(LostCityError, exact, app=APP)


@fault("ERRH-19")
def handler_is_only_the_default(app: Broken) -> None:
    """The handler adds nothing to what FastAPI responds with by default."""
    app.handler(StarletteHTTPException, http_exception_handler, app=APP)


@fault("ERRH-19")
def handler_does_not_call_the_default(app: Broken) -> None:
    """The handler writes the response itself, with its own header instead of those of the error."""

    async def own(request: Request, exc: StarletteHTTPException) -> JSONResponse:
        return JSONResponse({"detail": exc.detail}, exc.status_code, {"X-Handler": "own"})

    app.handler(StarletteHTTPException, own, app=APP)


@fault("ERRH-19")
def handler_writes_its_own_body(app: Broken) -> None:
    """The handler keeps the headers of the error, and writes a `message` in place of the `detail`."""

    async def own(request: Request, exc: StarletteHTTPException) -> JSONResponse:
        return JSONResponse({"message": exc.detail}, exc.status_code, {**(exc.headers or {}), "X-Handler": "own"})

    app.handler(StarletteHTTPException, own, app=APP)


@fault("ERRH-20")
def handler_drops_the_body(app: Broken) -> None:
    """The validation handler responds with the errors alone, as by default."""
    app.handler(RequestValidationError, request_validation_exception_handler, app=APP)


@fault("ERRH-20")
def handler_quotes_the_body(app: Broken) -> None:
    """The validation handler returns the received body as a string of JSON."""

    async def quoted(request: Request, exc: RequestValidationError) -> JSONResponse:
        return JSONResponse(jsonable_encoder({"detail": exc.errors(), "body": json.dumps(exc.body)}), 422)

    app.handler(RequestValidationError, quoted, app=APP)


@fault("ERRH-20")
def handler_returns_only_the_body(app: Broken) -> None:
    """The validation handler returns the received body without saying what is wrong with it."""

    async def bare(request: Request, exc: RequestValidationError) -> JSONResponse:
        return JSONResponse({"body": exc.body}, 422)

    app.handler(RequestValidationError, bare, app=APP)
