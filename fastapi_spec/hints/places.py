"""Where a value is read and where it is sent, in words, and what to write in FastAPI to read it there."""

from __future__ import annotations

from fastapi_spec.hints.documents import BODY
from fastapi_spec.hints.seen import Seen, name
from fastapi_spec.language import later, say

READ_AS = {"query": "query", "header": "header", "cookie": "cookie", "json": BODY, "form": BODY, "file": BODY}
"""What an OpenAPI document calls the place of what is sent; a form and a file are bodies."""

READ = {
    "query": later("the query"),
    "header": later("a header"),
    "cookie": later("a cookie"),
    "path": later("the path"),
    BODY: later("the body"),
}
SENT = READ | {"json": later("the JSON body"), "form": later("a form"), "file": later("a form, as a file")}
CURES = {
    "json": later("declare the body as a model (`BaseModel`) or with `Body()`"),
    "form": later("declare it with `Form()`"),
    "file": later("declare it with `File()` or as `UploadFile`"),
    "cookie": later("declare it with `Cookie()`"),
    "header": later("declare it with `Header()`"),
    "query": later("declare it with `Query()`"),
}


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
    told = {"name": name(parameter), "where": READ.get(where, READ[BODY]), "sent": SENT[kind]}
    return seen.with_cure(
        say("the application reads `{name}` from {where}, but the request sends it in {sent}", **told), str(CURES[kind])
    )
