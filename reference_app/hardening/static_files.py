"""Static files with ranges as HTTP defines them."""

from fastapi.staticfiles import StaticFiles
from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

from reference_app.hardening import either


class RangedStaticFiles(StaticFiles):
    """Ignores a Range that is not in bytes or not on GET (RFC 9110 §14.2); Starlette 1.10 responds with 400 and 206."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        unit, _, _ = Headers(scope=scope).get("range", "").partition("=")
        if unit.lower() != "bytes" or scope.get("method") != "GET":
            scope = {**scope, "headers": [header for header in scope["headers"] if header[0] != b"range"]}
        await super().__call__(scope, receive, send)


STATIC_FILES: type[StaticFiles] = either(RangedStaticFiles, StaticFiles)
