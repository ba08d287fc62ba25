"""The application and its docs · FastAPI 配置项：应用与文档."""

import pytest

from fastapi_spec import ABSENT, Api, like, location, media_type, should

NOTES = "FastAPI 配置项"
DOCS = "tutorial/metadata/#docs-urls"
ORIGIN = "fastapi"
TITLE = "FastAPI Tutorial and Coronavirus Tracker API Docs"
# The runs of spaces are in the notes: a literal that goes on after a backslash keeps the indent of the next line.
DESCRIPTION = (
    "FastAPI教程         新冠病毒疫情跟踪器API接口文档,         项目代码:https://github.com/liaogx/fastapi-tutorial"
)


@should("DOCS-1", origin="notes")
@pytest.mark.parametrize("path", ["/docs", "/redocs"])
def test_docs_pages(api: Api, path: str) -> None:
    """`/docs` and `/redocs` respond with 200 and HTML that contains the application's title and `/openapi.json`."""
    response = api.get(path)

    assert response.status_code == 200
    assert media_type(response) == "text/html"
    assert TITLE in response.text
    assert "/openapi.json" in response.text


@should("DOCS-9")
def test_default_page(api: Api) -> None:
    """`/redoc`, the default page, is a 404, since `/redocs` replaces it."""
    response = api.get("/redoc")
    control = api.get("/redocs")

    assert response.status_code == 404
    assert control.status_code == 200


@should("DOCS-10", docs="reference/fastapi/")
def test_oauth2_page(api: Api) -> None:
    """`/docs/oauth2-redirect`, to which a login from `/docs` returns, responds with 200 and HTML."""
    response = api.get("/docs/oauth2-redirect")

    assert response.status_code == 200
    assert media_type(response) == "text/html"


@should("DOCS-2", origin="notes", docs="tutorial/metadata/#metadata-for-api")
def test_title_description_and_version(api: Api) -> None:
    """`/openapi.json` responds with 200 and the title, description and version of the application."""
    response = api.get("/openapi.json")

    assert response.status_code == 200
    assert response.json() == like(info={"title": TITLE, "description": DESCRIPTION, "version": "1.0.0"})


@should("DOCS-7", docs="tutorial/metadata/#openapi-url")
def test_version_of_openapi(api: Api) -> None:
    """The OpenAPI document is `application/json` and has `openapi` `3.1.0`."""
    response = api.get("/openapi.json")

    assert media_type(response) == "application/json"
    assert response.json() == like(openapi="3.1.0")


@should("DOCS-6", docs="advanced/additional-responses/")
def test_declared_statuses(api: Api) -> None:
    """The OpenAPI document declares the 200 of an operation, its 422 and the 404 it raises."""
    response = api.get("/openapi.json")

    assert response.json() == like(
        paths={"/chapter04/http_exception": {"get": {"responses": {"200": {}, "404": {}, "422": {}}}}}
    )


@should("DOCS-11", docs="advanced/additional-responses/")
def test_no_input_no_422(api: Api) -> None:
    """The OpenAPI document declares 200 but no 422 for an operation without input."""
    response = api.get("/openapi.json")

    assert response.json() == like(paths={"/hello": {"get": {"responses": {"200": {}, "422": ABSENT}}}})


@should("DOCS-8", origin="notes", docs="advanced/sub-applications/")
def test_mounted_application(api: Api) -> None:
    """A mounted application has its own OpenAPI document (200), with its own title and paths alone."""
    response = api.get("/apps/no-slash-redirect/openapi.json")

    assert response.status_code == 200
    assert response.json() == like(
        info={"title": "No slash redirect"},
        paths={"/hello": {"get": {}}, "/chapter04/http_exception": ABSENT},
    )


@should("DOCS-3", origin="http")
@pytest.mark.parametrize("path", ["/docs", "/redocs", "/openapi.json"])
def test_head(api: Api, path: str) -> None:
    """HEAD on a docs page or the OpenAPI document has the 200 and the media type of GET."""
    response = api.head(path)
    get = api.get(path)

    assert response.status_code == get.status_code == 200
    assert media_type(response) == media_type(get)


@should("DOCS-4")
def test_trailing_slash(api: Api) -> None:
    """`/docs/` is redirected to `/docs` with 307."""
    response = api.get("/docs/")
    target = api.get("/docs")

    assert response.status_code == 307
    assert location(response) == target.url
    assert target.status_code == 200
