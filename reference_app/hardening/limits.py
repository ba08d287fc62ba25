"""Limits: of what is read of a body, and of the requests that wait for the database."""

from typing import Any

from fastapi import APIRouter, Depends, FastAPI

from reference_app.hardening import either
from reference_app.older_versions import supported

# The size is counted while the body is received, so that no more than this is read. Plain FastAPI reads any size.
LARGEST_BODY = 16 * 1024 * 1024
LARGEST_UPLOAD = 10 * 1024 * 1024
ANY_BODY: dict[str, Any] = either(supported(FastAPI, max_body_size=LARGEST_BODY), {})
UPLOAD: dict[str, Any] = either(supported(APIRouter, max_body_size=LARGEST_UPLOAD), {})

SESSIONS = 20
"""Connections of the pool."""

# As many sessions as connections. A session without a connection would wait for one in a thread. When such sessions
# occupy all threads, those with a connection have no thread to finish in: a 500 after 30 seconds.
ONE_CONNECTION_EACH: dict[str, Any] = either(supported(Depends, max_concurrency=SESSIONS), {})
