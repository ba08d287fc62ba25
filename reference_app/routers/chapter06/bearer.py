"""Bearer tokens: how they are read, and the response to a missing or invalid one."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer

from reference_app.responses import UNAUTHORIZED

router = APIRouter()

# The OpenAPI document tells clients the URL. It does not create an operation, and nothing here calls it.
oauth2_schema = OAuth2PasswordBearer(tokenUrl="/chapter06/token")


def unauthorized(detail: str, scheme: str = "Bearer") -> HTTPException:
    """A 401 always names the scheme that is required (RFC 9110 §15.5.2)."""
    return HTTPException(status_code=401, detail=detail, headers={"WWW-Authenticate": scheme})


@router.get("/oauth2_password_bearer", responses=UNAUTHORIZED)
async def oauth2_password_bearer(token: Annotated[str, Depends(oauth2_schema)]) -> dict[str, str]:
    """The scheme only reads the token from the Authorization header: it does not verify it."""
    return {"token": token}
