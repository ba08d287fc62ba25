"""The guard of chapter 05: a token and a key in headers. A path operation, a router or an application declares it."""

from typing import Annotated, Any

from fastapi import Depends, Header, HTTPException

from reference_app.events import Events
from reference_app.schema.errors import Detail


async def verify_token(events: Events, x_token: Annotated[str, Header()]) -> None:
    """Refuse a wrong X-Token. A guard need not return anything."""
    events("verify token")
    if x_token != "fake-super-secret-token":  # noqa: S105 (the notes' public demo value)
        raise HTTPException(status_code=400, detail="X-Token header invalid")


async def verify_key(events: Events, x_key: Annotated[str, Header()]) -> str:
    """Refuse a wrong X-Key. What a guard returns is not used."""
    events("verify key")
    if x_key != "fake-super-secret-key":
        raise HTTPException(status_code=400, detail="X-Key header invalid")
    return x_key


GUARD = [Depends(verify_token), Depends(verify_key)]
REFUSED: dict[int | str, dict[str, Any]] = {400: {"model": Detail, "description": "The token or the key is wrong"}}
