"""Bad input · DataBase Models：数据库无法存储的值."""

import json
from collections.abc import Callable, Iterable

import pytest

from fastapi_spec import JSON, Api, like, locations, may, must, should

from .conftest import Discard
from .rows import BY_PAGE, DEPARTMENTS, NO_ROW, STAFF, USERS, Department

NOTES = "FastAPI 的数据库操作及大型工程应用的目录结构设计"
ORIGIN = "fastapi"
NUMBERS = "tutorial/path-params-numeric-validations/"
FIELDS = "tutorial/body-fields/"
ERRORS = "tutorial/handling-errors/"
LIMITS = "advanced/request-body-limits/"
JSON_TYPE = {"Content-Type": "application/json"}

# A server may close the connection after a 413 without announcing it: the control uses another connection.
CLOSE = {"Connection": "close"}

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


@should("DB-INPUT-11", docs=ERRORS)
@pytest.mark.parametrize(
    "method, path, body, row",
    [
        ("GET", f"{DEPARTMENTS}/{NO_ROW}", None, "department"),
        ("PUT", f"{DEPARTMENTS}/{NO_ROW}", {"dname": "a"}, "department"),
        ("DELETE", f"{DEPARTMENTS}/{NO_ROW}", None, "department"),
        ("POST", STAFF, {"sname": "a", "did": NO_ROW}, "department"),
        ("GET", f"{STAFF}/{NO_ROW}", None, "member of the staff"),
        ("PATCH", f"{STAFF}/{NO_ROW}", {"sname": "a"}, "member of the staff"),
        ("DELETE", f"{STAFF}/{NO_ROW}", None, "member of the staff"),
        ("GET", f"{USERS}/{NO_ROW}", None, "user"),
        ("DELETE", f"{USERS}/{NO_ROW}", None, "user"),
    ],
    ids=[
        *("department read", "department renamed", "department deleted", "department of a new member"),
        *("member read", "member changed", "member deleted", "user read", "user deleted"),
    ],
)
def test_a_missing_row_is_named(api: Api, method: str, path: str, body: JSON, row: str) -> None:
    """The detail of a 404 is `no such department`, `no such member of the staff` or `no such user`."""
    response = api.request(method, path, json=body)

    assert response.status_code == 404
    assert response.json() == like(detail=f"no such {row}")


@may("DB-INPUT-12", origin="hardening", plain="reads true and a number in quotes as a number", docs=FIELDS)
@pytest.mark.parametrize(
    "path, field", [(STAFF, "did"), (USERS, "account"), (USERS, "role")], ids=["did", "account", "role"]
)
@pytest.mark.parametrize("kind", [str, bool], ids=["string", "boolean"])
def test_no_conversion_to_integers(api: Api, discard: Discard, path: str, field: str, kind: type) -> None:
    """A number in quotes or a boolean for the integer `did`, `account` or `role` is a 422 at `[body, field]`."""
    body = {"sname": "a", "did": 1, "account": 1, "role": 1, "password": "only a test"}
    response = discard(api.post(path, json=body | {field: kind(1)}))

    assert response.status_code == 422
    assert ["body", field] in locations(response)


@must("DB-INPUT-1", docs=NUMBERS)
@pytest.mark.parametrize("path", [DEPARTMENTS, STAFF, USERS, "/chapter07/getStaffByDid"])
@pytest.mark.parametrize("id", [2**31, 2**63, 2**64, "9" * 400, "9" * 5000], ids=["32", "64", "65", "400", "5000"])
def test_huge_ids(api: Api, path: str, id: int | str) -> None:
    """An id beyond 32 or 64 bits, of up to 5,000 digits, is rejected with 404, 414 or 422."""
    response = api.get(f"{path}/{id}")
    control = api.get(f"{path}/x")

    assert response.status_code in (404, 414, 422)
    assert control.status_code == 422


@must("DB-INPUT-2", docs=NUMBERS)
@pytest.mark.parametrize("bits", [32, 64])
def test_huge_ids_do_not_wrap_around(api: Api, department: Department, bits: int) -> None:
    """DELETE with an id beyond 32 or 64 bits is a 404 or 422 and keeps the row whose id has the same lower bits."""
    response = api.delete(f"{DEPARTMENTS}/{department.did + 2**bits}")
    after = api.get(department.path)

    assert response.status_code in (404, 422)
    assert after.json() == like(did=department.did)


