"""Forms with fields and files · 文件上传及参数详解：表单与文件."""

from typing import Any

import pytest

from fastapi_spec import Api, like, locations, must

NOTES = "文件上传及参数详解"
DOCS = "tutorial/request-forms-and-files/#define-file-and-form-parameters"
ORIGIN = "fastapi"
PATH = "/chapter04/form/files"
PARTS: dict[str, Any] = {
    "file": ("a.txt", b"12345", "text/plain"),
    "photo": ("b.png", b"123", "image/png"),
    "title": (None, "Holidays"),
}


@must("FILE-31")
def test_field_and_files(api: Api) -> None:
    """A form may have a field and files: the 200 has the field, the size of one file, the metadata of the other."""
    response = api.post(PATH, files=PARTS)

    assert response.status_code == 200
    assert response.json() == like(
        title="Holidays", file_size=5, photo={"filename": "b.png", "content_type": "image/png", "size": 3}
    )


@must("FILE-32")
@pytest.mark.parametrize("name", ["file", "photo", "title"])
def test_missing_part(api: Api, name: str) -> None:
    """A form without one of its files or its field is rejected with 422 at `[body, NAME]`."""
    response = api.post(PATH, files={key: part for key, part in PARTS.items() if key != name})

    assert response.status_code == 422
    assert ["body", name] in locations(response)
