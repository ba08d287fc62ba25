"""表单数据处理: the fields of a form as one model, which FastAPI has since 0.113 (``extra="forbid"`` since 0.114)."""

from typing import Annotated

from fastapi import APIRouter, Form

from reference_app.responses import BODY
from reference_app.schema.form import LoginForm

router = APIRouter(responses=BODY)


@router.post("/form/model")
async def form_model(login: Annotated[LoginForm, Form()]) -> dict[str, str]:
    """A model may forbid undeclared fields, which are otherwise ignored."""
    return {"username": login.username}
