"""Path parameters · 路径参数和数据的解析验证."""

from typing import Annotated

from fastapi import APIRouter, Path

from reference_app.enums import CityName, DidEnum, DidMix
from reference_app.schema.errors import Detail
from reference_app.schema.types import Segment

router = APIRouter()


# Routes are tried in the order of their declaration: declared after the next one, this one would never be reached.
@router.get("/path/parameters")
async def read_fixed_path() -> dict[str, str]:
    """A path without parameters."""
    return {"message": "This is a message"}


@router.get("/path/{parameters}")
async def read_path(parameters: Segment) -> dict[str, str]:
    """One segment of the path, with any content."""
    return {"message": parameters}


@router.get("/path_/{num}")
async def read_number(num: Annotated[int, Path(title="Your Number", ge=1, le=10)]) -> int:
    """A whole number from 1 to 10."""
    return num


# A line break in the path is a 404: Starlette's pattern does not match it.
@router.get("/files/{file_path:path}", responses={404: {"model": Detail}})
async def read_file_path(file_path: str) -> str:
    """The rest of the path, with its slashes."""
    return f"The file path is {file_path}"


@router.get("/enum/{city}")
async def read_city(city: CityName) -> dict[str, CityName | str]:
    """One of the known cities."""
    return {"city_name": city, "latest": "unknown"}


@router.get("/enum/int/{did}")
async def read_did(did: DidMix) -> dict[str, DidMix]:
    """One of the known departments; an enum member becomes its value in the response."""
    return {"did": did}


@router.get("/getStaffByDid/{did}", tags=["获取某个部门的员工"])
async def read_staff_by_did(did: DidEnum) -> dict[str, str]:
    """One of the known departments; the handler gets the enum member, not the number."""
    return {"username": "Rick" + str(type(did)) + "value:" + str(did)}
