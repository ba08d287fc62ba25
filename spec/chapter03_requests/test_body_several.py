"""Several bodies and a query · 多参数混合."""

import pytest

from fastapi_spec import ABSENT, Api, Erratum, like, locations, must, should

NOTES = "多参数混合"
DOCS = "tutorial/body-multiple-params/"
PATH = "/chapter03/request_body/city"
BEIJING = {"name": "Beijing", "country": "China", "contry_code": "CN", "contry_population": 1400000000}
PARIS = {"name": "Paris", "country": "France", "contry_code": "FR", "contry_population": 67000000}
CITIES = {"city01": BEIJING, "city02": PARIS}


@must("BODY-MULTI-1", docs="tutorial/body-multiple-params/#multiple-body-parameters")
@pytest.mark.parametrize("name", ["Beijing", "shanghai", "Shang%20hai"])
def test_two_models_in_one_body(api: Api, name: str) -> None:
    """Two body models are members of one JSON object, each under the name of its parameter."""
    response = api.raw("PUT", f"{PATH}/{name}", json=CITIES)

    assert response.status_code == 200
    assert response.json() == like([BEIJING, PARIS])


@must("BODY-MULTI-2")
@pytest.mark.parametrize("body", [BEIJING, [BEIJING, PARIS], {}], ids=["one-model", "array", "empty"])
def test_models_without_their_names(api: Api, body: object) -> None:
    """A body that does not name its two models is refused with 422 at a place within [body]."""
    response = api.put(f"{PATH}/Beijing", json=body)

    assert response.status_code == 422
    assert ["body"] in [place[:1] for place in locations(response)]


@must("BODY-MULTI-3")
@pytest.mark.parametrize("body", [{"city01": BEIJING}, {**CITIES, "city02": None}], ids=["missing", "null"])
def test_one_model_of_two(api: Api, body: object) -> None:
    """A body in which one of two models is missing or null is refused with 422 at [body, city02]."""
    response = api.put(f"{PATH}/Beijing", json=body)

    assert response.status_code == 422
    assert ["body", "city02"] in locations(response)


@must("BODY-MULTI-4")
@pytest.mark.parametrize(
    ("query", "confirmed", "death"), [("", 0, 0), ("?confirmed=3&death=1", 3, 1)], ids=["defaults", "given"]
)
def test_counts_from_the_query(api: Api, query: str, confirmed: int, death: int) -> None:
    """For the path of Shanghai the response has the counts of the query, 0 by default, and no cities."""
    response = api.put(f"{PATH}/Shanghai{query}", json=CITIES)

    assert response.status_code == 200
    assert response.json() == like(
        {"Shanghai": like(confirmed=confirmed, death=death), "city01": ABSENT, "city02": ABSENT}
    )


@must(
    "BODY-MULTI-5",
    erratum=Erratum(claim="The query includes name, confirmed and death.", since="never true"),
)
def test_name_from_the_path(api: Api) -> None:
    """The name is read from the path alone, not from a query parameter or a body member of that name."""
    response = api.put(f"{PATH}/Beijing?name=Shanghai", json={**CITIES, "name": "Shanghai"})

    assert response.status_code == 200
    assert response.json() == like([BEIJING, PARIS])


@must("BODY-MULTI-6")
@pytest.mark.parametrize("count", ["confirmed", "death"])
def test_bound_of_a_query_number(api: Api, count: str) -> None:
    """A count in the query is accepted from zero on; below zero it is refused with 422 at [query] and its name."""
    at_bound = api.put(f"{PATH}/Shanghai", params={count: 0}, json=CITIES)
    below = api.put(f"{PATH}/Shanghai", params={count: -1}, json=CITIES)

    assert at_bound.json() == like({"Shanghai": {count: 0}})
    assert below.status_code == 422
    assert ["query", count] in locations(below)


@must("BODY-MULTI-7")
def test_unused_body_is_checked(api: Api) -> None:
    """A body is checked also where the answer does not use it."""
    response = api.put(f"{PATH}/Shanghai", json={"city01": BEIJING, "city02": {**PARIS, "contry_population": 1}})

    assert response.status_code == 422
    assert ["body", "city02", "contry_population"] in locations(response)


@should("BODY-MULTI-9")
@pytest.mark.parametrize("body", [BEIJING, [BEIJING, PARIS], {}, None], ids=["one-model", "array", "empty", "null"])
def test_every_missing_model_is_reported(api: Api, body: object) -> None:
    """A body without both of its two models is reported once for each, in the order of their declaration."""
    response = api.put(f"{PATH}/Beijing", json=body)

    assert locations(response) == [["body", "city01"], ["body", "city02"]]


@should("BODY-MULTI-10")
def test_document(api: Api) -> None:
    """The document gives the name in the path, the counts in the query, in this order, and a required body."""
    response = api.get("/openapi.json")

    name = {"name": "name", "in": "path", "required": True}
    bound = {"type": "integer", "minimum": 0, "default": 0}
    confirmed = {"name": "confirmed", "in": "query", "required": False, "description": "确诊数", "schema": bound}
    death = {"name": "death", "in": "query", "required": False, "description": "死亡数", "schema": bound}
    operation = {"parameters": [name, confirmed, death], "requestBody": {"required": True}}
    assert response.json() == like({"paths": {f"{PATH}/{{name}}": {"put": operation}}})
