"""Faults that the rules of spec/generated/test_sequences.py detect."""

from proof.faults.fault import Broken, Sent, fault
from proof.faults.generated._shared import LARGEST

DEPARTMENT = "/chapter07/departments/*"


@fault("FUZZ-CREATED-1", case="chapter07")
def department_not_there(app: Broken) -> None:
    """No department that was created can be read."""

    @app.sent("GET", DEPARTMENT)
    def another(sent: Sent) -> None:
        sent.path = f"/chapter07/departments/{LARGEST}"


@fault("FUZZ-DELETED-1", case="chapter07")
def department_still_there(app: Broken) -> None:
    """A department that was deleted can still be read."""

    @app.sent("DELETE", DEPARTMENT)
    def delete_nothing(sent: Sent) -> None:
        sent.path, sent.query = "/chapter08/readme", "document=nothing"
