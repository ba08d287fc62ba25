"""The application with overridden exception handlers: every error is plain text, a validation error is a 400."""

from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException as StarletteHTTPException

from reference_app.responses import CHALLENGE, CRASH, TEXT
from reference_app.routers.chapter04 import errors
from reference_app.schema.city import CityInfo
from reference_app.static_files import static_files

WRONG = {"description": "What is wrong", "content": TEXT}

# With 4XX declared, FastAPI does not declare its 422, which this application never sends.
app = FastAPI(title="Overridden exception handlers", responses={400: WRONG, "4XX": WRONG})
app.mount("/static", static_files(), name="static")


# Starlette's class and not FastAPI's, so that errors of unknown paths and methods are handled here, too.
@app.exception_handler(StarletteHTTPException)
async def http_exception_handler(_: Request, exc: StarletteHTTPException) -> PlainTextResponse:
    """The detail as plain text. Without ``headers`` the challenge of a 401 and the Allow of a 405 would be lost."""
    return PlainTextResponse(str(exc.detail), status_code=exc.status_code, headers=exc.headers)


@app.exception_handler(RequestValidationError)
async def validation_exception_handler(_: Request, exc: RequestValidationError) -> PlainTextResponse:
    """One line per error: its location and its message. Not ``str(exc)``, which ends with a path on the server."""
    lines = [f"{' -> '.join(map(str, error['loc']))}: {error['msg']}" for error in exc.errors()]
    return PlainTextResponse("\n".join(lines), status_code=400)


@app.post("/cities", responses={413: WRONG})
async def add_city(city: CityInfo) -> CityInfo:
    """Takes a body that can be invalid."""
    return city


@app.get("/users/me", responses={401: WRONG | CHALLENGE})
async def read_me(credentials: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())]) -> dict[str, str]:
    """Any bearer token but alice is a 401 with a challenge, and so is a missing one."""
    if credentials.credentials != "alice":
        raise HTTPException(status_code=401, detail="Not alice", headers={"WWW-Authenticate": "Bearer"})
    return {"username": "alice"}


@app.get("/bad_response", response_model=CityInfo, responses=CRASH)
async def bad_response() -> dict[str, str]:
    """Violates its own response model: an error of the server, so the status is not 400."""
    return {"name": "Atlantis"}


app.get("/http_exception", responses={404: WRONG | errors.X_ERROR})(errors.http_exception)
app.get("/http_exception/{city_id}", responses={418: WRONG})(errors.http_exception_by_id)
app.get("/exc_dict", status_code=400, response_class=PlainTextResponse, response_description="Always")(errors.exc_dict)
app.get("/exc_crash", status_code=500, response_class=PlainTextResponse, response_description="Always")(
    errors.exc_crash
)
