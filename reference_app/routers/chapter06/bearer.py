"""Bearer tokens: how they come in, and the answer to whoever has none that is good."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Response
from fastapi.security import OAuth2PasswordBearer

from reference_app.responses import UNAUTHORIZED

router = APIRouter()

# The URL is told to clients by the OpenAPI document. It makes no operation, and nothing here asks it.
oauth2_schema = OAuth2PasswordBearer(tokenUrl="/chapter06/token")


def unauthorized(detail: str, scheme: str = "Bearer") -> HTTPException:
    """A 401 never goes without the scheme that would have been right (RFC 9110 §15.5.2)."""
    return HTTPException(status_code=401, detail=detail, headers={"WWW-Authenticate": scheme})


async def not_stored(response: Response) -> None:
    """An answer with a token is kept in no cache (RFC 6749 §5.1)."""
    response.headers["Cache-Control"] = "no-store"


@router.get("/oauth2_password_bearer", responses=UNAUTHORIZED)
async def oauth2_password_bearer(token: Annotated[str, Depends(oauth2_schema)]) -> dict[str, str]:
    """The scheme only takes the token out of the Authorization header: nobody has looked at it."""
    return {"token": token}
