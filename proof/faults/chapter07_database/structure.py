"""Faults that the rules of spec/chapter07_database/test_structure.py detect."""

from typing import Annotated

from fastapi import Query

from proof.faults.fault import Broken, Received, fault
from reference_app.crud import department as departments
from reference_app.database import Db
from reference_app.schema.department import DepartmentOut
from reference_app.schema.envelope import Page, Paging


@fault("DB-APP-2")
def departments_have_no_prefix_as_well(app: Broken) -> None:
    """The router of the departments is also included without the prefix of its part."""

    @app.route("GET", "/departments", response_model=Page[DepartmentOut])
    def read_departments(session: Db, paging: Annotated[Paging, Query()]) -> dict[str, object]:
        items, total = departments.read_page(session, paging)
        return {"items": items, "total": total}


@fault("DB-APP-3")
def middleware_leaves_a_part_out(app: Broken) -> None:
    """A part of the application is mounted outside of its middleware."""

    @app.received("*", "/chapter06/*")
    def unwrapped(response: Received) -> None:
        del response.headers["x-process-time"]


@fault("DB-APP-3")
def middleware_swallows_rejections(app: Broken) -> None:
    """A middleware turns every rejection into a 200 with its status in the body."""

    @app.received("GET", "/chapter0*")
    def swallowed(response: Received) -> None:
        if 400 <= response.status < 500:
            response.status, response.json = 200, {"code": response.status}
