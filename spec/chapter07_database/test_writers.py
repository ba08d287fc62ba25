"""Several writers at once · FastAPI 的数据库操作."""

from functools import partial

from fastapi_spec import Api, like, must

from .conftest import Discard
from .rows import BATCH, STAFF, USERS, Department, at_once, created, ids, items, unique

NOTES = "FastAPI 的数据库操作及大型工程应用的目录结构设计"
DOCS = "tutorial/sql-databases/"


@must("DB-WRITE-1")
def test_creations_at_once_are_all_kept(api: Api, department: Department) -> None:
    """Of twenty members that are created at once each gets an id of its own with 201, and all are found afterwards."""
    creation = partial(api.post, STAFF, json={"sname": "one of many", "did": department.did})

    responses = at_once(*[creation] * 20)
    listing = api.get(department.staff_path, params={"limit": 100})

    sids = sorted(created(response, "sid") for response in responses)
    assert len(set(sids)) == 20
    assert ids(items(listing), "sid") == sids


@must("DB-WRITE-2", docs="tutorial/body-updates/#partial-updates-with-patch")
def test_changes_at_once_are_all_kept(api: Api, department: Department, other_department: Department) -> None:
    """When a member is renamed and moved at once, both requests are answered with 200 and both changes are kept."""
    batch = api.post(BATCH, json=[{"sname": "before", "did": department.did}] * 10)
    sids = ids(batch.json(), "sid")
    changes = [{"sname": "after"}, {"did": other_department.did}]

    responses = at_once(*[partial(api.patch, f"{STAFF}/{sid}", json=change) for sid in sids for change in changes])
    listing = api.get(other_department.staff_path, params={"limit": 100})

    assert {response.status_code for response in responses} == {200}
    assert listing.json() == like(result={"items": [{"sid": sid, "sname": "after"} for sid in sids], "total": 10})


@must("DB-WRITE-3", docs="tutorial/handling-errors/")
def test_a_member_and_the_end_of_its_department(api: Api, department: Department) -> None:
    """A member and the deletion of its department at once: the member is refused with 404 or the deletion with 409."""
    creation, deletion = at_once(
        partial(api.post, STAFF, json={"sname": "a", "did": department.did}), partial(api.delete, department.path)
    )

    assert (creation.status_code, deletion.status_code) in [(201, 409), (404, 204)]


@must("DB-WRITE-4", docs="tutorial/handling-errors/")
def test_one_account_for_two_at_once(api: Api, account: int, discard: Discard) -> None:
    """Of two users that are created with one account at once, one is created with 201 and one refused with 409."""
    creation = partial(api.post, USERS, json={"account": account, "password": unique(), "role": 1})

    responses = [discard(response) for response in at_once(creation, creation)]

    assert sorted(response.status_code for response in responses) == [201, 409]
