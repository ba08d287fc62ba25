"""The application with overridden exception handlers: every error is plain text, a refused request is a 400."""

from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException as StarletteHTTPException

from reference_app.routers.chapter04 import errors
from reference_app.schema.city import CityInfo
from reference_app.static_files import STATIC, RangedStaticFiles

TEXT: dict[str, Any] = {"description": "What is wrong", "content": {"text/plain": {"schema": {"type": "string"}}}}

# With 4XX declared FastAPI does not promise its 422, which this application never sends.
app = FastAPI(title="Overridden exception handlers", responses={400: TEXT, "4XX": TEXT})
app.mount("/static", RangedStaticFiles(directory=STATIC), name="static")


# Starlette's class and not FastAPI's, so that unknown paths and methods come here too.
@app.exception_handler(StarletteHTTPException)
async def http_exception_handler(_: Request, exc: StarletteHTTPException) -> PlainTextResponse:
    """The detail as text. Without ``headers`` the challenge of a 401 and the Allow of a 405 would be lost."""
    return PlainTextResponse(str(exc.detail), status_code=exc.status_code, headers=exc.headers)


@app.exception_handler(RequestValidationError)
async def validation_exception_handler(_: Request, exc: RequestValidationError) -> PlainTextResponse:
    """One line an error: its place and what is wrong. Not ``str(exc)``, which ends with a path of the server."""
    lines = [f"{' -> '.join(map(str, error['loc']))}: {error['msg']}" for error in exc.errors()]
    return PlainTextResponse("\n".join(lines), status_code=400)


@app.post("/cities")
async def add_city(city: CityInfo) -> CityInfo:
    """A body to get wrong."""
    return city


@app.get("/users/me")
async def read_me(credentials: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())]) -> dict[str, str]:
    """Any bearer token but alice, or none, is a 401 with a challenge."""
    if credentials.credentials != "alice":
        raise HTTPException(status_code=401, detail="Not alice", headers={"WWW-Authenticate": "Bearer"})
    return {"username": "alice"}


@app.get("/bad_response", response_model=CityInfo, responses={500: TEXT})
async def bad_response() -> dict[str, str]:
    """Breaks its own promise: the server's fault, and so no 400."""
    return {"name": "Atlantis"}


app.get("/http_exception")(errors.http_exception)
app.get("/http_exception/{city_id}")(errors.http_exception_by_id)
app.get("/exc_dict")(errors.exc_dict)
app.get("/exc_crash", responses={500: TEXT})(errors.exc_crash)
