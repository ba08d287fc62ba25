"""表单数据处理: fields of a form, urlencoded or multipart."""

from typing import Annotated

from fastapi import APIRouter, Form

from reference_app.responses import BODY
from reference_app.schema.types import OptionalInt

router = APIRouter(responses=BODY)


@router.post("/login/")
async def login(
    # An empty field counts as not sent: min_length tells the document so.
    username: Annotated[str, Form(min_length=1)],
    password: Annotated[str, Form(min_length=1)],  # noqa: ARG001 (nobody is logged in)
) -> dict[str, str]:
    """Two required fields."""
    return {"username": username}


@router.post("/form/optional")
async def form_optional(
    username: Annotated[str, Form(max_length=8)] = "nobody", n: Annotated[OptionalInt, Form()] = None
) -> dict[str, str | int | None]:
    """Two fields that may be left out, checked like those of a query."""
    return {"username": username, "n": n}
