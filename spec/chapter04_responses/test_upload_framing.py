"""Uploads: the multipart body byte by byte · 文件上传及参数详解：multipart 的逐字节格式."""

import json
from typing import Any

import httpx
import pytest

from fastapi_spec import Api, like, locations, may, must, should

NOTES = "文件上传及参数详解"
DOCS = "tutorial/request-files/#what-is-form-data"
ORIGIN = "fastapi"
UPLOADFILE = "tutorial/request-files/#uploadfile"
RFC = "https://www.rfc-editor.org/rfc/rfc7578.html"
FILE = "/chapter04/file"
FILES = "/chapter04/upload_files"
LOGIN = "/chapter04/login/"
INPUT = "/chapter04/response_model/input"
MULTIPART = "multipart/form-data; boundary=x"
URLENCODED = "application/x-www-form-urlencoded"
BREAKS_OFF = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhel'


def multipart(head: str, content: bytes = b"12345", charset: str = "") -> dict[str, Any]:
    """The body and headers of a form with one part, whose header is sent as it is written here."""
    lines = [b"--x", f"Content-Disposition: form-data; {head}".encode(), b"", content, b"--x--", b""]
    return {"content": b"\r\n".join(lines), "headers": {"Content-Type": f"{MULTIPART}{charset}"}}


def seconds(response: httpx.Response) -> float:
    """How long the request and its response took."""
    return response.elapsed.total_seconds()


SMALL = multipart('name="file"; filename="a.bin"')
LARGE = multipart('name="file"; filename="a.bin"', bytes(8_000_000))
TOO_LARGE = multipart('name="file"; filename="a.bin"', bytes(10 * 1024 * 1024 + 1))
SPACES_IN_EMAIL = json.dumps({"username": "Rick", "password": "a-secret-word", "email": "<" + " " * 5000})


@must("FILE-11", origin="notes", docs=UPLOADFILE)
@pytest.mark.parametrize("kind", ["image/png", "text/x-unknown"])
def test_media_type(api: Api, kind: str) -> None:
    """The `content_type` in the 200 is that of the part, not guessed from the file's name or content."""
    response = api.post(FILES, **multipart(f'name="files"; filename="a.txt"\r\nContent-Type: {kind}'))

    assert response.status_code == 200
    assert response.json() == like(content_type=kind)


@should("FILE-20", docs=UPLOADFILE)
@pytest.mark.parametrize(
    "header, content_type",
    [("\r\nContent-Type: text/plain; charset=utf-8", "text/plain; charset=utf-8"), ("", None)],
    ids=["parameter", "not-sent"],
)
def test_whole_media_type(api: Api, header: str, content_type: str | None) -> None:
    """The `content_type` in the 200 keeps its parameters, and is `null` for a part without one."""
    response = api.post(FILES, **multipart(f'name="files"; filename="a.txt"{header}'))

    assert response.status_code == 200
    assert response.json() == like(content_type=content_type)


@must("FILE-4")
@pytest.mark.parametrize("path, field", [(FILE, "file"), (FILES, "files")])
def test_no_file_chosen(api: Api, path: str, field: str) -> None:
    """A part without file name and content, which browsers send for no file, is rejected with 422 at `[body, NAME]`."""
    head = f'name="{field}"; filename=""\r\nContent-Type: application/octet-stream'
    response = api.post(path, **multipart(head, b""))

    assert response.status_code == 422
    assert ["body", field] in locations(response)


@must("FILE-12", docs=f"{RFC}#section-4.1")
@pytest.mark.parametrize(
    "content_type, content",
    [("multipart/form-data", SMALL["content"]), (MULTIPART, b"garbage")],
    ids=["no-boundary", "garbage"],
)
def test_broken_framing(api: Api, content_type: str, content: bytes) -> None:
    """A multipart body without the boundary that is declared, or with one that is not, is rejected with 400."""
    response = api.post(FILE, content=content, headers={"Content-Type": content_type})
    control = api.post(FILE, **SMALL)

    assert response.status_code == 400
    assert control.json() == like(file_size=5)


@should("FILE-21")
@pytest.mark.parametrize(
    "content_type, detail",
    [("multipart/form-data", "Missing boundary in multipart."), (MULTIPART, "Invalid multipart data.")],
    ids=["no-boundary", "garbage"],
)
def test_wording_for_broken_framing(api: Api, content_type: str, detail: str) -> None:
    """The `detail` is `Missing boundary in multipart.` if none is declared, else `Invalid multipart data.`."""
    response = api.post(FILE, content=b"garbage", headers={"Content-Type": content_type})

    assert response.json() == like(detail=detail)


@should("FILE-13", docs=f"{RFC}#section-4.1")
def test_unfinished_part(api: Api) -> None:
    """A file whose part does not end with a boundary is missing: 422 at `[body, file]`."""
    response = api.post(FILE, content=BREAKS_OFF, headers={"Content-Type": MULTIPART})

    assert response.status_code == 422
    assert ["body", "file"] in locations(response)


