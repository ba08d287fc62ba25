"""Fields that may be null · 请求体和字段."""

from fastapi import APIRouter

from reference_app.responses import BODY
from reference_app.schema.appointment import Report

router = APIRouter(prefix="/request_body", responses=BODY)


@router.post("/nullable")
async def read_nullable(report: Report) -> Report:
    """A field that may be null but must be sent, and one that need not be sent."""
    return report
