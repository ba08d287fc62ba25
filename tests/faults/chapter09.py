"""Faults of CORS: which origins may read and send."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from fastapi.middleware.cors import CORSMiddleware
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.types import Message, Send

from reference_app.apps.cors import SETTINGS
from reference_app.cors import ORIGINS
from tests.faults.fault import Broken, Sent, fault

FRONT_END = "http://localhost:3100"
EVERYWHERE = ("", *SETTINGS)
MIDDLEWARE = "starlette.middleware.cors.CORSMiddleware"

# What is done to the headers of an answer when the headers of the request are known.
Change = Callable[[CORSMiddleware, Headers, MutableHeaders], None]


def is_cors(layer: Any) -> bool:
    """Whether a middleware is that for CORS."""
    return layer.cls is CORSMiddleware


def setting(app: Broken, settings: Iterable[str], **options: Any) -> None:
    """Set up the middleware otherwise, in applications under /apps/cors; "" is the main one."""

    def change(layers: list[Middleware]) -> list[Middleware]:
        return [
            Middleware(CORSMiddleware, **{**layer.kwargs, **options}) if is_cors(layer) else layer for layer in layers
        ]

    for name in settings:
        app.middleware(f"/apps/cors/{name}" if name else "", change)


def allows(app: Broken, right: Callable[[CORSMiddleware, str], bool]) -> None:
    """Compare origins otherwise, in every application; all are allowed still where all are."""
    app.patch(f"{MIDDLEWARE}.is_allowed_origin", lambda cors, origin: cors.allow_all_origins or right(cors, origin))


def answers(app: Broken, change: Change) -> None:
    """Change the headers of every answer but those to preflights, after the middleware has."""
    original = CORSMiddleware.send

    async def answer(cors: CORSMiddleware, message: Message, send: Send, request_headers: Headers) -> None:
        async def changed(message: Message) -> None:
            if message["type"] == "http.response.start":
                change(cors, request_headers, MutableHeaders(scope=message))
            await send(message)

        await original(cors, message, changed, request_headers)

    app.patch(f"{MIDDLEWARE}.send", answer)


@fault(
    *("CORS-ORIGIN-1", "CORS-ORIGIN-2", "CORS-ORIGIN-5", "CORS-ORIGIN-7", "CORS-PRE-6", "CORS-PRE-1", "CORS-PRE-13"),
    *("CORS-STAR-1", "CORS-STAR-2", "CORS-STAR-3", "CORS-STAR-4", "CORS-STAR-5", "CORS-REGEX-1", "CORS-REGEX-2"),
    *("CORS-CRED-1", "CORS-CRED-2", "CORS-CRED-3", "CORS-CRED-4", "CORS-ORIGIN-4", "CORS-SIMPLE-1", "CORS-SIMPLE-3"),
    *("CORS-EXPOSE-1", "CORS-EXPOSE-2", "CORS-MAXAGE-2", "CORS-METHOD-1", "CORS-METHOD-2", "CORS-METHOD-4"),
    *("CORS-HEADER-2", "CORS-HEADER-6", "CORS-PRE-2", "CORS-PRE-3", "CORS-PRE-12", "CORS-PRE-5", "CORS-PRE-11"),
    *("CORS-EXPOSE-3", "CORS-MAXAGE-1", "CORS-SIMPLE-2", "MW-TIME-3", "MW-TIME-4", "MW-TIME-5"),
)
def cors_forgotten(app: Broken) -> None:
    """The middleware for CORS is not added."""
    beside = ["/apps/middleware/cors-outermost", "/apps/middleware/process-time-outermost"]
    for prefix in ["", *(f"/apps/cors/{name}" for name in SETTINGS), *beside]:
        app.middleware(prefix, lambda layers: [layer for layer in layers if not is_cors(layer)])


@fault(
    *("CORS-ORIGIN-2", "CORS-ORIGIN-3", "CORS-ORIGIN-6", "CORS-ORIGIN-7", "CORS-CRED-3", "CORS-CRED-4"),
    *("CORS-DEFAULT-1", "CORS-REGEX-2", "CORS-PRE-2", "CORS-PRE-8", "CORS-PRE-14"),
)
def cors_any_origin_named(app: Broken) -> None:
    """Whatever origin asks is named in the answer."""
    allows(app, lambda *_: True)


@fault("CORS-ORIGIN-2", "CORS-ORIGIN-6")
def cors_origin_by_its_beginning(app: Broken) -> None:
    """An origin is allowed when it begins like an allowed one."""
    allows(app, lambda cors, origin: origin.startswith(tuple(cors.allow_origins)))


@fault("CORS-ORIGIN-2")
def cors_origin_by_its_host(app: Broken) -> None:
    """Of an origin only the host is compared."""
    allows(
        app,
        lambda cors, origin: urlsplit(origin).hostname in {urlsplit(known).hostname for known in cors.allow_origins},
    )


@fault("CORS-ORIGIN-2")
def cors_origin_without_its_port(app: Broken) -> None:
    """An origin without a port is allowed when it is with one."""
    allows(app, lambda cors, origin: origin in {part for known in cors.allow_origins for part in (known, known[:-5])})


@fault("CORS-ORIGIN-6")
def cors_origin_in_any_case(app: Broken) -> None:
    """Origins are compared without regard to letter case."""
    allows(app, lambda cors, origin: origin.lower() in cors.allow_origins)


@fault("CORS-ORIGIN-7", "CORS-PRE-2", "CORS-PRE-14")
def cors_null_allowed(app: Broken) -> None:
    """The origin null is allowed, for those who open the page from their disk."""
    allows(app, lambda cors, origin: origin == "null" or origin in cors.allow_origins)


@fault("CORS-STAR-1")
def cors_null_refused(app: Broken) -> None:
    """The origin null is none, and gets no CORS headers."""

    @app.sent("GET", "/apps/cors/wildcard/*")
    def change(sent: Sent) -> None:
        if sent.headers.get("origin") == "null":
            del sent.headers["origin"]


@fault("CORS-REGEX-2")
def cors_pattern_found_anywhere(app: Broken) -> None:
    """The pattern of allowed origins is searched for within the origin."""
    allows(app, lambda cors, origin: bool(cors.allow_origin_regex and cors.allow_origin_regex.search(origin)))


@fault("CORS-REGEX-2")
def cors_pattern_open_at_its_end(app: Broken) -> None:
    """The pattern of allowed origins is matched with the beginning of the origin."""
    allows(app, lambda cors, origin: bool(cors.allow_origin_regex and cors.allow_origin_regex.match(origin)))


@fault("CORS-REGEX-2")
def cors_pattern_with_bare_dots(app: Broken) -> None:
    """The dots in the pattern of allowed origins are not escaped."""
    setting(app, ["regex"], allow_origin_regex=r"https://.*.example.org")


@fault("CORS-REGEX-2")
def cors_pattern_of_both_schemes(app: Broken) -> None:
    """The pattern of allowed origins takes http as well."""
    setting(app, ["regex"], allow_origin_regex=r"https?://.*\.example\.org")


@fault("CORS-REGEX-1")
def cors_pattern_of_one_label(app: Broken) -> None:
    """The pattern of allowed origins takes one label in front of the domain."""
    setting(app, ["regex"], allow_origin_regex=r"https://[^.]*\.example\.org")


@fault("CORS-REGEX-1", "CORS-REGEX-2", "CORS-CRED-1")
def cors_pattern_in_the_list(app: Broken) -> None:
    """The pattern of allowed origins stands in their list, where it is a text like any other."""
    setting(app, ["regex"], allow_origin_regex=None, allow_origins=[r"https://.*\.example\.org"])


@fault("CORS-ORIGIN-1", "CORS-PRE-6")
def cors_origins_of_http(app: Broken) -> None:
    """The list of origins has those in http alone."""
    setting(app, [""], allow_origins=[origin for origin in ORIGINS if origin.startswith("http:")])


@fault("CORS-ORIGIN-1", "CORS-ORIGIN-5", "CORS-ORIGIN-2", "CORS-CRED-1", "CORS-CRED-2", "CORS-PRE-1", "CORS-PRE-5")
def cors_origins_with_a_slash(app: Broken) -> None:
    """The allowed origins are listed with a slash at their end, as no browser sends them."""
    setting(app, [""], allow_origins=[f"{origin}/" for origin in ORIGINS])
    setting(app, ["origins", "credentials"], allow_origins=[f"{FRONT_END}/"])


@fault("CORS-ORIGIN-2", "CORS-ORIGIN-3", "CORS-ORIGIN-7", "CORS-CRED-4", "CORS-PRE-2", "CORS-SIMPLE-1")
def cors_origins_are_all(app: Broken) -> None:
    """All origins are allowed while the list of the front ends is awaited."""
    setting(app, ["", "origins", "credentials"], allow_origins=["*"], allow_credentials=False)
