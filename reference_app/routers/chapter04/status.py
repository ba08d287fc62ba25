"""响应状态码: the status of a success."""

from fastapi import APIRouter, Response, status

router = APIRouter()


@router.post("/status_code", status_code=200)
async def status_code() -> dict[str, int]:
    """The status as a number."""
    return {"status_code": 200}


@router.post("/status_attribute", status_code=status.HTTP_200_OK)
async def status_attribute() -> dict[str, int]:
    """The status by its name, which is the same number."""
    return {"status_code": status.HTTP_200_OK}


@router.post("/status_201", status_code=status.HTTP_201_CREATED)
async def status_201() -> dict[str, int]:
    """Any other status replaces 200."""
    return {"status_code": status.HTTP_201_CREATED}


# The default, a JSON response, would send a Content-Type without a body.
@router.post("/status_204", status_code=status.HTTP_204_NO_CONTENT, response_class=Response)
async def status_204() -> None:
    """A status without a body."""
