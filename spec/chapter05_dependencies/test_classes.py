"""Classes as dependencies · 类作为依赖项."""

import pytest

from fastapi_spec import ABSENT, JSON, Api, Erratum, like, locations, must

NOTES = "类作为依赖项"
DOCS = "tutorial/dependencies/classes-as-dependencies/"
ORIGIN = "notes"
BOUNDS = "tutorial/path-params-numeric-validations/"
PATH = "/chapter05/classes_as_dependencies"
WITH_BODY = "/chapter05/class_beside_model"

FOO, BAR, BAZ = {"item_name": "Foo"}, {"item_name": "Bar"}, {"item_name": "Baz"}

SLICE = Erratum(
    claim="The page is cut as [page - 1 : page + limit] (one item too many, from the wrong item on).",
    since="never true",
)


@must("DEP-CLS-1")
def test_defaults(api: Api) -> None:
    """Without `page` and `limit`, the response contains all three items."""
    response = api.get(PATH)

    assert response.status_code == 200
    assert response.json() == like(items=[FOO, BAR, BAZ])


@must("DEP-CLS-2", erratum=SLICE)
@pytest.mark.parametrize(
    ("page", "limit", "items"),
    [
        pytest.param(1, 1, [FOO], id="1-of-size-1"),
        pytest.param(2, 1, [BAR], id="2-of-size-1"),
        pytest.param(3, 1, [BAZ], id="3-of-size-1"),
        pytest.param(1, 2, [FOO, BAR], id="1-of-size-2"),
        pytest.param(2, 2, [BAZ], id="2-of-size-2"),
    ],
)
def test_pages(api: Api, page: int, limit: int, items: JSON) -> None:
    """`page` counts pages from 1, and `limit` is the number of items on each page."""
    response = api.get(PATH, params={"page": page, "limit": limit})

    assert response.status_code == 200
    assert response.json() == like(items=items)


@must("DEP-CLS-6", origin="fastapi")
@pytest.mark.parametrize(
    ("query", "q"),
    [
        pytest.param({"q": "a"}, "a", id="given"),
        pytest.param({"q": ""}, ABSENT, id="empty"),
        pytest.param({}, ABSENT, id="missing"),
    ],
)
def test_q_in_the_response(api: Api, query: dict[str, str], q: JSON) -> None:
    """The response contains the items, and `q` only if the query has a `q` that is not empty."""
    response = api.get(PATH, params=query)

    assert response.status_code == 200
    assert response.json() == like(q=q, items=[FOO, BAR, BAZ])


@must("DEP-CLS-4")
def test_query_and_body(api: Api) -> None:
    """In an operation with a body, a dependency still reads only the query; the data model reads the body."""
    response = api.post(WITH_BODY, params={"q": "a"}, json={"q": "b", "page": 5, "item_name": "Foo"})

    assert response.status_code == 200
    assert response.json() == like(query={"q": "a", "page": 1, "limit": 100}, item=FOO)


@must(
    "DEP-CLS-3",
    docs=BOUNDS,
    erratum=Erratum(claim="page may be any integer (0 and -1 would count from the end).", since="never true"),
)
@pytest.mark.parametrize("page", [0, -1])
def test_page_below_1(api: Api, page: int) -> None:
    """A `page` below 1 is rejected with 422 at `[query, page]`."""
    response = api.get(PATH, params={"page": page})

    assert response.status_code == 422
    assert ["query", "page"] in locations(response)


@must("DEP-CLS-8", origin="fastapi", docs=BOUNDS)
@pytest.mark.parametrize("limit", [0, -1])
def test_limit_below_1(api: Api, limit: int) -> None:
    """A `limit` below 1 is rejected with 422 at `[query, limit]`."""
    response = api.get(PATH, params={"limit": limit})

    assert response.status_code == 422
    assert ["query", "limit"] in locations(response)


@must("DEP-CLS-5", docs=DOCS + "#shortcut")
def test_bounds_with_a_body(api: Api) -> None:
    """The bounds of a dependency also apply in an operation with a body: `?page=0` is a 422 at `[query, page]`."""
    response = api.post(WITH_BODY, params={"page": 0}, json=FOO)

    assert response.status_code == 422
    assert ["query", "page"] in locations(response)


@must("DEP-CLS-7", erratum=SLICE)
@pytest.mark.parametrize("query", [{"page": 2}, {"page": 4, "limit": 1}, {"page": 1000}], ids=["2", "4", "1000"])
def test_page_after_the_last_item(api: Api, query: dict[str, int]) -> None:
    """A page after the last item is a 200 with an empty array as `items`."""
    response = api.get(PATH, params=query)

    assert response.status_code == 200
    assert response.json() == like(items=[])
