"""Static files: paths · 静态文件的配置."""

import pytest

from fastapi_spec import Api, like, location, may, media_type, must, should

NOTES = "静态文件的配置"
DOCS = "tutorial/static-files/#use-staticfiles"
FILE = "/static/a.txt"
WHOLE = b"hello static\n"

# Enough steps up to reach the root from any folder: there every Unix server has a file of this name.
OUTSIDE = [
    pytest.param("/static/" + "../" * 16 + "etc/passwd", id="dots"),
    pytest.param("/static/sub/" + "../" * 16 + "etc/passwd", id="dots-below"),
    pytest.param("/static/" + "%2e%2e/" * 16 + "etc/passwd", id="encoded-dots"),
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


@must("STATIC-2")
def test_unknown_file(api: Api) -> None:
    """A name that no file of the static folder has is a 404."""
    response = api.get("/static/nope.txt")
    control = api.get(FILE)

    assert response.status_code == 404
    assert control.content == WHOLE


@should("STATIC-35")
def test_unknown_file_body(api: Api) -> None:
    """The 404 of an unknown static file has the detail Not Found."""
    response = api.get("/static/nope.txt")

    assert response.status_code == 404
    assert response.json() == like(detail="Not Found")


@may("STATIC-18")
def test_names_are_case_sensitive(api: Api) -> None:
    """The name of a static file in other letter case is a 404."""
    response = api.get("/static/A.TXT")
    control = api.get(FILE)

    assert response.status_code == 404
    assert control.content == WHOLE


@must("STATIC-13")
def test_query_is_ignored(api: Api) -> None:
    """A query string makes no difference to a static file."""
    response = api.get(FILE, params={"x": "1"})

    assert response.status_code == 200
    assert response.content == WHOLE


@may("STATIC-33")
def test_slash_after_a_file(api: Api) -> None:
    """A slash after the name of a static file makes no difference."""
    response = api.get(f"{FILE}/")

    assert response.status_code == 200
    assert response.content == WHOLE


@must("STATIC-12")
@pytest.mark.parametrize("path", ["/static/", "/static/sub", "/static/sub/"])
def test_folders_are_no_files(api: Api, path: str) -> None:
    """A folder of static files is a 404, also when there is an index.html in it."""
    response = api.get(path)
    control = api.get("/static/sub/index.html")

    assert response.status_code == 404
    assert control.status_code == 200
    assert media_type(control) == "text/html"


@should("STATIC-32")
def test_the_mount_itself(api: Api) -> None:
    """The path /static is redirected to /static/ with 307."""
    response = api.get("/static")
    target = api.get("/static/")

    assert response.status_code == 307
    assert location(response) == target.url


@may("STATIC-11")
def test_dots_that_stay_inside(api: Api) -> None:
    """Dot segments that stay inside the static folder are resolved by the server."""
    response = api.raw("GET", "/static/sub/../a.txt")

    assert response.status_code == 200
    assert response.content == WHOLE


@must("STATIC-10")
@pytest.mark.parametrize("path", OUTSIDE)
def test_no_way_out(api: Api, path: str) -> None:
    """A path out of the static folder, however spelled, is answered with neither a file nor a server error."""
    response = api.raw("GET", path)
    control = api.get(FILE)

    # Not 404 alone: a server may refuse the path with 400 or 403, or redirect to it without the dots.
    assert 300 <= response.status_code < 500
    assert control.content == WHOLE


@must("STATIC-14")
@pytest.mark.parametrize("path", IMPOSSIBLE)
def test_impossible_names(api: Api, path: str) -> None:
    """A name that no file system can hold is refused with a status of 400 to 499."""
    response = api.raw("GET", path)
    control = api.get(FILE)

    assert 400 <= response.status_code < 500
    assert control.content == WHOLE


@should("STATIC-29")
@pytest.mark.parametrize("path", OUTSIDE + IMPOSSIBLE)
def test_what_cannot_be_served_is_not_found(api: Api, path: str) -> None:
    """A path out of the static folder and a name that no file system can hold are a 404 like any unknown file."""
    response = api.raw("GET", path)
    control = api.get(FILE)

    assert response.status_code == 404
    assert control.content == WHOLE
