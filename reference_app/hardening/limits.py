"""Limits: of what is read of a body, and of the requests that wait for the database or for a hash."""

from typing import Any

from fastapi import APIRouter, Depends, FastAPI

from reference_app.hardening import either
from reference_app.older_versions import supported

# The size is counted while the body is received, so that no more than this is read. Plain FastAPI reads any size.
LARGEST_BODY = 16 * 1024 * 1024
LARGEST_UPLOAD = 10 * 1024 * 1024
ANY_BODY: dict[str, Any] = either(supported(FastAPI, max_body_size=LARGEST_BODY), {})
LARGEST_ECHOED = 64 * 1024
UPLOAD: dict[str, Any] = either(supported(APIRouter, max_body_size=LARGEST_UPLOAD), {})

ECHOED: dict[str, Any] = either(supported(FastAPI, max_body_size=LARGEST_ECHOED), {})

SESSIONS = 20
"""Connections of the pool."""

# As many sessions as connections. A session without a connection would wait for one in a thread. When such sessions
# occupy all threads, those with a connection have no thread to finish in: a 500 after 30 seconds.
ONE_CONNECTION_EACH: dict[str, Any] = either(supported(Depends, max_concurrency=SESSIONS), {})

# A hash occupies a thread and a processor for a quarter of a second: without a bound, 200 logins at once would hold all
# threads, and every other operation that needs one would wait for them.
LOGINS: dict[str, Any] = either(supported(Depends, max_concurrency=4), {})

# An error of the database does not log the values, among them hashes of passwords. A connection that the database has
# closed, by a restart for example, is replaced instead of a 500.
CAREFUL_ENGINE: dict[str, Any] = either({"hide_parameters": True, "pool_pre_ping": True}, {})
