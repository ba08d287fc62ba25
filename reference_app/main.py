"""The main application with everything that it mounts: ``uvicorn reference_app.main:app``."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager

from fastapi import FastAPI

from reference_app import events
from reference_app.apps import cors, guarded, middleware_order, no_slash_redirect, token_elsewhere
from reference_app.cors import allow_front_ends
from reference_app.hardening import connections, errors, forms, limits, storage
from reference_app.middleware import Bypass, add_process_time_header
from reference_app.older_versions import optional
from reference_app.routers import chapter03, chapter05, chapter08
from reference_app.settings import settings, warn_of_demo_key
from reference_app.static_files import static_files

open_while_serving: list[Callable[[], AbstractContextManager[None]]] = []


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    """What happens once when the application starts, and once when it stops."""
    warn_of_demo_key()
    storage.make_folder(settings().data_dir)
    with ExitStack() as stack:
        for resource in open_while_serving:
            stack.enter_context(resource())
        yield


app = connections.APPLICATION(
    title="FastAPI Tutorial and Coronavirus Tracker API Docs",
    # The runs of spaces are those of the notes, which continue the literal with a backslash at the end of the line.
    description="FastAPI教程         新冠病毒疫情跟踪器API接口文档,         "
    "项目代码:https://github.com/liaogx/fastapi-tutorial",
    version="1.0.0",
    docs_url="/docs",
    redoc_url="/redocs",
    lifespan=lifespan,
    exception_handlers=errors.ALL,
    **limits.ANY_BODY,
)
app.include_router(events.router, tags=["Event log"])
app.include_router(chapter03.router, prefix="/chapter03", tags=["03 Requests"])
with optional("chapter04"):
    from reference_app.routers import chapter04

    app.include_router(chapter04.router, prefix="/chapter04", tags=["04 Responses"])
app.include_router(chapter05.router, prefix="/chapter05", tags=["05 Dependencies"])
with optional("chapter06"):
    from reference_app.routers import chapter06

    app.include_router(chapter06.router, prefix="/chapter06", tags=["06 Security"])
with optional("chapter07"):
    from reference_app import database
    from reference_app.hardening import outages
    from reference_app.routers import chapter07

    app.include_router(chapter07.router, prefix="/chapter07", tags=["07 Database"])
    open_while_serving.append(database.opened)
    for error, handler in outages.HANDLERS.items():
        app.add_exception_handler(error, handler)
app.include_router(chapter08.router, prefix="/chapter08", tags=["08 Middleware and background tasks"])

# A mount never shows in the OpenAPI document.
app.mount("/static", static_files(), name="static")

# Applications with settings of their own.
with optional("apps with the errors of chapter04"):
    from reference_app.apps import error_handlers, own_exceptions

    app.mount("/apps/error-handlers", error_handlers.app)
    app.mount("/apps/own-exceptions", own_exceptions.app)
app.mount("/apps/no-slash-redirect", no_slash_redirect.app)
app.mount("/apps/guarded", guarded.app)
app.mount("/apps/token-elsewhere", token_elsewhere.app)
for setting, application in cors.APPLICATIONS.items():
    app.mount(f"/apps/cors/{setting}", application)
app.mount("/apps/middleware/cors-outermost", middleware_order.cors_outermost)
app.mount("/apps/middleware/process-time-outermost", middleware_order.process_time_outermost)
app.mount("/apps/middleware/layers", middleware_order.layers)

# The last one added is the outermost: even a rejected form gets the headers of the others. CORS responds to preflights
# before the time is measured. Requests to /apps bypass all of them, wherever an application is mounted in this module.
for guard in forms.GUARDS:
    app.add_middleware(guard)
app.middleware("http")(add_process_time_header)
allow_front_ends(app)
app.add_middleware(Bypass, prefix="/apps/", routes=app.routes)


@app.get("/hello", tags=["Hello"])
async def hello() -> dict[str, str]:
    """The simplest route, on which rules test routing, middleware and CORS."""
    return {"hello": "world"}
