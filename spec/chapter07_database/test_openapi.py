"""The OpenAPI document · 大型工程的目录结构设计 - 应用文件拆分：OpenAPI 文档."""

import pytest

from fastapi_spec import Api, like, needs_chapter, should

NOTES = "大型工程的目录结构设计 - 应用文件拆分"
DOCS = "tutorial/bigger-applications/"
ORIGIN = "notes"


@should("DB-APP-1")
@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/chapter03/query", id="requests", marks=needs_chapter("requests")),
        pytest.param("/chapter04/exc_dict", id="responses", marks=needs_chapter("responses")),
        pytest.param("/chapter05/dependency01", id="dependencies", marks=needs_chapter("dependencies")),
        pytest.param("/chapter06/users/me", id="security", marks=needs_chapter("security")),
        pytest.param("/chapter07/departments", id="database"),
        pytest.param("/chapter08/slow", id="middleware", marks=needs_chapter("middleware")),
    ],
)
def test_one_openapi_document_has_every_part(api: Api, path: str) -> None:
    """One OpenAPI document has the paths of every part of the application, each under the prefix of its part."""
    response = api.get("/openapi.json")

    assert response.json() == like(paths={path: {"get": {}}})


@should("DB-APP-4", origin="fastapi")
@needs_chapter("requests", "dependencies")
def test_every_part_has_its_tag(api: Api) -> None:
    """In the OpenAPI document the operations of a part have the tag of this part."""
    response = api.get("/openapi.json")

    assert response.json() == like(
        paths={
            "/chapter03/query": {"get": {"tags": ["03 Requests"]}},
            "/chapter05/dependency01": {"get": {"tags": ["05 Dependencies"]}},
            "/chapter07/departments": {"get": {"tags": ["07 Database"]}, "post": {"tags": ["07 Database"]}},
            "/chapter07/users": {"post": {"tags": ["07 Database"]}},
        }
    )
