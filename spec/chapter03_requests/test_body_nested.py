"""Nested bodies · 数据格式嵌套的请求体."""

import pytest

from fastapi_spec import Api, Erratum, errors, like, locations, may, must, should

NOTES = "数据格式嵌套的请求体"
DOCS = "tutorial/body-nested-models/"
ORIGIN = "fastapi"
DATE_DOCS = "tutorial/extra-data-types/"
PATH = "/chapter03/request_body/nested"
BEIJING = {"name": "Beijing", "country": "China", "contry_code": "CN", "contry_population": 1400000000}
PARIS = {"name": "Paris", "country": "France", "contry_code": "FR", "contry_population": 67000000}
DATA = {"city": [BEIJING], "date": "2022-04-29", "confirmed": 1, "death": 2, "recovered": 3}


@must("BODY-NEST-1", origin="notes")
@pytest.mark.parametrize("city", [[BEIJING], [BEIJING, PARIS], []], ids=["one", "two", "none"])
def test_list_of_models(api: Api, city: list[object]) -> None:
    """A body with a date and a list of models, even an empty one, is returned unchanged: 200."""
    response = api.put(PATH, json={**DATA, "city": city})

    assert response.status_code == 200
    assert response.json() == like({**DATA, "city": city})


@must("BODY-NEST-2", origin="notes")
def test_defaults(api: Api) -> None:
    """Omitted fields take their defaults: 200 with `null` for the list and 0 for the counts."""
    response = api.put(PATH, json={"date": "2022-04-29"})

    assert response.status_code == 200
    assert response.json() == like(city=None, date="2022-04-29", confirmed=0, death=0, recovered=0)


@must("BODY-NEST-11")
def test_defaults_of_nested_models(api: Api) -> None:
    """A model in a list takes its own defaults: 200 with a `contry_population` of 800."""
    response = api.put(PATH, json={**DATA, "city": [{"name": "Lyon", "country": "France", "contry_code": "FR"}]})

    assert response.status_code == 200
    assert response.json() == like(city=[like(name="Lyon", contry_population=800)])


@must(
    "BODY-NEST-3",
    origin="notes",
    erratum=Erratum(claim="A list declared as List[CityInfo] = None may be null.", since="FastAPI 0.100.0"),
)
def test_null_instead_of_the_list(api: Api) -> None:
    """A list whose default is `null` may also be sent as `null`: 200 with `null`."""
    response = api.put(PATH, json={**DATA, "city": None})

    assert response.status_code == 200
    assert response.json() == like({**DATA, "city": None})


@must("BODY-NEST-4")
@pytest.mark.parametrize(
    ("city", "inner"),
    [
        ([BEIJING, {**PARIS, "contry_population": 1}], [1, "contry_population"]),
        ([BEIJING, BEIJING, {"name": "Paris", "contry_code": "FR"}], [2, "country"]),
        (["Beijing"], [0]),
        ([None], [0]),
        (BEIJING, []),
        ("Beijing", []),
    ],
    ids=["field-of-second", "field-of-third", "string", "null", "object-for-list", "string-for-list"],
)
def test_location_within_the_list(api: Api, city: object, inner: list[str | int]) -> None:
    """An error in a list is rejected with 422 at `[body, city]`, followed by the index from 0 and, in a model, the
    field."""
    response = api.put(PATH, json={**DATA, "city": city})

    assert response.status_code == 422
    assert ["body", "city", *inner] in locations(response)


@must("BODY-NEST-9", origin="notes", docs="tutorial/body-fields/")
@pytest.mark.parametrize("count", ["confirmed", "death", "recovered"])
def test_minimum_of_a_count(api: Api, count: str) -> None:
    """A count of 0 is accepted; a negative one is rejected with 422 at `[body, count]`."""
    at_minimum = api.put(PATH, json={**DATA, count: 0})
    below = api.put(PATH, json={**DATA, count: -1})

    assert at_minimum.json() == like({**DATA, count: 0})
    assert below.status_code == 422
    assert ["body", count] in locations(below)


