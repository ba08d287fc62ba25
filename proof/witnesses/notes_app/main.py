"""The notes' application: their declarations as they write them, without comments and docstrings.

What was changed to make it start is marked ``changed`` with the reason. An operation that the notes only speak of, or
declare without a path, is that of the plain application (see proof/witnesses/plain_app.py): its routes come behind the
notes' own. There the rows are those of the notes' models and sessions.
"""

import time

from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.openapi.utils import get_openapi
from fastapi.responses import PlainTextResponse
from starlette.exceptions import HTTPException as StarletteHTTPException

from proof.witnesses.notes_app import (
    chapter03,
    chapter04,
    chapter05,
    chapter06,
    chapter08,
    rows,  # noqa: F401 (first, since it replaces the models of the plain application)
)
from proof.witnesses.plain_app import app
from reference_app.apps import error_handlers
from reference_app.middleware import Bypass

router = APIRouter()
router.include_router(chapter03.router, prefix="/chapter03")
router.include_router(chapter04.app04, prefix="/chapter04")
router.include_router(chapter05.app05, prefix="/chapter05")
router.include_router(chapter06.app06, prefix="/chapter06")
router.include_router(chapter08.app08, prefix="/chapter08")
app.router.routes[:0] = router.routes
app.user_middleware.clear()


@app.middleware("http")
async def add_process_time_header(request: Request, call_next):
    start_time = time.time()
    response = await call_next(request)
    process_time = time.time() - start_time
    response.headers["X-Process-Time"] = str(process_time)
    return response


origins = ["http://localhost", "https://localhost", "http://localhost:3100", "https://localhost:3100"]
app.add_middleware(
    CORSMiddleware, allow_origins=origins, allow_credentials=True, allow_methods=["*"], allow_headers=["*"]
)
app.add_middleware(Bypass, prefix="/apps/", routes=app.routes)


# changed: in an application of its own, since the notes' other sections show FastAPI's own handlers
@error_handlers.app.exception_handler(StarletteHTTPException)
async def http_exception_handler(request, exc):
    return PlainTextResponse(str(exc.detail), status_code=exc.status_code)


@error_handlers.app.exception_handler(RequestValidationError)
async def validation_exception_handler(request, exc):
    return PlainTextResponse(str(exc), status_code=400)


def openapi():
    """The OpenAPI document of the plain application, with the notes' own operations in place of those it has."""
    if app.openapi_schema is None:
        about = {"title": app.title, "version": app.version, "description": app.description}
        plain = get_openapi(routes=app.routes, **about)
        notes = get_openapi(routes=router.routes, **about)
        for path, operations in notes["paths"].items():
            plain["paths"][path].update(operations)
        for kind, parts in notes["components"].items():
            plain["components"][kind].update(parts)
        # changed: without the scheme of the second login, since both schemes of the notes have the name of the class
        plain["components"]["securitySchemes"].pop("OAuth2PasswordBearerJWT", None)
        app.openapi_schema = plain
    return app.openapi_schema


app.openapi = openapi
