"""Request bodies · 请求体及混合参数, 数据格式嵌套的请求体."""

from typing import Annotated

from fastapi import APIRouter, Query

from reference_app.responses import BODY
from reference_app.schema.city import CityInfo, Counts, Data
from reference_app.schema.errors import Detail

# A body that is not even text cannot be looked into: 400, while a fault with a place is a 422.
router = APIRouter(responses=BODY)


@router.post("/request_body/city", tags=["city"])
async def city_info(city: CityInfo) -> CityInfo:
    """One model is the whole body."""
    return city


# The name of a city may be empty or hold a slash, and :path takes that too; but no line break, which is a 404.
@router.put("/request_body/city/{name:path}", responses={404: {"model": Detail}})
async def mix_city_info(
    name: str,
    city01: CityInfo,
    city02: CityInfo,
    confirmed: Annotated[int, Query(ge=0, description="确诊数")] = 0,
    death: Annotated[int, Query(ge=0, description="死亡数")] = 0,
) -> dict[str, Counts] | list[CityInfo]:
    """A name from the path, counts from the query, and two models, each a member of the body."""
    if name == "Shanghai":
        return {"Shanghai": Counts(confirmed=confirmed, death=death)}
    return [city01, city02]


@router.put("/request_body/nested")
async def nested_models(data: Data) -> Data:
    """A model that holds a list of models."""
    return data
