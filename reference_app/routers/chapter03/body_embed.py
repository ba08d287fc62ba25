"""Properties of a body that are parameters of their own · 多参数混合."""

from typing import Annotated

from fastapi import APIRouter, Body
from pydantic import Field

from reference_app.hardening.values import StrictNumber
from reference_app.responses import BODY
from reference_app.schema.city import CityInfo

router = APIRouter(prefix="/request_body", responses=BODY)


@router.post("/embedded")
async def embedded_city(city: Annotated[CityInfo, Body(embed=True)]) -> CityInfo:
    """One model, as a property of the body and not as the whole body."""
    return city


@router.post("/importance")
async def city_and_importance(
    city: CityInfo, importance: Annotated[int, Body(), Field(ge=1, le=5), StrictNumber]
) -> dict[str, CityInfo | int]:
    """A model and a single value: without Body() the value would be a query parameter."""
    return {"city": city, "importance": importance}
