"""Faults that the rules of spec/chapter08_cors/test_origins.py detect."""

from urllib.parse import urlsplit

from fastapi.middleware.cors import CORSMiddleware
from starlette.datastructures import Headers, MutableHeaders

from proof.faults.chapter08_cors._shared import allows, is_cors, responses, setting
from proof.faults.fault import Broken, Received, fault
from reference_app.apps.cors import SETTINGS
from reference_app.cors import ORIGINS

FRONT_END = "http://localhost:3100"


@fault(
    *("CORS-ORIGIN-1", "CORS-ORIGIN-2", "CORS-ORIGIN-5", "CORS-ORIGIN-7", "CORS-PRE-6", "CORS-PRE-1", "CORS-PRE-13"),
    *("CORS-STAR-1", "CORS-STAR-2", "CORS-STAR-3", "CORS-STAR-4", "CORS-STAR-5", "CORS-REGEX-1", "CORS-REGEX-2"),
    *(
        "CORS-CRED-1",
        "CORS-CRED-2",
        "CORS-CRED-3",
        "CORS-CRED-4",
        "CORS-ORIGIN-4",
        "CORS-ORIGIN-8",
        "CORS-SIMPLE-1",
        "CORS-SIMPLE-3",
    ),
    *("CORS-EXPOSE-1", "CORS-EXPOSE-2", "CORS-MAXAGE-2", "CORS-METHOD-1", "CORS-METHOD-2", "CORS-METHOD-4"),
    *("CORS-HEADER-2", "CORS-HEADER-6", "CORS-PRE-2", "CORS-PRE-3", "CORS-PRE-12", "CORS-PRE-5", "CORS-PRE-11"),
    *("CORS-EXPOSE-3", "CORS-MAXAGE-1", "CORS-SIMPLE-2", "CORS-SIMPLE-5", "MW-TIME-3", "MW-TIME-4", "MW-TIME-5"),
)
def cors_forgotten(app: Broken) -> None:
    """The CORS middleware is not added."""
    beside = ["/apps/middleware/cors-outermost", "/apps/middleware/process-time-outermost"]
    for prefix in ["", *(f"/apps/cors/{name}" for name in SETTINGS), *beside]:
        app.middleware(prefix, lambda layers: [layer for layer in layers if not is_cors(layer)])


@fault("CORS-ORIGIN-1", "CORS-PRE-6")
def cors_origins_of_http(app: Broken) -> None:
    """The list of allowed origins has only those with http."""
    setting(app, [""], allow_origins=[origin for origin in ORIGINS if origin.startswith("http:")])


@fault("CORS-ORIGIN-1", "CORS-ORIGIN-5", "CORS-ORIGIN-2", "CORS-CRED-1", "CORS-CRED-2", "CORS-PRE-1", "CORS-PRE-5")
def cors_origins_with_a_slash(app: Broken) -> None:
    """The allowed origins are listed with a trailing slash, which no browser sends."""
    setting(app, [""], allow_origins=[f"{origin}/" for origin in ORIGINS])
    setting(app, ["origins", "credentials"], allow_origins=[f"{FRONT_END}/"])


@fault(
    *("CORS-PRE-6", "CORS-REGEX-1", "CORS-REGEX-2", "CORS-STAR-1", "CORS-STAR-3", "CORS-STAR-4", "CORS-ORIGIN-5"),
    *("CORS-EXPOSE-1", "CORS-EXPOSE-2", "CORS-MAXAGE-2", "CORS-SIMPLE-1", "CORS-SIMPLE-2", "CORS-SIMPLE-3"),
    *("CORS-CRED-1", "CORS-CRED-2", "CORS-CRED-4", "CORS-METHOD-2", "CORS-ORIGIN-1", "CORS-ORIGIN-2", "CORS-ORIGIN-7"),
    "MW-TIME-4",
)
def cors_only_in_preflights(app: Broken) -> None:
    """Only the responses to OPTIONS have Access-Control-Allow-Origin."""

    @app.received("[GP]*", "*")
    def change(response: Received) -> None:
        del response.headers["access-control-allow-origin"]


@fault("CORS-ORIGIN-2", "CORS-ORIGIN-3", "CORS-ORIGIN-7", "CORS-CRED-4", "CORS-PRE-2", "CORS-SIMPLE-1")
def cors_origins_are_all(app: Broken) -> None:
    """All origins are allowed until the front ends are known."""
    setting(app, ["", "origins", "credentials"], allow_origins=["*"], allow_credentials=False)