@should("BODY-NEST-13")
def test_every_error_is_reported(api: Api) -> None:
    """All errors are reported, in the order of declaration, with types `string_type` and `greater_than_equal`."""
    response = api.put(PATH, json={**DATA, "city": [{**BEIJING, "name": 1}], "confirmed": -1, "death": -1})

    name = like(type="string_type", loc=["body", "city", 0, "name"])
    counts = [like(type="greater_than_equal", loc=["body", count]) for count in ("confirmed", "death")]
    assert errors(response) == like([name, *counts])


@must("BODY-NEST-12")
def test_date_is_required(api: Api) -> None:
    """A body without the required date is rejected with 422 at `[body, date]`."""
    response = api.put(PATH, json={"city": [BEIJING]})

    assert response.status_code == 422
    assert ["body", "date"] in locations(response)


@must("BODY-NEST-15", docs=DATE_DOCS)
@pytest.mark.parametrize("date", ["2024-02-29", "1969-12-31", "0001-01-01", "9999-12-31"])
def test_valid_dates(api: Api, date: str) -> None:
    """A date from `0001-01-01` to `9999-12-31`, leap days included, is accepted: 200 with the same date."""
    response = api.put(PATH, json={**DATA, "date": date})

    assert response.status_code == 200
    assert response.json() == like(date=date)


@must("BODY-NEST-5", origin="notes", docs=DATE_DOCS)
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
def test_invalid_dates(api: Api, date: object) -> None:
    """`null`, `true` or a string without a calendar date in the format `YYYY-MM-DD` is rejected with 422 at `[body,
    date]`."""
    response = api.put(PATH, json={**DATA, "date": date})

    assert response.status_code == 422
    assert ["body", "date"] in locations(response)


@must("BODY-NEST-6", docs=DATE_DOCS)
@pytest.mark.parametrize("date", ["2022-04-29T12:30:00", "2022-04-29 12:30", 1651190401], ids=["t", "space", "unix"])
def test_time_instead_of_a_date(api: Api, date: object) -> None:
    """A date with a time, or a Unix time, other than midnight is rejected with 422 at `[body, date]`."""
    response = api.put(PATH, json={**DATA, "date": date})

    assert response.status_code == 422
    assert ["body", "date"] in locations(response)


# Plain FastAPI accepts it.
@may("BODY-NEST-7", origin="hardening", plain="reads a midnight as its day", docs=DATE_DOCS)
@pytest.mark.parametrize("date", ["2022-04-29T00:00:00", 1651190400, 0, "0"], ids=["t", "unix", "zero", "zero-string"])
def test_midnight_instead_of_a_date(api: Api, date: object) -> None:
    """Midnight of a date, as a string or a Unix time, is rejected with 422 at `[body, date]`."""
    response = api.put(PATH, json={**DATA, "date": date})

    assert response.status_code == 422
    assert ["body", "date"] in locations(response)


# Plain FastAPI accepts it as 1 or 0. Both are at least the minimum of the field, so only the type can be the reason.
@may("BODY-COERCE-6", origin="hardening", plain="reads true as 1 and false as 0")
@pytest.mark.parametrize("count", [True, False])
def test_boolean_in_an_integer_field(api: Api, count: bool) -> None:
    """A boolean in an integer field is rejected with 422 at `[body, confirmed]`."""
    response = api.put(PATH, json={**DATA, "confirmed": count})

    assert response.status_code == 422
    assert ["body", "confirmed"] in locations(response)


@should("BODY-NEST-16", origin="hardening", plain="accepts a list of any length")
def test_longest_list(api: Api) -> None:
    """A list of 100 models is accepted with 200; one of 101 is rejected with 422 at `[body, city]`."""
    city = {"name": "a", "country": "b", "contry_code": "c"}
    longest = api.put(PATH, json={"date": "2022-04-29", "city": [city] * 100})
    one_more = api.put(PATH, json={"date": "2022-04-29", "city": [city] * 101})

    assert longest.status_code == 200
    assert one_more.status_code == 422
    assert ["body", "city"] in locations(one_more)
