"""Query parameters · 查询参数和数据的解析, 验证."""

from typing import Annotated

from fastapi import APIRouter, Query

from reference_app.schema.types import OptionalInt

router = APIRouter()


@router.get("/query")
async def page_limit(page: int = 1, limit: OptionalInt = None) -> dict[str, int]:
    """A page with a default and an optional limit."""
    # The notes' `if limit:` would take the 0 that somebody sent for nothing sent.
    return {"page": page} if limit is None else {"page": page, "limit": limit}


@router.get("/query/required")
async def read_required(q: str) -> dict[str, str]:
    """A parameter without a default must be there; it may be empty."""
    return {"q": q}


@router.get("/query/float")
async def read_float(n: Annotated[float, Query(allow_inf_nan=False)]) -> dict[str, float]:
    """A number. Python's float takes nan and inf too, which JSON cannot answer: a 500 unless they are refused."""
    return {"n": n}


@router.get("/query/bool/conversion")
async def convert_bool(param: bool = False) -> dict[str, bool]:
    """A bool from the query: true, 1, on, yes, y, t and their opposites in any case; anything else is a 422."""
    return {"param": param}


@router.get("/query/validations")
async def validate_query(
    value: Annotated[str, Query(min_length=8, max_length=16, pattern="^a")],
    # With an alias only the alias is read.
    values: Annotated[list[str], Query(alias="alias_name")] = ["v1", "v2"],  # noqa: B006
) -> list[str | list[str]]:
    """A checked string and a list."""
    return [value, values]
