"""Faults that the rules of spec/chapter05_dependencies/test_global_dependencies.py detect."""

from typing import Any

from proof.faults.chapter05_dependencies._shared import APP
from proof.faults.fault import Broken, Received, Sent, fault
from reference_app.dependencies import GUARD
from reference_app.events import Events


@fault("DEP-GLOBAL-1")
def guard_of_a_router_guards_one(app: Broken) -> None:
    """One operation of the router does not have the dependencies of the router."""

    @app.route("GET", "/chapter05/guarded/items")
    async def items() -> Any:
        return [{"item": "item01"}]


@fault("DEP-GLOBAL-5", "DEP-FN-1")
def guard_of_a_router_guards_all(app: Broken) -> None:
    """The dependencies of a router also apply to operations outside of it."""
    for path in ("/chapter05/dependency01", "/chapter05/dependency02"):

        @app.route("GET", path, dependencies=GUARD)
        async def beside() -> Any:
            return {"q": None, "page": 1, "limit": 100}


@fault("DEP-GLOBAL-5", "DEP-GLOBAL-1")
def guard_of_a_router_is_dropped(app: Broken) -> None:
    """The dependencies of a router are lost when it is included in another."""
    for name in ("users", "items"):

        @app.route("GET", f"/chapter05/guarded/{name}")
        async def open_() -> Any:
            return []


@fault("DEP-GLOBAL-2", "DEP-GLOBAL-3", "DEP-GLOBAL-6", "DEP-GLOBAL-7", "DEP-GLOBAL-8")
def guard_of_an_app_is_dropped(app: Broken) -> None:
    """The dependencies of an application do not apply to an operation declared directly on it."""

    @app.route("GET", f"{APP}/hello")
    async def hello() -> Any:
        return {"hello": "world"}


@fault("DEP-GLOBAL-9")
def guard_responds_instead_of_the_operation(app: Broken) -> None:
    """The response contains what the dependency returns instead of what the operation returns."""

    @app.received("GET", f"{APP}/hello")
    def key(response: Received) -> None:
        if response.status == 200:
            response.json = "fake-super-secret-key"


@fault("DEP-GLOBAL-4")
def guard_runs_twice(app: Broken) -> None:
    """A dependency that application and operation declare runs twice."""

    @app.route("GET", f"{APP}/dependency_in_path_operation", dependencies=GUARD)
    async def twice(events: Events) -> Any:
        events("verify token")
        events("verify key")
        events("handler")
        return [{"user": "user01"}, {"user": "user02"}]


def middleware_guard(app: Broken, *paths: str) -> None:
    """Respond to any request without `X-Key` as the guarded operation does, at these paths."""
    for path in paths:

        @app.sent("*", path)
        def guarded(sent: Sent) -> None:
            if "x-key" not in sent.headers:
                sent.method, sent.path = "GET", f"{APP}/hello"


@fault("DEP-GLOBAL-3", "DEP-GLOBAL-7", "DEP-GLOBAL-8", "DEP-GLOBAL-6")
def guard_is_a_middleware(app: Broken) -> None:
    """A middleware rejects requests to documentation, mounts and unknown paths, not only those to operations."""
    middleware_guard(app, f"{APP}/*")


@fault("DEP-GLOBAL-3")
def guard_of_the_docs_is_another(app: Broken) -> None:
    """The OpenAPI document of an application with dependencies is a 404."""

    @app.received("GET", f"{APP}/openapi.json")
    def closed(response: Received) -> None:
        response.status = 404


@fault("DEP-GLOBAL-7")
def guard_mounts_nothing(app: Broken) -> None:
    """The static files of an application with dependencies are a 404."""

    @app.received("GET", f"{APP}/static/*")
    def absent(response: Received) -> None:
        response.status = 404


@fault("DEP-GLOBAL-8")
def guard_hides_unknown_paths(app: Broken) -> None:
    """An application with dependencies responds with 403 to an unknown path or method."""

    @app.received("*", f"{APP}/*")
    def hidden(response: Received) -> None:
        if response.status in (404, 405):
            response.status = 403


@fault("DEP-GLOBAL-6")
def guard_rejects_the_preflight(app: Broken) -> None:
    """The response to a preflight does not allow the requested headers."""

    @app.received("OPTIONS", f"{APP}/*")
    def less(response: Received) -> None:
        response.headers["Access-Control-Allow-Headers"] = "Content-Type"


@fault("DEP-GLOBAL-10")
def guarded_app_varies_on_one_key(app: Broken) -> None:
    """The response varies on one key: a shared cache sends it to a client that lacks the other."""

    @app.received("GET", f"{APP}/hello")
    def vary(response: Received) -> None:
        if response.status == 200:
            del response.headers["Cache-Control"]
            response.headers["Vary"] = "Origin, X-Token"
