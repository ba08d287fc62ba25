"""Staff and departments · DataBase Models：外键."""

import pytest

from fastapi_spec import Api, Erratum, like, locations, member, must, should

from .rows import NO_ROW, STAFF, Department, StaffMember

NOTES = "DataBase Models"
DOCS = "tutorial/sql-databases/"
ORIGIN = "notes"
PATCH = "tutorial/body-updates/#partial-updates-with-patch"
ERRORS = "tutorial/handling-errors/"
UNCHECKED = Erratum(
    claim="The department of a staff member is a foreign key.",
    since="never enough with SQLite, which checks foreign keys only after PRAGMA foreign_keys = ON",
)


@must("DB-STAFF-4", docs=PATCH)
def test_a_new_department_keeps_the_name(api: Api, staff_member: StaffMember, other_department: Department) -> None:
    """PATCH with `did` alone moves a staff member from one department's list to the other's and keeps its name."""
    response = api.patch(staff_member.path, json={"did": other_department.did})
    old = api.get(f"/chapter07/getStaffByDid/{staff_member.did}")
    new = api.get(other_department.staff_path)
    moved = api.patch(staff_member.path, json={"did": staff_member.did})

    assert response.json() == like(sname=staff_member.sname, did=other_department.did)
    assert old.json() == like(result={"items": [], "total": 0})
    assert new.json() == like(result={"items": [{"sid": staff_member.sid}], "total": 1})
    assert moved.json() == like(did=staff_member.did)


@must("DB-8", docs=ERRORS, erratum=UNCHECKED)
def test_an_unknown_department_is_rejected(api: Api, department: Department) -> None:
    """A staff member of an unknown department is rejected with 404, one of a known department created with 201."""
    rejected = api.post(STAFF, json={"sname": "a", "did": NO_ROW})
    accepted = api.post(STAFF, json={"sname": "a", "did": department.did})

    assert (rejected.status_code, accepted.status_code) == (404, 201)


@must("DB-9", docs=ERRORS, erratum=UNCHECKED)
def test_no_move_to_an_unknown_department(api: Api, staff_member: StaffMember) -> None:
    """A change to a valid name and an unknown department is rejected with 404 and changes neither."""
    rejected = api.patch(staff_member.path, json={"sname": "changed", "did": NO_ROW})
    after = api.get(staff_member.path)
    accepted = api.patch(staff_member.path, json={"sname": "changed"})

    assert (rejected.status_code, accepted.status_code) == (404, 200)
    assert after.json() == like(sname=staff_member.sname, did=staff_member.did)


@must("DB-10", docs=ERRORS, erratum=UNCHECKED)
def test_a_department_with_staff_is_not_deleted(api: Api, staff_member: StaffMember, department: Department) -> None:
    """Deleting a department that has staff is rejected with 409 and a string as `detail`, and deletes nothing."""
    response = api.delete(department.path)
    after = api.get(department.staff_path)

    assert response.status_code == 409
    assert isinstance(member(response, "detail"), str)
    assert after.json() == like(result={"items": [{"sid": staff_member.sid, "did": department.did}], "total": 1})


@should("DB-13", origin="fastapi", docs=ERRORS)
@pytest.mark.usefixtures("staff_member")
def test_detail_of_a_department_with_staff(api: Api, department: Department) -> None:
    """The detail of the 409 for a department that has staff is `the department has staff`."""
    response = api.delete(department.path)

    assert response.status_code == 409
    assert response.json() == like(detail="the department has staff")


@must("DB-11", origin="fastapi", docs=ERRORS)
def test_a_department_whose_staff_is_deleted_is_deleted(
    api: Api, staff_member: StaffMember, department: Department
) -> None:
    """Deleting a department is a 409 while it has staff, and a 204 once its last staff member is deleted (204)."""
    rejected = api.delete(department.path)
    removal = api.delete(staff_member.path)
    deleted = api.delete(department.path)

    assert (rejected.status_code, removal.status_code, deleted.status_code) == (409, 204, 204)


@must("DB-STAFF-12", origin="fastapi")
@pytest.mark.parametrize("spelling", ["{}.5", "[{}]"], ids=["fraction", "array"])
def test_a_department_is_named_by_an_integer(api: Api, department: Department, spelling: str) -> None:
    """A fraction or an array as `did` is rejected with 422 at `[body, did]`, an integer accepted with 201."""
    did = spelling.format(department.did)

    rejected = api.post(STAFF, content=f'{{"sname": "a", "did": {did}}}', headers={"Content-Type": "application/json"})
    accepted = api.post(STAFF, json={"sname": "a", "did": department.did})

    assert rejected.status_code == 422
    assert ["body", "did"] in locations(rejected)
    assert accepted.status_code == 201
