"""One application from many files · 大型工程的目录结构设计 - 应用文件拆分."""

import pytest

from fastapi_spec import Api, like, must, needs_chapter, should

NOTES = "大型工程的目录结构设计 - 应用文件拆分"
DOCS = "tutorial/bigger-applications/"

each_part = pytest.mark.parametrize(
    "path, status",
    [
        pytest.param("/chapter03/query", 200, id="requests", marks=needs_chapter("requests")),
        pytest.param("/chapter04/exc_dict", 400, id="responses", marks=needs_chapter("responses")),
        pytest.param("/chapter05/dependency01", 200, id="dependencies", marks=needs_chapter("dependencies")),
        pytest.param("/chapter06/users/me", 401, id="security", marks=needs_chapter("security")),
        pytest.param("/chapter07/departments", 200, id="database"),
        pytest.param("/chapter08/slow", 200, id="middleware", marks=needs_chapter("middleware")),
    ],
)


@must("DB-APP-1")
@each_part
def test_one_document_has_every_part(api: Api, path: str, status: int) -> None:
    """One OpenAPI document has the paths of every part of the application, each under the prefix of its part."""
    document = api.get("/openapi.json")
    response = api.get(path)

    assert document.json() == like(paths={path: {"get": {}}})
    assert response.status_code == status


@must("DB-APP-2")
def test_a_part_answers_under_its_prefix(api: Api) -> None:
    """An operation of one part is found under the prefix of this part, not without it or under that of another."""
    own = api.get("/chapter07/departments")
    without, other = api.get("/departments"), api.get("/chapter03/departments")

    assert own.status_code == 200
    assert (without.status_code, other.status_code) == (404, 404)


@must("DB-APP-3")
@each_part
def test_every_part_has_the_middleware(api: Api, path: str, status: int) -> None:
    """What the application adds to its answers, such as X-Process-Time, every part of it has."""
    response = api.get(path)

    assert response.status_code == status
    assert "x-process-time" in response.headers


@should("DB-APP-4")
@needs_chapter("requests", "dependencies")
def test_every_part_has_its_tag(api: Api) -> None:
    """In the OpenAPI document the operations of a part carry its tag, which the application gives them."""
    response = api.get("/openapi.json")

    assert response.json() == like(
        paths={
            "/chapter03/query": {"get": {"tags": ["03 Requests"]}},
            "/chapter05/dependency01": {"get": {"tags": ["05 Dependencies"]}},
            "/chapter07/departments": {"get": {"tags": ["07 Database"]}, "post": {"tags": ["07 Database"]}},
            "/chapter07/users": {"post": {"tags": ["07 Database"]}},
        }
    )
