"""What the faults of several modules of chapter05_dependencies share."""

from collections.abc import Callable
from typing import Any

from fastapi import HTTPException

from proof.faults.fault import Broken
from reference_app.dependencies import verify_key, verify_token

PAGES = "/chapter05/classes_as_dependencies"
APP = "/apps/guarded"
PATH = "/chapter05/dependency_in_path_operation"
TOKEN = "fake-super-secret-token"


def guard(app: Broken, token: Callable[..., Any] | None = None, key: Callable[..., Any] | None = None) -> None:
    """Replace the dependencies that verify the two headers, in the main and in the guarded application."""
    for prefix in ("", APP):
        if token:
            app.override(verify_token, token, app=prefix)
        if key:
            app.override(verify_key, key, app=prefix)


def wrong(name: str) -> HTTPException:
    """The error for a wrong header."""
    return HTTPException(400, f"{name} header invalid")


async def nothing() -> None:
    """Accept every request."""
