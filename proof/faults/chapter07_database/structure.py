"""Faults that the rules of spec/chapter07_database/test_structure.py detect."""

from typing import Annotated

from fastapi import Query

from proof.faults.fault import Broken, fault
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
