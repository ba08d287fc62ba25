"""Bad input · what no database takes."""

import json
from collections.abc import Callable, Iterable

import pytest

from fastapi_spec import JSON, Api, like, locations, must, should

from .conftest import Discard
from .rows import BY_PAGE, DEPARTMENTS, NOBODY, STAFF, USERS, Department

NOTES = "FastAPI 的数据库操作及大型工程应用的目录结构设计"
NUMBERS = "tutorial/path-params-numeric-validations/"
FIELDS = "tutorial/body-fields/"
ERRORS = "tutorial/handling-errors/"
LIMITS = "advanced/request-body-limits/"
JSON_TYPE = {"Content-Type": "application/json"}

each_field = pytest.mark.parametrize(
    "path, body, field",
    [
        (DEPARTMENTS, {}, "dname"),
        (STAFF, {"did": 1}, "sname"),
        (USERS, {"account": 1, "role": 1, "password": "only a test"}, "uname"),
        (USERS, {"account": 1, "role": 1}, "password"),
    ],
    ids=["dname", "sname", "uname", "password"],
)


@must("DB-INPUT-1", docs=NUMBERS)
@pytest.mark.parametrize("path", [DEPARTMENTS, STAFF, USERS, "/chapter07/getStaffByDid"])
@pytest.mark.parametrize("id", [2**31, 2**63, 2**64, "9" * 400, "9" * 5000], ids=["32", "64", "65", "400", "5000"])
def test_huge_ids(api: Api, path: str, id: int | str) -> None:
    """An id that no integer of 32 or 64 bits can hold, also of 400 or 5,000 digits, is refused with 404 or 422."""
    response = api.get(f"{path}/{id}")
    control = api.get(f"{path}/x")

    assert response.status_code in (404, 422)
    assert control.status_code == 422


@must("DB-INPUT-2", docs=NUMBERS)
@pytest.mark.parametrize("bits", [32, 64])
def test_huge_ids_do_not_wrap_around(api: Api, department: Department, bits: int) -> None:
    """An id beyond 32 or 64 bits is not that of the row with the same lower bits: the row is not deleted."""
    response = api.delete(f"{DEPARTMENTS}/{department.did + 2**bits}")
    after = api.get(department.path)

    assert response.status_code in (404, 422)
    assert after.json() == like(did=department.did)


@should("DB-INPUT-11", docs=ERRORS)
@pytest.mark.parametrize(
    "method, path, body, row",
    [
        ("GET", f"{DEPARTMENTS}/{NOBODY}", None, "department"),
        ("PUT", f"{DEPARTMENTS}/{NOBODY}", {"dname": "a"}, "department"),
        ("DELETE", f"{DEPARTMENTS}/{NOBODY}", None, "department"),
        ("POST", STAFF, {"sname": "a", "did": NOBODY}, "department"),
        ("GET", f"{STAFF}/{NOBODY}", None, "member of the staff"),
        ("PATCH", f"{STAFF}/{NOBODY}", {"sname": "a"}, "member of the staff"),
        ("DELETE", f"{STAFF}/{NOBODY}", None, "member of the staff"),
        ("GET", f"{USERS}/{NOBODY}", None, "user"),
        ("DELETE", f"{USERS}/{NOBODY}", None, "user"),
    ],
    ids=[
        *("department read", "department renamed", "department deleted", "department of a new member"),
        *("member read", "member changed", "member deleted", "user read", "user deleted"),
    ],
)
def test_what_is_not_there_is_named(api: Api, method: str, path: str, body: JSON, row: str) -> None:
    """A 404 says what is not there: "no such department", "no such member of the staff" or "no such user"."""
    response = api.request(method, path, json=body)

    assert response.status_code == 404
    assert response.json() == like(detail=f"no such {row}")


@must("DB-INPUT-3", docs=FIELDS)
@pytest.mark.parametrize("bits", [31, 32, 63, 64, 1000])
def test_huge_numbers_in_a_body(api: Api, department: Department, bits: int) -> None:
    """A department's id in a body that exceeds 32 or 64 bits is refused with 404 or 422."""
    refused = api.post(STAFF, json={"sname": "a", "did": department.did + 2**bits})
    listing = api.get(department.staff_path)
    accepted = api.post(STAFF, json={"sname": "a", "did": department.did})

    assert refused.status_code in (404, 422)
    assert accepted.status_code == 201
    assert listing.json() == like(result={"items": [], "total": 0})


