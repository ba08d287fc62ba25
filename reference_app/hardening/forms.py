"""Forms: in a charset that is quick to decode, and without a flood of separators between their fields."""

from collections.abc import Sequence

from starlette import formparsers
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reference_app.hardening import either

CHARSETS = {b"utf-8", b"utf8", b"us-ascii", b"ascii", b"iso-8859-1", b"latin-1", b"latin1"}
"""The names of the charsets that a form may be in. Starlette decodes by any codec of Python, also by punycode, which
takes a minute for a megabyte."""
MOST_FIELDS = 1000
"""As many as Starlette reads. It does not count an empty one, and takes seconds for a megabyte of ``&``."""


class FormGuard:
    """Rejects with 400, before it is parsed, a form that would occupy the server for long."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http":
            # The function with which Starlette itself finds the charset: another one could read another charset.
            kind, options = formparsers.parse_options_header(  # type: ignore[attr-defined]
                Headers(scope=scope).get("content-type")
            )
            if options.get(b"charset", b"utf-8").strip().lower() not in CHARSETS and kind == b"multipart/form-data":
                return await JSONResponse({"detail": "Unsupported charset"}, 400)(scope, receive, send)
            if kind == b"application/x-www-form-urlencoded":
                receive = _counting_fields(receive)
        await self.app(scope, receive, send)


def _counting_fields(receive: Receive) -> Receive:
    """Receive an urlencoded form up to the largest number of fields."""
    separators = 0

    async def counted() -> Message:
        nonlocal separators
        message = await receive()
        separators += message.get("body", b"").count(b"&")
        if separators > MOST_FIELDS:
            raise HTTPException(400, f"Too many fields. Maximum number of fields is {MOST_FIELDS}.")
        return message

    return counted


GUARDS: Sequence[type[FormGuard]] = either([FormGuard], [])
