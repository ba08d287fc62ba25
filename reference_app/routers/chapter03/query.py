"""Query parameters · 查询参数和数据的解析, 验证."""

from typing import Annotated

from fastapi import APIRouter, Query

from reference_app.hardening.values import FINITE
from reference_app.schema.types import OptionalInt

router = APIRouter()


@router.get("/query")
async def page_limit(page: int = 1, limit: OptionalInt = None) -> dict[str, int]:
    """A page with a default and an optional limit."""
    # The notes' `if limit:` would treat a limit of 0 as a missing one.
    return {"page": page} if limit is None else {"page": page, "limit": limit}


@router.get("/query/required")
async def read_required(q: str) -> dict[str, str]:
    """A parameter without a default is required; it may be empty."""
    return {"q": q}


@router.get("/query/float")
async def read_float(n: Annotated[float, Query(**FINITE)]) -> dict[str, float]:
    """A number. Plain FastAPI also accepts nan and inf, which JSON does not have, and responds with null."""
    return {"n": n}


@router.get("/query/bool/conversion")
async def convert_bool(param: bool = False) -> dict[str, bool]:
    """A bool from the query: true, 1, on, yes, y, t or their opposites, in any letter case; all else is a 422."""
    return {"param": param}


@router.get("/query/validations")
async def validate_query(
    value: Annotated[str, Query(min_length=8, max_length=16, pattern="^a")],
    # With an alias only the alias is read.
    values: Annotated[list[str], Query(alias="alias_name")] = ["v1", "v2"],  # noqa: B006
) -> list[str | list[str]]:
    """A validated string and a list."""
    return [value, values]
