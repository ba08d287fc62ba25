"""A request that is accepted though the rule expects an error."""

from __future__ import annotations

from fastapi_spec.hints.declared import otherwise
from fastapi_spec.hints.documents import BODY
from fastapi_spec.hints.seen import Seen, name
from fastapi_spec.language import say

VALIDATION = {400, 422}
"""The statuses of a request that does not fit what is declared."""


def hint(seen: Seen) -> str:
    """The line on it; empty if neither the body nor the declaration tells."""
    expected = seen.statuses
    if not 200 <= seen.status < 300 or not expected or min(expected) < 400:
        return ""
    if returned := _returned(seen):
        return returned
    return _not_required(seen) or otherwise(seen, _parameters(seen)) if expected & VALIDATION else ""


def _returned(seen: Seen) -> str:
    """A body that describes an error: the exception was returned and not raised."""
    described = seen.body.get("status_code") if isinstance(seen.body, dict) else None
    if described not in seen.statuses or "detail" not in seen.body:
        return ""
    told = {"described": described, "status": seen.status}
    fact = say("the body describes an error with the status {described}, but the status is {status}", **told)
    return seen.with_cure(fact, say("raise the `HTTPException`, do not return it"))


def _parameters(seen: Seen) -> list[tuple[str, str]]:
    """What the contract declares and the request has, in the order of the contract."""
    if not seen.wanted:
        return []
    declared = [*seen.wanted.parameters, *((BODY, each) for each in seen.wanted.body.get("properties", {}))]
    return [(where, each) for where, each in declared if where == "path" or seen.sent(each)]


def _not_required(seen: Seen) -> str:
    """A parameter that was not sent, which the contract requires and the application does not."""
    if not seen.found or not seen.wanted:
        return ""
    for where, each in seen.wanted.parameters:
        optional = where in seen.found.places(each) and not seen.found.required(where, each)
        if seen.wanted.required(where, each) and optional and not seen.sent(each):
            fact = say("`{name}` is optional in the application, but required in the contract", name=name(each))
            return seen.with_cure(fact, say("give it no default"))
    return ""
