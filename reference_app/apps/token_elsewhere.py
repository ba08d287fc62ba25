"""An application that takes tokens but does not issue any: its token URL is only in the OpenAPI document."""

from typing import Annotated

from fastapi import Depends, FastAPI
from fastapi.security import OAuth2PasswordBearer

from reference_app.responses import UNAUTHORIZED

app = FastAPI(title="Tokens from elsewhere")
oauth2_schema = OAuth2PasswordBearer(tokenUrl="token")


@app.get("/items", responses=UNAUTHORIZED)
async def items(token: Annotated[str, Depends(oauth2_schema)]) -> dict[str, str]:
    """Needs a token."""
    return {"token": token}
