"""Static files · 静态文件的配置."""

import pytest

from fastapi_spec import Api, Erratum, elements, media_type, must, should

NOTES = "静态文件的配置"
DOCS = "tutorial/static-files/#use-staticfiles"
ORIGIN = "fastapi"
RFC = "https://www.rfc-editor.org/rfc/rfc9110.html"
FILE = "/static/a.txt"
WHOLE = b"hello static\n"
ROUTER = Erratum(
    claim="A mount works on the main application only, not on an APIRouter.", since="FastAPI 0.137.0", in_code=False
)


@must("STATIC-1", origin="notes")
@pytest.mark.parametrize(
    "path, kind, content",
    [
        pytest.param("a.txt", "text/plain", WHOLE, id="text"),
        pytest.param("s.css", "text/css", b"body { margin: 0 }\n", id="style"),
        pytest.param("sub/b.txt", "text/plain", b"below\n", id="subfolder"),
        pytest.param("%C3%A9.txt", "text/plain", b"\xc3\xbcn\xc3\xaf\n", id="non-ascii-name"),
    ],
)
def test_files_are_served(api: Api, path: str, kind: str, content: bytes) -> None:
    """A static file is sent byte for byte, with 200 and the media type of its extension."""
    response = api.get(f"/static/{path}")

    assert response.status_code == 200
    assert media_type(response) == kind
    assert response.content == content


@should("STATIC-34")
def test_text_is_declared_as_utf8(api: Api) -> None:
    """A static text file has `charset=utf-8` in its `Content-Type`."""
    response = api.get(FILE)

    assert response.content == WHOLE
    assert "charset=utf-8" in response.headers.get("content-type", "").lower().replace('"', "")


@should("STATIC-15")
def test_no_extension(api: Api) -> None:
    """A static file without an extension is sent with 200 and the media type `application/octet-stream`."""
    response = api.get("/static/noext")

    assert response.status_code == 200
    assert media_type(response) == "application/octet-stream"
    assert response.content == b"no extension\n"


@should("STATIC-36", origin="notes", docs="tutorial/static-files/#what-is-mounting", erratum=ROUTER)
def test_mount_on_a_router(api: Api) -> None:
    """Static files mounted on an included router are sent with 200 below the prefix of the router."""
    response = api.get("/chapter04/static/a.txt")

    assert response.status_code == 200
    assert response.content == WHOLE


@must("STATIC-3", origin="http", docs=f"{RFC}#section-9.3.2")
def test_head(api: Api) -> None:
    """HEAD on a static file is a 200 with the media type and the entity tag of GET."""
    response = api.head(FILE)
    get = api.get(FILE)

    assert get.content == WHOLE
    assert response.status_code == 200
    assert media_type(response) == media_type(get)
    assert response.headers.get("etag") == get.headers.get("etag")


@must("STATIC-39", origin="http", docs=f"{RFC}#section-9.3.2")
def test_head_has_no_body(api: Api) -> None:
    """No byte follows the header section of the 200 for HEAD on a static file."""
    status, rest = api.verbatim("HEAD", FILE)
    control = api.get(FILE)

    assert (status, rest) == (200, b"")
    assert control.content == WHOLE


@must("STATIC-9", origin="http", docs=f"{RFC}#section-15.5.6")
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_methods_that_write_are_rejected(api: Api, method: str) -> None:
    """POST, PUT, PATCH and DELETE on a static file are rejected with 405 and an `Allow` that lists GET and HEAD."""
    response = api.request(method, FILE)
    control = api.get(FILE)

    assert response.status_code == 405
    assert {"GET", "HEAD"} <= elements(response.headers, "allow")
    assert control.content == WHOLE


@should("STATIC-31")
@pytest.mark.parametrize("method", ["OPTIONS", "TRACE"])
def test_methods_about_the_server_are_rejected(api: Api, method: str) -> None:
    """OPTIONS and TRACE on a static file are rejected with 405."""
    response = api.request(method, FILE)
    control = api.get(FILE)

    assert response.status_code == 405
    assert control.content == WHOLE
