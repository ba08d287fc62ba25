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

from proof.faults.fault import Broken, Fault, Received, Sent

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

    def rewrite(response: Received) -> None:
        response.json = _everywhere(response.json, change)

    every_body(app, rewrite)


def every_body(app: Broken, rewrite: Callable[[Received], None]) -> None:
    """Rewrite each response whose body is JSON."""

    @app.received("*", "*")
    def apply(response: Received) -> None:
        if response.body and "json" in response.headers.get("content-type", ""):
            # A hundred thousand brackets, and a number that Python finds too long to write, stay as they are.
            with contextlib.suppress(RecursionError, ValueError):
                rewrite(response)


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

    def rewrite(response: Received) -> None:
        response.body = json.dumps(response.json, indent=2, separators=(" ,", " : ")).encode() + b"\r\n"

    every_body(app, rewrite)


@variant
def unicode_escapes(app: Broken) -> None:
    """Every character of JSON beyond ASCII is escaped, and every slash, too."""

    def rewrite(response: Received) -> None:
        response.body = json.dumps(response.json).replace("/", "\\/").encode()

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

    @app.received("*", "*")
    def add(response: Received) -> None:
        response.headers["x-powered-by"] = "another"
        response.headers["x-request-id"] = "5c2c"
        response.headers["strict-transport-security"] = "max-age=1"
        response.headers["x-content-type-options"] = "nosniff"


@variant
def header_names_in_another_case(app: Broken) -> None:
    """Header names begin with capitals."""

    @app.received("*", "*")
    def capitals(response: Received) -> None:
        response.headers.raw[:] = [(name.title(), value) for name, value in response.headers.raw]


@variant
def media_types_spelt_otherwise(app: Broken) -> None:
    """Media types are in capitals and carry a quoted charset."""

    @app.received("*", "*")
    def spell(response: Received) -> None:
        if content_type := response.headers.get("content-type"):
            media_type = content_type.partition(";")[0]
            text = "json" in media_type or media_type.startswith("text/")
            response.headers["content-type"] = media_type.upper() + ('; CHARSET="UTF-8"' if text else "")


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
    """No response tells its length beforehand: the body comes in chunks."""

    @app.received("*", "*")
    def no_length(response: Received) -> None:
        if response.body:
            del response.headers["content-length"]


@variant
def fixed_length(app: Broken) -> None:
    """Every response tells its length, streams included."""

    @app.received("*", "*")
    def length(response: Received) -> None:
        if response.body:
            response.headers["content-length"] = str(len(response.body))


@variant
def closed_connections(app: Broken) -> None:
    """The connection is closed after each response."""

    @app.received("*", "*")
    def close(response: Received) -> None:
        response.headers["connection"] = "close"


@variant
def permanent_redirects(app: Broken) -> None:
    """A path with a wrong slash is redirected for ever: 308 instead of 307."""

    @app.received("*", "*")
    def permanent(response: Received) -> None:
        response.status = 308 if response.status == 307 else response.status


@variant
def ranges_are_ignored(app: Broken) -> None:
    """A request for a part of a file gets the whole file, which RFC 9110 §14.2 allows."""

    @app.sent("*", "*/static/*")
    def whole(sent: Sent) -> None:
        del sent.headers["range"]

    @app.received("*", "*/static/*")
    def none(response: Received) -> None:
        del response.headers["accept-ranges"]


@variant
def vary_on_everything(app: Broken) -> None:
    """A response that varies on some header says that it varies on everything: ``Vary: *``."""

    @app.received("*", "*")
    def vary(response: Received) -> None:
        if "vary" in response.headers:
            response.headers["vary"] = "*"


@variant
def several_challenges(app: Broken) -> None:
    """A 401 offers another scheme of authentication first."""

    @app.received("*", "*")
    def offer(response: Received) -> None:
        if challenge := response.headers.get("www-authenticate"):
            response.headers["www-authenticate"] = f"Negotiate, {challenge}"


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

    @app.received("*", "*")
    def expose(response: Received) -> None:
        if "access-control-expose-headers" in response.headers:
            response.headers["access-control-expose-headers"] = "*"


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
    """Every tenth response takes 100 ms longer."""
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
