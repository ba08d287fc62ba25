"""请求模型. The notes have no operation for ``CityName``, whose member they leave without a value."""

from datetime import date
from enum import IntEnum
from typing import List, Optional

from fastapi import APIRouter, Cookie, Header, Query
from pydantic import BaseModel, Field

router = APIRouter()


class DidEnum(IntEnum):
    LinChuang = 1
    NeiKe = 2
    WaiKe = 3
    Fuke = 4
    ErKe = 5


@router.get("/getStaffByDid/{did}", tags=["获取某个部门的员工"])
async def readStaffByDid(did: DidEnum):
    return {"username": "Rick" + str(type(did)) + "value:" + str(did)}


@router.get("/query")
def page_limit(page: int = 1, limit: Optional[int] = None):
    if limit:
        return {"page": page, "limit": limit}
    return {"page": page}


@router.get("/query/bool/conversion")
async def type_conversion(param: bool = False):
    return {"param": param}


@router.get("/query/validations")
async def query_params_validate(
    value: str = Query(..., min_length=8, max_length=16, regex="^a"),
    values: List[str] = Query(default=["v1", "v2"], alias="alias_name"),
):
    return (value, values)


class CityInfo(BaseModel):
    name: str = Field(..., example="Beijing")
    country: str = Field(..., example="China")
    contry_code: str = Field(..., example="CN")
    contry_population: int = Field(default=800, title="人口数量", description="国家的人口数量", ge=800)

    class Config:
        schema_extra = {
            "example": {"name": "Beijing", "country": "China", "contry_code": "CN", "contry_population": 1400000000}
        }


@router.post("/request_body/city", tags=["city"])
async def city_info(city: CityInfo):
    return city.dict()


@router.put("/request_body/city/{name}")
async def mix_city_info(
    name: str,
    city01: CityInfo,
    city02: CityInfo,
    confirmed: int = Query(ge=0, description="确诊数", default=0),
    death: int = Query(ge=0, description="死亡数", default=0),
):
    if name == "Shanghai":
        return {"Shanghai": {"confirmed": confirmed, "death": death}}
    return (city01.dict(), city02.dict())


class Data(BaseModel):
    city: List[CityInfo] = None
    date: date
    confirmed: int = Field(default=0, ge=0, description="确诊数")
    death: int = Field(default=0, ge=0, description="死亡数")
    recovered: int = Field(default=0, ge=0, description="治愈数")


@router.put("/request_body/nested")
async def nested_models(data: Data):
    return data


@router.get("/cookie")
async def cookie(cookie_id: Optional[str] = Cookie(None)):
    return {"cookie_id": cookie_id}


@router.get("/header")
async def header(user_agent: Optional[str] = Header(None, convert_underscores=True), x_token: List[str] = Header(None)):
    return {"user_agent": user_agent, "x_token": x_token}
