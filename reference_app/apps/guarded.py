"""An application whose dependencies guard every path operation and nothing else."""

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from reference_app.dependencies import GUARD
from reference_app.events import Events
from reference_app.responses import REJECTED
from reference_app.static_files import static_files

app = FastAPI(title="Guarded as a whole", redoc_url="/redocs", dependencies=GUARD, responses=REJECTED)
# A middleware: it responds to preflights, which do not carry an X-Token, before any dependency runs.
app.add_middleware(CORSMiddleware, allow_origins=["http://localhost:3100"], allow_headers=["X-Token", "X-Key"])
app.mount("/static", static_files(), name="static")


@app.get("/hello")
async def hello() -> dict[str, str]:
    """Guarded by the application."""
    return {"hello": "world"}


@app.get("/dependency_in_path_operation", dependencies=GUARD)
async def dependency_in_path_operation(events: Events) -> list[dict[str, str]]:
    """Guarded twice by the same dependencies, which run only once."""
    events("handler")
    return [{"user": "user01"}, {"user": "user02"}]
