"""Functions as dependencies · 创建, 导入和声明依赖."""

from typing import Any

import pytest

from fastapi_spec import Api, like, locations, must, should

from ..conftest import EventLog

CHAPTER = "依赖注入"
NOTES = "创建, 导入和声明依赖"
DOCS = "tutorial/dependencies/"
ORIGIN = "fastapi"

each_operation = pytest.mark.parametrize("operation", ["dependency01", "dependency02"])


@must("DEP-FN-1", origin="notes")
@pytest.mark.parametrize(
    ("query", "commons"),
    [
        pytest.param({}, {"q": None, "page": 1, "limit": 100}, id="nothing"),
        pytest.param({"page": "2"}, {"q": None, "page": 2, "limit": 100}, id="page"),
        pytest.param({"q": "a", "page": "2", "limit": "3"}, {"q": "a", "page": 2, "limit": 3}, id="all"),
        pytest.param({"page": "0", "limit": "-1"}, {"q": None, "page": 0, "limit": -1}, id="no bounds"),
        pytest.param({"page": "-1", "limit": "0"}, {"q": None, "page": -1, "limit": 0}, id="no bounds either"),
        pytest.param({"q": ""}, {"q": "", "page": 1, "limit": 100}, id="empty q"),
    ],
)
@each_operation
def test_operations_share_parameters(api: Api, operation: str, query: dict[str, str], commons: Any) -> None:
    """Operations with the same dependency read `q`, `page` and `limit` without bounds, by default `null`, 1 and 100."""
    response = api.get(f"/chapter05/{operation}", params=query)

    assert response.status_code == 200
    assert response.json() == like(commons)


@must("DEP-FN-2", origin="notes")
@pytest.mark.parametrize(("name", "value"), [("page", "x"), ("page", "1.5"), ("limit", "ten")])
@each_operation
def test_invalid_value(api: Api, operation: str, name: str, value: str) -> None:
    """An invalid query parameter of a dependency (`?page=x`) is rejected with 422 at `[query, page]`."""
    response = api.get(f"/chapter05/{operation}", params={name: value})

    assert response.status_code == 422
    assert ["query", name] in locations(response)


@should("DEP-FN-5")
def test_several_invalid_values(api: Api) -> None:
    """Several invalid parameters of a dependency are reported in one 422, in the order of declaration."""
    response = api.get("/chapter05/dependency01", params={"limit": "x", "page": "x"})

    assert response.status_code == 422
    assert locations(response) == [["query", "page"], ["query", "limit"]]


@must("DEP-INJECT-1", notes=CHAPTER)
def test_rejected_request_does_not_reach_the_operation(api: Api, log: EventLog) -> None:
    """A request that a dependency rejects with 400 does not reach the operation; an accepted one does, with 200."""
    path = "/chapter05/dependency_in_path_operation"
    right = {"X-Token": "fake-super-secret-token", "X-Key": "fake-super-secret-key"}

    rejected = api.get(path, headers=log.headers | right | {"X-Token": "wrong"})
    accepted = api.get(path, headers=log.headers | right)

    assert (rejected.status_code, accepted.status_code) == (400, 200)
    assert log.events(until="handler").count("handler") == 1


@must("DEP-INJECT-2", notes=CHAPTER, docs="advanced/response-headers/")
def test_dependency_adds_a_header(api: Api) -> None:
    """A dependency can add a response header: `X-Total-Count` counts all 3 items, not only those of the page."""
    response = api.get("/chapter05/classes_as_dependencies", params={"limit": 1})

    assert response.status_code == 200
    assert response.headers.get("x-total-count") == "3"
