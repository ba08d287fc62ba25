"""Query booleans · bool 参数."""

import pytest

from fastapi_spec import Api, errors, like, locations, must, should

NOTES = "bool 参数"
DOCS = "tutorial/query-params/#query-parameter-type-conversion"
ORIGIN = "fastapi"
PATH = "/chapter03/query/bool/conversion"


@must("QUERY-BOOL-1", origin="notes")
@pytest.mark.parametrize(
    "spelling", ["true", "True", "TRUE", "tRuE", "1", "on", "ON", "yes", "Yes", "y", "Y", "t", "T"]
)
def test_true_spellings(api: Api, spelling: str) -> None:
    """A bool query parameter spelled `true`, `1`, `on`, `yes`, `y` or `t` in any letter case is true, with 200."""
    response = api.get(PATH, params={"param": spelling})

    assert response.status_code == 200
    assert response.json() == like(param=True)


@must("QUERY-BOOL-2", origin="notes")
@pytest.mark.parametrize("spelling", ["false", "False", "FALSE", "0", "off", "OFF", "no", "No", "n", "N", "f", "F"])
def test_false_spellings(api: Api, spelling: str) -> None:
    """A bool query parameter spelled `false`, `0`, `off`, `no`, `n` or `f` in any letter case is false, with 200."""
    response = api.get(PATH, params={"param": spelling})

    assert response.status_code == 200
    assert response.json() == like(param=False)


@must("QUERY-BOOL-6", origin="notes", docs="tutorial/query-params/#defaults")
def test_default(api: Api) -> None:
    """A bool query parameter that is not sent has its default, `false`, with 200."""
    response = api.get(PATH)

    assert response.status_code == 200
    assert response.json() == like(param=False)


@must("QUERY-BOOL-3", origin="notes")
@pytest.mark.parametrize(
    "spelling", ["2", "-1", "maybe", "null", "None", "1.0", "0.0", "01", "enable", pytest.param("\u662f", id="chinese")]
)
def test_other_spellings(api: Api, spelling: str) -> None:
    """A bool query parameter with any other spelling is rejected with 422 at `[query, param]`."""
    response = api.get(PATH, params={"param": spelling})

    assert response.status_code == 422
    assert ["query", "param"] in locations(response)


@should("QUERY-BOOL-8")
def test_error_type(api: Api) -> None:
    """A rejected bool query parameter is one error with type `bool_parsing` and the value as `input`."""
    response = api.get(PATH, params={"param": "maybe"})

    assert errors(response) == like([{"type": "bool_parsing", "input": "maybe"}])


@must("QUERY-BOOL-5")
@pytest.mark.parametrize("query", ["param=", "param"], ids=["empty", "bare-name"])
def test_empty(api: Api, query: str) -> None:
    """An empty bool query parameter (`?param=` or `?param`) is rejected with 422 at `[query, param]`."""
    response = api.raw("GET", f"{PATH}?{query}")

    assert response.status_code == 422
    assert ["query", "param"] in locations(response)


@must("QUERY-BOOL-7")
def test_last_value_counts(api: Api) -> None:
    """Only the last value of a repeated bool query parameter counts; if invalid, it is a 422 at `[query, param]`."""
    valid = api.get(f"{PATH}?param=maybe&param=true")
    invalid = api.get(f"{PATH}?param=true&param=maybe")

    assert valid.json() == like(param=True)
    assert invalid.status_code == 422
    assert ["query", "param"] in locations(invalid)


@must("QUERY-BOOL-4")
@pytest.mark.parametrize("spelling", [" true", "true ", " 0"], ids=["before", "after", "number"])
def test_spaces(api: Api, spelling: str) -> None:
    """A bool query parameter with spaces around it is rejected with 422 at `[query, param]`."""
    response = api.get(PATH, params={"param": spelling})

    assert response.status_code == 422
    assert ["query", "param"] in locations(response)


@must("QUERY-BOOL-11")
def test_line_break(api: Api) -> None:
    """A bool query parameter with a trailing line break (`no%0A`) is rejected with 400 or 422."""
    response = api.raw("GET", f"{PATH}?param=no%0A")
    control = api.raw("GET", f"{PATH}?param=no")

    assert response.status_code in (400, 422)
    assert control.json() == like(param=False)
