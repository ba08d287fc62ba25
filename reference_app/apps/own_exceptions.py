"""The application with exceptions of its own, and handlers that add something to FastAPI's responses."""

from fastapi import FastAPI, Request, Response
from fastapi.encoders import jsonable_encoder
from fastapi.exception_handlers import http_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException as StarletteHTTPException

from reference_app.hardening import limits
from reference_app.hardening.errors import shown
from reference_app.responses import BODY
from reference_app.routers.chapter04 import errors
from reference_app.schema.city import CityInfo
from reference_app.schema.errors import Detail, Lost
from reference_app.schema.types import Segment

# A body that is sent back is converted a second time, which takes longer than to read it: here it is small.
app = FastAPI(title="Own exceptions", **limits.ECHOED)


class LostCityError(Exception):
    """A city that cannot be found any more. The exception knows nothing of HTTP."""

    def __init__(self, city: str) -> None:
        self.city = city


class SunkenCityError(LostCityError):
    """A city that is lost in the sea."""


# A handler also handles the subclasses of its exception, unless they have one of their own.
@app.exception_handler(LostCityError)
async def lost_city_handler(_: Request, exc: LostCityError) -> JSONResponse:
    """Any status and any body, made of what the exception knows."""
    return JSONResponse({"lost": exc.city}, status_code=418)


@app.exception_handler(StarletteHTTPException)
async def marking_handler(request: Request, exc: StarletteHTTPException) -> Response:
    """FastAPI's own response, with one more header."""
    response = await http_exception_handler(request, exc)
    response.headers["X-Handler"] = "own"
    return response


@app.exception_handler(RequestValidationError)
async def body_handler(_: Request, exc: RequestValidationError) -> JSONResponse:
    """What FastAPI itself responds with, and the body as it was received."""
    return JSONResponse(jsonable_encoder({"detail": shown(exc.errors()), "body": exc.body}), status_code=422)


@app.get("/cities/{name}", responses={418: {"model": Lost, "description": "The city is lost"}})
async def read_city(name: Segment) -> dict[str, str]:
    """Troy is lost, and so is Atlantis; any other city is returned."""
    if name == "Troy":
        raise LostCityError(name)
    if name == "Atlantis":
        raise SunkenCityError(name)
    return {"city": name}


@app.post("/cities", responses=BODY)
async def add_city(city: CityInfo) -> CityInfo:
    """Takes a body that can be invalid."""
    return city


app.get("/http_exception", responses={404: {"model": Detail, "description": "Any other city", **errors.X_ERROR}})(
    errors.http_exception
)
