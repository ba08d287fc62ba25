"""Body fields · 请求体和字段."""

import pytest

from fastapi_spec import ABSENT, Api, Erratum, errors, like, locations, may, must, should

NOTES = "请求体和字段"
DOCS = "tutorial/body/"
FIELD_DOCS = "tutorial/body-fields/"
EXAMPLE_DOCS = "tutorial/schema-extra-example/"
PATH = "/chapter03/request_body/city"
CITY = {"name": "Beijing", "country": "China", "contry_code": "CN", "contry_population": 1400000000}
REQUIRED = {"name": "Beijing", "country": "China", "contry_code": "CN"}


@must("BODY-FIELD-1")
def test_complete_body(api: Api) -> None:
    """A JSON body with every field is accepted and answered."""
    response = api.post(PATH, json=CITY)

    assert response.status_code == 200
    assert response.json() == like(CITY)


@must("BODY-FIELD-2", docs=FIELD_DOCS)
def test_default_of_a_field(api: Api) -> None:
    """A field that is not sent has its default."""
    response = api.post(PATH, json=REQUIRED)

    assert response.status_code == 200
    assert response.json() == like(contry_population=800, **REQUIRED)


@must("BODY-FIELD-3", docs=FIELD_DOCS)
def test_bound_of_a_field(api: Api) -> None:
    """A number is accepted from its lower bound on, and refused with 422 at its place below it."""
    at_bound = api.post(PATH, json={**CITY, "contry_population": 800})
    below = api.post(PATH, json={**CITY, "contry_population": 799})

    assert at_bound.json() == like({**CITY, "contry_population": 800})
    assert below.status_code == 422
    assert ["body", "contry_population"] in locations(below)


@must("BODY-FIELD-9", docs="https://www.rfc-editor.org/rfc/rfc8259#section-6")
def test_no_integer_is_rounded(api: Api) -> None:
    """A number that no double holds is kept to its last digit, or refused with 422: it is not rounded."""
    response = api.post(PATH, json=CITY | {"contry_population": 9007199254740993})
    control = api.post(PATH, json=CITY | {"contry_population": 9007199254740991})

    assert response.status_code == 422 or response.json() == like(contry_population=9007199254740993)
    assert control.json() == like(contry_population=9007199254740991)


@must("BODY-FIELD-4")
@pytest.mark.parametrize("field", ["name", "country", "contry_code"])
def test_required_field(api: Api, field: str) -> None:
    """A field without a default must be sent, whatever its examples: otherwise the body is refused with 422 there."""
    response = api.post(PATH, json={name: value for name, value in CITY.items() if name != field})

    assert response.status_code == 422
    assert ["body", field] in locations(response)


@must("BODY-FIELD-5")
@pytest.mark.parametrize("field", ["name", "contry_population"])
def test_null_is_no_value(api: Api, field: str) -> None:
    """A null is refused with 422 at its place, in a required field and in one with a default."""
    response = api.post(PATH, json={**CITY, field: None})

    assert response.status_code == 422
    assert ["body", field] in locations(response)


@must("BODY-COERCE-1")
@pytest.mark.parametrize("name", [123, True, 1.5, ["Beijing"], {"name": "Beijing"}], ids=str)
def test_only_text_is_text(api: Api, name: object) -> None:
    """A JSON value that is no string is not made one: it is refused with 422 at its place."""
    response = api.post(PATH, json={**CITY, "name": name})

    assert response.status_code == 422
    assert ["body", "name"] in locations(response)


@must("BODY-COERCE-2")
@pytest.mark.parametrize("number", ["900.0", "9e2", "9.0E+2"])
def test_whole_number_however_spelled(api: Api, number: str) -> None:
    """A JSON number without a fraction is an integer, whether it is spelled with a decimal point or an exponent."""
    body = f'{{"name": "a", "country": "b", "contry_code": "c", "contry_population": {number}}}'
    response = api.post(PATH, content=body, headers={"Content-Type": "application/json"})

    assert response.status_code == 200
    assert response.json() == like(contry_population=900)


@must("BODY-COERCE-3")
def test_fraction_is_refused(api: Api) -> None:
    """A fraction is not rounded to an integer: it is refused with 422 at its place."""
    response = api.post(PATH, json={**CITY, "contry_population": 900.5})

    assert response.status_code == 422
    assert ["body", "contry_population"] in locations(response)


@must("BODY-COERCE-4")
@pytest.mark.parametrize("value", [True, "many", "", [900], {}], ids=repr)
def test_no_number_is_refused(api: Api, value: object) -> None:
    """A boolean, a text that is no number, an array or an object is refused with 422 at the place of a number."""
    response = api.post(PATH, json={**CITY, "contry_population": value})

    assert response.status_code == 422
    assert ["body", "contry_population"] in locations(response)


@may("BODY-COERCE-5")
def test_number_in_quotes_is_refused(api: Api) -> None:
    """A number in quotes, which plain FastAPI reads, is a text and refused with 422 at its place."""
    response = api.post(PATH, json={**CITY, "contry_population": "900"})

    assert response.status_code == 422
    assert ["body", "contry_population"] in locations(response)


@must("BODY-EXTRA-1")
def test_unknown_member(api: Api) -> None:
    """A member that the body does not know is ignored, and the answer does not show it."""
    response = api.post(PATH, json={**CITY, "mayor": "x", "Name": "y"})

    assert response.status_code == 200
    assert response.json() == like(mayor=ABSENT, Name=ABSENT, **CITY)


@should("BODY-FIELD-7")
def test_every_missing_field_is_reported(api: Api) -> None:
    """Missing fields are reported all at once, in the order of their declaration, with type missing."""
    response = api.post(PATH, json={})

    missing = [like(type="missing", loc=["body", name], input={}) for name in ("name", "country", "contry_code")]
    assert errors(response) == like(missing)


@should("BODY-FIELD-8", docs=FIELD_DOCS)
def test_error_types(api: Api) -> None:
    """A refused field is reported with its own type of error, the value as input and the bound in ctx."""
    response = api.post(PATH, json={**CITY, "name": 1, "contry_population": 799})

    text = {"type": "string_type", "input": 1}
    number = {"type": "greater_than_equal", "input": 799, "ctx": {"ge": 800}}
    assert errors(response) == like([text, number])


@should("BODY-OA-1", docs=FIELD_DOCS)
def test_document(api: Api) -> None:
    """The document gives the body as required JSON, with title, description, bound, default and examples of fields."""
    document = api.get("/openapi.json").json()

    body = {"required": True, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/CityInfo"}}}}
    assert document == like({"paths": {PATH: {"post": {"requestBody": body}}}})
    population = {
        "type": "integer",
        "title": "人口数量",
        "description": "国家的人口数量",
        "minimum": 800,
        "default": 800,
    }
    fields = {"name": {"type": "string", "examples": ["Beijing"]}, "contry_population": population}
    schema = {"required": ["name", "country", "contry_code"], "properties": fields}
    assert document == like({"components": {"schemas": {"CityInfo": schema}}})


@should(
    "BODY-OA-2",
    docs=EXAMPLE_DOCS,
    erratum=Erratum(claim="`class Config: schema_extra` sets the example of a model.", since="FastAPI 0.100.0"),
)
def test_example_of_the_model(api: Api) -> None:
    """The document shows the example of the whole body, which a model sets by json_schema_extra."""
    response = api.get("/openapi.json")

    assert response.json() == like({"components": {"schemas": {"CityInfo": {"examples": [CITY]}}}})
