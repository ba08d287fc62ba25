"""Uploads · 文件上传及参数详解."""

from typing import Any

import pytest

from fastapi_spec import Api, Erratum, like, locations, must, should

NOTES = "文件上传及参数详解"
DOCS = "tutorial/request-files/#define-file-parameters"
MULTIPLE = "tutorial/request-files/#multiple-file-uploads"
UPLOADFILE = "tutorial/request-files/#uploadfile"
LIMITS = "advanced/request-body-limits/"
FILE = "/chapter04/file"
FILES = "/chapter04/upload_files"

# Every byte there is, and lines that look like the framing around it.
BINARY = bytes(range(256)) + b"\r\n--\r\n--x\r\n--x--\r\n"
LARGE = bytes(5_000_000)
NEARLY_TOO_LARGE = bytes(10 * 1024 * 1024 - 1024)  # with the framing around it just below 10 MiB
TOO_LARGE = bytes(10 * 1024 * 1024 + 1)
THOUSAND = [("files", (f"{n}.txt", b"x", "text/plain")) for n in range(1000)]


@must("FILE-1")
@pytest.mark.parametrize(
    "name, content",
    [
        pytest.param("a.txt", b"hello", id="text"),
        pytest.param("北京.txt", "北京".encode(), id="name-not-ascii"),
        pytest.param("a.bin", BINARY, id="binary"),
        pytest.param("a.txt", b"a\n\n", id="line-breaks"),
        pytest.param("a.bin", LARGE, id="5-MB"),
        pytest.param("a.bin", NEARLY_TOO_LARGE, id="10-MiB"),
    ],
)
def test_size(api: Api, name: str, content: bytes) -> None:
    """Of a file that was uploaded the number of its bytes is answered, whatever they are, in a body of up to 10 MiB."""
    response = api.post(FILE, files={"file": (name, content)})

    assert response.status_code == 200
    assert response.json() == like(file_size=len(content))


@must("FILE-3")
def test_empty_file(api: Api) -> None:
    """A file without content is a file of 0 bytes."""
    one = api.post(FILE, files={"file": ("a.txt", b"")})
    several = api.post(FILES, files={"files": ("a.txt", b"")})

    assert one.json() == like(file_size=0)
    assert several.json() == like(files=[{"filename": "a.txt", "size": 0}])


@must(
    "FILE-17",
    docs=UPLOADFILE,
    erratum=Erratum(
        claim="The creation time of an uploaded file is among its metadata, beside name and type.", since="never true"
    ),
)
def test_metadata(api: Api) -> None:
    """Of an uploaded file the name and the media type are known, as the client gave them, and the size."""
    response = api.post(FILES, files={"files": ("photo.png", b"12345", "image/png")})

    assert response.status_code == 200
    assert response.json() == like(files=[{"filename": "photo.png", "content_type": "image/png", "size": 5}])


@must("FILE-7", docs=MULTIPLE)
def test_several_files(api: Api) -> None:
    """Several files of one field come in the order they were sent; name and type of the answer are the first's."""
    sent = [("b.txt", b"22", "text/plain"), ("a.png", b"1", "image/png"), ("c.css", b"333", "text/css")]
    response = api.post(FILES, files=[("files", file) for file in sent])

    assert response.status_code == 200
    assert response.json() == like(
        filename="b.txt",
        content_type="text/plain",
        files=[{"filename": name, "content_type": kind, "size": len(content)} for name, content, kind in sent],
    )


@must("FILE-9", docs=UPLOADFILE)
@pytest.mark.parametrize("name", ["北京.txt", "a b.txt", "\U0001f600.png"], ids=["chinese", "blank", "emoji"])
def test_file_names(api: Api, name: str) -> None:
    """A file name in UTF-8, with blanks or without, comes as it was sent."""
    response = api.post(FILES, files={"files": (name, b"x")})

    assert response.status_code == 200
    assert response.json() == like(filename=name)


@must("FILE-2")
@pytest.mark.parametrize(
    "sent",
    [
        pytest.param({"files": {"other": ("a.txt", b"x")}}, id="other-field"),
        pytest.param({}, id="no-body"),
        pytest.param({"json": {"file": "abc"}}, id="json"),
        pytest.param({"content": b"12345", "headers": {"Content-Type": "application/octet-stream"}}, id="raw"),
    ],
)
def test_missing_file(api: Api, sent: dict[str, Any]) -> None:
    """A request without the file, or with a body that is no form, is refused with 422 at [body, file]."""
    response = api.post(FILE, **sent)

    assert response.status_code == 422
    assert ["body", "file"] in locations(response)


@must("FILE-8", docs=MULTIPLE)
@pytest.mark.parametrize("name", ["file", "files[]", "other"])
def test_missing_files(api: Api, name: str) -> None:
    """A request whose files are all in other fields, and one without a body, is refused with 422 at [body, files]."""
    other = api.post(FILES, files={name: ("a.txt", b"x")})
    nothing = api.post(FILES)

    assert other.status_code == nothing.status_code == 422
    assert ["body", "files"] in locations(other)
    assert ["body", "files"] in locations(nothing)


@must("FILE-6", docs=UPLOADFILE)
@pytest.mark.parametrize("files_before", [0, 1])
def test_text_for_a_file(api: Api, files_before: int) -> None:
    """A text among the files of a field is refused with 422 at [body, files, n], n being its place among them."""
    files = [("files", ("a.txt", b"x"))] * files_before
    response = api.post(FILES, files=[*files, ("files", (None, b"text"))])

    assert response.status_code == 422
    assert ["body", "files", files_before] in locations(response)


@must("FILE-15")
def test_last_file_counts(api: Api) -> None:
    """Of a single file that is sent more than once the last counts."""
    response = api.post(FILE, files=[("file", ("a.txt", b"1")), ("file", ("b.txt", b"22"))])

    assert response.status_code == 200
    assert response.json() == like(file_size=2)


@must("FILE-22", docs=LIMITS)
@pytest.mark.parametrize("path, field", [(FILE, "file"), (FILES, "files")])
def test_too_large(api: Api, path: str, field: str) -> None:
    """A file of more than 10 MiB is refused with 413."""
    response = api.post(path, files={field: ("a.bin", TOO_LARGE)})
    control = api.post(path, files={field: ("a.bin", b"x")})

    assert response.status_code == 413
    assert control.status_code == 200


@should("FILE-14", docs=LIMITS)
def test_too_many(api: Api) -> None:
    """More than 1000 files in one request are refused with 400."""
    thousand = api.post(FILES, files=THOUSAND)
    one_more = api.post(FILES, files=[*THOUSAND, ("files", ("1000.txt", b"x", "text/plain"))])

    assert thousand.status_code == 200
    assert one_more.status_code == 400


@should("FILE-16", docs="tutorial/request-files/#what-is-form-data")
def test_document(api: Api) -> None:
    """The document gives an upload as a required multipart body with a binary file, and declares 400, 413 and 422."""
    response = api.get("/openapi.json")

    schema = {"$ref": "#/components/schemas/Body_file_size_chapter04_file_post"}
    body = {"required": True, "content": {"multipart/form-data": {"schema": schema}}}
    file = {"type": "string", "contentMediaType": "application/octet-stream"}
    assert response.json() == like(
        paths={FILE: {"post": {"requestBody": body, "responses": {"200": {}, "400": {}, "413": {}, "422": {}}}}},
        components={
            "schemas": {"Body_file_size_chapter04_file_post": {"required": ["file"], "properties": {"file": file}}}
        },
    )
