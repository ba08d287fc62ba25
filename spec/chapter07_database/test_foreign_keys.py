"""Staff and departments · what a foreign key keeps."""

import pytest

from fastapi_spec import Api, Erratum, like, locations, member, must, should

from .rows import NOBODY, STAFF, Department, StaffMember

NOTES = "DataBase Models"
DOCS = "tutorial/sql-databases/"
PATCH = "tutorial/body-updates/#partial-updates-with-patch"
ERRORS = "tutorial/handling-errors/"
UNCHECKED = Erratum(
    claim="The department of a staff member is a foreign key.",
    since="never enough with SQLite, which checks foreign keys only after PRAGMA foreign_keys = ON",
)


@must("DB-STAFF-12")
@pytest.mark.parametrize("spelling", ['"{}"', "{}.5", "[{}]"], ids=["string", "fraction", "array"])
def test_a_department_is_named_by_its_number(api: Api, department: Department, spelling: str) -> None:
    """A member whose department is no integer is refused with 422 at [body, did]; with one it is created."""
    did = spelling.format(department.did)

    refused = api.post(STAFF, content=f'{{"sname": "a", "did": {did}}}', headers={"Content-Type": "application/json"})
    accepted = api.post(STAFF, json={"sname": "a", "did": department.did})

    assert refused.status_code == 422
    assert ["body", "did"] in locations(refused)
    assert accepted.status_code == 201


@must("DB-8", docs=ERRORS, erratum=UNCHECKED)
def test_an_unknown_department_is_refused(api: Api, department: Department) -> None:
    """A member of an unknown department is refused with 404; the same of a known one is created."""
    refused = api.post(STAFF, json={"sname": "a", "did": NOBODY})
    accepted = api.post(STAFF, json={"sname": "a", "did": department.did})

    assert (refused.status_code, accepted.status_code) == (404, 201)


@must("DB-9", docs=ERRORS, erratum=UNCHECKED)
def test_nobody_moves_to_an_unknown_department(api: Api, staff_member: StaffMember) -> None:
    """A change to an unknown department is refused with 404, and the member stays where it was."""
    response = api.patch(staff_member.path, json={"did": NOBODY})
    after = api.get(staff_member.path)

    assert response.status_code == 404
    assert after.json() == like(did=staff_member.did)


@must("DB-STAFF-4", docs=PATCH)
def test_a_new_department_leaves_the_name(api: Api, staff_member: StaffMember, other_department: Department) -> None:
    """PATCH with a department moves the member there, under the same name: the old department has it no longer."""
    response = api.patch(staff_member.path, json={"did": other_department.did})
    old = api.get(f"/chapter07/getStaffByDid/{staff_member.did}")
    new = api.get(other_department.staff_path)
    moved = api.patch(staff_member.path, json={"did": staff_member.did})

    assert response.json() == like(sname=staff_member.sname, did=other_department.did)
    assert old.json() == like(result={"items": [], "total": 0})
    assert new.json() == like(result={"items": [{"sid": staff_member.sid}], "total": 1})
    assert moved.json() == like(did=staff_member.did)


@must("DB-10", docs=ERRORS, erratum=UNCHECKED)
def test_a_department_with_staff_is_not_deleted(api: Api, staff_member: StaffMember, department: Department) -> None:
    """The deletion of a department that has staff is refused with 409 and a detail in words; both stay as they were."""
    response = api.delete(department.path)
    after = api.get(department.staff_path)

    assert response.status_code == 409
    assert isinstance(member(response, "detail"), str)
    assert after.json() == like(result={"items": [{"sid": staff_member.sid, "did": department.did}], "total": 1})


@should("DB-13", docs=ERRORS)
@pytest.mark.usefixtures("staff_member")
def test_the_cause_is_told(api: Api, department: Department) -> None:
    """The 409 for a department that has staff says so: "the department has staff"."""
    response = api.delete(department.path)

    assert response.status_code == 409
    assert response.json() == like(detail="the department has staff")


@must("DB-11", docs=ERRORS)
def test_a_department_whose_staff_is_gone_is_deleted(
    api: Api, staff_member: StaffMember, department: Department
) -> None:
    """A department can be deleted as soon as its last member is gone."""
    refused = api.delete(department.path)
    removal = api.delete(staff_member.path)
    deleted = api.delete(department.path)

    assert (refused.status_code, removal.status_code, deleted.status_code) == (409, 204, 204)
