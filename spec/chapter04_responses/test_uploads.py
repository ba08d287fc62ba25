"""Uploads · 文件上传及参数详解."""

from typing import Any

import pytest

from fastapi_spec import Api, Erratum, like, locations, must, should

NOTES = "文件上传及参数详解"
DOCS = "tutorial/request-files/#define-file-parameters"
ORIGIN = "fastapi"
MULTIPLE = "tutorial/request-files/#multiple-file-uploads"
UPLOADFILE = "tutorial/request-files/#uploadfile"
LIMITS = "advanced/request-body-limits/"
FILE = "/chapter04/file"
FILES = "/chapter04/upload_files"
SINGLE = "/chapter04/upload_file"

# Every byte there is, and lines that look like the framing around it.
BINARY = bytes(range(256)) + b"\r\n--\r\n--x\r\n--x--\r\n"
LARGE = bytes(5_000_000)
NEARLY_TOO_LARGE = bytes(10 * 1024 * 1024 - 1024)  # with the framing around it just below 10 MiB
TOO_LARGE = bytes(10 * 1024 * 1024 + 1)
THOUSAND = [("files", (f"{n}.txt", b"x", "text/plain")) for n in range(1000)]


@must("FILE-1", origin="notes")
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
    """Any file in a body of up to 10 MiB is accepted with 200 and its size as `file_size`."""
    response = api.post(FILE, files={"file": (name, content)})

    assert response.status_code == 200
    assert response.json() == like(file_size=len(content))


@must("FILE-3")
def test_empty_file(api: Api) -> None:
    """An empty file is accepted with 200 and a `file_size` of 0."""
    response = api.post(FILE, files={"file": ("a.txt", b"")})

    assert response.status_code == 200
    assert response.json() == like(file_size=0)


@must("FILE-28", origin="notes", docs=MULTIPLE)
def test_several_files_as_bytes(api: Api) -> None:
    """Several files that are read as bytes are a 200 with their sizes in the order sent, as `file_sizes`."""
    response = api.post("/chapter04/files", files=[("files", ("a.txt", b"22")), ("files", ("b.txt", b"1"))])

    assert response.status_code == 200
    assert response.json() == like(file_sizes=[2, 1])


@must("FILE-7", docs=MULTIPLE)
def test_several_files(api: Api) -> None:
    """`files` of the 200 lists the files in the order sent, even empty ones, each with name, media type and size."""
    sent = [("b.txt", b"22", "text/plain"), ("a.png", b"1", "image/png"), ("c.css", b"", "text/css")]
    response = api.post(FILES, files=[("files", file) for file in sent])

    assert response.status_code == 200
    assert response.json() == like(
        files=[{"filename": name, "content_type": kind, "size": len(content)} for name, content, kind in sent]
    )


@must(
    "FILE-27",
    origin="notes",
    docs=MULTIPLE,
    erratum=Erratum(
        claim="The creation time of an uploaded file is among its metadata, beside name and type.",
        since="never true",
        in_code=False,
    ),
)
def test_first_of_several_files(api: Api) -> None:
    """For several files the `filename` and `content_type` of the 200 are those of the first."""
    sent = [("b.txt", b"22", "text/plain"), ("a.png", b"1", "image/png")]
    response = api.post(FILES, files=[("files", file) for file in sent])

    assert response.status_code == 200
    assert response.json() == like(filename="b.txt", content_type="text/plain")


@must("FILE-29", origin="notes", docs=UPLOADFILE)
def test_single_upload(api: Api) -> None:
    """A single `UploadFile` is a 200 with its `filename`, `content_type` and `size`."""
    response = api.post(SINGLE, files={"file": ("photo.png", b"12345", "image/png")})

    assert response.status_code == 200
    assert response.json() == like(filename="photo.png", content_type="image/png", size=5)


