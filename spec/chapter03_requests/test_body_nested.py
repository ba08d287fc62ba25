"""Nested bodies · 数据格式嵌套的请求体."""

import pytest

from fastapi_spec import Api, Erratum, errors, like, locations, may, must, should

NOTES = "数据格式嵌套的请求体"
DOCS = "tutorial/body-nested-models/"
DATE_DOCS = "tutorial/extra-data-types/"
PATH = "/chapter03/request_body/nested"
BEIJING = {"name": "Beijing", "country": "China", "contry_code": "CN", "contry_population": 1400000000}
PARIS = {"name": "Paris", "country": "France", "contry_code": "FR", "contry_population": 67000000}
DATA = {"city": [BEIJING], "date": "2022-04-29", "confirmed": 1, "death": 2, "recovered": 3}


@must("BODY-NEST-1")
@pytest.mark.parametrize("city", [[BEIJING], [BEIJING, PARIS], []], ids=["one", "two", "none"])
def test_list_of_models(api: Api, city: list[object]) -> None:
    """A body may hold a list of models, of any length, and a date; it is answered with every value and in its order."""
    response = api.put(PATH, json={**DATA, "city": city})

    assert response.status_code == 200
    assert response.json() == like({**DATA, "city": city})


@must("BODY-NEST-2")
def test_defaults(api: Api) -> None:
    """A list that is not sent is null in the answer, and counts that are not sent are zero."""
    response = api.put(PATH, json={"date": "2022-04-29"})

    assert response.status_code == 200
    assert response.json() == like(city=None, date="2022-04-29", confirmed=0, death=0, recovered=0)


@must(
    "BODY-NEST-3",
    erratum=Erratum(claim="A list declared as List[CityInfo] = None may be null.", since="FastAPI 0.100.0"),
)
def test_null_instead_of_the_list(api: Api) -> None:
    """A list whose default is null may also be sent as null."""
    response = api.put(PATH, json={**DATA, "city": None})

    assert response.status_code == 200
    assert response.json() == like({**DATA, "city": None})


@must("BODY-NEST-11")
def test_defaults_of_nested_models(api: Api) -> None:
    """A model in a list has its own defaults."""
    response = api.put(PATH, json={**DATA, "city": [{"name": "Lyon", "country": "France", "contry_code": "FR"}]})

    assert response.status_code == 200
    assert response.json() == like(city=[like(name="Lyon", contry_population=800)])


@must("BODY-NEST-4")
@pytest.mark.parametrize(
    ("city", "place"),
    [
        ([BEIJING, {**PARIS, "contry_population": 1}], [1, "contry_population"]),
        ([BEIJING, BEIJING, {"name": "Paris", "contry_code": "FR"}], [2, "country"]),
        (["Beijing"], [0]),
        ([None], [0]),
        (BEIJING, []),
        ("Beijing", []),
    ],
    ids=["field-of-second", "field-of-third", "text", "null", "object-for-list", "text-for-list"],
)
def test_place_within_the_list(api: Api, city: object, place: list[str | int]) -> None:
    """A fault in a list is refused with 422 at its place: [body, city], then the index from zero, then the field."""
    response = api.put(PATH, json={**DATA, "city": city})

    assert response.status_code == 422
    assert ["body", "city", *place] in locations(response)


@must("BODY-NEST-5", docs=DATE_DOCS)
@pytest.mark.parametrize(
    "date",
    [
        None,
        "",
        "today",
        "2022-02-30",
        "2022-13-01",
        "2023-02-29",
        "2022-4-9",
        "22-04-29",
        "29.04.2022",
        "20220429",
        True,
    ],
    ids=str,
)
def test_no_date(api: Api, date: object) -> None:
    """A date is a day of the calendar written YYYY-MM-DD: anything else is refused with 422 at [body, date]."""
    response = api.put(PATH, json={**DATA, "date": date})

    assert response.status_code == 422
    assert ["body", "date"] in locations(response)


@must("BODY-NEST-15", docs=DATE_DOCS)
@pytest.mark.parametrize("date", ["2024-02-29", "1969-12-31", "0001-01-01", "9999-12-31"])
def test_any_date(api: Api, date: str) -> None:
    """Any day from the year 1 to the year 9999 is a date, leap days included."""
    response = api.put(PATH, json={**DATA, "date": date})

    assert response.status_code == 200
    assert response.json() == like(date=date)


@must("BODY-NEST-12")
def test_date_is_required(api: Api) -> None:
    """A date without a default must be sent: otherwise the body is refused with 422 at [body, date]."""
    response = api.put(PATH, json={"city": [BEIJING]})

    assert response.status_code == 422
    assert ["body", "date"] in locations(response)


@must("BODY-NEST-6", docs=DATE_DOCS)
@pytest.mark.parametrize("date", ["2022-04-29T12:30:00", "2022-04-29 12:30", 1651190401], ids=["text", "blank", "unix"])
def test_time_is_not_cut_off(api: Api, date: object) -> None:
    """A time of day is not cut off from a date: it is refused with 422 at [body, date]."""
    response = api.put(PATH, json={**DATA, "date": date})

    assert response.status_code == 422
    assert ["body", "date"] in locations(response)


@may("BODY-NEST-7", docs=DATE_DOCS)
@pytest.mark.parametrize("date", ["2022-04-29T00:00:00", 1651190400, 0, "0"], ids=["text", "unix", "zero", "zero-text"])
def test_midnight_is_no_date(api: Api, date: object) -> None:
    """A midnight, which plain FastAPI takes for its day, is no date and refused with 422 at [body, date]."""
    response = api.put(PATH, json={**DATA, "date": date})

    assert response.status_code == 422
    assert ["body", "date"] in locations(response)


@must("BODY-NEST-9", docs="tutorial/body-fields/")
@pytest.mark.parametrize("count", ["confirmed", "death", "recovered"])
def test_bound_of_a_count(api: Api, count: str) -> None:
    """A count is accepted from zero on, and refused with 422 at its place below zero."""
    at_bound = api.put(PATH, json={**DATA, count: 0})
    below = api.put(PATH, json={**DATA, count: -1})

    assert at_bound.json() == like({**DATA, count: 0})
    assert below.status_code == 422
    assert ["body", count] in locations(below)


@may("BODY-COERCE-6")
@pytest.mark.parametrize("count", [True, False])
def test_boolean_is_no_number(api: Api, count: bool) -> None:
    """A boolean, which plain FastAPI takes for 1 or 0, is no number and refused with 422 at its place."""
    response = api.put(PATH, json={**DATA, "confirmed": count})

    assert response.status_code == 422
    assert ["body", "confirmed"] in locations(response)


@should("BODY-NEST-13")
def test_every_fault_is_reported(api: Api) -> None:
    """Faults of several fields are reported all at once, in the order of their declaration."""
    response = api.put(PATH, json={**DATA, "city": [{**BEIJING, "name": 1}], "confirmed": -1, "death": -1})

    name = like(type="string_type", loc=["body", "city", 0, "name"])
    counts = [like(type="greater_than_equal", loc=["body", count]) for count in ("confirmed", "death")]
    assert errors(response) == like([name, *counts])


@should("BODY-NEST-14")
def test_document(api: Api) -> None:
    """The document gives the date with its format and a count with its bound, default and description."""
    response = api.get("/openapi.json")

    death = {"type": "integer", "minimum": 0, "default": 0, "description": "死亡数"}
    schema = {"required": ["date"], "properties": {"date": {"type": "string", "format": "date"}, "death": death}}
    assert response.json() == like({"components": {"schemas": {"Data": schema}}})
