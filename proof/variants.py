"""Deliberately different servers that still conform: the reference application with responses changed."""

import asyncio
import contextlib
import itertools
import json
import os
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from fastapi.staticfiles import StaticFiles
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import JSONResponse

from proof.faults.chapter06_security.grants import grant_is_required
from proof.faults.fault import Broken, Fault, Received, Sent
from reference_app.apps.cors import FRONT_END, SETTINGS

VARIANTS: dict[str, Fault] = {}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)")


def variant(apply: Callable[[Broken], None]) -> Callable[[Broken], None]:
    """Declare a variant: its docstring says in one sentence what is different."""
    name = apply.__name__.replace("_", "-")
    VARIANTS[name] = Fault(name, " ".join((apply.__doc__ or "").split()), (), apply)
    return apply


def every_json(app: Broken, change: Callable[[Any], Any]) -> None:
    """Rewrite each JSON body: ``change`` gets each value in it and returns another."""

    def rewrite(response: Received) -> None:
        response.json = _everywhere(response.json, change)

    every_body(app, rewrite)


def every_body(app: Broken, rewrite: Callable[[Received], None]) -> None:
    """Rewrite each response whose body is JSON."""

    @app.received("*", "*")
    def apply(response: Received) -> None:
        if response.body and "json" in response.headers.get("content-type", ""):
            # A hundred thousand brackets, or a number too long for Python to write, stay as they are.
            with contextlib.suppress(RecursionError, ValueError):
                rewrite(response)


def _everywhere(value: Any, change: Callable[[Any], Any]) -> Any:
    """Change a JSON value and all values in it, the innermost first."""
    if isinstance(value, dict):
        value = {name: _everywhere(inner, change) for name, inner in value.items()}
    elif isinstance(value, list):
        value = [_everywhere(inner, change) for inner in value]
    return change(value)


@variant
def properties_in_another_order(app: Broken) -> None:
    """The properties of JSON objects are in the opposite order."""
    every_json(app, lambda value: dict(reversed(value.items())) if isinstance(value, dict) else value)


@variant
def whitespace_in_json(app: Broken) -> None:
    """JSON is indented, with spaces around colons and a line break at its end."""

    def rewrite(response: Received) -> None:
        response.body = json.dumps(response.json, indent=2, separators=(" ,", " : ")).encode() + b"\r\n"

    every_body(app, rewrite)


@variant
def unicode_escapes(app: Broken) -> None:
    """Every non-ASCII character and every slash of JSON is escaped."""

    def rewrite(response: Received) -> None:
        response.body = json.dumps(response.json).replace("/", "\\/").encode()

    every_body(app, rewrite)


@variant
def numbers_spelled_otherwise(app: Broken) -> None:
    """Whole numbers are written with a fraction: 1.0 for 1."""
    every_json(app, lambda value: float(value) if type(value) is int and abs(value) < 2**53 else value)


@variant
def moments_spelled_otherwise(app: Broken) -> None:
    """A timestamp is written with +00:00 instead of Z, or the other way round."""

    def other(value: Any) -> Any:
        if not isinstance(value, str) or not MOMENT.fullmatch(value):
            return value
        return value[:-1] + "+00:00" if value.endswith("Z") else value.removesuffix("+00:00") + "Z"

    every_json(app, other)


@variant
def additional_properties(app: Broken) -> None:
    """JSON objects have a property that the contract does not name."""
    every_json(app, lambda value: {**value, "x-served-by": "another"} if isinstance(value, dict) else value)


@variant
def additional_headers(app: Broken) -> None:
    """Responses have headers that the contract does not name."""

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
def media_types_spelled_otherwise(app: Broken) -> None:
    """Media types are in capitals; those of text and JSON have a quoted charset."""

    @app.received("*", "*")
    def spell(response: Received) -> None:
        if content_type := response.headers.get("content-type"):
            media_type, *parameters = content_type.split(";")
            text = "json" in media_type or media_type.startswith("text/")
            parameters = [' CHARSET="UTF-8"'] if text else parameters
            response.headers["content-type"] = ";".join([media_type.upper(), *parameters])


