"""The application and its docs · FastAPI 配置项."""

import pytest

from fastapi_spec import ABSENT, Api, like, location, media_type, must, should

NOTES = "FastAPI 配置项"
DOCS = "tutorial/metadata/#docs-urls"
TITLE = "FastAPI Tutorial and Coronavirus Tracker API Docs"
# The runs of blanks are in the notes: a literal that goes on after a backslash keeps the indent of the next line.
DESCRIPTION = (
    "FastAPI教程         新冠病毒疫情跟踪器API接口文档,         项目代码:https://github.com/liaogx/fastapi-tutorial"
)


@must("DOCS-2", docs="tutorial/metadata/#metadata-for-api")
def test_title_description_and_version(api: Api) -> None:
    """The OpenAPI document at /openapi.json has the title, the description and the version of the application."""
    response = api.get("/openapi.json")

    assert response.status_code == 200
    assert response.json() == like(info={"title": TITLE, "description": DESCRIPTION, "version": "1.0.0"})


@should("DOCS-7", docs="tutorial/metadata/#openapi-url")
def test_version_of_openapi(api: Api) -> None:
    """The document is written in OpenAPI 3.1.0."""
    response = api.get("/openapi.json")

    assert media_type(response) == "application/json"
    assert response.json() == like(openapi="3.1.0")


@must("DOCS-6", docs="advanced/additional-responses/")
def test_declared_statuses(api: Api) -> None:
    """The document declares for an operation its success, the 422 of its input and the error that it raises."""
    response = api.get("/openapi.json")

    assert response.json() == like(
        paths={"/chapter04/http_exception": {"get": {"responses": {"200": {}, "404": {}, "422": {}}}}}
    )


@should("DOCS-11", docs="advanced/additional-responses/")
def test_no_input_no_422(api: Api) -> None:
    """The document declares no 422 for an operation without input."""
    response = api.get("/openapi.json")

    assert response.json() == like(paths={"/hello": {"get": {"responses": {"200": {}, "422": ABSENT}}}})


@must("DOCS-8", docs="advanced/sub-applications/")
def test_mounted_applications_have_their_own_document(api: Api) -> None:
    """A mounted application has an OpenAPI document of its own, with its own title and paths, not those around it."""
    response = api.get("/apps/no-slash-redirect/openapi.json")

    assert response.status_code == 200
    assert response.json() == like(
        info={"title": "No slash redirect"},
        paths={"/hello": {"get": {}}, "/chapter04/http_exception": ABSENT},
    )


@should("DOCS-1")
@pytest.mark.parametrize("path", ["/docs", "/redocs"])
def test_docs_pages(api: Api, path: str) -> None:
    """The pages /docs and /redocs are HTML, are titled with the application's title and read /openapi.json."""
    response = api.get(path)

    assert response.status_code == 200
    assert media_type(response) == "text/html"
    assert TITLE in response.text
    assert "/openapi.json" in response.text


@should("DOCS-9")
def test_default_page_is_gone(api: Api) -> None:
    """The default page /redoc is a 404, since the application has /redocs in its place."""
    response = api.get("/redoc")
    control = api.get("/redocs")

    assert response.status_code == 404
    assert control.status_code == 200


@should("DOCS-3")
@pytest.mark.parametrize("path", ["/docs", "/redocs", "/openapi.json"])
def test_head_on_docs(api: Api, path: str) -> None:
    """HEAD on a docs page and on the OpenAPI document has the status and the media type of GET."""
    response = api.head(path)
    get = api.get(path)

    assert response.status_code == get.status_code == 200
    assert media_type(response) == media_type(get)


@should("DOCS-4")
def test_slash_after_docs(api: Api) -> None:
    """The path /docs/ is redirected to /docs with 307."""
    response = api.get("/docs/")
    target = api.get("/docs")

    assert response.status_code == 307
    assert location(response) == target.url
    assert target.status_code == 200


@should("DOCS-10", docs="reference/fastapi/")
def test_oauth2_page(api: Api) -> None:
    """The page /docs/oauth2-redirect, to which a login from /docs returns, is HTML."""
    response = api.get("/docs/oauth2-redirect")

    assert response.status_code == 200
    assert media_type(response) == "text/html"
