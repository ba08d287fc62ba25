"""Query booleans · bool 参数."""

import pytest

from spec.harness.exchange import Api
from spec.harness.expect import errors, like, locations
from spec.harness.rule import must, should

NOTES = "bool 参数"
DOCS = "tutorial/query-params/#query-parameter-type-conversion"
PATH = "/chapter03/query/bool/conversion"


@must("QUERY-BOOL-1", notes=NOTES, docs=DOCS)
@pytest.mark.parametrize("spelling", ["true", "True", "TRUE", "tRuE", "1", "on", "ON", "yes", "Yes", "y", "Y", "t", "T"])
def test_true_spellings(api: Api, spelling: str) -> None:
    """A bool query parameter spelled true, 1, on, yes, y or t in any letter case is true."""
    response = api.get(PATH, params={"param": spelling})

    assert response.status_code == 200
    assert response.json() == like(param=True)


@must("QUERY-BOOL-3", notes=NOTES, docs=DOCS)
@pytest.mark.parametrize("spelling", ["2", "-1", "maybe", "null", "None", "1.0", "0.0", "01", "enable", "\u662f"])
def test_other_spellings_are_refused(api: Api, spelling: str) -> None:
    """A bool query parameter with any other spelling is refused with 422 at [query, param]."""
    response = api.get(PATH, params={"param": spelling})

    assert response.status_code == 422
    assert ["query", "param"] in locations(response)


@should("QUERY-BOOL-10", notes=NOTES, docs=DOCS)
def test_error_type(api: Api) -> None:
    """A refused bool query parameter is reported once, with type bool_parsing and the value as input."""
    response = api.get(PATH, params={"param": "maybe"})

    assert errors(response) == like([{"type": "bool_parsing", "input": "maybe"}])