@must("FILE-17", docs=UPLOADFILE)
def test_metadata(api: Api) -> None:
    """`files` of the 200 has the `filename`, `content_type` and `size` of the file as they were sent."""
    response = api.post(FILES, files={"files": ("photo.png", b"12345", "image/png")})

    assert response.status_code == 200
    assert response.json() == like(files=[{"filename": "photo.png", "content_type": "image/png", "size": 5}])


@must("FILE-9", docs=UPLOADFILE)
@pytest.mark.parametrize("name", ["北京.txt", "a b.txt", "\U0001f600.png"], ids=["chinese", "space", "emoji"])
def test_file_names(api: Api, name: str) -> None:
    """A file name in UTF-8, with or without spaces, is returned unchanged with 200."""
    response = api.post(FILES, files={"files": (name, b"x")})

    assert response.status_code == 200
    assert response.json() == like(filename=name)


@must("FILE-2", origin="notes")
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
    """A request without the file, or with a body other than a form, is rejected with 422 at `[body, file]`."""
    response = api.post(FILE, **sent)

    assert response.status_code == 422
    assert ["body", "file"] in locations(response)


@must("FILE-8", origin="notes", docs=MULTIPLE)
@pytest.mark.parametrize("name", ["file", "files[]", "other"])
def test_missing_files(api: Api, name: str) -> None:
    """A request without a body, or with files in another field, is rejected with 422 at `[body, files]`."""
    other = api.post(FILES, files={name: ("a.txt", b"x")})
    nothing = api.post(FILES)

    assert other.status_code == nothing.status_code == 422
    assert ["body", "files"] in locations(other)
    assert ["body", "files"] in locations(nothing)


@must("FILE-30", docs=UPLOADFILE)
@pytest.mark.parametrize(
    "sent", [{"data": {"file": "abc"}}, {"files": {"file": (None, "abc")}}], ids=["urlencoded", "multipart"]
)
def test_string_for_a_single_upload(api: Api, sent: dict[str, Any]) -> None:
    """A string for a single `UploadFile`, urlencoded or multipart, is rejected with 422 at `[body, file]`."""
    response = api.post(SINGLE, **sent)

    assert response.status_code == 422
    assert ["body", "file"] in locations(response)


@must("FILE-6", docs=UPLOADFILE)
@pytest.mark.parametrize("files_before", [0, 1])
def test_string_for_a_file(api: Api, files_before: int) -> None:
    """A string among files is rejected with 422 at `[body, files, n]`, where `n` is its index."""
    files = [("files", ("a.txt", b"x"))] * files_before
    response = api.post(FILES, files=[*files, ("files", (None, b"text"))])

    assert response.status_code == 422
    assert ["body", "files", files_before] in locations(response)


@must("FILE-15")
def test_repeated_file(api: Api) -> None:
    """If a single file is repeated, the 200 has the `file_size` of the last one."""
    response = api.post(FILE, files=[("file", ("a.txt", b"1")), ("file", ("b.txt", b"22"))])

    assert response.status_code == 200
    assert response.json() == like(file_size=2)


@must("FILE-22", origin="hardening", plain="accepts a file of any size", docs=LIMITS)
@pytest.mark.parametrize("path, field", [(FILE, "file"), (FILES, "files")])
def test_too_large(api: Api, path: str, field: str) -> None:
    """A file of more than 10 MiB is rejected with 413."""
    response = api.post(path, files={field: ("a.bin", TOO_LARGE)})
    control = api.post(path, files={field: ("a.bin", b"x")})

    assert response.status_code == 413
    assert control.status_code == 200


@should("FILE-14", docs=LIMITS)
def test_too_many(api: Api) -> None:
    """More than 1,000 files in one request are rejected with 400."""
    thousand = api.post(FILES, files=THOUSAND)
    one_more = api.post(FILES, files=[*THOUSAND, ("files", ("1000.txt", b"x", "text/plain"))])

    assert thousand.status_code == 200
    assert one_more.status_code == 400
