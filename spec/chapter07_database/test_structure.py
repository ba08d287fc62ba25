"""One application from many files · 大型工程的目录结构设计 - 应用文件拆分."""

import pytest

from fastapi_spec import Api, must, needs_chapter

NOTES = "大型工程的目录结构设计 - 应用文件拆分"
DOCS = "tutorial/bigger-applications/"
ORIGIN = "notes"


@must("DB-APP-2")
def test_a_part_has_its_prefix(api: Api) -> None:
    """An operation is found (200) under the prefix of its part; without it or under another prefix it is a 404."""
    own = api.get("/chapter07/departments")
    without, other = api.get("/departments"), api.get("/chapter03/departments")

    assert own.status_code == 200
    assert (without.status_code, other.status_code) == (404, 404)


@must("DB-APP-3", origin="fastapi")
@pytest.mark.parametrize(
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
def test_every_part_has_the_middleware(api: Api, path: str, status: int) -> None:
    """Responses of every part have the `X-Process-Time` of the application, with 400 and 401 as with 200."""
    response = api.get(path)

    assert response.status_code == status
    assert "x-process-time" in response.headers
