"""What all applications share: exact methods, slashes, errors, the OpenAPI document and the pages that show it."""

import json
import re
from functools import cache
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Flask, Response, current_app, redirect, request, send_from_directory
from flask.json.provider import DefaultJSONProvider
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, RequestedRangeNotSatisfiable
from werkzeug.routing import BaseConverter, RequestRedirect, Rule

from . import http_errors
from .settings import OPENAPI_DOCUMENTS, STATIC_FOLDER

GET_HEAD = ["GET", "HEAD"]


class ExactRule(Rule):
    """A rule without the HEAD that Werkzeug adds to every GET."""

    def __init__(self, string: str, *, methods: Any = None, **options: Any) -> None:
        super().__init__(string, methods=methods, **options)
        if self.methods is not None and "HEAD" not in (methods or ()):
            self.methods.discard("HEAD")


class Rest(BaseConverter):
    """The rest of the path with its slashes; it can be empty."""

    part_isolating = False
    regex = r"[\s\S]*"


class Json(DefaultJSONProvider):
    ensure_ascii = False
    sort_keys = False


class Application(Flask):
    url_rule_class = ExactRule  # type: ignore[assignment]
    json_provider_class = Json


@cache
def locked_openapi(prefix: str) -> dict[str, Any]:
    """The locked OpenAPI document of an application: ``cors-max-age.json`` for ``/apps/cors/max-age``."""
    name = prefix.removeprefix("/apps/").replace("/", "-") or "main"
    found: dict[str, Any] = json.loads((OPENAPI_DOCUMENTS / f"{name}.json").read_bytes())
    return found


def create(prefix: str, *, redoc: str = "/redoc", slashes: bool = True, text_errors: bool = False) -> Application:
    app = Application(f"api{prefix.replace('/', '.')}", static_folder=None)
    app.config.update(PROPAGATE_EXCEPTIONS=True, PROVIDE_AUTOMATIC_OPTIONS=False)
    app.url_map.merge_slashes = False
    app.url_map.converters["rest"] = Rest
    app.register_error_handler(HTTPException, http_errors.as_text if text_errors else http_errors.as_json)
    app.register_error_handler(
        http_errors.Invalid, http_errors.faults_as_text if text_errors else http_errors.faults_as_json
    )
    app.before_request(reject_doubled_slash)
    app.before_request(redirect_slash if slashes else reject_slash)
    add_docs(app, prefix, redoc)
    return app


def reject_doubled_slash() -> None:
    """Reject //hello, which Werkzeug matches as /hello."""
    if request.environ["PATH_INFO"].startswith("//"):
        raise NotFound


def redirect_slash() -> Response | None:
    """Redirect an unknown path that exists with a slash more or less, with any method."""
    if not isinstance(request.routing_exception, NotFound | RequestRedirect):
        return None
    path = "" if request.environ["PATH_INFO"] == "" else request.path  # the bare prefix of a mounted application
    other = path[:-1] if path.endswith("/") else f"{path}/"
    if path == "" or known(other):
        query = f"?{request.environ['QUERY_STRING']}" if request.query_string else ""
        return redirect(f"{quote(request.root_path + other)}{query}", 307)  # type: ignore[return-value]
    raise NotFound


def reject_slash() -> None:
    """Reject an unknown path, even if it exists with a slash more or less."""
    if isinstance(request.routing_exception, RequestRedirect):
        raise NotFound


def known(path: str) -> bool:
    adapter = current_app.create_url_adapter(request)
    try:
        return bool(adapter and adapter.match(path))
    except MethodNotAllowed:
        return True
    except (NotFound, RequestRedirect):
        return False


def add_docs(app: Flask, prefix: str, redoc: str) -> None:
    openapi = locked_openapi(prefix)
    body = app.json.dumps(openapi)
    title, url = openapi["info"]["title"], f"{prefix}/openapi.json"
    pages = {
        "/openapi.json": Response(body, mimetype="application/json"),
        "/docs": Response(SWAGGER.format(title=title, url=url), mimetype="text/html"),
        "/docs/oauth2-redirect": Response(OAUTH2_REDIRECT, mimetype="text/html"),
        redoc: Response(REDOC.format(title=title, url=url), mimetype="text/html"),
    }
    for path, page in pages.items():
        app.add_url_rule(
            path, path, lambda page=page: app.make_response((page.get_data(), page.headers)), methods=GET_HEAD
        )


def static_files(name: str = "static") -> Blueprint:
    """The static folder below /static: only single ranges of bytes, as Werkzeug serves them."""
    files = Blueprint(name, __name__)

    @files.route("/static/<rest:path>", methods=GET_HEAD)
    def read_file(path: str) -> Response:
        single = re.fullmatch(r"bytes=(\d+-\d*|-\d+)", request.headers.get("Range", ""), re.IGNORECASE)
        if request.method == "HEAD" or not single:
            request.environ.pop("HTTP_RANGE", None)  # a Range may be ignored, on HEAD it must be: RFC 9110 §14.2
        try:
            return send_from_directory(STATIC_FOLDER, path.rstrip("/"))
        except RequestedRangeNotSatisfiable:
            if not re.fullmatch(r"bytes=-0*[1-9]\d*", request.headers["Range"], re.IGNORECASE):
                raise
            request.environ["HTTP_RANGE"] = "bytes=0-"  # a suffix longer than the file: RFC 9110 §14.1.2
            return send_from_directory(STATIC_FOLDER, path.rstrip("/"))

    return files


SWAGGER = """<!doctype html>
<html><head><meta charset="utf-8"><title>{title} - Swagger UI</title>
<link rel="stylesheet" href="https://cdn.jsdelivr.net/npm/swagger-ui-dist@5/swagger-ui.css"></head>
<body><div id="swagger-ui"></div>
<script src="https://cdn.jsdelivr.net/npm/swagger-ui-dist@5/swagger-ui-bundle.js"></script>
<script>SwaggerUIBundle({{url: "{url}", dom_id: "#swagger-ui",
oauth2RedirectUrl: window.location.origin + window.location.pathname + "/oauth2-redirect"}})</script></body></html>
"""
REDOC = """<!doctype html>
<html><head><meta charset="utf-8"><title>{title} - ReDoc</title></head>
<body><redoc spec-url="{url}"></redoc>
<script src="https://cdn.jsdelivr.net/npm/redoc@2/bundles/redoc.standalone.js"></script></body></html>
"""
OAUTH2_REDIRECT = """<!doctype html>
<html><head><meta charset="utf-8"><title>Swagger UI: OAuth2 Redirect</title></head>
<body><script src="https://cdn.jsdelivr.net/npm/swagger-ui-dist@5/oauth2-redirect.js"></script></body></html>
"""