@variant
def other_wording(app: Broken) -> None:
    """Errors have another wording and no `type`."""

    def say(value: Any) -> Any:
        if isinstance(value, dict) and "loc" in value and "msg" in value:
            return {"loc": value["loc"], "msg": "is not valid"}
        if isinstance(value, dict) and isinstance(value.get("detail"), str):
            return {**value, "detail": "another wording"}
        return value

    every_json(app, say)


@variant
def chunked(app: Broken) -> None:
    """No response has Content-Length: the body comes in chunks."""

    @app.received("*", "*")
    def no_length(response: Received) -> None:
        if response.body:
            del response.headers["content-length"]


@variant
def fixed_length(app: Broken) -> None:
    """Every response that need not arrive in parts has Content-Length, streams included."""

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
    """A path with a wrong slash is redirected permanently: 308 instead of 307."""

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
    """A response that varies on some header varies on everything: `Vary: *`."""

    @app.received("*", "*")
    def vary(response: Received) -> None:
        if "vary" in response.headers:
            response.headers["vary"] = "*"


@variant
def several_challenges(app: Broken) -> None:
    """A 401 names another scheme of authentication first."""

    @app.received("*", "*")
    def offer(response: Received) -> None:
        if challenge := response.headers.get("www-authenticate"):
            response.headers["www-authenticate"] = f"Negotiate, {challenge}"


@variant
def challenges_with_parameters(app: Broken) -> None:
    """A `Bearer` challenge names the error, as RFC 6750 §3 allows."""

    @app.received("*", "*")
    def explain(response: Received) -> None:
        if response.headers.get("www-authenticate") == "Bearer":
            response.headers["www-authenticate"] = 'Bearer realm="api, v2", error="invalid_token"'


@variant
def options_in_allow(app: Broken) -> None:
    """`Allow` names OPTIONS beside the methods of the path."""

    @app.received("*", "*")
    def allow(response: Received) -> None:
        if methods := response.headers.get("allow"):
            response.headers["allow"] = f"OPTIONS, {methods}"


@variant
def vary_in_several_fields(app: Broken) -> None:
    """Each name of `Vary` has a field of its own."""

    @app.received("*", "*")
    def split(response: Received) -> None:
        names = [name for value in response.headers.getlist("vary") for name in value.split(", ")]
        del response.headers["vary"]
        for name in names:
            response.headers.append("vary", name)


@variant
def preflights_with_204(app: Broken) -> None:
    """A preflight that is granted is a 204 without a body."""

    @app.received("OPTIONS", "*")
    def empty(response: Received) -> None:
        if response.status == 200:
            response.status, response.body = 204, b""
            del response.headers["content-type"], response.headers["content-length"]


@variant
def server_errors_as_json(app: Broken) -> None:
    """A server error is JSON."""

    @app.received("*", "*")
    def as_json(response: Received) -> None:
        if response.status == 500:
            response.json = {"error": "internal"}
            response.headers["content-type"] = "application/json"


@variant
def media_types_of_nothing(app: Broken) -> None:
    """A 204 has a Content-Type."""

    @app.received("*", "*")
    def name(response: Received) -> None:
        if response.status == 204:
            response.headers["content-type"] = "application/json"


@variant
def process_time_with_an_exponent(app: Broken) -> None:
    """`X-Process-Time` is written as 1.2e-05, as Python writes a small number."""

    @app.received("*", "*")
    def write(response: Received) -> None:
        if seconds := response.headers.get("x-process-time"):
            response.headers["x-process-time"] = f"{float(seconds):e}"


@variant
def weak_entity_tags(app: Broken) -> None:
    """The entity tags of files are weak, so that they select no range."""

    @app.received("*", "*/static/*")
    def weaken(response: Received) -> None:
        if tag := response.headers.get("etag"):
            response.headers["etag"] = f"W/{tag}"


