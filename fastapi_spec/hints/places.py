"""Where a value is read and where it is sent, in words, and what to write in FastAPI to read it there."""

from __future__ import annotations

from fastapi_spec.hints.documents import BODY
from fastapi_spec.hints.seen import Seen, name
from fastapi_spec.language import say

READ_AS = {"query": "query", "header": "header", "cookie": "cookie", "json": BODY, "form": BODY, "file": BODY}
"""What an OpenAPI document calls the place of what is sent; a form and a file are bodies."""


def elsewhere(seen: Seen, where: str, parameter: str) -> str:
    """A parameter that the application reads from one place and the request sends in another; empty if not so."""
    sent = seen.sent(parameter)
    if not sent or any(READ_AS[kind] == where for kind in sent):
        return ""
    names = (parameter, parameter.replace("_", "-"))  # a header has hyphens
    wanted = [place for each in names for place in seen.wanted.places(each)] if seen.wanted else list(READ_AS.values())
    kind = next((kind for kind in sent if READ_AS[kind] in (*wanted, BODY)), "")
    if not kind:
        return ""
    told = {"name": name(parameter), "where": _read(where), "sent": _sent(kind)}
    return seen.with_cure(
        say("the application reads `{name}` from {where}, but the request sends it in {sent}", **told), _cure(kind)
    )


def _read(where: str) -> str:
    match where:
        case "query":
            return say("the query")
        case "header":
            return say("a header")
        case "cookie":
            return say("a cookie")
        case "path":
            return say("the path")
    return say("the body")


def _sent(kind: str) -> str:
    match kind:
        case "json":
            return say("the JSON body")
        case "form":
            return say("a form")
        case "file":
            return say("a form, as a file")
    return _read(kind)


def _cure(kind: str) -> str:
    match kind:
        case "json":
            return say("declare the body as a model (`BaseModel`) or with `Body()`")
        case "form":
            return say("declare it with `Form()`")
        case "file":
            return say("declare it with `File()` or as `UploadFile`")
        case "cookie":
            return say("declare it with `Cookie()`")
        case "header":
            return say("declare it with `Header()`")
    return say("declare it with `Query()`")
