"""Faults that the rules of spec/chapter04_responses/test_application.py detect."""

from typing import Any

from fastapi import Response
from fastapi.openapi.docs import get_redoc_html
from fastapi.responses import HTMLResponse, PlainTextResponse

from proof.faults.fault import Broken, Received, fault

PAGES = ("/docs", "/redocs")


@fault("DOCS-1")
def docs_read_another_document(app: Broken) -> None:
    """The docs pages read the OpenAPI document from its previous URL."""

    for path in PAGES:

        @app.received("GET", path)
        def moved(response: Received) -> None:
            response.body = response.body.replace(b"/openapi.json", b"/api/v1/schema")


@fault("DOCS-1", "DOCS-10")
def docs_are_text(app: Broken) -> None:
    """The docs pages are sent as `text/plain`."""

    @app.received("GET", "/docs*")
    def text(response: Received) -> None:
        response.headers["Content-Type"] = "text/plain; charset=utf-8"


@fault("DOCS-1", "DOCS-3", "DOCS-9")
def docs_are_at_their_default(app: Broken) -> None:
    """The page `/redocs` does not exist, since `redoc_url` is not set."""

    @app.received("*", "/redocs")
    def absent(response: Received) -> None:
        response.status, response.json = 404, {"detail": "Not Found"}


@fault("DOCS-9")
def docs_stay_at_redoc(app: Broken) -> None:
    """The default page `/redoc` exists beside `/redocs`."""

    @app.route("GET", "/redoc")
    async def redoc() -> HTMLResponse:
        return get_redoc_html(openapi_url="/openapi.json", title="ReDoc")


@fault("DOCS-10")
def docs_lack_the_oauth2_page(app: Broken) -> None:
    """The page to which a login from `/docs` returns does not exist."""

    @app.received("GET", "/docs/oauth2-redirect")
    def absent(response: Received) -> None:
        response.status = 404


@fault("DOCS-2")
def document_is_of_version_0(app: Broken) -> None:
    """The application has FastAPI's default version."""

    @app.document()
    def default(document: Any) -> None:
        document["info"]["version"] = "0.1.0"


@fault("DOCS-2", "DOCS-1")
def application_has_no_title(app: Broken) -> None:
    """The application has FastAPI's default title."""

    @app.document()
    def default(document: Any) -> None:
        document["info"]["title"] = "FastAPI"

    for path in PAGES:

        @app.received("GET", path)
        def untitled(response: Received) -> None:
            response.body = response.body.replace(b"FastAPI Tutorial and Coronavirus Tracker API Docs", b"FastAPI")


@fault("DOCS-2")
def document_folds_the_spaces(app: Broken) -> None:
    """A run of spaces in the description becomes a single space."""

    @app.document()
    def folded(document: Any) -> None:
        document["info"]["description"] = " ".join(document["info"]["description"].split())


@fault("DOCS-7")
def document_is_of_openapi_3_0(app: Broken) -> None:
    """The OpenAPI document has version 3.0."""

    @app.document()
    def older(document: Any) -> None:
        document["openapi"] = "3.0.3"


@fault("DOCS-7")
def document_is_text(app: Broken) -> None:
    """The OpenAPI document is sent as `text/plain`."""

    @app.received("GET", "/openapi.json")
    def text(response: Received) -> None:
        response.headers["Content-Type"] = "text/plain; charset=utf-8"


@fault("DOCS-6")
def document_lacks_the_errors(app: Broken) -> None:
    """The OpenAPI document does not declare the error that an operation raises."""

    @app.document()
    def without(document: Any) -> None:
        del document["paths"]["/chapter04/http_exception"]["get"]["responses"]["404"]


@fault("DOCS-6", "FILE-16")
def document_lacks_the_422(app: Broken) -> None:
    """The OpenAPI document declares no 422, not even for an operation with input."""

    @app.document()
    def without(document: Any) -> None:
        for item in document["paths"].values():
            for operation in item.values():
                operation["responses"].pop("422", None)


@fault("DOCS-11")
def document_declares_422_everywhere(app: Broken) -> None:
    """The OpenAPI document declares a 422 for every operation, even without input."""

    @app.document()
    def everywhere(document: Any) -> None:
        for item in document["paths"].values():
            for operation in item.values():
                operation["responses"].setdefault("422", {"description": "Validation Error"})


@fault("DOCS-8")
def document_of_a_mount_is_the_main_one(app: Broken) -> None:
    """The OpenAPI document of a mounted application is that of the main application."""

    @app.route("GET", "/apps/no-slash-redirect/openapi.json")
    async def outer() -> Any:
        return app.app.openapi()


@fault("DOCS-8", "ERRH-7")
def document_of_a_mount_is_404(app: Broken) -> None:
    """A mounted application has no OpenAPI document, as with `openapi_url=None`."""

    @app.received("GET", "/apps/*/openapi.json")
    def absent(response: Received) -> None:
        response.status, response.json = 404, {"detail": "Not Found"}


@fault("DOCS-8")
def document_of_a_mount_includes_the_main_paths(app: Broken) -> None:
    """The OpenAPI document of a mounted application also has the paths of the main application."""

    @app.document("/apps/no-slash-redirect/openapi.json")
    def more(document: Any) -> None:
        document["paths"] = app.app.openapi()["paths"] | document["paths"]


@fault("DOCS-3")
def docs_reject_head(app: Broken) -> None:
    """HEAD on the docs pages and the OpenAPI document is rejected with 405."""
    for path in (*PAGES, "/openapi.json"):

        @app.route("HEAD", path)
        async def rejected() -> Response:
            return Response(status_code=405, headers={"Allow": "GET"})


@fault("DOCS-3")
def docs_have_no_type_for_head(app: Broken) -> None:
    """HEAD on the docs pages has no media type, since its handler does not know the page."""
    for path in (*PAGES, "/openapi.json"):

        @app.route("HEAD", path)
        async def empty() -> Response:
            return Response()


@fault("DOCS-4")
def docs_page_needs_a_login(app: Broken) -> None:
    """The page `/docs` needs a login, but the redirect to it does not."""

    @app.received("GET", "/docs")
    def closed(response: Received) -> None:
        response.status = 401


@fault("DOCS-4")
def docs_have_a_page_with_a_slash(app: Broken) -> None:
    """`/docs/` is a page of its own."""

    @app.route("GET", "/docs/")
    async def docs() -> PlainTextResponse:
        return PlainTextResponse("see /docs")


@fault("DOCS-4", "STATIC-32")
def redirect_is_permanent(app: Broken) -> None:
    """A redirect for a slash is permanent: 308."""
    for path in ("/docs/", "/static"):

        @app.received("*", path)
        def permanent(response: Received) -> None:
            if response.status == 307:
                response.status = 308
