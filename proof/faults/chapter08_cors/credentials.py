"""Faults that the rules of spec/chapter08_cors/test_credentials.py detect."""

from fastapi.middleware.cors import CORSMiddleware
from starlette.datastructures import Headers, MutableHeaders

from proof.faults.chapter08_cors._shared import responses, setting
from proof.faults.fault import Broken, Received, fault


@fault("CORS-CRED-1")
def cors_credentials_by_default(app: Broken) -> None:
    """Credentials are allowed by default."""
    setting(app, ["origins", "regex"], allow_credentials=True)


@fault("CORS-CRED-4", "CORS-DEFAULT-1", "CORS-REGEX-2", "CORS-ORIGIN-2", "CORS-ORIGIN-3", "CORS-ORIGIN-7")
def cors_every_response_readable(app: Broken) -> None:
    """A proxy adds Access-Control-Allow-Origin: * to every response that has none, but not to preflights."""

    @app.received("[GP]*", "*")
    def change(response: Received) -> None:
        response.headers.setdefault("access-control-allow-origin", "*")


@fault("CORS-CRED-4", "CORS-DEFAULT-1", "CORS-REGEX-2", "CORS-PRE-2")
def cors_every_preflight_granted(app: Broken) -> None:
    """A proxy grants every preflight."""

    @app.received("OPTIONS", "*")
    def change(response: Received) -> None:
        response.status = 200
        del response.headers["access-control-allow-credentials"]
        for name in ("origin", "methods", "headers"):
            response.headers[f"access-control-allow-{name}"] = "*"


@fault("CORS-CRED-3")
def cors_credentials_only_for_allowed_origins(app: Broken) -> None:
    """A response to an origin that is not allowed has no Access-Control-Allow-Credentials."""

    def change(_: CORSMiddleware, request: Headers, response: MutableHeaders) -> None:
        if "access-control-allow-origin" not in response and "origin" in request:
            del response["Access-Control-Allow-Credentials"]

    responses(app, change)
