"""表单数据处理: fields of a form, urlencoded or multipart."""

from typing import Annotated

from fastapi import APIRouter, Form

from reference_app.responses import BODY
from reference_app.schema.types import OptionalInt

router = APIRouter(responses=BODY)


@router.post("/login/")
async def login(
    # An empty field counts as missing: min_length says so in the OpenAPI document.
    username: Annotated[str, Form(min_length=1)],
    password: Annotated[str, Form(min_length=1)],  # noqa: ARG001 (no user is logged in)
) -> dict[str, str]:
    """Two required fields."""
    return {"username": username}


@router.post("/form/optional")
async def form_optional(
    username: Annotated[str, Form(max_length=8)] = "guest", n: Annotated[OptionalInt, Form()] = None
) -> dict[str, str | int | None]:
    """Two optional fields, validated like query parameters."""
    return {"username": username, "n": n}
