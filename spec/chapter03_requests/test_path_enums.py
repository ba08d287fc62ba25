"""Enums in the path · 枚举类型."""

import pytest

from fastapi_spec import Api, Erratum, errors, like, locations, may, member, must, should

NOTES = "枚举类型"
DOCS = "tutorial/path-params/#predefined-values"
ORIGIN = "notes"
STAFF = "/chapter03/getStaffByDid"
CITY = "/chapter03/enum"
DID = "/chapter03/enum/int"


@must("PATH-ENUM-1")
@pytest.mark.parametrize("did", [1, 2, 3, 4, 5])
def test_member_values(api: Api, did: int) -> None:
    """An integer enum in the path accepts each member's value with 200; `username` ends with `value:` and the value."""
    response = api.get(f"{STAFF}/{did}")

    assert response.status_code == 200
    assert str(member(response, "username")).endswith(f"value:{did}")


@should("PATH-ENUM-13")
def test_member_as_string(api: Api) -> None:
    """For member 1 `username` is `Rick<enum 'DidEnum'>value:1`, with class and member as Python prints them."""
    response = api.get(f"{STAFF}/1")

    assert response.json() == like(username="Rick<enum 'DidEnum'>value:1")


@must("PATH-ENUM-10")
@pytest.mark.parametrize("city", ["Beijing China", "Shanghai China"])
def test_string_members(api: Api, city: str) -> None:
    """A string enum in the path accepts each member's value with 200 and returns it as `city_name`."""
    response = api.raw("GET", f"{CITY}/{city.replace(' ', '%20')}")

    assert response.status_code == 200
    assert response.json() == like(city_name=city)


@must("PATH-ENUM-11", origin="fastapi")
def test_member_as_json(api: Api) -> None:
    """A member of an integer enum is returned in JSON as its value, a number."""
    response = api.get(f"{DID}/1")

    assert response.json() == like(did=1)


@must("PATH-ENUM-2")
@pytest.mark.parametrize("did", ["0", "6", "-1", "1000000"])
def test_other_numbers(api: Api, did: str) -> None:
    """An integer that is not a member's value is rejected with 422 at `[path, did]`."""
    response = api.get(f"{STAFF}/{did}")

    assert response.status_code == 422
    assert ["path", "did"] in locations(response)


@should("PATH-ENUM-15", origin="fastapi")
def test_error_type(api: Api) -> None:
    """A rejected enum value is one error with type `enum`, the value as `input` and the expected values in `ctx`."""
    response = api.get(f"{STAFF}/6")

    assert errors(response) == like([{"type": "enum", "input": "6", "ctx": {"expected": "1, 2, 3, 4 or 5"}}])


@must("PATH-ENUM-3")
@pytest.mark.parametrize("did", ["abc", "LinChuang", "DidEnum.LinChuang", "true"])
def test_names(api: Api, did: str) -> None:
    """A path value that is not a number, such as a member's name, is rejected with 422 at `[path, did]`."""
    response = api.get(f"{STAFF}/{did}")

    assert response.status_code == 422
    assert ["path", "did"] in locations(response)


@must("PATH-ENUM-14", origin="fastapi")
@pytest.mark.parametrize(
    "city", ["Beijing", "BEIJING", "beijing%20china", "Beijing+China", "Beijing%20China%20", "Beijing%20%20China"]
)
def test_string_is_compared_exactly(api: Api, city: str) -> None:
    """A string that differs from every member, even only in case or spaces, is rejected with 422 at `[path, city]`."""
    response = api.raw("GET", f"{CITY}/{city}")

    assert response.status_code == 422
    assert ["path", "city"] in locations(response)


@must(
    "PATH-ENUM-7",
    erratum=Erratum(
        claim="An integer enum cannot be declared as (int, Enum), only as IntEnum.",
        since="FastAPI 0.100.0",
        in_code=False,
    ),
)
def test_enum_declared_differently(api: Api) -> None:
    """An integer enum declared as `(int, Enum)` accepts its members with 200; other numbers are a 422 at `[path,
    did]`."""
    known = api.get(f"{DID}/2")
    unknown = api.get(f"{DID}/3")

    assert known.status_code == 200
    assert unknown.status_code == 422
    assert ["path", "did"] in locations(unknown)


@must("PATH-ENUM-4", origin="fastapi")
@pytest.mark.parametrize("did", ["1.5", "1.01", "4.9"])
def test_fractions(api: Api, did: str) -> None:
    """A fraction is rejected with 422 at `[path, did]`, not rounded to a member."""
    response = api.get(f"{STAFF}/{did}")

    assert response.status_code == 422
    assert ["path", "did"] in locations(response)


@must("PATH-ENUM-6", origin="fastapi")
def test_missing_segment(api: Api) -> None:
    """A path that omits its parameter is a 404, not a validation error."""
    response = api.raw("GET", f"{STAFF}/")
    control = api.get(f"{STAFF}/1")

    assert response.status_code == 404
    assert control.status_code == 200


@may("PATH-ENUM-5", origin="fastapi")
@pytest.mark.parametrize("did", ["1.0", "01", "+1", "%201"], ids=["decimal", "leading-zero", "plus", "space"])
def test_lax_spellings(api: Api, did: str) -> None:
    """Member 1 may be spelled `1.0`, `01`, `+1` or `%201`: 200, and `username` ends with `value:1`."""
    response = api.raw("GET", f"{STAFF}/{did}")

    assert response.status_code == 200
    assert str(member(response, "username")).endswith("value:1")