@fault(
    *("CORS-ORIGIN-2", "CORS-ORIGIN-3", "CORS-ORIGIN-6", "CORS-ORIGIN-7", "CORS-CRED-3", "CORS-CRED-4"),
    *("CORS-DEFAULT-1", "CORS-REGEX-2", "CORS-PRE-2", "CORS-PRE-8", "CORS-PRE-14"),
)
def cors_any_origin_named(app: Broken) -> None:
    """The response names the origin of the request, whatever it is."""
    allows(app, lambda *_: True)


@fault("CORS-ORIGIN-2", "CORS-ORIGIN-6")
def cors_origin_by_its_beginning(app: Broken) -> None:
    """An origin is allowed if it begins with an allowed one."""
    allows(app, lambda cors, origin: origin.startswith(tuple(cors.allow_origins)))


@fault("CORS-ORIGIN-2")
def cors_origin_by_its_host(app: Broken) -> None:
    """Only the host of an origin is compared."""
    allows(
        app,
        lambda cors, origin: urlsplit(origin).hostname in {urlsplit(known).hostname for known in cors.allow_origins},
    )


@fault("CORS-ORIGIN-2")
def cors_origin_without_its_port(app: Broken) -> None:
    """An origin without a port is allowed if it is allowed with one."""
    allows(app, lambda cors, origin: origin in {part for known in cors.allow_origins for part in (known, known[:-5])})


@fault("CORS-ORIGIN-2", "CORS-STAR-1", "CORS-CRED-1")
def proxy_adds_cors_again(app: Broken) -> None:
    """A proxy adds a second Access-Control-Allow-Origin to that of the application."""

    @app.received("*", "/apps/cors/*")
    def again(response: Received) -> None:
        if origin := response.headers.get("access-control-allow-origin"):
            response.headers.append("access-control-allow-origin", origin)


@fault(
    *("CORS-ORIGIN-2", "CORS-ORIGIN-7", "CORS-STAR-5", "CORS-ORIGIN-5", "CORS-ORIGIN-8", "CORS-CRED-4", "CORS-CRED-3"),
    *("CORS-METHOD-1", "CORS-METHOD-5", "CORS-METHOD-3", "CORS-METHOD-7", "CORS-METHOD-6", "CORS-HEADER-1"),
    *("CORS-HEADER-2", "CORS-HEADER-4", "CORS-HEADER-3", "CORS-HEADER-5", "CORS-EXPOSE-2", "CORS-EXPOSE-3"),
    *("CORS-MAXAGE-2", "CORS-PRE-12", "CORS-PRE-4", "CORS-PRE-1", "CORS-PRE-13", "CORS-PRE-2", "CORS-PRE-14"),
    *("CORS-PRE-8", "CORS-PRE-5", "CORS-PRE-10"),
)
def cors_without_operations(app: Broken) -> None:
    """CORS works as it should, but the operations that a front end calls do not exist: GET is a 404."""

    @app.received("GET", "*/hello")
    @app.received("GET", "/chapter03/query")
    def change(response: Received) -> None:
        response.status = 404


@fault("CORS-ORIGIN-7", "CORS-PRE-2", "CORS-PRE-14")
def cors_null_allowed(app: Broken) -> None:
    """The origin null is allowed, for pages that are opened from a disk."""
    allows(app, lambda cors, origin: origin == "null" or origin in cors.allow_origins)


@fault("CORS-ORIGIN-6")
def cors_origin_in_any_case(app: Broken) -> None:
    """Origins are compared without regard to letter case."""
    allows(app, lambda cors, origin: origin.lower() in cors.allow_origins)


@fault("CORS-ORIGIN-1")
def cors_origin_stays(app: Broken) -> None:
    """The headers of the first response to an allowed origin are those of all responses, as before Starlette 0.12."""
    first: dict[CORSMiddleware, str] = {}

    def change(cors: CORSMiddleware, _: Headers, response: MutableHeaders) -> None:
        if origin := response.get("access-control-allow-origin"):
            response["Access-Control-Allow-Origin"] = first.setdefault(cors, origin)

    responses(app, change)
