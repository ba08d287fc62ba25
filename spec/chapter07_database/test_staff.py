"""The staff of a department · DataBase Models：部门的员工."""

import pytest

from fastapi_spec import JSON, Api, like, location, locations, must

from .rows import STAFF, Department, StaffMember, created, unique

NOTES = "DataBase Models"
DOCS = "tutorial/sql-databases/"
ORIGIN = "fastapi"
PATCH = "tutorial/body-updates/#partial-updates-with-patch"


@must("DB-STAFF-1")
def test_a_member_is_created(api: Api, department: Department) -> None:
    """A staff member is created with 201, its path as `Location`, and its `sid`, `sname` and `did` in the body."""
    sname = unique()

    response = api.post(STAFF, json={"sname": sname, "did": department.did})

    assert location(response).path.endswith(f"{STAFF}/{created(response, 'sid')}")
    assert response.json() == like(sname=sname, did=department.did)


@must("DB-STAFF-2")
def test_a_member_is_read(api: Api, staff_member: StaffMember) -> None:
    """A staff member is returned by its id with 200, its `sid`, `sname` and `did`."""
    response = api.get(staff_member.path)

    assert response.status_code == 200
    assert response.json() == like(sid=staff_member.sid, sname=staff_member.sname, did=staff_member.did)


@must("DB-STAFF-3", docs=PATCH)
def test_a_new_name_keeps_the_department(api: Api, staff_member: StaffMember) -> None:
    """PATCH with `sname` alone renames the staff member with 200 and keeps its department."""
    response = api.patch(staff_member.path, json={"sname": "renamed"})
    after = api.get(staff_member.path)

    assert response.status_code == 200
    assert response.json() == like(sid=staff_member.sid, sname="renamed", did=staff_member.did)
    assert after.json() == like(sname="renamed", did=staff_member.did)


@must("DB-STAFF-5", docs=PATCH)
def test_an_empty_change_changes_nothing(api: Api, staff_member: StaffMember) -> None:
    """PATCH with an empty object returns 200 and the unchanged staff member."""
    before = api.get(staff_member.path)
    response = api.patch(staff_member.path, json={})

    assert response.status_code == 200
    assert response.json() == like(sid=staff_member.sid, sname=staff_member.sname, did=staff_member.did)
    assert response.json() == like(before.json())


@must("DB-STAFF-10", origin="notes")
@pytest.mark.parametrize("name", ["sname", "did"])
def test_a_member_has_a_name_and_a_department(api: Api, department: Department, name: str) -> None:
    """A staff member without `sname` or `did` is rejected with 422 at `[body, sname]` or `[body, did]`."""
    whole: JSON = {"sname": "a", "did": department.did}

    rejected = api.post(STAFF, json={key: value for key, value in whole.items() if key != name})
    accepted = api.post(STAFF, json=whole)

    assert rejected.status_code == 422
    assert ["body", name] in locations(rejected)
    assert accepted.status_code == 201


@must("DB-STAFF-6", docs=PATCH)
@pytest.mark.parametrize("name", ["sname", "did"])
def test_null_is_rejected(api: Api, staff_member: StaffMember, name: str) -> None:
    """PATCH with null for `sname` or `did` is a 422 at `[body, sname]` or `[body, did]` and changes nothing."""
    response = api.patch(staff_member.path, json={name: None})
    after = api.get(staff_member.path)

    assert response.status_code == 422
    assert ["body", name] in locations(response)
    assert after.json() == like(sname=staff_member.sname, did=staff_member.did)
