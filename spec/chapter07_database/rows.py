"""What the rules of this chapter write and read: paths, rows with unique names, ids and times."""

import datetime
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import ClassVar

import httpx

from fastapi_spec import JSON, Api, member

DEPARTMENTS = "/chapter07/departments"
STAFF = "/chapter07/staff"
BATCH = "/chapter07/staff_batch"
USERS = "/chapter07/users"
BY_PAGE = "/chapter07/getStaffByPage/"

NO_ROW = 2**31 - 1
"""The largest id: no row has it."""


@dataclass(frozen=True)
class Department:
    """A department that exists while the rule runs and that no other rule uses."""

    change: ClassVar[str] = "PUT"
    field: ClassVar[str] = "dname"

    did: int
    dname: str

    @property
    def path(self) -> str:
        return f"{DEPARTMENTS}/{self.did}"

    @property
    def staff_path(self) -> str:
        return f"/chapter07/getStaffByDid/{self.did}"


@dataclass(frozen=True)
class Crowd(Department):
    """A department with twelve staff members, their ids in the order of creation."""

    sids: list[int]


@dataclass(frozen=True)
class StaffMember:
    """A staff member."""

    change: ClassVar[str] = "PATCH"
    field: ClassVar[str] = "sname"

    sid: int
    sname: str
    did: int

    @property
    def path(self) -> str:
        return f"{STAFF}/{self.sid}"


@dataclass(frozen=True)
class User:
    """A user."""

    uid: int
    account: int
    password: str

    @property
    def path(self) -> str:
        return f"{USERS}/{self.uid}"


def unique() -> str:
    """A name of 30 characters that no other row has."""
    return uuid.uuid4().hex[:30]


def rename(api: Api, row: Department | StaffMember, name: str) -> httpx.Response:
    """The response to the change of a name: by PUT for a department, by PATCH for a staff member."""
    return api.request(row.change, row.path, json={row.field: name})


def integer(value: JSON) -> int | None:
    """A JSON number without a fraction, however it is spelled: 3 and 3.0 are the same; None for anything else."""
    whole = type(value) is int or (type(value) is float and value.is_integer())
    return int(value) if whole else None


def created(response: httpx.Response, id: str) -> int:
    """The id of the row that a request created (201)."""
    assert response.status_code == 201
    number = integer(member(response, id))
    assert number is not None, f"{id} is not an integer: {response.text}"
    return number


def ids(rows: JSON, id: str) -> list[int]:
    """The ids of the rows in an array, in its order."""
    assert isinstance(rows, list), f"not an array of rows: {rows!r}"
    numbers = [number for row in rows if isinstance(row, dict) and (number := integer(row.get(id))) is not None]
    assert len(numbers) == len(rows), f"not every row has an integer {id}: {rows!r}"
    return numbers


def items(response: httpx.Response) -> JSON:
    """The rows of a page."""
    return _page(response)["items"]


def total(response: httpx.Response) -> int:
    """How many rows there are on all pages."""
    number = integer(_page(response)["total"])
    assert number is not None, f"total is not an integer: {response.text}"
    return number


def _page(response: httpx.Response) -> JSON:
    """A page, which may be in the envelope."""
    body = response.json()
    page = body.get("result", body) if isinstance(body, dict) else None
    assert isinstance(page, dict) and {"items", "total"} <= page.keys(), f"the body is not a page: {body!r}"
    return page


def instant(response: httpx.Response, name: str) -> datetime.datetime:
    """A property that is a time in ISO 8601 with the offset of UTC."""
    value = member(response, name)
    try:
        moment = datetime.datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise AssertionError(f"{name} is not a time in ISO 8601: {value!r}") from None
    assert moment.utcoffset() == datetime.timedelta(0), f"{name} does not have the offset of UTC: {value!r}"
    return moment


def at_once(*calls: Callable[[], httpx.Response]) -> list[httpx.Response]:
    """The responses to calls that start at the same moment, each in its own thread."""
    gate = threading.Barrier(len(calls))

    def run(call: Callable[[], httpx.Response]) -> httpx.Response:
        gate.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))
