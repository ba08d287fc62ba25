"""Faults that the rules of spec/chapter08_cors/test_other_parameters.py detect."""

from proof.faults.chapter08_cors._shared import setting
from proof.faults.fault import Broken, Received, Sent, fault
from reference_app.apps.cors import SETTINGS

EVERYWHERE = ("", *SETTINGS)


@fault("CORS-EXPOSE-1")
def cors_expose_one(app: Broken) -> None:
    """One of the two exposed headers is not listed."""
    setting(app, ["expose"], expose_headers=["X-Process-Time"])


@fault("CORS-EXPOSE-1", "CORS-EXPOSE-3")
def cors_expose_in_preflights(app: Broken) -> None:
    """The exposed headers are listed in the response to a preflight instead of that to the request."""

    @app.received("OPTIONS", "/apps/cors/expose/*")
    def change(response: Received) -> None:
        response.headers["access-control-expose-headers"] = "X-Process-Time, X-Total"

    @app.received("GET", "/apps/cors/expose/*")
    def without(response: Received) -> None:
        del response.headers["access-control-expose-headers"]


@fault("CORS-EXPOSE-2", "MW-TIME-4")
def cors_expose_all(app: Broken) -> None:
    """X-Process-Time is exposed in every application."""
    setting(app, EVERYWHERE, expose_headers=["X-Process-Time"])


@fault("CORS-EXPOSE-2", "MW-TIME-4")
def cors_expose_in_the_main_application(app: Broken) -> None:
    """All headers are exposed in the main application."""
    setting(app, [""], expose_headers=["*"])


@fault("CORS-MAXAGE-1")
def max_age_is_a_day(app: Broken) -> None:
    """A browser may cache a preflight for a day by default."""
    setting(app, ["origins"], max_age=86400)


@fault("CORS-MAXAGE-1")
def max_age_left_out(app: Broken) -> None:
    """The response to a preflight has no Access-Control-Max-Age: a browser caches it for 5 seconds."""

    @app.received("OPTIONS", "/apps/cors/*")
    def change(response: Received) -> None:
        del response.headers["access-control-max-age"]


@fault("CORS-MAXAGE-1")
def max_age_in_milliseconds(app: Broken) -> None:
    """Access-Control-Max-Age is in milliseconds."""
    setting(app, ["max-age"], max_age=5000)


@fault("CORS-MAXAGE-2")
def max_age_of_every_response(app: Broken) -> None:
    """Every response has Access-Control-Max-Age."""

    @app.received("GET", "/apps/cors/max-age/*")
    def change(response: Received) -> None:
        response.headers["access-control-max-age"] = "5"


@fault("CORS-PRE-11")
def private_network_forgotten(app: Broken) -> None:
    """Private networks are not allowed where they should be."""
    setting(app, ["private-network"], allow_private_network=False)


@fault("CORS-PRE-11", "CORS-PRE-4")
def private_network_unknown(app: Broken) -> None:
    """Access-Control-Request-Private-Network is ignored, as before Starlette 0.52."""

    @app.sent("OPTIONS", "*")
    def change(sent: Sent) -> None:
        del sent.headers["access-control-request-private-network"]


@fault("CORS-PRE-12", "CORS-PRE-4")
def private_network_by_default(app: Broken) -> None:
    """Private networks are allowed in every application."""
    setting(app, EVERYWHERE, allow_private_network=True)
