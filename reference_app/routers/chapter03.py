"""Chapter 03 · 请求模型: what a request may carry."""

from typing import Annotated

from fastapi import APIRouter, Query

router = APIRouter()


@router.get("/query/bool/conversion")
async def convert_bool(param: Annotated[bool, Query()] = False) -> dict[str, bool]:
    """A bool from the query: true, 1, on, yes, y, t and their opposites in any case; anything else is a 422."""
    return {"param": param}
