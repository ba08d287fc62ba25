"""Enums in the path · 枚举类型."""

import pytest

from fastapi_spec import Api, Erratum, errors, like, locations, may, member, must, should

NOTES = "枚举类型"
DOCS = "tutorial/path-params/#predefined-values"
STAFF = "/chapter03/getStaffByDid"
CITY = "/chapter03/enum"
DID = "/chapter03/enum/int"


@must("PATH-ENUM-1")
@pytest.mark.parametrize("did", [1, 2, 3, 4, 5])
def test_member_values(api: Api, did: int) -> None:
    """A path parameter of an integer enum takes the value of each member, and the answer's text ends with it."""
    response = api.get(f"{STAFF}/{did}")

    assert response.status_code == 200
    assert str(member(response, "username")).endswith(f"value:{did}")


@should("PATH-ENUM-13")
def test_member_as_text(api: Api) -> None:
    """The text names the class of the member as Python does and shows the member as its bare number."""
    response = api.get(f"{STAFF}/1")

    assert response.json() == like(username="Rick<enum 'DidEnum'>value:1")


@must("PATH-ENUM-2")
@pytest.mark.parametrize("did", ["0", "6", "-1", "1000000"])
def test_other_numbers_are_refused(api: Api, did: str) -> None:
    """A number that is no member's value is refused with 422 at [path, did]."""
    response = api.get(f"{STAFF}/{did}")

    assert response.status_code == 422
    assert ["path", "did"] in locations(response)


@must("PATH-ENUM-3")
@pytest.mark.parametrize("did", ["abc", "LinChuang", "DidEnum.LinChuang", "true"])
def test_names_are_refused(api: Api, did: str) -> None:
    """A path value that is no number, a member's name included, is refused with 422 at [path, did]."""
    response = api.get(f"{STAFF}/{did}")

    assert response.status_code == 422
    assert ["path", "did"] in locations(response)


@must("PATH-ENUM-4")
@pytest.mark.parametrize("did", ["1.5", "1.01", "4.9"])
def test_fractions_are_refused(api: Api, did: str) -> None:
    """A fraction is not rounded to a member: it is refused with 422 at [path, did]."""
    response = api.get(f"{STAFF}/{did}")

    assert response.status_code == 422
    assert ["path", "did"] in locations(response)


@may("PATH-ENUM-5")
@pytest.mark.parametrize("did", ["1.0", "01", "+1", "%201"], ids=["decimal", "zero-led", "plus", "blank"])
def test_lax_spellings(api: Api, did: str) -> None:
    """A member's value may be spelled with a decimal zero, a leading zero, a plus sign or a blank before it."""
    response = api.raw("GET", f"{STAFF}/{did}")

    assert response.status_code == 200
    assert str(member(response, "username")).endswith("value:1")


@must("PATH-ENUM-6")
def test_missing_segment_is_not_found(api: Api) -> None:
    """A path that ends before its parameter is another path, not found, and no invalid value."""
    response = api.raw("GET", f"{STAFF}/")
    control = api.get(f"{STAFF}/1")

    assert response.status_code == 404
    assert control.status_code == 200


@must("PATH-ENUM-10")
@pytest.mark.parametrize("city", ["Beijing China", "Shanghai China"])
def test_text_members(api: Api, city: str) -> None:
    """A path parameter of a text enum takes the value of each member, which is also how the answer shows the member."""
    response = api.raw("GET", f"{CITY}/{city.replace(' ', '%20')}")

    assert response.status_code == 200
    assert response.json() == like(city_name=city, latest="unknown")


@must("PATH-ENUM-14")
@pytest.mark.parametrize(
    "city", ["Beijing", "BEIJING", "beijing%20china", "Beijing+China", "Beijing%20China%20", "Beijing%20%20China"]
)
def test_text_is_compared_exactly(api: Api, city: str) -> None:
    """A text that differs from every member's value, be it by case or blanks, is refused with 422 at [path, city]."""
    response = api.raw("GET", f"{CITY}/{city}")

    assert response.status_code == 422
    assert ["path", "city"] in locations(response)


@must(
    "PATH-ENUM-7",
    erratum=Erratum(
        claim="An integer enum cannot be declared as (int, Enum), only as IntEnum.", since="FastAPI 0.100.0"
    ),
)
def test_enum_declared_otherwise(api: Api) -> None:
    """An integer enum takes its members and refuses other numbers, whichever way the server declares it."""
    known = api.get(f"{DID}/2")
    unknown = api.get(f"{DID}/3")

    assert known.status_code == 200
    assert unknown.status_code == 422
    assert ["path", "did"] in locations(unknown)


@must("PATH-ENUM-11")
def test_member_as_json(api: Api) -> None:
    """A member of an integer enum is shown in JSON as its value, a number."""
    response = api.get(f"{DID}/1")

    assert response.json() == like(did=1)


@should("PATH-ENUM-15")
def test_error_type(api: Api) -> None:
    """A value outside an enum is reported once, with type enum and the expected values in ctx."""
    response = api.get(f"{STAFF}/6")

    assert errors(response) == like([{"type": "enum", "input": "6", "ctx": {"expected": "1, 2, 3, 4 or 5"}}])


@should("PATH-ENUM-12")
def test_document(api: Api) -> None:
    """The document gives an enum in the path as a required parameter whose schema lists the values of the members."""
    response = api.get("/openapi.json")

    did = {"name": "did", "in": "path", "required": True, "schema": {"$ref": "#/components/schemas/DidEnum"}}
    schema = {"type": "integer", "enum": [1, 2, 3, 4, 5]}
    assert response.json() == like({"paths": {f"{STAFF}/{{did}}": {"get": {"parameters": [did]}}}})
    assert response.json() == like({"components": {"schemas": {"DidEnum": schema}}})
