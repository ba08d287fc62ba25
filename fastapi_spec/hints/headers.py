"""Headers that are missing or allow too much, and a token whose time is wrong."""

from __future__ import annotations

import time

from fastapi_spec.client.expect import Like
from fastapi_spec.hints.seen import Seen, name
from fastapi_spec.language import count, say

ALLOWED = "access-control-allow-origin"
CORS = ("access(", "permission(", "blocked(", "denied(", ALLOWED)
"""Words of an assertion on what a browser may read."""
CHALLENGE = ("challenges(", "www-authenticate")
NEAR = 120
"""Seconds by which a clock may differ."""


def hint(seen: Seen) -> str:
    """The line on it; empty if the assertion is on something else."""
    statement = seen.statement.lower()
    if any(word in statement for word in CHALLENGE):
        return _challenge(seen)
    if any(word in statement for word in CORS):
        return _cors(seen)
    return _expiry(seen)


def _challenge(seen: Seen) -> str:
    rejections = [each for each in seen.others if each.status == 401]
    if all(any(name.lower() == "www-authenticate" for name, _ in each.response_headers) for each in rejections):
        return ""
    fact = say("a 401 response needs the header `WWW-Authenticate`, and this one has none")
    cure = say('raise `HTTPException(401, headers={"WWW-Authenticate": "Bearer"})`')
    return seen.with_cure(fact, cure) if seen.wanted else fact  # elsewhere a handler may leave it out


def _cors(seen: Seen) -> str:
    """An origin that should be allowed and is not, or the other way round."""
    origin, allowed = seen.header("origin", sent=True), seen.header(ALLOWED)
    if origin is None:
        return ""
    if seen.expected in ("readable", "granted") and allowed is None:
        fact = say("the response does not allow the origin `{origin}`", origin=name(origin))
        return seen.with_cure(fact, say("add `CORSMiddleware` with this origin in `allow_origins`"))
    if seen.expected in ("blocked", "denied") and allowed in ("*", origin):
        fact = say("the response allows the origin `{origin}`, which should not be allowed", origin=name(origin))
        return seen.with_cure(fact, say('`allow_origins=["*"]` allows every origin, so list yours'))
    return ""


def _expiry(seen: Seen) -> str:
    """A token that expires hours too early or too late: its time was taken from a local clock."""
    expected = seen.expected.expected if isinstance(seen.expected, Like) else None
    if not (isinstance(expected, dict) and "exp" in expected and isinstance(seen.received, dict)):
        return ""
    found, wanted = seen.received.get("exp"), expected["exp"]
    wanted = getattr(wanted, "expected", wanted)
    if not isinstance(found, int | float) or not isinstance(wanted, int | float) or abs(wanted - time.time()) > 86_400:
        return ""
    quarters, rest = divmod(found - wanted + NEAR, 900)
    if rest > 2 * NEAR or not quarters or abs(quarters) > 14 * 4:
        return ""
    minutes = round(abs(found - wanted) / 60)
    if found < wanted:
        fact = count(minutes, "the token expires {n} minute too early", "the token expires {n} minutes too early")
    else:
        fact = count(minutes, "the token expires {n} minute too late", "the token expires {n} minutes too late")
    return seen.with_cure(fact, say("`exp` is a UTC time, so use `datetime.now(timezone.utc)`, not the local time"))