@must("DB-INPUT-3", docs=FIELDS)
@pytest.mark.parametrize("bits", [31, 32, 63, 64, 1000])
def test_huge_numbers_in_a_body(api: Api, department: Department, bits: int) -> None:
    """A `did` in a body that exceeds 32 or 64 bits is rejected with 404 or 422 and creates no staff member."""
    rejected = api.post(STAFF, json={"sname": "a", "did": department.did + 2**bits})
    listing = api.get(department.staff_path)
    accepted = api.post(STAFF, json={"sname": "a", "did": department.did})

    assert rejected.status_code in (404, 422)
    assert accepted.status_code == 201
    assert listing.json() == like(result={"items": [], "total": 0})


def chunks() -> Iterable[bytes]:
    """Fifty million bytes without a Content-Length."""
    return (b"a" * 1_000_000 for _ in range(50))


@must("DB-INPUT-10", origin="hardening", plain="reads a body of any size", docs=LIMITS)
@pytest.mark.parametrize("content", [pytest.param(lambda: b"a" * 50_000_000, id="announced"), chunks])
def test_a_body_of_50_mb(api: Api, content: Callable[[], bytes | Iterable[bytes]]) -> None:
    """A body of 50 MB is rejected with 413, with or without a `Content-Length`."""
    response = api.post(DEPARTMENTS, content=content(), headers=JSON_TYPE | CLOSE)
    control = api.get(DEPARTMENTS)

    assert response.status_code == 413
    assert control.status_code == 200


@must("DB-INPUT-9", docs=ERRORS)
@pytest.mark.parametrize("name", ["page", "p{}"], ids=["the same", "different"])
def test_2000_query_parameters(api: Api, name: str) -> None:
    """A request with 2,000 query parameters gets a 200 or a 4xx status."""
    query = "&".join(f"{name.format(n)}=1" for n in range(2000))

    response = api.get(f"{BY_PAGE}?{query}")
    control = api.get(BY_PAGE)

    assert response.status_code == 200 or 400 <= response.status_code <= 499
    assert control.json() == like(code=0)


@must("DB-INPUT-4", origin="hardening", plain="stores the NUL on SQLite; 500 on PostgreSQL", docs=FIELDS)
@each_field
def test_nul(api: Api, discard: Discard, path: str, body: JSON, field: str) -> None:
    """A string with a NUL, which PostgreSQL cannot store, is rejected with 422 at `[body, field]`."""
    response = discard(api.post(path, json=body | {field: "before\0after"}))

    assert response.status_code == 422
    assert ["body", field] in locations(response)


@must("DB-INPUT-5", origin="hardening", plain="responds with 500, since the string cannot be encoded", docs=FIELDS)
@each_field
def test_lone_surrogate(api: Api, discard: Discard, path: str, body: JSON, field: str) -> None:
    r"""A string with a lone surrogate (`"\ud800"`) is rejected with 400 or 422."""
    content = json.dumps(body | {field: "before \ud800 after"})

    response = discard(api.post(path, content=content, headers=JSON_TYPE))
    control = api.get(DEPARTMENTS)

    assert response.status_code in (400, 422)
    assert control.status_code == 200


@must(
    "DB-INPUT-7",
    origin="hardening",
    plain="responds with 500 (the input cannot be sent back)",
    docs=ERRORS,
)
@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "-1e400"])
def test_what_is_not_a_number_of_json(api: Api, department: Department, number: str) -> None:
    """`NaN`, `Infinity` or a number beyond a double (`1e400`) is rejected with 400 or 422 and creates no row."""
    response = api.post(STAFF, content=f'{{"sname": "a", "did": {number}}}', headers=JSON_TYPE)
    listing = api.get(department.staff_path)

    assert response.status_code in (400, 422)
    assert listing.json() == like(result={"items": [], "total": 0})


@may("DB-INPUT-13", origin="http", docs="https://www.rfc-editor.org/rfc/rfc9112.html#section-7.1")
def test_a_chunk_without_its_end(api: Api, department: Department) -> None:
    """A chunk that ends with `XX`, not CRLF, is rejected with 400 or by closing the connection, and changes nothing."""
    chunk = b'12\r\n{"dname": "chunk"}'
    headers = [("Content-Type", "application/json"), ("Transfer-Encoding", "chunked")]

    status, _ = api.verbatim("PUT", department.path, headers=headers, content=chunk + b"XX0\r\n\r\n")
    after = api.get(department.path)
    control, _ = api.verbatim("PUT", department.path, headers=headers, content=chunk + b"\r\n0\r\n\r\n")

    assert status in (400, None)
    assert after.json() == like(dname=department.dname)
    assert control == 200


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
    """JSON nested 900 or 100,000 levels deep is rejected with a 4xx status and changes nothing."""
    response = api.put(department.path, content=content, headers=JSON_TYPE | CLOSE)
    after = api.get(department.path)
    control = api.put(department.path, json={"dname": "renamed"})

    assert 400 <= response.status_code <= 499
    assert after.json() == like(dname=department.dname)
    assert control.status_code == 200