@must("FILE-24", origin="hardening", plain="accepts a file of any size", docs="advanced/request-body-limits/")
def test_too_large_in_chunks(api: Api) -> None:
    """A file of more than 10 MiB in a chunked body is rejected with 413."""
    response = api.post(FILE, content=iter([TOO_LARGE["content"]]), headers=TOO_LARGE["headers"])
    control = api.post(FILE, content=iter([SMALL["content"]]), headers=SMALL["headers"])

    assert response.status_code == 413
    assert control.json() == like(file_size=5)


@should("FILE-25", origin="http", docs=f"{RFC}#section-4.2")
@pytest.mark.parametrize(
    "head",
    [
        'name="files"; filename="a.txt"; filename*=UTF-8\'\'b.txt',
        'name="files"; filename*=UTF-8\'\'b.txt; filename="a.txt"',
    ],
    ids=["filename-first", "filename-last"],
)
def test_two_file_names(api: Api, head: str) -> None:
    """If a part has both `filename` and `filename*`, the 200 has the `filename`."""
    response = api.post(FILES, **multipart(head))

    assert response.status_code == 200
    assert response.json() == like(filename="a.txt")


@may("FILE-10", origin="http", docs=f"{RFC}#section-4.2")
def test_encoded_file_name(api: Api) -> None:
    """A part with `filename*` alone is not a file: 422 at `[body, files, 0]`."""
    response = api.post(FILES, **multipart("name=\"files\"; filename*=UTF-8''a.txt"))

    assert response.status_code == 422
    assert ["body", "files", 0] in locations(response)


@should("FILE-33", docs="https://www.rfc-editor.org/rfc/rfc9110.html#section-17.5")
@pytest.mark.parametrize("fields", ["\r\nX-A: 1" * 20, f"\r\nX-A: {'1' * 100_000}"], ids=["many", "long"])
def test_too_many_headers(api: Api, fields: str) -> None:
    """A part with 20 more header fields, or with one of 100 kB, is rejected with 400."""
    response = api.post(FILES, **multipart(f'name="files"; filename="a.txt"{fields}'))
    control = api.post(FILES, **multipart('name="files"; filename="a.txt"\r\nX-A: 1'))

    assert response.status_code == 400
    assert control.json() == like(filename="a.txt")


@may("FILE-19", docs=f"{RFC}#section-4.2")
def test_path_in_a_file_name(api: Api) -> None:
    """A file name that is a path is returned unchanged with 200."""
    response = api.post(FILES, **multipart('name="files"; filename="../../etc/passwd"'))

    assert response.status_code == 200
    assert response.json() == like(filename="../../etc/passwd")


@may("FILE-5")
@pytest.mark.parametrize(
    "content, content_type",
    [(multipart('name="file"')["content"], MULTIPART), (b"file=12345", URLENCODED)],
    ids=["multipart", "urlencoded"],
)
def test_string_for_bytes(api: Api, content: bytes, content_type: str) -> None:
    """A string in place of a file read as bytes is accepted with 200, even from an urlencoded form."""
    response = api.post(FILE, content=content, headers={"Content-Type": content_type})

    assert response.status_code == 200
    assert response.json() == like(file_size=5)


@must(
    "FILE-23",
    origin="hardening",
    plain="responds with 500, since it cannot encode the response",
    docs="https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5",
)
def test_declared_charset(api: Api) -> None:
    """A file name whose `charset` decodes to a lone surrogate does not cause a 5xx response."""
    surrogate = r'name="files"; filename="\ud800"'
    response = api.post(FILES, **multipart(surrogate, charset="; charset=unicode_escape"))
    control = api.post(FILES, **multipart('name="files"; filename="a.txt"'))

    assert response.status_code < 500
    assert control.json() == like(filename="a.txt")


@should("FILE-26", docs="https://www.rfc-editor.org/rfc/rfc9110.html#section-17")
@pytest.mark.parametrize(
    "path, content, content_type",
    [
        pytest.param(FILE, SMALL["content"] + b"A" * 1_000_000, MULTIPART, id="epilogue"),
        pytest.param(FILE, b"\r\n" * 5_200_000 + SMALL["content"], MULTIPART, id="preamble"),
        pytest.param(LOGIN, b"username=a&password=b", f'{URLENCODED}; !="' + "\\" * 40, id="content-type"),
        pytest.param(INPUT, SPACES_IN_EMAIL, "application/json", id="email"),
    ],
)
def test_costly_parsing(api: Api, path: str, content: bytes | str, content_type: str) -> None:
    """A request that is hard to parse, and the next, each take at most 1.5 s longer than an 8 MB upload."""
    control = api.post(FILE, **LARGE)
    response = api.post(path, content=content, headers={"Content-Type": content_type})
    following = api.post(FILE, **SMALL)

    assert control.status_code == following.status_code == 200
    assert max(seconds(response), seconds(following)) < seconds(control) + 1.5
