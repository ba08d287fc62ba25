"""Further types of fields · 数据格式嵌套的请求体."""

from typing import Any

from fastapi import APIRouter

from reference_app.responses import BODY
from reference_app.schema.appointment import Appointment

router = APIRouter(responses=BODY)


# Not `-> Appointment`: pydantic writes a year and a day as P1Y1D, which is not a duration of RFC 3339.
@router.post("/types")
async def read_types(appointment: Appointment) -> dict[str, Any]:
    """A UUID, a moment, a duration and one of several strings."""
    return appointment.model_dump()
