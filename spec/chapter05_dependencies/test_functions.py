"""Functions as dependencies · 依赖注入, 创建, 导入和声明依赖."""

from typing import Any

import pytest

from fastapi_spec import Api, like, locations, must, should

from ..conftest import EventLog

CHAPTER = "依赖注入"
NOTES = "创建, 导入和声明依赖"
DOCS = "tutorial/dependencies/"

each_operation = pytest.mark.parametrize("operation", ["dependency01", "dependency02"])


@must("DEP-INJECT-1", notes=CHAPTER)
def test_refused_request_goes_no_further(api: Api, log: EventLog) -> None:
    """A request that a dependency refuses does not reach the operation; the next one, which it lets pass, does."""
    path = "/chapter05/dependency_in_path_operation"
    right = {"X-Token": "fake-super-secret-token", "X-Key": "fake-super-secret-key"}

    refused = api.get(path, headers=log.headers | right | {"X-Token": "wrong"})
    passed = api.get(path, headers=log.headers | right)

    assert (refused.status_code, passed.status_code) == (400, 200)
    assert log.events(until="handler").count("handler") == 1


@must("DEP-INJECT-2", notes=CHAPTER, docs="advanced/response-headers/")
def test_dependency_adds_a_header(api: Api) -> None:
    """A dependency may add a header to the answer: X-Total-Count is the number of all items, not of those shown."""
    response = api.get("/chapter05/classes_as_dependencies", params={"limit": 1})

    assert response.status_code == 200
    assert response.headers.get("x-total-count") == "3"


@must("DEP-FN-1")
@pytest.mark.parametrize(
    ("query", "commons"),
    [
        pytest.param({}, {"q": None, "page": 1, "limit": 100}, id="nothing"),
        pytest.param({"page": "2"}, {"q": None, "page": 2, "limit": 100}, id="page"),
        pytest.param({"q": "a", "page": "2", "limit": "3"}, {"q": "a", "page": 2, "limit": 3}, id="all"),
    ],
)
@each_operation
def test_operations_share_parameters(api: Api, operation: str, query: dict[str, str], commons: Any) -> None:
    """Each operation with the dependency takes q, page and limit from the query, by default null, 1 and 100."""
    response = api.get(f"/chapter05/{operation}", params=query)

    assert response.status_code == 200
    assert response.json() == like(commons)


@must("DEP-FN-2")
@pytest.mark.parametrize(("name", "value"), [("page", "x"), ("page", "1.5"), ("limit", "ten")])
@each_operation
def test_bad_value_is_refused(api: Api, operation: str, name: str, value: str) -> None:
    """A value that does not fit a parameter of the dependency is refused with 422 at its place in the query."""
    response = api.get(f"/chapter05/{operation}", params={name: value})

    assert response.status_code == 422
    assert ["query", name] in locations(response)


@should("DEP-FN-5")
def test_faults_come_together(api: Api) -> None:
    """Faults in several parameters of a dependency are reported in one answer, in the order of declaration."""
    response = api.get("/chapter05/dependency01", params={"limit": "x", "page": "x"})

    assert response.status_code == 422
    assert locations(response) == [["query", "page"], ["query", "limit"]]


@must("DEP-FN-3")
@pytest.mark.parametrize("number", [0, -1])
def test_undeclared_bounds_are_no_bounds(api: Api, number: int) -> None:
    """An integer for which the dependency declares no bounds may be 0 or negative."""
    response = api.get("/chapter05/dependency01", params={"page": number, "limit": number})

    assert response.status_code == 200
    assert response.json() == like(page=number, limit=number)


@must("DEP-FN-4")
def test_empty_text_is_a_value(api: Api) -> None:
    """A q that is sent empty is the empty string and not null."""
    response = api.get("/chapter05/dependency01", params={"q": ""})

    assert response.status_code == 200
    assert response.json() == like(q="")


@should("DEP-FN-6", docs="tutorial/dependencies/#integrated-with-openapi")
@each_operation
def test_openapi_lists_the_parameters(api: Api, operation: str) -> None:
    """The OpenAPI document lists the parameters of a dependency with each operation that declares it."""
    parameters = [{"name": name, "in": "query"} for name in ("q", "page", "limit")]

    response = api.get("/openapi.json")

    assert response.json() == like(paths={f"/chapter05/{operation}": {"get": {"parameters": parameters}}})
