"""Deliberately different servers that conform all the same: the reference application with responses changed."""

import asyncio
import contextlib
import itertools
import json
import os
import re
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi.staticfiles import StaticFiles
from starlette.middleware import Middleware

from proof.faults.fault import Answer, Broken, Fault, Sent

VARIANTS: dict[str, Fault] = {}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)")
OWN_WORDS = {"Not Found", "Method Not Allowed", "Not authenticated", "There was an error parsing the body"}
"""Texts of FastAPI and Starlette, which another server need not know."""


def variant(apply: Callable[[Broken], None]) -> Callable[[Broken], None]:
    """Declare a variant: its docstring says in one sentence what is different."""
    name = apply.__name__.replace("_", "-")
    VARIANTS[name] = Fault(name, " ".join((apply.__doc__ or "").split()), (), apply)
    return apply


def every_json(app: Broken, change: Callable[[Any], Any]) -> None:
    """Rewrite each JSON body: ``change`` makes another value of each value in it."""

    def rewrite(answer: Answer) -> None:
        answer.json = _everywhere(answer.json, change)

    every_body(app, rewrite)


def every_body(app: Broken, rewrite: Callable[[Answer], None]) -> None:
    """Rewrite each answer whose body is JSON."""

    @app.answers("*", "*")
    def apply(answer: Answer) -> None:
        if answer.body and "json" in answer.headers.get("content-type", ""):
            # A hundred thousand brackets, and a number that Python finds too long to write, stay as they are.
            with contextlib.suppress(RecursionError, ValueError):
                rewrite(answer)


def _everywhere(value: Any, change: Callable[[Any], Any]) -> Any:
    """Change a JSON value and all that it holds, the innermost first."""
    if isinstance(value, dict):
        value = {name: _everywhere(inner, change) for name, inner in value.items()}
    elif isinstance(value, list):
        value = [_everywhere(inner, change) for inner in value]
    return change(value)


@variant
def members_in_another_order(app: Broken) -> None:
    """The members of JSON objects come in the opposite order."""
    every_json(app, lambda value: dict(reversed(value.items())) if isinstance(value, dict) else value)


@variant
def white_space_in_json(app: Broken) -> None:
    """JSON is indented, with blanks around colons and a line break at its end."""

    def rewrite(answer: Answer) -> None:
        answer.body = json.dumps(answer.json, indent=2, separators=(" ,", " : ")).encode() + b"\r\n"

    every_body(app, rewrite)


@variant
def unicode_escapes(app: Broken) -> None:
    """Every character of JSON beyond ASCII is escaped, and every slash, too."""

    def rewrite(answer: Answer) -> None:
        answer.body = json.dumps(answer.json).replace("/", "\\/").encode()

    every_body(app, rewrite)


@variant
def numbers_spelt_otherwise(app: Broken) -> None:
    """Whole numbers are written with a fraction: 1.0 for 1."""
    every_json(app, lambda value: float(value) if type(value) is int and abs(value) < 2**53 else value)


@variant
def moments_spelt_otherwise(app: Broken) -> None:
    """A point of time is written with +00:00 instead of Z, or the other way round."""

    def other(value: Any) -> Any:
        if not isinstance(value, str) or not MOMENT.fullmatch(value):
            return value
        return value[:-1] + "+00:00" if value.endswith("Z") else value.removesuffix("+00:00") + "Z"

    every_json(app, other)


@variant
def additional_members(app: Broken) -> None:
    """JSON objects hold a member that nobody asked for."""
    every_json(app, lambda value: {**value, "x-served-by": "another"} if isinstance(value, dict) else value)


@variant
def additional_headers(app: Broken) -> None:
    """Answers carry headers that nobody asked for."""

    @app.answers("*", "*")
    def add(answer: Answer) -> None:
        answer.headers["x-powered-by"] = "another"
        answer.headers["x-request-id"] = "5c2c"
        answer.headers["strict-transport-security"] = "max-age=1"
        answer.headers["x-content-type-options"] = "nosniff"


@variant
def header_names_in_another_case(app: Broken) -> None:
    """Header names begin with capitals."""

    @app.answers("*", "*")
    def capitals(answer: Answer) -> None:
        answer.headers.raw[:] = [(name.title(), value) for name, value in answer.headers.raw]


@variant
def media_types_spelt_otherwise(app: Broken) -> None:
    """Media types are in capitals and carry a quoted charset."""

    @app.answers("*", "*")
    def spell(answer: Answer) -> None:
        if content_type := answer.headers.get("content-type"):
            media_type = content_type.partition(";")[0]
            text = "json" in media_type or media_type.startswith("text/")
            answer.headers["content-type"] = media_type.upper() + ('; CHARSET="UTF-8"' if text else "")


@variant
def other_words(app: Broken) -> None:
    """Errors say the same in other words, without FastAPI's types, and one at a time."""

    def say(value: Any) -> Any:
        if isinstance(value, dict) and "loc" in value and "msg" in value:
            return {"loc": value["loc"], "msg": "is not valid"}
        if isinstance(value, dict) and isinstance(value.get("detail"), str) and value["detail"] in OWN_WORDS:
            return {**value, "detail": "nothing to say"}
        return value

    every_json(app, say)


