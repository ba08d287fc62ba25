"""Hints: which of the mistakes that learners often make is behind a failed rule, in one line on its card.

A hint is read from what went over the wire, the target's OpenAPI document and what the target printed. It is general by
kind of mistake: no rule and no operation is named here. A wrong hint costs more than none, so in doubt there is none.
Each says a fact that is true in any language; for an application that this tool serves, and so is of Python, what to
write in FastAPI follows.
"""

from __future__ import annotations

from collections.abc import Callable

from fastapi_spec.hints import accepted, bodies, crashed, headers, moved, rejected
from fastapi_spec.hints.seen import Seen

KINDS: list[Callable[[Seen], str]] = [
    crashed.hint,
    moved.hint,
    rejected.hint,
    headers.hint,
    accepted.hint,
    bodies.hint,
]
"""What is looked for, in this order: an earlier kind explains more."""


def hint(seen: Seen | None) -> str:
    """The line on the mistake that seems to be behind a failure; an empty string if none is known."""
    if seen is None:
        return ""
    try:
        return next(filter(None, (found(seen) for found in KINDS)), "")
    except (RecursionError, TypeError, AttributeError, LookupError, ValueError):  # what the target sent is malformed
        return ""
