"""Faults that the rules of spec/chapter08_cors/test_other_parameters.py detect."""

from proof.faults.chapter08_cors._shared import setting
from proof.faults.fault import Broken, Received, Sent, fault
from reference_app.apps.cors import SETTINGS

EVERYWHERE = ("", *SETTINGS)


@fault("CORS-MAXAGE-1")
def max_age_is_a_day(app: Broken) -> None:
    """A browser may keep the response to a preflight for a day by default."""
    setting(app, ["origins"], max_age=86400)


@fault("CORS-MAXAGE-1")
def max_age_in_milliseconds(app: Broken) -> None:
    """The time for which a browser may keep an response is set in milliseconds."""
    setting(app, ["max-age"], max_age=5000)


@fault("CORS-MAXAGE-2")
def max_age_of_every_answer(app: Broken) -> None:
    """Every response says how long it may be kept as that to a preflight."""

    @app.received("GET", "/apps/cors/max-age/*")
    def change(response: Received) -> None:
        response.headers["access-control-max-age"] = "5"


@fault("CORS-PRE-11")
def private_network_forgotten(app: Broken) -> None:
    """The private network is not allowed."""
    setting(app, ["private-network"], allow_private_network=False)


@fault("CORS-PRE-11", "CORS-PRE-4")
def private_network_unknown(app: Broken) -> None:
    """A preflight that asks for the private network is answered as one that does not, as before Starlette 0.52."""

    @app.sent("OPTIONS", "*")
    def change(sent: Sent) -> None:
        del sent.headers["access-control-request-private-network"]


@fault("CORS-PRE-12", "CORS-PRE-4")
def private_network_by_default(app: Broken) -> None:
    """The private network is allowed everywhere."""
    setting(app, EVERYWHERE, allow_private_network=True)


@fault("CORS-EXPOSE-1")
def cors_expose_one(app: Broken) -> None:
    """Of the headers to be exposed one is forgotten."""
    setting(app, ["expose"], expose_headers=["X-Process-Time"])


@fault("CORS-EXPOSE-2", "MW-TIME-4")
def cors_expose_all(app: Broken) -> None:
    """The time an response took is exposed everywhere."""
    setting(app, EVERYWHERE, expose_headers=["X-Process-Time"])


@fault("CORS-EXPOSE-1", "CORS-EXPOSE-3")
def cors_expose_in_preflights(app: Broken) -> None:
    """The exposed headers are told in the response to a preflight, and not where a browser looks for them."""

    @app.received("OPTIONS", "/apps/cors/expose/*")
    def change(response: Received) -> None:
        response.headers["access-control-expose-headers"] = "X-Process-Time, X-Total"

    @app.received("GET", "/apps/cors/expose/*")
    def without(response: Received) -> None:
        del response.headers["access-control-expose-headers"]
