"""Faults that the rules of spec/generated/test_sequences.py detect."""

from proof.faults.fault import Broken, Sent, fault
from proof.faults.generated._shared import LARGEST

DEPARTMENT = "/chapter07/departments/*"


@fault("FUZZ-CREATED-1", case="chapter07")
def created_department_is_missing(app: Broken) -> None:
    """A created department cannot be read."""

    @app.sent("GET", DEPARTMENT)
    def another(sent: Sent) -> None:
        sent.path = f"/chapter07/departments/{LARGEST}"


@fault("FUZZ-DELETED-1", case="chapter07")
def deleted_department_is_read(app: Broken) -> None:
    """A deleted department can still be read."""

    @app.sent("DELETE", DEPARTMENT)
    def delete_nothing(sent: Sent) -> None:
        sent.path, sent.query = "/chapter08/readme", "document=nothing"
