"""Values beside a model · 多参数混合：模型旁的单个值."""

import pytest

from fastapi_spec import Api, like, locations, must

NOTES = "多参数混合"
DOCS = "tutorial/body-multiple-params/"
ORIGIN = "fastapi"
EMBED_DOCS = "tutorial/body-multiple-params/#embed-a-single-body-parameter"
VALUE_DOCS = "tutorial/body-multiple-params/#singular-values-in-body"
EMBEDDED = "/chapter03/request_body/embedded"
IMPORTANCE = "/chapter03/request_body/importance"
BEIJING = {"name": "Beijing", "country": "China", "contry_code": "CN", "contry_population": 1400000000}


@must("BODY-EMBED-1", docs=EMBED_DOCS)
def test_embedded_model(api: Api) -> None:
    """A single model that is embedded is the property `city` of the body: 200 with the model."""
    response = api.post(EMBEDDED, json={"city": BEIJING})

    assert response.status_code == 200
    assert response.json() == like(BEIJING)


@must("BODY-EMBED-2", docs=EMBED_DOCS)
@pytest.mark.parametrize("body", [BEIJING, {}, {"city": None}], ids=["bare-model", "empty", "null"])
def test_embedded_model_is_required(api: Api, body: object) -> None:
    """A body without its embedded model, such as the bare model, is rejected with 422 at `[body, city]`."""
    response = api.post(EMBEDDED, json=body)

    assert response.status_code == 422
    assert ["body", "city"] in locations(response)


@must("BODY-EMBED-3", docs=VALUE_DOCS)
def test_value_beside_a_model(api: Api) -> None:
    """An integer declared with `Body()` beside a model is a property of the body: 200 with both."""
    response = api.post(IMPORTANCE, json={"city": BEIJING, "importance": 5})

    assert response.status_code == 200
    assert response.json() == like(city=like(BEIJING), importance=5)


@must("BODY-EMBED-4", docs=VALUE_DOCS)
@pytest.mark.parametrize("query", [{}, {"importance": "5"}], ids=["nowhere", "in-the-query"])
def test_value_is_required_in_the_body(api: Api, query: dict[str, str]) -> None:
    """A `Body()` integer that is missing in the body, even if it is in the query, is a 422 at `[body, importance]`."""
    response = api.post(IMPORTANCE, params=query, json={"city": BEIJING})

    assert response.status_code == 422
    assert ["body", "importance"] in locations(response)


@must("BODY-EMBED-5", docs=VALUE_DOCS)
@pytest.mark.parametrize("importance", [0, 6, "high"], ids=["below", "above", "string"])
def test_value_is_validated(api: Api, importance: object) -> None:
    """A `Body()` integer out of its bounds, or a string without a number, is rejected with 422 at `[body,
    importance]`."""
    response = api.post(IMPORTANCE, json={"city": BEIJING, "importance": importance})

    assert response.status_code == 422
    assert ["body", "importance"] in locations(response)
