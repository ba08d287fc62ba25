"""A path or a method that the application has otherwise: with another slash, another prefix, behind another path."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from fastapi_spec.hints.seen import Seen, name
from fastapi_spec.language import say
from fastapi_spec.rules.called import by_path
from fastapi_spec.rules.templates import pattern, shape
from fastapi_spec.suggest import nearest
from fastapi_spec.target.declared import METHODS

REDIRECTS = (301, 302, 303, 307, 308)
FILES = "/static/"
"""Below this path the notes mount their files, which no OpenAPI document has."""


def hint(seen: Seen) -> str:
    """The line on it; empty if the path is not the mistake."""
    if seen.status in REDIRECTS and seen.unexpected:
        return _slash(seen)
    if seen.status in (404, 405, 501) and (seen.unexpected or not seen.statement):
        return _missing(seen)
    return _behind(seen)


def _slash(seen: Seen) -> str:
    """A redirect to the same path with a slash at the end, or without it."""
    other = urlsplit(seen.header("location") or "").path
    if not other.endswith((seen.path.rstrip("/"), f"{seen.path.rstrip('/')}/")) or other.endswith("//"):
        return ""
    if other.endswith("/") == seen.path.endswith("/"):
        return ""
    if other.endswith("/"):
        fact = say("the application has this path with a slash at its end")
    else:
        fact = say("the application has this path without the slash at its end")
    return seen.with_cure(fact, say("write the path exactly as `{path}`", path=name(seen.template)))


def _missing(seen: Seen) -> str:
    """An operation that the OpenAPI document has under another path or method, or nothing of its kind at all."""
    if seen.path.startswith(FILES):
        fact = say("the application has no such file below `/static`")
        return seen.with_cure(fact, say("mount the folder with `app.mount` and `StaticFiles`")) if seen.python else ""
    if not seen.document or seen.template not in by_path() or seen.found:
        return ""
    paths = list(seen.document["paths"])
    return _method(seen) or _prefix(seen, paths) or _misspelt(seen, paths) or _not_included(seen, paths)


def _method(seen: Seen) -> str:
    same = [item for path, item in seen.document["paths"].items() if shape(path) == shape(seen.template)]
    there = sorted(method.upper() for item in same for method in item if method in METHODS)
    if not there or seen.exchange.method.lower() not in METHODS:
        return ""
    told = {"there": ", ".join(there), "wanted": seen.exchange.method, "path": name(seen.template)}
    fact = say("the application has {there}, but not {wanted}, for `{path}`", **told)
    return seen.with_cure(fact, say("declare it with `@app.{method}`", method=seen.exchange.method.lower()))


def _prefix(seen: Seen, paths: list[str]) -> str:
    """The path behind a prefix that it should not have, or without its own."""
    wanted = shape(seen.template)
    own = f"/{seen.template.split('/')[1]}"
    for path in paths:
        found = shape(path)
        if found.endswith(wanted) and found != wanted:
            extra = found.removesuffix(wanted)
            told = {"path": name(path), "prefix": name(extra)}
            if extra == own:
                fact = say("the application has the path `{path}`, with the prefix `{prefix}` twice", **told)
                cure = say("set it in `APIRouter(...)` or in `include_router(...)`, not in both")
                return seen.with_cure(fact, cure)
            return say("the application has the path `{path}`, with the prefix `{prefix}` before it", **told)
        if own + found == wanted and found != "/":
            fact = say(
                "the application has the path `{path}`, without the prefix `{prefix}`", path=name(path), prefix=own
            )
            return seen.with_cure(fact, say('include the router with `prefix="{prefix}"`', prefix=own))
    return ""


def _misspelt(seen: Seen, paths: list[str]) -> str:
    """A path that differs in a part, and in that a little."""
    parts = shape(seen.template).split("/")
    for path in paths:
        differing = [pair for pair in zip(parts, shape(path).split("/"), strict=False) if pair[0] != pair[1]]
        if path.count("/") != seen.template.count("/") or len(differing) != 1 or shape(path) in map(shape, by_path()):
            continue
        if "{}" not in differing[0] and nearest(differing[0][0], [differing[0][1]]):
            told = {"path": name(path), "wanted": name(seen.template)}
            return say("the application has the path `{path}`; did you mean `{wanted}`?", **told)
    return ""


def _not_included(seen: Seen, paths: list[str]) -> str:
    """Nothing below the prefix of a chapter, though the application has others."""
    own = re.match(r"/[^/]+/", seen.template)
    if not own or not seen.python or any(path.startswith(own[0]) for path in paths):
        return ""
    fact = say("the application has no path below `{prefix}`", prefix=own[0].rstrip("/"))
    return seen.with_cure(fact, say("if its router exists, include it with `app.include_router(...)`"))


def _behind(seen: Seen) -> str:
    """A fixed path whose requests another path takes, which has a parameter and is declared before it."""
    if not seen.python or not seen.document or "{" in seen.template or not seen.found:
        return ""
    before = list(seen.document["paths"])[: list(seen.document["paths"]).index(seen.found.path)]
    for path in before:
        takes = seen.exchange.method.lower() in seen.document["paths"][path]
        if "{" in path and takes and re.fullmatch(pattern(path, "[^/]+"), seen.path):
            fact = say("`{path}` is declared before `{fixed}` and takes its requests", path=name(path), fixed=seen.path)
            return seen.with_cure(fact, say("declare the fixed path first"))
    return ""
