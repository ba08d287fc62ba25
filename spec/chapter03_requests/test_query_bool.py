"""Query booleans · bool 参数."""

import pytest

from fastapi_spec import Api, errors, like, locations, must, should

NOTES = "bool 参数"
DOCS = "tutorial/query-params/#query-parameter-type-conversion"
PATH = "/chapter03/query/bool/conversion"


@must("QUERY-BOOL-1")
@pytest.mark.parametrize(
    "spelling", ["true", "True", "TRUE", "tRuE", "1", "on", "ON", "yes", "Yes", "y", "Y", "t", "T"]
)
def test_true_spellings(api: Api, spelling: str) -> None:
    """A bool query parameter spelled true, 1, on, yes, y or t in any letter case is true."""
    response = api.get(PATH, params={"param": spelling})

    assert response.status_code == 200
    assert response.json() == like(param=True)


@must("QUERY-BOOL-2")
@pytest.mark.parametrize("spelling", ["false", "False", "FALSE", "0", "off", "OFF", "no", "No", "n", "N", "f", "F"])
def test_false_spellings(api: Api, spelling: str) -> None:
    """A bool query parameter spelled false, 0, off, no, n or f in any letter case is false."""
    response = api.get(PATH, params={"param": spelling})

    assert response.status_code == 200
    assert response.json() == like(param=False)


@must("QUERY-BOOL-3")
@pytest.mark.parametrize(
    "spelling", ["2", "-1", "maybe", "null", "None", "1.0", "0.0", "01", "enable", pytest.param("\u662f", id="chinese")]
)
def test_other_spellings_are_refused(api: Api, spelling: str) -> None:
    """A bool query parameter with any other spelling is refused with 422 at [query, param]."""
    response = api.get(PATH, params={"param": spelling})

    assert response.status_code == 422
    assert ["query", "param"] in locations(response)


@must("QUERY-BOOL-4")
@pytest.mark.parametrize("spelling", [" true", "true ", " 0", "no\n"], ids=["before", "after", "number", "line-break"])
def test_blanks_are_refused(api: Api, spelling: str) -> None:
    """Blanks around a bool query parameter are not trimmed: it is refused with 422 at [query, param]."""
    response = api.get(PATH, params={"param": spelling})

    assert response.status_code == 422
    assert ["query", "param"] in locations(response)


@must("QUERY-BOOL-5")
@pytest.mark.parametrize("query", ["param=", "param"], ids=["empty", "bare-name"])
def test_empty_is_refused(api: Api, query: str) -> None:
    """A bool query parameter without a value has not its default: it is refused with 422 at [query, param]."""
    response = api.raw("GET", f"{PATH}?{query}")

    assert response.status_code == 422
    assert ["query", "param"] in locations(response)


@must("QUERY-BOOL-6", docs="tutorial/query-params/#defaults")
def test_default(api: Api) -> None:
    """A bool query parameter that is not sent has its default, false."""
    response = api.get(PATH)

    assert response.status_code == 200
    assert response.json() == like(param=False)


@must("QUERY-BOOL-7")
def test_last_value_counts(api: Api) -> None:
    """Of a bool query parameter that is sent more than once only the last value counts, and only it is checked."""
    valid = api.get(f"{PATH}?param=maybe&param=true")
    invalid = api.get(f"{PATH}?param=true&param=maybe")

    assert valid.json() == like(param=True)
    assert invalid.status_code == 422
    assert ["query", "param"] in locations(invalid)


@should("QUERY-BOOL-8")
def test_error_type(api: Api) -> None:
    """A refused bool query parameter is reported once, with type bool_parsing and the value as input."""
    response = api.get(PATH, params={"param": "maybe"})

    assert errors(response) == like([{"type": "bool_parsing", "input": "maybe"}])


@should("QUERY-BOOL-9")
def test_document(api: Api) -> None:
    """The document gives a bool query parameter as a boolean that is not required, with its default."""
    response = api.get("/openapi.json")

    param = {"name": "param", "in": "query", "required": False, "schema": {"type": "boolean", "default": False}}
    assert response.json() == like({"paths": {PATH: {"get": {"parameters": [param]}}}})
