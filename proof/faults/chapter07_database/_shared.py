"""What the faults of several modules of chapter07_database share."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from proof.faults.fault import Broken, Received
from reference_app.model import Department, Staff

DEPARTMENT = "/chapter07/departments/{did}"
MEMBER = "/chapter07/staff/{sid}"
CRUD: list[tuple[str, Any]] = [("department", Department.did), ("staff", Staff.sid)]
DEPARTMENTS = "/chapter07/departments"
USERS = "/chapter07/users"


def writing(app: Broken, update: Callable[[Session, Any, int, dict[str, Any]], Any]) -> None:
    """Change rows in another way: from the session, the column of the id, the id, and the values by name."""
    for module, column in CRUD:

        def changed(session: Session, id: int, change: Any, column: Any = column) -> Any:
            return update(session, column, id, change if isinstance(change, dict) else change.model_dump())

        app.patch(f"reference_app.crud.{module}.update", changed)


def textual(app: Broken, path: str, id: str) -> None:
    """Return the id of a new row as a string."""

    @app.received("POST", path)
    def text(response: Received) -> None:
        if response.status == 201:
            response.json = response.json | {id: str(response.json[id])}
