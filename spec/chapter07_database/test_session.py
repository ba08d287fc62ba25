"""The session of a request · 配置 SQLAlchemy ORM."""

import pytest

from fastapi_spec import Api, like, locations, must

from ..conftest import EventLog
from .rows import BATCH, DEPARTMENTS, NO_ROW, Department, StaffMember

NOTES = "配置 SQLAlchemy ORM"
DOCS = "tutorial/sql-databases/"
ORIGIN = "fastapi"
YIELD = "tutorial/dependencies/dependencies-with-yield/"


@must("DB-3", origin="notes", docs=YIELD)
def test_a_request_has_one_session(api: Api, log: EventLog, department: Department) -> None:
    """The event log of a 200 response shows that one database session was opened and closed."""
    response = api.get(department.staff_path, headers=log.headers)

    assert response.status_code == 200
    assert log.events(until="session close") == like(["session open", "session close"])


@must("DB-SESSION-1", origin="notes", docs=YIELD)
def test_several_rows_are_written_in_one_session(api: Api, log: EventLog, department: Department) -> None:
    """The event log of a 201 for three new rows shows that one database session was opened and closed."""
    staff = [{"sname": name, "did": department.did} for name in ("a", "b", "c")]

    response = api.post(BATCH, json=staff, headers=log.headers)

    assert response.status_code == 201
    assert log.events(until="session close") == like(["session open", "session close"])


@must("DB-SESSION-2", docs=YIELD)
def test_session_is_closed_after_a_rejection(api: Api, log: EventLog, staff_member: StaffMember) -> None:
    """The event log of a rejected request (409) shows that one database session was opened and closed."""
    response = api.delete(f"{DEPARTMENTS}/{staff_member.did}", headers=log.headers)

    assert response.status_code == 409
    assert log.events(until="session close") == like(["session open", "session close"])


@must("DB-TX-1")
def test_several_rows_are_written_together(api: Api, department: Department) -> None:
    """A batch of staff members is created with 201; the response and the list keep the order of the request."""
    staff = [{"sname": name, "did": department.did} for name in ("c", "a", "b")]

    response = api.post(BATCH, json=staff)
    listing = api.get(department.staff_path)

    assert response.status_code == 201
    assert response.json() == like(staff)
    assert listing.json() == like(result={"items": staff, "total": 3})


@must("DB-TX-2")
@pytest.mark.parametrize("index", [0, 1, 3])
def test_one_unknown_department_rejects_the_batch(api: Api, department: Department, index: int) -> None:
    """A batch with one unknown department is rejected with 404 and creates no staff member."""
    staff = [{"sname": name, "did": department.did} for name in ("a", "b", "c")]
    wrong = [*staff[:index], {"sname": "d", "did": NO_ROW}, *staff[index:]]

    rejected = api.post(BATCH, json=wrong)
    listing = api.get(department.staff_path)
    accepted = api.post(BATCH, json=staff)

    assert (rejected.status_code, accepted.status_code) == (404, 201)
    assert listing.json() == like(result={"items": [], "total": 0})


@must("DB-TX-3")
def test_one_invalid_row_rejects_the_batch(api: Api, department: Department) -> None:
    """A batch with an invalid third row is rejected with 422 at `[body, 2, sname]` and creates no staff member."""
    staff = [{"sname": name, "did": department.did} for name in ("a", "b", "")]

    response = api.post(BATCH, json=staff)
    listing = api.get(department.staff_path)

    assert response.status_code == 422
    assert ["body", 2, "sname"] in locations(response)
    assert listing.json() == like(result={"items": [], "total": 0})


@must("DB-TX-5", docs="tutorial/body-nested-models/#attributes-with-lists-of-submodels")
def test_a_batch_has_at_most_20_rows(api: Api, department: Department) -> None:
    """A batch of 20 staff members is created with 201; one of 21 is rejected with 422 at `[body]`."""
    staff = [{"sname": "one of many", "did": department.did}] * 21

    rejected = api.post(BATCH, json=staff)
    accepted = api.post(BATCH, json=staff[:20])

    assert rejected.status_code == 422
    assert ["body"] in locations(rejected)
    assert accepted.status_code == 201
