"""Faults that the rules of spec/chapter05_dependencies/test_global_dependencies.py detect."""

from typing import Any

from proof.faults.chapter05_dependencies._shared import APP
from proof.faults.fault import Broken, Received, Sent, fault
from reference_app.dependencies import GUARD
from reference_app.events import Events


@fault("DEP-GLOBAL-1")
def guard_of_a_router_guards_one(app: Broken) -> None:
    """An operation was added to the guarded router after its dependencies had been read."""

    @app.route("GET", "/chapter05/guarded/items")
    async def items() -> Any:
        return [{"item": "item01"}]


@fault("DEP-GLOBAL-5", "DEP-FN-1")
def guard_of_a_router_guards_all(app: Broken) -> None:
    """The guard of a router guards what is beside the router as well."""
    for path in ("/chapter05/dependency01", "/chapter05/dependency02"):

        @app.route("GET", path, dependencies=GUARD)
        async def beside() -> Any:
            return {"q": None, "page": 1, "limit": 100}


@fault("DEP-GLOBAL-5", "DEP-GLOBAL-1")
def guard_of_a_router_is_dropped(app: Broken) -> None:
    """The guard of a router is lost when the router is included in another."""
    for name in ("users", "items"):

        @app.route("GET", f"/chapter05/guarded/{name}")
        async def open_() -> Any:
            return []


@fault("DEP-GLOBAL-2", "DEP-GLOBAL-3", "DEP-GLOBAL-6", "DEP-GLOBAL-7", "DEP-GLOBAL-8")
def guard_of_an_app_is_dropped(app: Broken) -> None:
    """The guard of an application is not applied to the operations that are declared on it directly."""

    @app.route("GET", f"{APP}/hello")
    async def hello() -> Any:
        return {"hello": "world"}


@fault("DEP-GLOBAL-9")
def guard_answers_in_place_of_the_operation(app: Broken) -> None:
    """The guard sends what it returns to the client, and the operation is never reached."""

    @app.received("GET", f"{APP}/hello")
    def key(response: Received) -> None:
        if response.status == 200:
            response.json = "fake-super-secret-key"


def middleware_guard(app: Broken, *paths: str) -> None:
    """Received 422 to whatever lacks the headers, at these paths."""
    for path in paths:

        @app.sent("*", path)
        def guarded(sent: Sent) -> None:
            if "x-key" not in sent.headers:
                sent.method, sent.path = "GET", f"{APP}/hello"


@fault("DEP-GLOBAL-3", "DEP-GLOBAL-7", "DEP-GLOBAL-8", "DEP-GLOBAL-6")
def guard_is_a_middleware(app: Broken) -> None:
    """The guard of an application is a middleware, and guards its documentation, its mounts and what is not there."""
    middleware_guard(app, f"{APP}/*")


@fault("DEP-GLOBAL-3")
def guard_of_the_docs_is_another(app: Broken) -> None:
    """The documentation of a guarded application is closed."""

    @app.received("GET", f"{APP}/openapi.json")
    def closed(response: Received) -> None:
        response.status = 404


@fault("DEP-GLOBAL-6")
def guard_refuses_the_preflight(app: Broken) -> None:
    """A preflight is answered without the headers that it asks for."""

    @app.received("OPTIONS", f"{APP}/*")
    def less(response: Received) -> None:
        response.headers["Access-Control-Allow-Headers"] = "Content-Type"


@fault("DEP-GLOBAL-4")
def guard_runs_twice(app: Broken) -> None:
    """A guard that the application and its operation declare runs for each of them."""

    @app.route("GET", f"{APP}/dependency_in_path_operation", dependencies=GUARD)
    async def twice(events: Events) -> Any:
        events("verify token")
        events("verify key")
        events("handler")
        return [{"user": "user01"}, {"user": "user02"}]


@fault("DEP-GLOBAL-7")
def guard_mounts_nothing(app: Broken) -> None:
    """What is mounted in a guarded application is not there."""

    @app.received("GET", f"{APP}/static/*")
    def absent(response: Received) -> None:
        response.status = 404


@fault("DEP-GLOBAL-8")
def guard_hides_what_is_not_there(app: Broken) -> None:
    """A guarded application answers 403 for a path that it has not, so that nobody learns which there are."""

    @app.received("*", f"{APP}/*")
    def hidden(response: Received) -> None:
        if response.status in (404, 405):
            response.status = 403
