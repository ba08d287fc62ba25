"""Dependencies that any operation may declare: the guards of chapter 05, and one that closes the connection."""

from secrets import compare_digest
from typing import Annotated

from fastapi import Depends, Header, HTTPException, Response

from reference_app.events import Events
from reference_app.hardening.shared_caches import PRIVATE

TOKEN = "fake-super-secret-token"  # noqa: S105 (the notes' public demo value)
KEY = "fake-super-secret-key"


async def verify_token(events: Events, x_token: Annotated[str, Header(json_schema_extra={"const": TOKEN})]) -> None:
    """Reject a wrong X-Token. A guard need not return anything. How long it takes does not tell what was right."""
    events("verify token")
    if not compare_digest(x_token.encode(), TOKEN.encode()):
        raise HTTPException(status_code=400, detail="X-Token header invalid")


async def verify_key(events: Events, x_key: Annotated[str, Header(json_schema_extra={"const": KEY})]) -> str:
    """Reject a wrong X-Key. What a guard returns is not used."""
    events("verify key")
    if not compare_digest(x_key.encode(), KEY.encode()):
        raise HTTPException(status_code=400, detail="X-Key header invalid")
    return x_key


GUARD = [Depends(verify_token), Depends(verify_key), *PRIVATE]


async def close_connection(response: Response) -> None:
    """Announce that the connection closes: the server drops it when something fails after the response."""
    response.headers["Connection"] = "close"
