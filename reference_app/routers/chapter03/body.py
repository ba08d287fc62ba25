"""Request bodies · 请求体及混合参数, 数据格式嵌套的请求体."""

from typing import Annotated

from fastapi import APIRouter, Query

from reference_app.responses import BODY
from reference_app.schema.city import CityInfo, Counts, Data
from reference_app.schema.errors import Detail

# A body that cannot be decoded is a 400. An error that has a location in the body is a 422.
router = APIRouter(responses=BODY)


@router.post("/request_body/city", tags=["city"])
async def city_info(city: CityInfo) -> CityInfo:
    """One model is the whole body."""
    return city


# The name of a city can be empty or contain a slash: :path accepts both. A line break is a 404.
@router.put("/request_body/city/{name:path}", responses={404: {"model": Detail}})
async def mix_city_info(
    name: str,
    city01: CityInfo,
    city02: CityInfo,
    confirmed: Annotated[int, Query(ge=0, description="确诊数")] = 0,
    death: Annotated[int, Query(ge=0, description="死亡数")] = 0,
) -> dict[str, Counts] | list[CityInfo]:
    """A name from the path, counts from the query, and two models, each a property of the body."""
    if name == "Shanghai":
        return {"Shanghai": Counts(confirmed=confirmed, death=death)}
    return [city01, city02]


@router.put("/request_body/nested")
async def nested_models(data: Data) -> Data:
    """A model that contains a list of models."""
    return data
