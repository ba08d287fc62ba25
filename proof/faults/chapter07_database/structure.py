"""Faults that the rules of spec/chapter07_database/test_structure.py detect."""

from typing import Annotated, Any

from fastapi import Query

from proof.faults.fault import Broken, Received, fault
from reference_app.crud import department as departments
from reference_app.database import Db
from reference_app.schema.department import DepartmentOut
from reference_app.schema.envelope import Page, Paging


@fault("DB-APP-2")
def departments_have_no_prefix_as_well(app: Broken) -> None:
    """The router of the departments is included twice, once without the prefix of its part."""

    @app.route("GET", "/departments", response_model=Page[DepartmentOut])
    def read_departments(session: Db, paging: Annotated[Paging, Query()]) -> dict[str, object]:
        items, total = departments.read_page(session, paging)
        return {"items": items, "total": total}


@fault("DB-APP-1")
def document_leaves_a_part_out(app: Broken) -> None:
    """A part of the application is an application of its own, which the document does not have."""

    @app.document()
    def without(document: Any) -> None:
        for path in [path for path in document["paths"] if path.startswith("/chapter07/")]:
            del document["paths"][path]


@fault("DB-APP-4")
def document_has_no_tags(app: Broken) -> None:
    """The parts are included without their tags."""

    @app.document()
    def without(document: Any) -> None:
        for operations in document["paths"].values():
            for operation in operations.values():
                operation.pop("tags", None)


@fault("DB-APP-3")
def middleware_leaves_a_part_out(app: Broken) -> None:
    """A part of the application is mounted past its middleware."""

    @app.received("*", "/chapter06/*")
    def unwrapped(response: Received) -> None:
        del response.headers["x-process-time"]


@fault("DB-APP-3", "DB-APP-1")
def middleware_swallows_refusals(app: Broken) -> None:
    """A middleware turns every refusal into a 200 that says so in its body."""

    @app.received("GET", "/chapter0*")
    def swallowed(response: Received) -> None:
        if 400 <= response.status < 500:
            response.status, response.json = 200, {"code": response.status}
