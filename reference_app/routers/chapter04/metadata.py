"""路径操作配置: what the document says of an operation."""

from typing import Any

from fastapi import APIRouter, status

from reference_app.responses import BODY
from reference_app.schema.user import UserIn, UserOut

router = APIRouter(responses=BODY)


@router.post(
    "/path_operation_configuration",
    response_model=UserOut,
    summary="This is summary",
    description="This is description",
    response_description="This is response description",
    status_code=status.HTTP_200_OK,
)
async def path_operation_configuration(user: UserIn) -> dict[str, Any]:
    """The document does not show this text: a description is given."""
    return user.model_dump()


@router.post("/path_operation_configuration/deprecated", tags=["Path", "Operation", "Configuration"], deprecated=True)
async def path_operation_configuration_deprecated(user: UserIn) -> UserOut:
    """Path Operation Configuration 路径操作配置

    The docstring is the description, the name of the function the summary.
    """
    return UserOut(**user.model_dump())
