"""The application with overridden exception handlers: every error is plain text, a refused request is a 400."""

from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException as StarletteHTTPException

from reference_app.responses import CHALLENGE, CRASH, TEXT
from reference_app.routers.chapter04 import errors
from reference_app.schema.city import CityInfo
from reference_app.static_files import STATIC, RangedStaticFiles

WRONG = {"description": "What is wrong", "content": TEXT}

# With 4XX declared FastAPI does not promise its 422, which this application never sends.
app = FastAPI(title="Overridden exception handlers", responses={400: WRONG, "4XX": WRONG})
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


@app.post("/cities", responses={413: WRONG})
async def add_city(city: CityInfo) -> CityInfo:
    """A body to get wrong."""
    return city


@app.get("/users/me", responses={401: WRONG | CHALLENGE})
async def read_me(credentials: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())]) -> dict[str, str]:
    """Any bearer token but alice, or none, is a 401 with a challenge."""
    if credentials.credentials != "alice":
        raise HTTPException(status_code=401, detail="Not alice", headers={"WWW-Authenticate": "Bearer"})
    return {"username": "alice"}


@app.get("/bad_response", response_model=CityInfo, responses=CRASH)
async def bad_response() -> dict[str, str]:
    """Breaks its own promise: the server's fault, and so no 400."""
    return {"name": "Atlantis"}


app.get("/http_exception", responses={404: WRONG | errors.X_ERROR})(errors.http_exception)
app.get("/http_exception/{city_id}", responses={418: WRONG})(errors.http_exception_by_id)
app.get("/exc_dict", status_code=400, response_class=PlainTextResponse, response_description="Always")(errors.exc_dict)
app.get("/exc_crash", status_code=500, response_class=PlainTextResponse, response_description="Always")(
    errors.exc_crash
)
