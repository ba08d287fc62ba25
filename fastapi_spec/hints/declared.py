"""A parameter that the application declares with another type or other bounds than the contract."""

from __future__ import annotations

from fastapi_spec.hints.seen import Seen, name
from fastapi_spec.language import say


def otherwise(seen: Seen, parameters: list[tuple[str, str]]) -> str:
    """The line on the first of these parameters, given by place and name; empty if they are declared alike."""
    if not seen.found or not seen.wanted:
        return ""
    for where, parameter in parameters:
        found, wanted = (each.type(where, parameter) for each in (seen.found, seen.wanted))
        if found and wanted and found != wanted and "{" not in found + wanted:
            return _said(seen, parameter, found, wanted)
    return ""


def _said(seen: Seen, parameter: str, found: str, wanted: str) -> str:
    if found == "any":
        fact = say("the application declares `{name}` without a type", name=name(parameter))
        return seen.with_cure(fact, say("annotate it, the rule expects `{wanted}`", wanted=name(wanted)))
    told = {"name": name(parameter), "found": name(found), "wanted": name(wanted)}
    fact = say("the application declares `{name}` as `{found}`, not as `{wanted}`", **told)
    cure = _cure(found, wanted)
    return seen.with_cure(fact, cure) if cure else fact


def _cure(found: str, wanted: str) -> str:
    """What to write instead, where the difference has a usual reason."""
    if found.replace("> ", ">= ").replace("< ", "<= ") == wanted:
        return say("a bound itself is included by `ge` and `le`, not by `gt` and `lt`")
    if found.startswith('"') and wanted[:1].isdigit():
        return say("the members of the enum are strings, so make it an `IntEnum`")
    return ""