@variant
def chunked(app: Broken) -> None:
    """No answer tells its length beforehand: the body comes in chunks."""

    @app.answers("*", "*")
    def no_length(answer: Answer) -> None:
        if answer.body:
            del answer.headers["content-length"]


@variant
def fixed_length(app: Broken) -> None:
    """Every answer tells its length, streams included."""

    @app.answers("*", "*")
    def length(answer: Answer) -> None:
        if answer.body:
            answer.headers["content-length"] = str(len(answer.body))


@variant
def closed_connections(app: Broken) -> None:
    """The connection is closed after each answer."""

    @app.answers("*", "*")
    def close(answer: Answer) -> None:
        answer.headers["connection"] = "close"


@variant
def permanent_redirects(app: Broken) -> None:
    """A path with a wrong slash is redirected for ever: 308 instead of 307."""

    @app.answers("*", "*")
    def permanent(answer: Answer) -> None:
        answer.status = 308 if answer.status == 307 else answer.status


@variant
def ranges_are_ignored(app: Broken) -> None:
    """A request for a part of a file gets the whole file, which RFC 9110 §14.2 allows."""

    @app.sent("*", "*/static/*")
    def whole(sent: Sent) -> None:
        del sent.headers["range"]

    @app.answers("*", "*/static/*")
    def none(answer: Answer) -> None:
        del answer.headers["accept-ranges"]


@variant
def vary_on_everything(app: Broken) -> None:
    """A response that varies on some header says that it varies on everything: ``Vary: *``."""

    @app.answers("*", "*")
    def vary(answer: Answer) -> None:
        if "vary" in answer.headers:
            answer.headers["vary"] = "*"


@variant
def several_challenges(app: Broken) -> None:
    """A 401 offers another scheme of authentication first."""

    @app.answers("*", "*")
    def offer(answer: Answer) -> None:
        if challenge := answer.headers.get("www-authenticate"):
            answer.headers["www-authenticate"] = f"Negotiate, {challenge}"


@variant
def whole_seconds(app: Broken) -> None:
    """The clock of the database counts whole seconds."""

    def truncated(value: Any) -> Any:
        if not isinstance(value, str) or not MOMENT.fullmatch(value):
            return value
        return re.sub(r"\.\d+", "", value)

    every_json(app, truncated)


@variant
def all_headers_are_exposed(app: Broken) -> None:
    """Where some response headers are exposed to a front end, all are: ``Access-Control-Expose-Headers: *``."""

    @app.answers("*", "*")
    def expose(answer: Answer) -> None:
        if "access-control-expose-headers" in answer.headers:
            answer.headers["access-control-expose-headers"] = "*"


@variant
def old_files(app: Broken) -> None:
    """Static files were changed last in 1970, as in a reproducible image."""

    def stat(self: StaticFiles, *args: Any) -> tuple[str, os.stat_result | None]:
        path, found = lookup(self, *args)
        return path, found and os.stat_result((*found[:8], 1, *found[9:]))

    lookup = StaticFiles.lookup_path
    app.patch("starlette.staticfiles.StaticFiles.lookup_path", stat)


class Slow:
    """Lets every tenth request wait."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app = app
        self.waiting = itertools.cycle([0.1, *[0] * 9])

    async def __call__(self, *connection: Any) -> None:
        await asyncio.sleep(next(self.waiting))
        await self.app(*connection)


@variant
def slow_answers(app: Broken) -> None:
    """Every tenth answer takes 100 ms longer."""
    app.middleware("", lambda layers: [Middleware(Slow), *layers])


TOGETHER = [
    (members_in_another_order, moments_spelt_otherwise, white_space_in_json, chunked),
    (slow_answers, header_names_in_another_case, permanent_redirects, ranges_are_ignored, vary_on_everything),
    (numbers_spelt_otherwise, additional_members, unicode_escapes, media_types_spelt_otherwise, closed_connections),
    (
        other_words,
        additional_headers,
        fixed_length,
        several_challenges,
        whole_seconds,
        all_headers_are_exposed,
        old_files,
    ),
]
"""Which variants make one server together, since none is in another's way: to ask each by itself takes four times as
long, and is for when a rule is broken."""


def servers() -> dict[str, Fault]:
    """The variants by name, and those of TOGETHER under their names joined by plus signs."""
    return VARIANTS | {fault.name: fault for fault in map(_joined, TOGETHER)}


def joined() -> list[str]:
    """The names of TOGETHER."""
    return [_joined(several).name for several in TOGETHER]


def _joined(several: tuple[Callable[[Broken], None], ...]) -> Fault:
    def apply(app: Broken) -> None:
        for one in several:
            one(app)

    faults = [next(fault for fault in VARIANTS.values() if fault.apply is one) for one in several]
    return Fault("+".join(fault.name for fault in faults), " ".join(fault.sentence for fault in faults), (), apply)
