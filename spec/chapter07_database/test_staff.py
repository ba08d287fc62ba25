"""The staff of a department · DataBase Models."""

import time

import pytest

from fastapi_spec import JSON, Api, like, location, locations, must

from .rows import STAFF, Department, StaffMember, created, instant, unique

NOTES = "DataBase Models"
DOCS = "tutorial/sql-databases/"
ORIGIN = "fastapi"
PATCH = "tutorial/body-updates/#partial-updates-with-patch"
ERRORS = "tutorial/handling-errors/"
RFC9110 = "https://www.rfc-editor.org/rfc/rfc9110.html"


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


@must("DB-STAFF-7", docs=f"{RFC9110}#section-15.3.5")
def test_a_member_is_deleted(api: Api, staff_member: StaffMember) -> None:
    """A staff member is deleted with 204 and an empty body; after that it is a 404."""
    response = api.delete(staff_member.path)
    after = api.get(staff_member.path)

    assert response.status_code == 204
    assert response.content == b""
    assert after.status_code == 404


@must("DB-STAFF-8", docs=ERRORS)
@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_an_unknown_member_is_404(api: Api, staff_member: StaffMember, method: str) -> None:
    """Reading, changing or deleting a deleted staff member is a 404."""
    removal = api.delete(staff_member.path)

    response = api.request(method, staff_member.path, json={"sname": "renamed"} if method == "PATCH" else None)

    assert removal.status_code == 204
    assert response.status_code == 404


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


@must("DB-STAFF-9", origin="notes", docs="tutorial/body-fields/")
@pytest.mark.parametrize("letter", ["a", pytest.param("员", id="chinese")])
def test_a_name_has_up_to_30_characters(api: Api, staff_member: StaffMember, letter: str) -> None:
    """A staff member's name of 30 characters is accepted; one of 31 is rejected with 422 at `[body, sname]`."""
    accepted = api.patch(staff_member.path, json={"sname": letter * 30})
    rejected = api.patch(staff_member.path, json={"sname": letter * 31})

    assert accepted.json() == like(sname=letter * 30)
    assert rejected.status_code == 422
    assert ["body", "sname"] in locations(rejected)


@must("DB-STAFF-11", origin="notes")
def test_a_change_moves_updated_at_only(api: Api, staff_member: StaffMember) -> None:
    """PATCH moves the `updated_at` of a staff member forward and keeps its `created_at`."""
    before = api.get(staff_member.path)
    time.sleep(1.1)  # a clock may count whole seconds

    after = api.patch(staff_member.path, json={"sname": "renamed"})

    assert instant(after, "updated_at") > instant(before, "updated_at")
    assert instant(after, "created_at") == instant(before, "created_at")
