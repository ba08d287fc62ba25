"""A dependency with yield that is left when the operation returns: ``scope="function"``, since FastAPI 0.121."""

from fastapi import APIRouter, BackgroundTasks, Depends

from reference_app.events import Events
from reference_app.routers.chapter05.yields import get_db

router = APIRouter()


@router.get("/early", dependencies=[Depends(get_db, scope="function")])
def read_early(events: Events, after_response: BackgroundTasks) -> dict[str, bool]:
    """With scope="function" the connection is closed when the operation returns."""
    events("handler")
    after_response.add_task(events, "response sent")
    return {"ok": True}
