"""Departments · DataBase Models：部门."""

import time

import pytest

from fastapi_spec import JSON, Api, like, location, locations, must

from .conftest import Discard
from .rows import DEPARTMENTS, Department, StaffMember, created, instant, rename, unique

NOTES = "DataBase Models"
DOCS = "tutorial/sql-databases/"
ORIGIN = "fastapi"
RFC9110 = "https://www.rfc-editor.org/rfc/rfc9110.html"


@must("DB-DEPT-1")
def test_a_department_is_created(api: Api, discard: Discard) -> None:
    """A department is created with 201 and returned with its name and a positive integer as `did`."""
    dname = unique()

    response = discard(api.post(DEPARTMENTS, json={"dname": dname}))

    assert created(response, "did") > 0
    assert response.json() == like(dname=dname)


@must("DB-DEPT-2", origin="http", docs=f"{RFC9110}#section-15.3.2")
def test_location_of_a_new_department(api: Api, discard: Discard) -> None:
    """The 201 for a new department has its path as `Location`."""
    response = discard(api.post(DEPARTMENTS, json={"dname": unique()}))

    assert location(response).path.endswith(f"{DEPARTMENTS}/{created(response, 'did')}")


@must("DB-DEPT-3", origin="notes")
def test_a_department_is_read(api: Api, department: Department) -> None:
    """A department is returned by its id with 200, its `did` and its `dname`."""
    response = api.get(department.path)

    assert response.status_code == 200
    assert response.json() == like(did=department.did, dname=department.dname)


@must("DB-DEPT-4", docs="tutorial/body-updates/")
def test_a_department_is_renamed(api: Api, department: Department) -> None:
    """PUT renames a department with 200; its response and later ones have the new name."""
    response = api.put(department.path, json={"dname": "renamed"})
    after = api.get(department.path)

    assert response.status_code == 200
    assert response.json() == like(did=department.did, dname="renamed")
    assert after.json() == like(did=department.did, dname="renamed")


@must("DB-DEPT-5", docs=f"{RFC9110}#section-15.3.5")
def test_a_row_is_deleted(api: Api, row: Department | StaffMember) -> None:
    """A department or staff member is deleted with 204 and an empty body; after that it is a 404."""
    response = api.delete(row.path)
    after = api.get(row.path)

    assert response.status_code == 204
    assert response.content == b""
    assert after.status_code == 404


@must("DB-DEPT-6", docs="tutorial/handling-errors/")
def test_a_deleted_row_is_404(api: Api, row: Department | StaffMember) -> None:
    """Reading, renaming or deleting a deleted department or staff member is a 404."""
    removal = api.delete(row.path)

    responses = [api.get(row.path), rename(api, row, "renamed"), api.delete(row.path)]

    assert removal.status_code == 204
    assert [response.status_code for response in responses] == [404, 404, 404]


@must("DB-DEPT-8", origin="notes", docs="tutorial/body-fields/")
@pytest.mark.parametrize(
    "body",
    [
        pytest.param({}, id="missing"),
        pytest.param({"dname": ""}, id="empty"),
        pytest.param({"dname": None}, id="null"),
        pytest.param({"dname": 7}, id="number"),
    ],
)
def test_a_department_has_a_name(api: Api, department: Department, body: JSON) -> None:
    """POST and PUT reject a missing, empty or non-string `dname` with 422 at `[body, dname]`; PUT changes nothing."""
    creation = api.post(DEPARTMENTS, json=body)
    change = api.put(department.path, json=body)
    after = api.get(department.path)

    assert (creation.status_code, change.status_code) == (422, 422)
    assert ["body", "dname"] in locations(creation)
    assert ["body", "dname"] in locations(change)
    assert after.json() == like(dname=department.dname)


@must("DB-5", origin="notes", docs="tutorial/body-fields/")
@pytest.mark.parametrize("letter", ["a", pytest.param("部", id="chinese")])
def test_a_name_has_up_to_30_characters(api: Api, row: Department | StaffMember, letter: str) -> None:
    """A `dname` or `sname` of 30 characters is accepted; one of 31 is rejected with 422 at `[body, field]`."""
    accepted = rename(api, row, letter * 30)
    rejected = rename(api, row, letter * 31)

    assert accepted.json() == like({row.field: letter * 30})
    assert rejected.status_code == 422
    assert ["body", row.field] in locations(rejected)


@must("DB-6", origin="notes")
def test_the_server_sets_the_times(api: Api, department: Department) -> None:
    """A new department (200) has an `updated_at` that is not before its `created_at`, both in ISO 8601 and UTC."""
    response = api.get(department.path)

    assert response.status_code == 200
    assert instant(response, "created_at") <= instant(response, "updated_at")


@must("DB-14")
@pytest.mark.parametrize("name", ["created_at", "updated_at"])
def test_the_times_are_those_of_the_clock(api: Api, department: Department, name: str) -> None:
    """The `created_at` and `updated_at` of a new department are within a minute of the current time."""
    response = api.get(department.path)

    assert abs(instant(response, name).timestamp() - time.time()) < 60


@must("DB-7", origin="notes")
def test_a_change_moves_updated_at_only(api: Api, row: Department | StaffMember) -> None:
    """Renaming a department or staff member moves its `updated_at` forward and keeps its `created_at`."""
    before = api.get(row.path)
    time.sleep(1.1)  # a clock may count whole seconds

    after = rename(api, row, "renamed")

    assert instant(after, "updated_at") > instant(before, "updated_at")
    assert instant(after, "created_at") == instant(before, "created_at")


@must("DB-DEPT-7", origin="hardening", plain="gives the id of the last department again (SQLite)")
def test_an_id_is_not_given_twice(api: Api, department: Department, discard: Discard) -> None:
    """The id of a deleted department (204) is not given to the next new one (201)."""
    removal = api.delete(department.path)

    response = discard(api.post(DEPARTMENTS, json={"dname": unique()}))

    assert removal.status_code == 204
    assert created(response, "did") != department.did
