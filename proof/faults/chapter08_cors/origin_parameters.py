"""Faults that the rules of spec/chapter08_cors/test_origin_parameters.py detect."""

from fastapi.middleware.cors import CORSMiddleware
from starlette.datastructures import Headers, MutableHeaders

from proof.faults.chapter08_cors._shared import allows, responses, setting
from proof.faults.fault import Broken, Received, fault


@fault("CORS-DEFAULT-1", "CORS-ORIGIN-3")
def cors_default_is_star(app: Broken) -> None:
    """Without settings, all origins are allowed."""
    setting(app, ["default"], allow_origins=["*"])


@fault("CORS-REGEX-1")
def cors_pattern_of_one_label(app: Broken) -> None:
    """The pattern of allowed origins matches only one label in front of the domain."""
    setting(app, ["regex"], allow_origin_regex=r"https://[^.]*\.example\.org")


@fault("CORS-REGEX-1", "CORS-REGEX-2", "CORS-CRED-1")
def cors_pattern_in_the_list(app: Broken) -> None:
    """The pattern of allowed origins is in the list of origins, where it is compared as a string."""
    setting(app, ["regex"], allow_origin_regex=None, allow_origins=[r"https://.*\.example\.org"])


@fault("CORS-REGEX-2")
def cors_pattern_found_anywhere(app: Broken) -> None:
    """The pattern of allowed origins may match any part of the origin."""
    allows(app, lambda cors, origin: bool(cors.allow_origin_regex and cors.allow_origin_regex.search(origin)))


@fault("CORS-REGEX-2")
def cors_pattern_open_at_its_end(app: Broken) -> None:
    """The pattern of allowed origins is not anchored at the end."""
    allows(app, lambda cors, origin: bool(cors.allow_origin_regex and cors.allow_origin_regex.match(origin)))


@fault("CORS-REGEX-2")
def cors_pattern_with_bare_dots(app: Broken) -> None:
    """The dots in the pattern of allowed origins are not escaped."""
    setting(app, ["regex"], allow_origin_regex=r"https://.*.example.org")


@fault("CORS-REGEX-2")
def cors_pattern_of_both_schemes(app: Broken) -> None:
    """The pattern of allowed origins matches http as well."""
    setting(app, ["regex"], allow_origin_regex=r"https?://.*\.example\.org")


@fault("CORS-ORIGIN-5", "CORS-ORIGIN-8", "CORS-ORIGIN-4", "CORS-PRE-5", "CORS-PRE-10", "CORS-SIMPLE-3", "CORS-SIMPLE-5")
def cors_vary_dropped(app: Broken) -> None:
    """A proxy removes Vary."""

    @app.received("*", "*")
    def change(response: Received) -> None:
        del response.headers["vary"]


@fault("CORS-ORIGIN-8")
def cors_vary_only_for_allowed_origins(app: Broken) -> None:
    """A response to an origin that is not allowed has no Vary, as before Starlette 1.7."""

    def change(_: CORSMiddleware, request: Headers, response: MutableHeaders) -> None:
        if "origin" in request and "access-control-allow-origin" not in response:
            del response["Vary"]

    responses(app, change)


@fault("CORS-ORIGIN-4")
def cors_vary_only_with_an_origin(app: Broken) -> None:
    """Only a response to a request with Origin has Vary: a cache gives any other to a front end, too."""

    def change(_: CORSMiddleware, request: Headers, response: MutableHeaders) -> None:
        if "origin" not in request:
            del response["Vary"]

    responses(app, change)


@fault("CORS-ORIGIN-4")
def cors_headers_without_an_origin(app: Broken) -> None:
    """The response to a request without Origin has CORS headers."""

    def change(cors: CORSMiddleware, _: Headers, response: MutableHeaders) -> None:
        response.update(cors.simple_headers)

    responses(app, change)
