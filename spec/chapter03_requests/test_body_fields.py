"""Body fields · 请求体和字段."""

import pytest

from fastapi_spec import ABSENT, Api, errors, like, locations, may, must, should

NOTES = "请求体和字段"
DOCS = "tutorial/body/"
ORIGIN = "fastapi"
FIELD_DOCS = "tutorial/body-fields/"
PATH = "/chapter03/request_body/city"
NULLABLE = "/chapter03/request_body/nullable"
CITY = {"name": "Beijing", "country": "China", "contry_code": "CN", "contry_population": 1400000000}
REQUIRED = {"name": "Beijing", "country": "China", "contry_code": "CN"}


@must("BODY-FIELD-1", origin="notes")
def test_complete_body(api: Api) -> None:
    """A complete JSON body is accepted: 200 with the value of every field."""
    response = api.post(PATH, json=CITY)

    assert response.status_code == 200
    assert response.json() == like(CITY)


@must("BODY-FIELD-2", origin="notes", docs=FIELD_DOCS)
def test_default_of_a_field(api: Api) -> None:
    """A body that omits a field with a default is accepted: 200 with the default value."""
    response = api.post(PATH, json=REQUIRED)

    assert response.status_code == 200
    assert response.json() == like(contry_population=800, **REQUIRED)


@must("BODY-FIELD-4", origin="notes")
@pytest.mark.parametrize("field", ["name", "country", "contry_code"])
def test_required_field(api: Api, field: str) -> None:
    """A body without a required field is rejected with 422 at `[body, field]`, even if the field has examples."""
    response = api.post(PATH, json={name: value for name, value in CITY.items() if name != field})

    assert response.status_code == 422
    assert ["body", field] in locations(response)


@should("BODY-FIELD-7")
def test_every_missing_field_is_reported(api: Api) -> None:
    """All missing fields are reported, in the order of declaration, with type `missing` and the body as `input`."""
    response = api.post(PATH, json={})

    missing = [like(type="missing", loc=["body", name], input={}) for name in ("name", "country", "contry_code")]
    assert errors(response) == like(missing)


@must("BODY-FIELD-3", origin="notes", docs=FIELD_DOCS)
def test_minimum_of_a_field(api: Api) -> None:
    """A number equal to its minimum is accepted; a smaller one is rejected with 422 at `[body, contry_population]`."""
    at_minimum = api.post(PATH, json={**CITY, "contry_population": 800})
    below = api.post(PATH, json={**CITY, "contry_population": 799})

    assert at_minimum.json() == like({**CITY, "contry_population": 800})
    assert below.status_code == 422
    assert ["body", "contry_population"] in locations(below)


@must("BODY-FIELD-5")
@pytest.mark.parametrize("field", ["name", "contry_population"])
def test_null(api: Api, field: str) -> None:
    """`null` is rejected with 422 at `[body, field]`, in a required field and in one with a default."""
    response = api.post(PATH, json={**CITY, field: None})

    assert response.status_code == 422
    assert ["body", field] in locations(response)


@must("BODY-NULL-1")
@pytest.mark.parametrize("finding", ["negative", None], ids=["string", "null"])
def test_nullable_field(api: Api, finding: str | None) -> None:
    """A field that allows `null` accepts `null` as well as a string: 200 with the same value."""
    response = api.post(NULLABLE, json={"finding": finding})

    assert response.status_code == 200
    assert response.json() == like(finding=finding)


# Before FastAPI 0.100.0 such a field had the default null.
@must("BODY-NULL-2")
def test_nullable_field_is_required(api: Api) -> None:
    """A nullable field without a default is required: 422 at `[body, finding]`, not at a field with a default."""
    response = api.post(NULLABLE, json={})

    assert response.status_code == 422
    assert ["body", "finding"] in locations(response)
    assert ["body", "remark"] not in locations(response)


@must("BODY-EXTRA-1")
def test_unknown_property(api: Api) -> None:
    """An unknown property (`mayor`, `Name`) is ignored: 200, and the response does not contain it."""
    response = api.post(PATH, json={**CITY, "mayor": "x", "Name": "y"})

    assert response.status_code == 200
    assert response.json() == like(mayor=ABSENT, Name=ABSENT, **CITY)


@must("BODY-COERCE-1")
@pytest.mark.parametrize("name", [123, True, 1.5, ["Beijing"], {"name": "Beijing"}], ids=str)
def test_other_type_in_a_string_field(api: Api, name: object) -> None:
    """A string field rejects a number, boolean, array or object with 422 at `[body, name]`."""
    response = api.post(PATH, json={**CITY, "name": name})

    assert response.status_code == 422
    assert ["body", "name"] in locations(response)


@must("BODY-COERCE-4")
@pytest.mark.parametrize("value", ["many", "", [900], {}], ids=repr)
def test_other_type_in_an_integer_field(api: Api, value: object) -> None:
    """An integer field rejects a non-numeric string, an array or an object with 422 at `[body, contry_population]`."""
    response = api.post(PATH, json={**CITY, "contry_population": value})

    assert response.status_code == 422
    assert ["body", "contry_population"] in locations(response)


@must("BODY-COERCE-3")
def test_fraction_in_an_integer_field(api: Api) -> None:
    """An integer field rejects a fraction (`900.5`) with 422 at `[body, contry_population]`."""
    response = api.post(PATH, json={**CITY, "contry_population": 900.5})

    assert response.status_code == 422
    assert ["body", "contry_population"] in locations(response)


@must("BODY-COERCE-2")
@pytest.mark.parametrize("number", ["900.0", "9e2", "9.0E+2"])
def test_whole_number_with_a_point_or_an_exponent(api: Api, number: str) -> None:
    """A whole number with a decimal point or an exponent (`900.0`, `9e2`) is an integer: 200 with 900."""
    body = f'{{"name": "a", "country": "b", "contry_code": "c", "contry_population": {number}}}'
    response = api.post(PATH, content=body, headers={"Content-Type": "application/json"})

    assert response.status_code == 200
    assert response.json() == like(contry_population=900)


@should("BODY-FIELD-8", docs=FIELD_DOCS)
def test_error_types(api: Api) -> None:
    """Errors have type `string_type` or `greater_than_equal`, the latter with the bound in `ctx`, and the value as
    `input`."""
    response = api.post(PATH, json={**CITY, "name": 1, "contry_population": 799})

    string = {"type": "string_type", "input": 1}
    number = {"type": "greater_than_equal", "input": 799, "ctx": {"ge": 800}}
    assert errors(response) == like([string, number])


@must("BODY-FIELD-9", docs="https://www.rfc-editor.org/rfc/rfc8259#section-6")
def test_integer_beyond_double_precision(api: Api) -> None:
    """An integer beyond 2^53 is returned exactly or rejected with 422; it is never rounded."""
    response = api.post(PATH, json=CITY | {"contry_population": 9007199254740993})
    control = api.post(PATH, json=CITY | {"contry_population": 9007199254740991})

    assert response.status_code == 422 or response.json() == like(contry_population=9007199254740993)
    assert control.json() == like(contry_population=9007199254740991)


# Plain FastAPI accepts it.
@may("BODY-COERCE-5", origin="hardening", plain="reads a number in quotes as a number")
def test_number_in_quotes(api: Api) -> None:
    """A number in quotes is rejected with 422 at `[body, contry_population]`."""
    response = api.post(PATH, json={**CITY, "contry_population": "900"})

    assert response.status_code == 422
    assert ["body", "contry_population"] in locations(response)
