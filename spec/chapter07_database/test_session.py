"""The session of a request · 配置 SQLAlchemy ORM."""

import pytest

from fastapi_spec import Api, like, locations, must

from ..conftest import EventLog
from .rows import BATCH, DEPARTMENTS, NOBODY, Department, StaffMember

NOTES = "配置 SQLAlchemy ORM"
DOCS = "tutorial/sql-databases/"
YIELD = "tutorial/dependencies/dependencies-with-yield/"


@must("DB-3", docs=YIELD)
def test_a_request_has_one_session(api: Api, log: EventLog, department: Department) -> None:
    """A request opens one session of the database and closes it afterwards."""
    response = api.get(department.staff_path, headers=log.headers)

    assert response.status_code == 200
    assert log.events(until="session close") == like(["session open", "session close"])


@must("DB-SESSION-1", docs=YIELD)
def test_several_rows_are_written_in_one_session(api: Api, log: EventLog, department: Department) -> None:
    """A request that writes several rows opens one session for all of them."""
    staff = [{"sname": name, "did": department.did} for name in ("a", "b", "c")]

    response = api.post(BATCH, json=staff, headers=log.headers)

    assert response.status_code == 201
    assert log.events(until="session close") == like(["session open", "session close"])


@must("DB-SESSION-2", docs=YIELD)
def test_session_is_closed_after_a_refusal(api: Api, log: EventLog, staff_member: StaffMember) -> None:
    """The session is closed as well when the operation refuses the request."""
    response = api.delete(f"{DEPARTMENTS}/{staff_member.did}", headers=log.headers)

    assert response.status_code == 409
    assert log.events(until="session close") == like(["session open", "session close"])


@must("DB-TX-1")
def test_several_rows_are_written_together(api: Api, department: Department) -> None:
    """Several members of the staff sent in one request are created with 201, and answered in the order they came."""
    staff = [{"sname": name, "did": department.did} for name in ("c", "a", "b")]

    response = api.post(BATCH, json=staff)
    listing = api.get(department.staff_path)

    assert response.status_code == 201
    assert response.json() == like(staff)
    assert listing.json() == like(result={"items": staff, "total": 3})


@must("DB-TX-2")
@pytest.mark.parametrize("place", [0, 1, 3])
def test_one_unknown_department_refuses_all_rows(api: Api, department: Department, place: int) -> None:
    """When one of several members has an unknown department, the request is refused with 404 and none is created."""
    staff = [{"sname": name, "did": department.did} for name in ("a", "b", "c")]
    wrong = [*staff[:place], {"sname": "d", "did": NOBODY}, *staff[place:]]

    refused = api.post(BATCH, json=wrong)
    listing = api.get(department.staff_path)
    accepted = api.post(BATCH, json=staff)

    assert (refused.status_code, accepted.status_code) == (404, 201)
    assert listing.json() == like(result={"items": [], "total": 0})


@must("DB-TX-3")
def test_one_invalid_row_refuses_all_rows(api: Api, department: Department) -> None:
    """When one of several members fails validation, none is created: 422 at [body, its place, sname]."""
    staff = [{"sname": name, "did": department.did} for name in ("a", "b", "")]

    response = api.post(BATCH, json=staff)
    listing = api.get(department.staff_path)

    assert response.status_code == 422
    assert ["body", 2, "sname"] in locations(response)
    assert listing.json() == like(result={"items": [], "total": 0})


@must("DB-TX-4")
def test_a_refused_change_changes_nothing(api: Api, staff_member: StaffMember) -> None:
    """A change to a good name and an unknown department is refused with 404 as a whole: the name is not changed."""
    refused = api.patch(staff_member.path, json={"sname": "changed", "did": NOBODY})
    after = api.get(staff_member.path)
    accepted = api.patch(staff_member.path, json={"sname": "changed"})

    assert (refused.status_code, accepted.status_code) == (404, 200)
    assert after.json() == like(sname=staff_member.sname, did=staff_member.did)


@must("DB-TX-5", docs="tutorial/body-nested-models/#attributes-with-lists-of-submodels")
def test_a_request_has_at_most_20_rows(api: Api, department: Department) -> None:
    """A request may bring 20 members of the staff; with 21 it is refused with 422 at [body]."""
    staff = [{"sname": "one of many", "did": department.did}] * 21

    refused = api.post(BATCH, json=staff)
    accepted = api.post(BATCH, json=staff[:20])

    assert refused.status_code == 422
    assert ["body"] in locations(refused)
    assert accepted.status_code == 201
