"""错误处理: errors that an operation raises."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query
from fastapi.responses import PlainTextResponse

from reference_app.schema.errors import CodedDetail, Detail

router = APIRouter()


X_ERROR = {"headers": {"X-Error": {"required": True, "schema": {"type": "string"}}}}


@router.get("/http_exception", responses={404: {"model": Detail, "description": "Any other city", **X_ERROR}})
async def http_exception(city: Annotated[str, Query()]) -> dict[str, str]:
    """Beijing is found, any other city is not."""
    if city != "Beijing":
        raise HTTPException(status_code=404, detail="City not found!", headers={"X-Error": "Error"})
    return {"city": city}


@router.get("/http_exception/{city_id}", responses={418: {"model": Detail, "description": "City 1"}})
async def http_exception_by_id(city_id: Annotated[int, Path()]) -> dict[str, int]:
    """City 1 is a 418; any other id is returned."""
    if city_id == 1:
        raise HTTPException(status_code=418, detail="Nope! I don't like 1.")
    return {"city_id": city_id}


@router.get("/exc_dict", status_code=400, response_model=CodedDetail, response_description="Always")
async def exc_dict() -> None:
    """The detail of an error may be any JSON."""
    raise HTTPException(status_code=400, detail={"code": 1, "msgs": ["a", "b"]})


@router.get("/exc_nodetail", status_code=404, response_model=Detail, response_description="Always")
async def exc_nodetail() -> None:
    """Without a detail, the reason phrase of the status is used."""
    raise HTTPException(status_code=404)


@router.get("/exc_crash", status_code=500, response_class=PlainTextResponse, response_description="Always")
async def exc_crash() -> None:
    """An unhandled exception: its message must stay in the server's log."""
    raise RuntimeError("the secret of exc_crash")
