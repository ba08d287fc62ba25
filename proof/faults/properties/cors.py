"""Faults that the rules of spec/properties/test_cors.py detect."""

from typing import Any

from starlette.middleware import Middleware

from proof.faults.fault import Broken, Received, fault


def cors(app: Broken, setting: str, **settings: Any) -> None:
    """Change the settings of the CORS middleware of one application."""
    app.middleware(
        f"/apps/cors/{setting}",
        lambda stack: [Middleware(layer.cls, **{**layer.kwargs, **settings}) for layer in stack],  # type: ignore[call-arg]
    )


@fault("LAW-CORS-1")
def cors_pattern_without_an_end(app: Broken) -> None:
    """The pattern of allowed origins is not anchored at the end."""
    cors(app, "regex", allow_origin_regex=r"https://.*\.example\.org.*")


@fault("LAW-CORS-2")
def cors_allows_any_header(app: Broken) -> None:
    """All headers are allowed where one should be."""
    cors(app, "headers", allow_headers=["*"])


@fault("LAW-CORS-3")
def cors_rejects_with_403(app: Broken) -> None:
    """A preflight that is not allowed is a 403 and not a 400."""

    @app.received("OPTIONS", "/*")
    def forbid(response: Received) -> None:
        if response.status == 400:
            response.status = 403