@must("DB-INPUT-4", docs=FIELDS)
@each_field
def test_nul(api: Api, discard: Discard, path: str, body: JSON, field: str) -> None:
    """A string with the character NUL is refused with 422 at its place: PostgreSQL cannot store it."""
    response = discard(api.post(path, json=body | {field: "before\0after"}))

    assert response.status_code == 422
    assert ["body", field] in locations(response)


@must("DB-INPUT-5", docs=FIELDS)
@each_field
def test_lone_surrogate(api: Api, discard: Discard, path: str, body: JSON, field: str) -> None:
    r"""A string with half of a surrogate pair ("\ud800" in JSON), which is no character, is refused with 400 or 422."""
    content = json.dumps(body | {field: "before \ud800 after"})

    response = discard(api.post(path, content=content, headers=JSON_TYPE))
    control = api.get(DEPARTMENTS)

    assert response.status_code in (400, 422)
    assert control.status_code == 200


@must("DB-INPUT-6", docs=FIELDS)
@each_field
def test_a_string_of_a_million_characters(api: Api, discard: Discard, path: str, body: JSON, field: str) -> None:
    """A string of a million characters is refused with 413 or 422."""
    response = discard(api.post(path, json=body | {field: "a" * 1_000_000}))
    control = api.get(DEPARTMENTS)

    assert response.status_code in (413, 422)
    assert control.status_code == 200


@must("DB-INPUT-7", docs=ERRORS)
@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "-1e400"])
def test_what_is_no_number_of_json(api: Api, department: Department, number: str) -> None:
    """NaN and Infinity, which JSON does not have, and a number that no float can hold, are refused with 400 or 422."""
    response = api.post(STAFF, content=f'{{"sname": "a", "did": {number}}}', headers=JSON_TYPE)
    listing = api.get(department.staff_path)

    assert response.status_code in (400, 422)
    assert listing.json() == like(result={"items": [], "total": 0})


@must("DB-INPUT-8", docs=ERRORS)
@pytest.mark.parametrize(
    "content",
    [
        pytest.param("[" * 100_000, id="open arrays"),
        pytest.param("[" * 100_000 + "]" * 100_000, id="arrays"),
        pytest.param('{"a":' * 100_000 + "1" + "}" * 100_000, id="objects"),
        pytest.param('{"dname":' + "[" * 900 + "]" * 900 + "}", id="900 arrays in a field"),
    ],
)
def test_deep_nesting(api: Api, department: Department, content: str) -> None:
    """JSON that is nested 900 or 100,000 deep is refused with a status of 400 to 499."""
    response = api.put(department.path, content=content, headers=JSON_TYPE)
    after = api.get(department.path)

    assert 400 <= response.status_code <= 499
    assert after.json() == like(dname=department.dname)


@must("DB-INPUT-9", docs=ERRORS)
@pytest.mark.parametrize("name", ["page", "p{}"], ids=["the same", "different"])
def test_2000_query_parameters(api: Api, name: str) -> None:
    """A request with 2,000 query parameters is answered with 200 or refused with a status of 400 to 499."""
    query = "&".join(f"{name.format(n)}=1" for n in range(2000))

    response = api.get(f"{BY_PAGE}?{query}")
    control = api.get(BY_PAGE)

    assert response.status_code == 200 or 400 <= response.status_code <= 499
    assert control.json() == like(code=0)


def chunks() -> Iterable[bytes]:
    """Fifty million bytes whose number is not announced."""
    return (b"a" * 1_000_000 for _ in range(50))


@must("DB-INPUT-10", docs=LIMITS)
@pytest.mark.parametrize("content", [pytest.param(lambda: b"a" * 50_000_000, id="announced"), chunks])
def test_a_body_of_50_mb(api: Api, content: Callable[[], bytes | Iterable[bytes]]) -> None:
    """A body of 50 MB is refused with 413, whether Content-Length announces it or not."""
    response = api.post(DEPARTMENTS, content=content(), headers=JSON_TYPE)
    control = api.get(DEPARTMENTS)

    assert response.status_code == 413
    assert control.status_code == 200
