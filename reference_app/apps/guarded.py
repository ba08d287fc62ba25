"""An application whose dependencies guard every path operation, and nothing else that it answers."""

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from reference_app.dependencies import GUARD
from reference_app.events import Events
from reference_app.responses import REFUSED
from reference_app.static_files import STATIC, RangedStaticFiles

app = FastAPI(title="Guarded as a whole", redoc_url="/redocs", dependencies=GUARD, responses=REFUSED)
# A middleware: it answers preflights, which carry no X-Token, before any dependency is asked.
app.add_middleware(CORSMiddleware, allow_origins=["http://localhost:3100"], allow_headers=["X-Token", "X-Key"])
app.mount("/static", RangedStaticFiles(directory=STATIC), name="static")


@app.get("/hello")
async def hello() -> dict[str, str]:
    """Guarded by the application."""
    return {"hello": "world"}


@app.get("/dependency_in_path_operation", dependencies=GUARD)
async def dependency_in_path_operation(events: Events) -> list[dict[str, str]]:
    """Guarded twice by the same dependencies, which run once."""
    events("handler")
    return [{"user": "user01"}, {"user": "user02"}]