@variant
def files_without_a_date(app: Broken) -> None:
    """Static files have no Last-Modified, and no date is compared."""

    @app.sent("*", "*/static/*")
    def ask(sent: Sent) -> None:
        del sent.headers["if-modified-since"]

    @app.received("*", "*/static/*")
    def leave(response: Received) -> None:
        del response.headers["last-modified"]


@variant
def grant_type_is_required(app: Broken) -> None:
    """A login without grant_type is rejected, as RFC 6749 requires."""
    grant_is_required(app)


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
    """A response that exposes some headers to a front end exposes all: `Access-Control-Expose-Headers: *`."""

    @app.received("*", "*")
    def expose(response: Received) -> None:
        if "access-control-expose-headers" in response.headers:
            response.headers["access-control-expose-headers"] = "*"


@variant
def one_origin_is_always_named(app: Broken) -> None:
    """Where one origin is allowed, every response names it and needs no `Vary: Origin`."""

    def name(response: Received) -> None:
        response.headers["access-control-allow-origin"] = FRONT_END[0]
        vary = [element for element in response.headers.get("vary", "").split(", ") if element != "Origin"]
        response.headers["vary"] = ", ".join(vary)
        if not any(vary):
            del response.headers["vary"]

    for setting, options in SETTINGS.items():
        if options.get("allow_origins") == FRONT_END:
            app.received("*", f"/apps/cors/{setting}/*")(name)


@variant
def old_files(app: Broken) -> None:
    """Static files were last modified in 1970, as in a reproducible image."""

    def stat(self: StaticFiles, *args: Any) -> tuple[str, os.stat_result | None]:
        path, found = lookup(self, *args)
        return path, found and os.stat_result((*found[:8], 1, *found[9:]))

    lookup = StaticFiles.lookup_path
    app.patch("starlette.staticfiles.StaticFiles.lookup_path", stat)


class Slow:
    """Delays every tenth request."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app = app
        self.waiting = itertools.cycle([0.1, *[0] * 9])

    async def __call__(self, *connection: Any) -> None:
        await asyncio.sleep(next(self.waiting))
        await self.app(*connection)


class JsonOnly:
    """Rejects a body that is not JSON by its Content-Type, where the contract has a JSON body."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        wanted = scope["type"] == "http" and scope["path"].startswith("/chapter03/request_body/")
        media_type = Headers(scope=scope).get("content-type", "").partition(";")[0].strip().lower()
        rejected = wanted and scope["method"] in ("POST", "PUT") and not re.fullmatch(r".*[/+]json", media_type)
        await (JSONResponse({"detail": "JSON only"}, 415) if rejected else self.app)(scope, receive, send)


@variant
def unsupported_media_types(app: Broken) -> None:
    """A body that is not JSON by its Content-Type is a 415, as RFC 9110 §15.5.16 has it."""
    app.middleware("", lambda layers: [*layers, Middleware(JsonOnly)])


@variant
def slow_responses(app: Broken) -> None:
    """Every tenth response takes 100 ms longer."""
    app.middleware("", lambda layers: [Middleware(Slow), *layers])


TOGETHER = [
    (
        *(properties_in_another_order, moments_spelled_otherwise, whitespace_in_json, chunked),
        *(challenges_with_parameters, preflights_with_204, weak_entity_tags),
    ),
    (
        *(slow_responses, header_names_in_another_case, permanent_redirects, ranges_are_ignored, vary_on_everything),
        *(unsupported_media_types, process_time_with_an_exponent, options_in_allow),
    ),
    (
        *(numbers_spelled_otherwise, additional_properties, unicode_escapes, media_types_spelled_otherwise),
        *(closed_connections, one_origin_is_always_named, vary_in_several_fields, files_without_a_date),
    ),
    (
        *(other_wording, additional_headers, fixed_length, several_challenges, whole_seconds, all_headers_are_exposed),
        *(old_files, server_errors_as_json, media_types_of_nothing, grant_type_is_required),
    ),
]
"""Which variants share one server, since they do not interfere: to run each by itself takes four times as long, and is
for when a rule is broken."""


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
