"""The rows that the rules of this chapter work on: created through the API and deleted again."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import pytest

from fastapi_spec import Api

from .rows import BATCH, DEPARTMENTS, STAFF, USERS, Crowd, Department, StaffMember, User, created, ids, items, unique

ID = {"departments": "did", "staff": "sid", "users": "uid"}

Discard = Callable[[httpx.Response], httpx.Response]


@pytest.fixture
def discard(api: Api) -> Iterator[Discard]:
    """Returns the response to a creation as it is; the row that was created, if any, is deleted after the rule."""
    made = []

    def returned(response: httpx.Response) -> httpx.Response:
        if response.status_code == 201:
            id = ID[response.request.url.path.rpartition("/")[2]]
            made.append(f"{response.request.url}/{created(response, id)}")
        return response

    yield returned
    for url in made:
        api.delete(url)


@contextmanager
def _department(api: Api) -> Iterator[Department]:
    dname = unique()
    department = Department(created(api.post(DEPARTMENTS, json={"dname": dname}), "did"), dname)
    yield department
    if api.delete(department.path).status_code == 409:
        for sid in ids(items(api.get(department.staff_path, params={"limit": 100})), "sid"):
            api.delete(f"{STAFF}/{sid}")
        api.delete(department.path)


@pytest.fixture
def department(api: Api) -> Iterator[Department]:
    """A department without staff; the staff that the rule adds is deleted with it."""
    with _department(api) as row:
        yield row


@pytest.fixture
def other_department(api: Api) -> Iterator[Department]:
    """A second department."""
    with _department(api) as row:
        yield row


@pytest.fixture(scope="module")
def crowd(api: Api) -> Iterator[Crowd]:
    """A department with twelve staff members, which the rules of the module only read."""
    with _department(api) as row:
        response = api.post(BATCH, json=[{"sname": f"member {n}", "did": row.did} for n in range(12)])
        assert response.status_code == 201
        yield Crowd(row.did, row.dname, ids(response.json(), "sid"))


@pytest.fixture
def staff_member(api: Api, department: Department) -> StaffMember:
    """The only staff member of the department."""
    sname = unique()
    response = api.post(STAFF, json={"sname": sname, "did": department.did})
    return StaffMember(created(response, "sid"), sname, department.did)


@pytest.fixture(params=["department", "staff_member"])
def row(request: pytest.FixtureRequest) -> Department | StaffMember:
    """A department without staff, then a staff member: what holds for both."""
    found: Department | StaffMember = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def account() -> int:
    """An account number that is not taken."""
    return secrets.randbelow(2**31)


@pytest.fixture(scope="module")
def user(api: Api) -> Iterator[User]:
    """A user that the rules of the module only read: hashing a password takes long."""
    account, password = secrets.randbelow(2**31), unique()[:8]
    response = api.post(USERS, json={"account": account, "password": password, "uname": "Spec", "role": 1})
    row = User(created(response, "uid"), account, password)
    yield row
    api.delete(row.path)
