"""Shared caches: a response to a request with a key or a session is not for the next client."""

from collections.abc import Sequence

from fastapi import Depends, Response
from fastapi.params import Depends as Dependency

from reference_app.hardening import either


async def private(response: Response) -> None:
    """Keep the response out of shared caches, which only do that by themselves for Authorization (RFC 9111 §3.5)."""
    response.headers["Cache-Control"] = "private"


PRIVATE: Sequence[Dependency] = either([Depends(private)], [])
