"""Several bodies and a query · 多参数混合."""

import pytest

from fastapi_spec import ABSENT, Api, Erratum, like, locations, must, should

NOTES = "多参数混合"
DOCS = "tutorial/body-multiple-params/"
ORIGIN = "notes"
PATH = "/chapter03/request_body/city"
BEIJING = {"name": "Beijing", "country": "China", "contry_code": "CN", "contry_population": 1400000000}
PARIS = {"name": "Paris", "country": "France", "contry_code": "FR", "contry_population": 67000000}
CITIES = {"city01": BEIJING, "city02": PARIS}


@must("BODY-MULTI-1", docs="tutorial/body-multiple-params/#multiple-body-parameters")
@pytest.mark.parametrize("name", ["Beijing", "shanghai", "Shang%20hai"])
def test_two_models_in_one_body(api: Api, name: str) -> None:
    """Two body models are the properties `city01` and `city02` of one object: 200 with both, in this order."""
    response = api.raw("PUT", f"{PATH}/{name}", json=CITIES)

    assert response.status_code == 200
    assert response.json() == like([BEIJING, PARIS])


@must("BODY-MULTI-4")
@pytest.mark.parametrize(
    ("query", "confirmed", "death"), [("", 0, 0), ("?confirmed=3&death=1", 3, 1)], ids=["defaults", "given"]
)
def test_counts_from_the_query(api: Api, query: str, confirmed: int, death: int) -> None:
    """For `Shanghai` the response is 200 with the counts of the query, by default 0, without `city01` and `city02`."""
    response = api.put(f"{PATH}/Shanghai{query}", json=CITIES)

    assert response.status_code == 200
    assert response.json() == like(
        {"Shanghai": like(confirmed=confirmed, death=death), "city01": ABSENT, "city02": ABSENT}
    )


@must("BODY-MULTI-6")
@pytest.mark.parametrize("count", ["confirmed", "death"])
def test_minimum_of_a_query_number(api: Api, count: str) -> None:
    """A count of 0 in the query is accepted; a negative one is rejected with 422 at `[query, count]`."""
    at_minimum = api.put(f"{PATH}/Shanghai", params={count: 0}, json=CITIES)
    below = api.put(f"{PATH}/Shanghai", params={count: -1}, json=CITIES)

    assert at_minimum.json() == like({"Shanghai": {count: 0}})
    assert below.status_code == 422
    assert ["query", count] in locations(below)


@must("BODY-MULTI-3")
@pytest.mark.parametrize("body", [{"city01": BEIJING}, {**CITIES, "city02": None}], ids=["missing", "null"])
def test_one_model_of_two(api: Api, body: object) -> None:
    """A body in which one of two models is missing or `null` is rejected with 422 at `[body, city02]`."""
    response = api.put(f"{PATH}/Beijing", json=body)

    assert response.status_code == 422
    assert ["body", "city02"] in locations(response)


@must("BODY-MULTI-2", origin="fastapi")
@pytest.mark.parametrize("body", [BEIJING, [BEIJING, PARIS], {}], ids=["one-model", "array", "empty"])
def test_models_without_their_names(api: Api, body: object) -> None:
    """A body that does not contain `city01` and `city02` is rejected with 422, and `loc` begins with `body`."""
    response = api.put(f"{PATH}/Beijing", json=body)

    assert response.status_code == 422
    assert ["body"] in [location[:1] for location in locations(response)]


@should("BODY-MULTI-9", origin="fastapi")
@pytest.mark.parametrize("body", [BEIJING, [BEIJING, PARIS], {}, None], ids=["one-model", "array", "empty", "no-body"])
def test_every_missing_model_is_reported(api: Api, body: object) -> None:
    """If both models are missing, the errors are at `[body, city01]` and `[body, city02]`, in this order."""
    response = api.put(f"{PATH}/Beijing", json=body)

    assert locations(response) == [["body", "city01"], ["body", "city02"]]


@must(
    "BODY-MULTI-5",
    erratum=Erratum(claim="The query includes name, confirmed and death.", since="never true", in_code=False),
)
def test_name_from_the_path(api: Api) -> None:
    """`name` is read from the path; a query parameter or property of that name is ignored: 200 with both cities."""
    response = api.put(f"{PATH}/Beijing?name=Shanghai", json={**CITIES, "name": "Shanghai"})

    assert response.status_code == 200
    assert response.json() == like([BEIJING, PARIS])


@must("BODY-MULTI-7", origin="fastapi")
def test_unused_body_is_validated(api: Api) -> None:
    """A body is validated even if the response does not use it: 422 at `[body, city02, contry_population]`."""
    response = api.put(f"{PATH}/Shanghai", json={"city01": BEIJING, "city02": {**PARIS, "contry_population": 1}})

    assert response.status_code == 422
    assert ["body", "city02", "contry_population"] in locations(response)
