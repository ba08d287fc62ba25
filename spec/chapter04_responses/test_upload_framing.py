"""Uploads: the multipart body byte by byte · 文件上传及参数详解."""

from typing import Any

import pytest

from fastapi_spec import Api, like, locations, may, must, should

NOTES = "文件上传及参数详解"
DOCS = "tutorial/request-files/#what-is-form-data"
UPLOADFILE = "tutorial/request-files/#uploadfile"
RFC = "https://www.rfc-editor.org/rfc/rfc7578.html"
FILE = "/chapter04/file"
FILES = "/chapter04/upload_files"
BREAKS_OFF = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhel'


def multipart(head: str, content: bytes = b"12345", charset: str = "") -> dict[str, Any]:
    """The body and headers of a form with one part, whose header is written out as it is to go over the wire."""
    lines = [b"--x", f"Content-Disposition: form-data; {head}".encode(), b"", content, b"--x--", b""]
    return {
        "content": b"\r\n".join(lines),
        "headers": {"Content-Type": f"multipart/form-data; boundary=x{charset}"},
    }


SMALL = multipart('name="file"; filename="a.bin"')
TOO_LARGE = multipart('name="file"; filename="a.bin"', bytes(10 * 1024 * 1024 + 1))


@must("FILE-4")
@pytest.mark.parametrize("path, field", [(FILE, "file"), (FILES, "files")])
def test_no_file_chosen(api: Api, path: str, field: str) -> None:
    """A part without file name and content, sent by a browser when no file is chosen, is no file: 422 at its field."""
    head = f'name="{field}"; filename=""\r\nContent-Type: application/octet-stream'
    response = api.post(path, **multipart(head, b""))

    assert response.status_code == 422
    assert ["body", field] in locations(response)


@must("FILE-11", docs=UPLOADFILE)
@pytest.mark.parametrize("kind", ["image/png", "text/x-unknown"])
def test_media_type(api: Api, kind: str) -> None:
    """The media type of a file is that of its part, not one guessed from its name or its content."""
    response = api.post(FILES, **multipart(f'name="files"; filename="a.txt"\r\nContent-Type: {kind}'))

    assert response.status_code == 200
    assert response.json() == like(content_type=kind)


@should("FILE-20", docs=UPLOADFILE)
@pytest.mark.parametrize(
    "header, answered",
    [("\r\nContent-Type: text/plain; charset=utf-8", "text/plain; charset=utf-8"), ("", None)],
    ids=["parameter", "not-sent"],
)
def test_whole_media_type(api: Api, header: str, answered: str | None) -> None:
    """The media type of a file has the parameters that were sent, and is null where none was sent."""
    response = api.post(FILES, **multipart(f'name="files"; filename="a.txt"{header}'))

    assert response.status_code == 200
    assert response.json() == like(content_type=answered)


@must("FILE-12", docs=f"{RFC}#section-4.1")
@pytest.mark.parametrize(
    "content_type, content",
    [
        ("multipart/form-data", SMALL["content"]),
        ("multipart/form-data; boundary=x", b"garbage"),
    ],
    ids=["no-boundary", "garbage"],
)
def test_broken_framing(api: Api, content_type: str, content: bytes) -> None:
    """A multipart body whose boundary is not declared or not in the body is refused with 400."""
    response = api.post(FILE, content=content, headers={"Content-Type": content_type})
    control = api.post(FILE, **SMALL)

    assert response.status_code == 400
    assert control.json() == like(file_size=5)


@should("FILE-21")
@pytest.mark.parametrize(
    "content_type, detail",
    [
        ("multipart/form-data", "Missing boundary in multipart."),
        ("multipart/form-data; boundary=x", "Invalid multipart data."),
    ],
    ids=["no-boundary", "garbage"],
)
def test_text_of_broken_framing(api: Api, content_type: str, detail: str) -> None:
    """The detail of a multipart body that cannot be parsed says whether the boundary is missing or the data invalid."""
    response = api.post(FILE, content=b"garbage", headers={"Content-Type": content_type})

    assert response.json() == like(detail=detail)


@should("FILE-13", docs=f"{RFC}#section-4.1")
def test_broken_off(api: Api) -> None:
    """A file whose part breaks off, with no boundary after it, is missing: 422 at [body, file]."""
    response = api.post(FILE, content=BREAKS_OFF, headers={"Content-Type": "multipart/form-data; boundary=x"})

    assert response.status_code == 422
    assert ["body", "file"] in locations(response)


@must("FILE-24", docs="advanced/request-body-limits/")
def test_too_large_in_chunks(api: Api) -> None:
    """A file of more than 10 MiB is refused with 413 also where the length of the body is not declared."""
    response = api.post(FILE, content=iter([TOO_LARGE["content"]]), headers=TOO_LARGE["headers"])
    control = api.post(FILE, content=iter([SMALL["content"]]), headers=SMALL["headers"])

    assert response.status_code == 413
    assert control.json() == like(file_size=5)


@must("FILE-23", docs="https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5")
def test_name_in_a_charset_of_its_own(api: Api) -> None:
    """A file name that spells half a character, in a charset of the client's own, is no server error."""
    half = r'name="files"; filename="\ud800"'
    response = api.post(FILES, **multipart(half, charset="; charset=unicode_escape"))
    control = api.post(FILES, **multipart('name="files"; filename="a.txt"'))

    assert response.status_code < 500
    assert control.json() == like(filename="a.txt")


@may("FILE-5")
@pytest.mark.parametrize(
    "content, content_type",
    [
        (multipart('name="file"')["content"], "multipart/form-data; boundary=x"),
        (b"file=12345", "application/x-www-form-urlencoded"),
    ],
    ids=["multipart", "urlencoded"],
)
def test_field_for_a_file(api: Api, content: bytes, content_type: str) -> None:
    """A plain field is taken for a file that is read as bytes, even from an urlencoded form."""
    response = api.post(FILE, content=content, headers={"Content-Type": content_type})

    assert response.status_code == 200
    assert response.json() == like(file_size=5)


@may("FILE-10", docs=f"{RFC}#section-4.2")
def test_encoded_file_name(api: Api) -> None:
    """A part whose file name is given by filename* alone is no file: 422 at [body, files, 0]."""
    response = api.post(FILES, **multipart("name=\"files\"; filename*=UTF-8''a.txt"))

    assert response.status_code == 422
    assert ["body", "files", 0] in locations(response)


@may("FILE-19", docs=f"{RFC}#section-4.2")
def test_path_in_a_file_name(api: Api) -> None:
    """A file name that is a path comes unaltered: it is the client's word, and no name to store a file by."""
    response = api.post(FILES, **multipart('name="files"; filename="../../etc/passwd"'))

    assert response.status_code == 200
    assert response.json() == like(filename="../../etc/passwd")
