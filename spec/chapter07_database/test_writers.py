"""Simultaneous writers · DataBase Models：同时写入."""

from functools import partial

from fastapi_spec import Api, like, must

from .conftest import Discard
from .rows import BATCH, STAFF, USERS, Department, at_once, created, ids, items, unique

NOTES = "FastAPI 的数据库操作及大型工程应用的目录结构设计"
DOCS = "tutorial/sql-databases/"
ORIGIN = "fastapi"


@must("DB-WRITE-1")
def test_simultaneous_creations_are_all_stored(api: Api, department: Department) -> None:
    """Twenty simultaneous requests create and store twenty staff members, each with a 201 and its own id."""
    creation = partial(api.post, STAFF, json={"sname": "one of many", "did": department.did})

    responses = at_once(*[creation] * 20)
    listing = api.get(department.staff_path, params={"limit": 100})

    sids = sorted(created(response, "sid") for response in responses)
    assert len(set(sids)) == 20
    assert ids(items(listing), "sid") == sids


@must("DB-WRITE-2", docs="tutorial/body-updates/#partial-updates-with-patch")
def test_simultaneous_changes_are_both_stored(api: Api, department: Department, other_department: Department) -> None:
    """Simultaneous requests that rename and move a staff member are both a 200, and both changes are stored."""
    batch = api.post(BATCH, json=[{"sname": "before", "did": department.did}] * 10)
    sids = ids(batch.json(), "sid")
    changes = [{"sname": "after"}, {"did": other_department.did}]

    responses = at_once(*[partial(api.patch, f"{STAFF}/{sid}", json=change) for sid in sids for change in changes])
    listing = api.get(other_department.staff_path, params={"limit": 100})

    assert {response.status_code for response in responses} == {200}
    assert listing.json() == like(result={"items": [{"sid": sid, "sname": "after"} for sid in sids], "total": 10})


@must("DB-WRITE-3", docs="tutorial/handling-errors/")
def test_a_new_member_and_the_deletion_of_its_department(api: Api, department: Department) -> None:
    """A new staff member and the simultaneous deletion of its department end in 201 and 409, or in 404 and 204."""
    creation, deletion = at_once(
        partial(api.post, STAFF, json={"sname": "a", "did": department.did}), partial(api.delete, department.path)
    )

    assert (creation.status_code, deletion.status_code) in [(201, 409), (404, 204)]


@must("DB-WRITE-4", origin="hardening", plain="creates both users", docs="tutorial/handling-errors/")
def test_one_account_for_two_users(api: Api, account: int, discard: Discard) -> None:
    """Of two simultaneous requests to create a user with one account, one is a 201 and the other a 409."""
    creation = partial(api.post, USERS, json={"account": account, "password": unique(), "role": 1})

    responses = [discard(response) for response in at_once(creation, creation)]

    assert sorted(response.status_code for response in responses) == [201, 409]
