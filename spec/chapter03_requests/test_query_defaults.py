"""Query defaults · 默认参数与可选参数."""

import pytest

from fastapi_spec import ABSENT, Api, Erratum, errors, like, locations, must, should

NOTES = "默认参数与可选参数"
ALL_QUERIES = "查询参数和数据的解析, 验证"
DOCS = "tutorial/query-params/"
ORIGIN = "fastapi"
DEFAULTS_DOCS = "tutorial/query-params/#defaults"
OPTIONAL_DOCS = "tutorial/query-params/#optional-parameters"
REQUIRED_DOCS = "tutorial/query-params/#required-query-parameters"
PATH = "/chapter03/query"
REQUIRED = "/chapter03/query/required"


@must("QUERY-DEFAULT-1", origin="notes", docs=DEFAULTS_DOCS)
@pytest.mark.parametrize("query", ["", "?", "?limit=5"], ids=["no-query", "empty-query", "other-parameter"])
def test_default(api: Api, query: str) -> None:
    """A query parameter that is not sent has its default, with 200."""
    response = api.raw("GET", f"{PATH}{query}")

    assert response.status_code == 200
    assert response.json() == like(page=1)


@must("QUERY-DEFAULT-2", origin="notes", docs=DEFAULTS_DOCS)
def test_value_instead_of_default(api: Api) -> None:
    """A query parameter that is sent replaces its default, with 200."""
    response = api.get(PATH, params={"page": 2, "limit": 7})

    assert response.status_code == 200
    assert response.json() == like(page=2, limit=7)


@must("QUERY-OPT-1", origin="notes", docs=OPTIONAL_DOCS)
def test_optional_parameter(api: Api) -> None:
    """An optional query parameter that is not sent is left out of the 200 response."""
    response = api.get(PATH, params={"page": 3})

    assert response.status_code == 200
    assert response.json() == like(page=3, limit=ABSENT)


@must("QUERY-REQ-1", docs=REQUIRED_DOCS)
def test_required_parameter(api: Api) -> None:
    """A request without a required query parameter is rejected with 422 at `[query, q]`."""
    response = api.get(REQUIRED)

    assert response.status_code == 422
    assert ["query", "q"] in locations(response)


@should("QUERY-REQ-4", docs=REQUIRED_DOCS)
def test_missing_error_type(api: Api) -> None:
    """A missing query parameter is one error with type `missing`, message `Field required` and `null` as `input`."""
    response = api.get(REQUIRED)

    assert errors(response) == like(
        [{"type": "missing", "loc": ["query", "q"], "msg": "Field required", "input": None}]
    )


@must("QUERY-UNKNOWN-1", notes=ALL_QUERIES)
def test_unknown_parameter(api: Api) -> None:
    """An unknown query parameter is ignored and left out of the 200 response."""
    response = api.get(PATH, params={"unknown": "1", "page": "3"})

    assert response.status_code == 200
    assert response.json() == like(page=3, unknown=ABSENT)


@must("QUERY-REPEAT-1")
def test_repeated_parameter(api: Api) -> None:
    """A repeated query parameter that is not a list has its last value."""
    number = api.get(f"{PATH}?page=1&page=2")
    string = api.get(f"{REQUIRED}?q=a&q=b")

    assert number.json() == like(page=2)
    assert string.json() == like(q="b")


@must(
    "QUERY-OPT-2",
    origin="notes",
    docs=OPTIONAL_DOCS,
    erratum=Erratum(claim="`if limit:` tells whether the optional limit was given.", since="never true"),
)
def test_zero_is_a_value(api: Api) -> None:
    """A zero sent for an optional query parameter is a value and is returned with 200."""
    response = api.get(PATH, params={"limit": 0})

    assert response.status_code == 200
    assert response.json() == like(page=1, limit=0)


@must("QUERY-REQ-3", docs=REQUIRED_DOCS)
@pytest.mark.parametrize("query", ["q=", "q"], ids=["empty", "bare-name"])
def test_empty_string_is_a_value(api: Api, query: str) -> None:
    """An empty string (`?q=` or `?q`) satisfies a required string parameter and is returned with 200."""
    response = api.raw("GET", f"{REQUIRED}?{query}")

    assert response.status_code == 200
    assert response.json() == like(q="")


@must("QUERY-OPT-3", docs=OPTIONAL_DOCS)
@pytest.mark.parametrize("query", ["limit=", "limit", "limit=%20"], ids=["empty", "bare-name", "space"])
def test_empty_is_not_a_number(api: Api, query: str) -> None:
    """An optional integer that is empty (`?limit=` or `?limit`) or a space is rejected with 422 at `[query, limit]`."""
    response = api.raw("GET", f"{PATH}?{query}")

    assert response.status_code == 422
    assert ["query", "limit"] in locations(response)


@must("QUERY-OPT-4", docs=OPTIONAL_DOCS)
@pytest.mark.parametrize("limit", ["null", "None", "undefined"])
def test_null_is_a_string(api: Api, limit: str) -> None:
    """`null`, `None` or `undefined` sent for an optional integer is rejected with 422 at `[query, limit]`."""
    response = api.get(PATH, params={"limit": limit})

    assert response.status_code == 422
    assert ["query", "limit"] in locations(response)


@must("QUERY-UNKNOWN-2", notes=ALL_QUERIES)
@pytest.mark.parametrize("name", ["PAGE", "Page", " page", "page[]"])
def test_name_is_compared_exactly(api: Api, name: str) -> None:
    """A name that differs from `page` in case, spaces or brackets is ignored: 200 and the default."""
    response = api.get(PATH, params={name: "3"})

    assert response.status_code == 200
    assert response.json() == like(page=1)
