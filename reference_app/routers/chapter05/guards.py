"""Dependencies that only guard: declared by the path operation decorator, or once for a whole router."""

from fastapi import APIRouter

from reference_app.dependencies import GUARD
from reference_app.events import Events
from reference_app.responses import REJECTED

router = APIRouter()
guarded = APIRouter(dependencies=GUARD, responses=REJECTED)


@router.get("/dependency_in_path_operation", dependencies=GUARD, responses=REJECTED)
async def dependency_in_path_operation(events: Events) -> list[dict[str, str]]:
    """The guards run; what they return is not passed to the operation."""
    events("handler")
    return [{"user": "user01"}, {"user": "user02"}]


@router.get("/dependency_in_path_operation/double", dependencies=GUARD, responses=REJECTED)
async def double(n: int) -> dict[str, int]:
    """A guarded operation that has a parameter of its own."""
    return {"double": 2 * n}


@guarded.get("/users")
async def users() -> list[dict[str, str]]:
    """Guarded by the router."""
    return [{"user": "user01"}]


@guarded.get("/items")
async def items() -> list[dict[str, str]]:
    """Guarded by the router too."""
    return [{"item": "item01"}]
