"""Outages: while the database is away, busy or cannot write, a client is told to try again (RFC 9110 §15.6.4)."""

import logging
import sqlite3
from typing import Any

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy.exc import OperationalError

from reference_app.hardening import either

SECONDS = 5
"""After which a client tries again: a database that is restarted is back by then."""
PROGRAM_LIMIT = "54"
"""The class of PostgreSQL's errors on statements that are too complex, or rows that are too large."""


async def unavailable(_: Request, error: OperationalError) -> Response:
    """Respond with 503, and log the cause in one line. What no second attempt mends is a 500.

    That is a wrong statement, which only SQLite reports so, and one beyond a limit of PostgreSQL.
    """
    wrong = getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR
    if wrong or (getattr(error.orig, "sqlstate", None) or "").startswith(PROGRAM_LIMIT):
        raise error
    cause = " ".join(str(error.orig).split())
    logging.getLogger("uvicorn.error").error("the database is unavailable or gave up: %s", cause)
    return JSONResponse({"detail": "the database is unavailable"}, 503, {"Retry-After": str(SECONDS)})


HANDLERS: dict[type[Exception], Any] = either({OperationalError: unavailable}, {})
