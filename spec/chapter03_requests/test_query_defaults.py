"""Query defaults · 默认参数与可选参数."""

import pytest

from fastapi_spec import ABSENT, Api, Erratum, errors, like, locations, must, should

NOTES = "默认参数与可选参数"
ALL_QUERIES = "查询参数和数据的解析, 验证"
DOCS = "tutorial/query-params/"
DEFAULTS_DOCS = "tutorial/query-params/#defaults"
OPTIONAL_DOCS = "tutorial/query-params/#optional-parameters"
REQUIRED_DOCS = "tutorial/query-params/#required-query-parameters"
PATH = "/chapter03/query"
REQUIRED = "/chapter03/query/required"


@must("QUERY-DEFAULT-1", docs=DEFAULTS_DOCS)
@pytest.mark.parametrize("query", ["", "?", "?limit=5"], ids=["no-query", "empty-query", "other-parameter"])
def test_default(api: Api, query: str) -> None:
    """A query parameter that is not sent has its default."""
    response = api.raw("GET", f"{PATH}{query}")

    assert response.status_code == 200
    assert response.json() == like(page=1)


@must("QUERY-DEFAULT-2", docs=DEFAULTS_DOCS)
def test_value_instead_of_default(api: Api) -> None:
    """A query parameter that is sent has the value sent, whatever its default."""
    response = api.get(PATH, params={"page": 2, "limit": 7})

    assert response.status_code == 200
    assert response.json() == like(page=2, limit=7)


@must("QUERY-OPT-1", docs=OPTIONAL_DOCS)
def test_optional_parameter(api: Api) -> None:
    """An optional query parameter that is not sent has no value, and the answer leaves it out."""
    response = api.get(PATH, params={"page": 3})

    assert response.status_code == 200
    assert response.json() == like(page=3, limit=ABSENT)


@must(
    "QUERY-OPT-2",
    docs=OPTIONAL_DOCS,
    erratum=Erratum(claim="`if limit:` tells whether the optional limit was given.", since="never true"),
)
def test_zero_is_a_value(api: Api) -> None:
    """A zero sent for an optional query parameter is a value like any other, and the answer shows it."""
    response = api.get(PATH, params={"limit": 0})

    assert response.status_code == 200
    assert response.json() == like(page=1, limit=0)


@must("QUERY-OPT-3", docs=OPTIONAL_DOCS)
@pytest.mark.parametrize("query", ["limit=", "limit", "limit=%20"], ids=["empty", "bare-name", "blank"])
def test_empty_is_no_number(api: Api, query: str) -> None:
    """An empty value is not the same as none: for an optional number it is refused with 422 at [query, limit]."""
    response = api.raw("GET", f"{PATH}?{query}")

    assert response.status_code == 422
    assert ["query", "limit"] in locations(response)


@must("QUERY-OPT-4", docs=OPTIONAL_DOCS)
@pytest.mark.parametrize("limit", ["null", "None", "undefined"])
def test_null_is_a_word(api: Api, limit: str) -> None:
    """A query cannot say null: the word is refused with 422 at [query, limit] where a number is expected."""
    response = api.get(PATH, params={"limit": limit})

    assert response.status_code == 422
    assert ["query", "limit"] in locations(response)


@must("QUERY-REQ-1", docs=REQUIRED_DOCS)
def test_required_parameter(api: Api) -> None:
    """A query parameter without a default must be sent: otherwise the request is refused with 422 at [query, q]."""
    response = api.get(REQUIRED)

    assert response.status_code == 422
    assert ["query", "q"] in locations(response)


@must("QUERY-REQ-3", docs=REQUIRED_DOCS)
@pytest.mark.parametrize("query", ["q=", "q"], ids=["empty", "bare-name"])
def test_empty_text_is_a_value(api: Api, query: str) -> None:
    """An empty text is a value, also where one is required."""
    response = api.raw("GET", f"{REQUIRED}?{query}")

    assert response.status_code == 200
    assert response.json() == like(q="")


@must("QUERY-REPEAT-1")
def test_repeated_parameter(api: Api) -> None:
    """A query parameter that is no list and is sent twice has the value sent last."""
    number = api.get(f"{PATH}?page=1&page=2")
    text = api.get(f"{REQUIRED}?q=a&q=b")

    assert number.json() == like(page=2)
    assert text.json() == like(q="b")


@must("QUERY-UNKNOWN-1", notes=ALL_QUERIES)
def test_unknown_parameter(api: Api) -> None:
    """A query parameter that the operation does not know is ignored."""
    response = api.get(PATH, params={"unknown": "1", "page": "3"})

    assert response.status_code == 200
    assert response.json() == like(page=3, unknown=ABSENT)


@must("QUERY-UNKNOWN-2", notes=ALL_QUERIES)
@pytest.mark.parametrize("name", ["PAGE", "Page", " page", "page[]"])
def test_name_is_compared_exactly(api: Api, name: str) -> None:
    """A query parameter is known by its exact name, letter case included."""
    response = api.get(PATH, params={name: "3"})

    assert response.status_code == 200
    assert response.json() == like(page=1)


@should("QUERY-REQ-4", docs=REQUIRED_DOCS)
def test_missing_error_type(api: Api) -> None:
    """A missing query parameter is reported once, with type missing and null as input."""
    response = api.get(REQUIRED)

    assert errors(response) == like(
        [{"type": "missing", "loc": ["query", "q"], "msg": "Field required", "input": None}]
    )


@should("QUERY-DEFAULT-3", docs=DEFAULTS_DOCS)
def test_document(api: Api) -> None:
    """The document gives query parameters with default or none as not required, and shows the default."""
    response = api.get("/openapi.json")

    page = {"name": "page", "in": "query", "required": False, "schema": like(type="integer", default=1)}
    limit = {"name": "limit", "in": "query", "required": False}
    assert response.json() == like({"paths": {PATH: {"get": {"parameters": [page, limit]}}}})
