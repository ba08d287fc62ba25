"""Static files: paths · 静态文件的配置：路径."""

import pytest

from fastapi_spec import Api, location, may, media_type, must, should

NOTES = "静态文件的配置"
DOCS = "tutorial/static-files/#use-staticfiles"
ORIGIN = "fastapi"
FILE = "/static/a.txt"
WHOLE = b"hello static\n"

# Enough steps up to reach the root from any folder: there every Unix server has a file of this name. The name of the
# neighbour, which the reference application has, begins with that of the folder (CVE-2023-29159).
NEIGHBOUR = pytest.param("/static/../static_files.py", id="neighbour")
ENCODED_DOTS = pytest.param("/static/" + "%2e%2e/" * 16 + "etc/passwd", id="encoded-dots")
OUTSIDE = [
    pytest.param("/static/" + "../" * 16 + "etc/passwd", id="dots"),
    pytest.param("/static/sub/" + "../" * 16 + "etc/passwd", id="dots-below"),
    NEIGHBOUR,
    ENCODED_DOTS,
    pytest.param("/static/" + "..%2f" * 16 + "etc%2fpasswd", id="encoded-slashes"),
    pytest.param("/static/" + "%2e%2e%2f" * 16 + "etc%2fpasswd", id="encoded-both"),
    pytest.param("/static/" + "%252e%252e%252f" * 16 + "etc%252fpasswd", id="encoded-twice"),
    pytest.param("/static/" + "..%5c" * 16 + "etc%5cpasswd", id="backslashes"),
    pytest.param("/static//etc/passwd", id="double-slash"),
    pytest.param("/static/%2fetc/passwd", id="encoded-root"),
]
IMPOSSIBLE = [
    pytest.param("/static/a%00.txt", id="nul"),
    pytest.param("/static/a.txt%00.png", id="nul-behind-a-file"),
    pytest.param("/static/" + "a" * 300, id="too-long"),
]


@must("STATIC-13")
def test_query_is_ignored(api: Api) -> None:
    """A static file is sent whole with 200 even if the URL has a query string."""
    response = api.get(FILE, params={"x": "1"})

    assert response.status_code == 200
    assert response.content == WHOLE


@must("STATIC-2")
def test_missing_file(api: Api) -> None:
    """A missing static file is a 404."""
    response = api.get("/static/nope.txt")
    control = api.get(FILE)

    assert response.status_code == 404
    assert control.content == WHOLE


@must("STATIC-12")
@pytest.mark.parametrize("path", ["/static/", "/static/sub", "/static/sub/"])
def test_folders_are_not_served(api: Api, path: str) -> None:
    """A folder of static files is a 404, even if it contains an `index.html`."""
    response = api.get(path)
    control = api.get("/static/sub/index.html")

    assert response.status_code == 404
    assert control.status_code == 200
    assert media_type(control) == "text/html"


@should("STATIC-32")
def test_the_mount_itself(api: Api) -> None:
    """The path `/static` is redirected with 307 to `/static/`."""
    response = api.get("/static")
    target = api.get("/static/")

    assert response.status_code == 307
    assert location(response) == target.url


@may("STATIC-18")
def test_names_are_case_sensitive(api: Api) -> None:
    """The name of a static file in another letter case is a 404."""
    response = api.get("/static/A.TXT")
    control = api.get(FILE)

    assert response.status_code == 404
    assert control.content == WHOLE


@may("STATIC-33")
def test_slash_after_a_file(api: Api) -> None:
    """A slash after the name of a static file is ignored: the file is sent with 200."""
    response = api.get(f"{FILE}/")

    assert response.status_code == 200
    assert response.content == WHOLE


@may("STATIC-11")
def test_dots_that_stay_inside(api: Api) -> None:
    """Dot segments that stay inside the static folder are resolved: the file is sent with 200."""
    response = api.raw("GET", "/static/sub/../a.txt")

    assert response.status_code == 200
    assert response.content == WHOLE


@must("STATIC-10")
@pytest.mark.parametrize("path", OUTSIDE)
def test_no_way_out(api: Api, path: str) -> None:
    """A path that leads out of the static folder, however encoded, is redirected or rejected with a 4xx status."""
    response = api.raw("GET", path)
    control = api.get(FILE)

    # Not 404 alone: a server may reject the path with 400 or 403, or redirect to it without the dots.
    assert 300 <= response.status_code < 500
    assert control.content == WHOLE


@must("STATIC-14")
@pytest.mark.parametrize("path", IMPOSSIBLE)
def test_impossible_names(api: Api, path: str) -> None:
    """A file name with a NUL byte or of 300 characters is rejected with a 4xx status."""
    response = api.raw("GET", path)
    control = api.get(FILE)

    assert 400 <= response.status_code < 500
    assert control.content == WHOLE


@should("STATIC-29")
@pytest.mark.parametrize("path", [NEIGHBOUR, ENCODED_DOTS, *IMPOSSIBLE])
def test_outside_and_impossible_names_are_not_found(api: Api, path: str) -> None:
    """A path out of the static folder and an impossible file name are a 404, like a missing file."""
    response = api.raw("GET", path)
    control = api.get(FILE)

    assert response.status_code == 404
    assert control.content == WHOLE
