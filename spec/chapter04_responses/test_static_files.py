"""Static files · 静态文件的配置."""

import pytest

from fastapi_spec import Api, Erratum, elements, media_type, must, names, should

NOTES = "静态文件的配置"
DOCS = "tutorial/static-files/#use-staticfiles"
RFC = "https://www.rfc-editor.org/rfc/rfc9110.html"
FILE = "/static/a.txt"
WHOLE = b"hello static\n"
ROUTER = Erratum(claim="A mount works on the main application only, not on an APIRouter.", since="FastAPI 0.137.0")


@must("STATIC-1")
@pytest.mark.parametrize(
    "path, kind, content",
    [
        pytest.param("a.txt", "text/plain", WHOLE, id="text"),
        pytest.param("s.css", "text/css", b"body { margin: 0 }\n", id="style"),
        pytest.param("%C3%A9.txt", "text/plain", b"\xc3\xbcn\xc3\xaf\n", id="name-not-ascii"),
        pytest.param("sub/b.txt", "text/plain", b"below\n", id="subfolder"),
    ],
)
def test_files_are_served(api: Api, path: str, kind: str, content: bytes) -> None:
    """A file of the static folder is served byte for byte, with the media type that its name tells."""
    response = api.get(f"/static/{path}")

    assert response.status_code == 200
    assert media_type(response) == kind
    assert response.content == content


@should("STATIC-34")
def test_text_is_declared_as_utf8(api: Api) -> None:
    """A static text file is declared as UTF-8."""
    response = api.get(FILE)

    assert response.content == WHOLE
    assert "charset=utf-8" in response.headers.get("content-type", "").lower()


@should("STATIC-15")
def test_no_extension(api: Api) -> None:
    """A static file without an extension is served as application/octet-stream."""
    response = api.get("/static/noext")

    assert response.status_code == 200
    assert media_type(response) == "application/octet-stream"
    assert response.content == b"no extension\n"


@must("STATIC-3", docs=f"{RFC}#section-9.3.2")
def test_head(api: Api) -> None:
    """HEAD on a static file has the status, the media type and the entity tag of GET."""
    response = api.head(FILE)
    get = api.get(FILE)

    assert get.content == WHOLE
    assert response.status_code == 200
    assert media_type(response) == media_type(get)
    assert response.headers.get("etag") == get.headers.get("etag")


@must("STATIC-9", docs=f"{RFC}#section-15.5.6")
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_other_methods_are_refused(api: Api, method: str) -> None:
    """A static file refuses a method that writes with 405, and its Allow names GET and HEAD."""
    response = api.request(method, FILE)
    control = api.get(FILE)

    assert response.status_code == 405
    assert {"GET", "HEAD"} <= elements(response.headers, "allow")
    assert control.content == WHOLE


@should("STATIC-31")
@pytest.mark.parametrize("method", ["OPTIONS", "TRACE"])
def test_methods_about_the_server_are_refused(api: Api, method: str) -> None:
    """A static file refuses OPTIONS and TRACE too with 405."""
    response = api.request(method, FILE)

    assert response.status_code == 405


@should("STATIC-36", docs="tutorial/static-files/#what-is-mounting", erratum=ROUTER)
def test_mount_on_a_router(api: Api) -> None:
    """Static files mounted on an included router are served below the prefix of the router."""
    response = api.get("/chapter04/static/a.txt")

    assert response.status_code == 200
    assert response.content == WHOLE


@must("STATIC-16", docs="tutorial/static-files/#what-is-mounting")
def test_not_in_the_document(api: Api) -> None:
    """The OpenAPI document shows the application's own paths and nothing of a mount."""
    paths = names(api.get("/openapi.json").json())

    assert "/hello" in paths
    assert not [path for path in paths if "/static" in path or path.startswith("/apps")]
