"""WSGI layers. An unhandled error bypasses all of them but the last resort."""

import logging
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import Headers
from werkzeug.wrappers import Response

from .events import Log

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

SAFELISTED = ("Accept", "Accept-Language", "Content-Language", "Content-Type")
ALL_METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY")


def last_resort(app: App) -> App:
    """Respond to an unhandled exception with a 500 that says nothing about it."""

    def layer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        try:
            return app(environ, start)
        except Exception:
            logging.getLogger("gunicorn.error").exception("%s %s", environ["REQUEST_METHOD"], environ["PATH_INFO"])
            return Response("Internal Server Error", 500, mimetype="text/plain")(environ, start)

    return layer


def changing(app: App, change: Callable[[Headers], None]) -> App:
    """Change the headers of each response."""

    def layer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        def changed(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            changed_headers = Headers(headers)
            change(changed_headers)
            return start(status, changed_headers.to_wsgi_list(), *rest)

        return app(environ, changed)

    return layer


def process_time(app: App) -> App:
    """Say in X-Process-Time how many seconds the response took."""

    def layer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        began = time.perf_counter()
        timed = changing(app, lambda headers: headers.set("X-Process-Time", f"{time.perf_counter() - began:.6f}"))
        return timed(environ, start)

    return layer


def telling(app: App, name: str) -> App:
    """Write to the event log before and after the inner layers run."""

    def layer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        id = environ.get("HTTP_X_EVENT_LOG", "")
        log = Log(id if len(id) <= 64 else "")
        log.write(f"{name} before")
        response = app(environ, start)
        log.write(f"{name} after")
        return response

    return layer


@dataclass(frozen=True)
class Cors:
    """Cross-origin resource sharing (Fetch standard, §3.2); ``"*"`` allows all origins, methods or headers."""

    origins: tuple[str, ...] = ()
    origin_regex: str = r"(?!)"
    credentials: bool = False
    methods: tuple[str, ...] = ("GET",)
    headers: tuple[str, ...] = ()
    expose: tuple[str, ...] = ()
    max_age: int = 600
    private_network: bool = False

    def __call__(self, app: App) -> App:
        def layer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            origin = environ.get("HTTP_ORIGIN")
            if environ["REQUEST_METHOD"] == "OPTIONS" and origin and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in environ:
                return self.preflight(environ, origin)(environ, start)
            return changing(app, lambda headers: self.mark(headers, origin))(environ, start)

        return layer

    def mark(self, headers: Headers, origin: str | None) -> None:
        vary = headers.get("Vary")
        headers.set("Vary", f"{vary}, Origin" if vary else "Origin")
        if origin is None:
            return
        headers.extend(self.grants(origin))
        if self.expose:
            headers.set("Access-Control-Expose-Headers", ", ".join(self.expose))

    def grants(self, origin: str) -> dict[str, str]:
        grants = {"Access-Control-Allow-Credentials": "true"} if self.credentials else {}
        if self.allows(origin):
            star = "*" in self.origins and not self.credentials
            grants["Access-Control-Allow-Origin"] = "*" if star else origin
        return grants

    def allows(self, origin: str) -> bool:
        return "*" in self.origins or origin in self.origins or bool(re.fullmatch(self.origin_regex, origin))

    def preflight(self, environ: dict[str, Any], origin: str) -> Response:
        requested = environ.get("HTTP_ACCESS_CONTROL_REQUEST_HEADERS", "")
        wanted = {name.strip().lower() for name in requested.split(",") if name.strip()}
        methods = ALL_METHODS if "*" in self.methods else self.methods
        named = sorted({*SAFELISTED, *self.headers})
        private = "HTTP_ACCESS_CONTROL_REQUEST_PRIVATE_NETWORK" in environ
        wrong = [
            name
            for name, allowed in (
                ("origin", self.allows(origin)),
                ("method", environ["HTTP_ACCESS_CONTROL_REQUEST_METHOD"] in methods),
                ("headers", "*" in self.headers or wanted <= {name.lower() for name in named}),
                ("private-network", self.private_network or not private),
            )
            if not allowed
        ]
        text = f"Disallowed CORS {', '.join(wrong)}" if wrong else "OK"
        response = Response(text, 400 if wrong else 200, self.grants(origin), mimetype="text/plain")
        response.headers["Vary"] = ", ".join(
            ["Origin", *(f"Access-Control-Request-{name}" for name in ("Method", "Headers", "Private-Network"))]
        )
        response.headers["Access-Control-Allow-Methods"] = ", ".join(methods)
        response.headers["Access-Control-Max-Age"] = str(self.max_age)
        if allowed_headers := (requested if "*" in self.headers else ", ".join(named)):
            response.headers["Access-Control-Allow-Headers"] = allowed_headers
        if private and self.private_network:
            response.headers["Access-Control-Allow-Private-Network"] = "true"
        return response
