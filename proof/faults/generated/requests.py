"""Faults that the rules of spec/generated/test_requests.py detect."""

from typing import Any

from proof.faults.fault import Broken, Received, Sent, fault
from proof.faults.generated._shared import rewritten


@fault("FUZZ-INVALID-1", case="chapter03")
def any_number_in_the_path(app: Broken) -> None:
    """Any number in the path is accepted."""

    @app.sent("GET", "/chapter03/path_/*")
    def five(sent: Sent) -> None:
        sent.path = "/chapter03/path_/5"


@fault("FUZZ-VALID-1", case="chapter07")
def too_wide_name(app: Broken) -> None:
    """The OpenAPI document allows a longer name of a department than the server does."""

    def widen(document: dict[str, Any]) -> None:
        document["components"]["schemas"]["DepartmentIn"]["properties"]["dname"]["maxLength"] = 40

    rewritten(app, widen)


@fault("FUZZ-VALID-1", "FUZZ-REACH-1", case="chapter05")
def guard_rejects_every_token(app: Broken) -> None:
    """A guarded operation rejects every request with 400, even one with the right token."""

    @app.received("GET", "/chapter05/guarded/users")
    def reject(response: Received) -> None:
        if response.status == 200:
            response.status, response.json = 400, {"detail": "X-Token header invalid!"}


@fault("FUZZ-MISSING-1", case="chapter05")
def optional_token(app: Broken) -> None:
    """A header that the OpenAPI document requires may be missing."""

    @app.sent("GET", "/chapter05/guarded/users")
    def add(sent: Sent) -> None:
        sent.headers.setdefault("x-token", "fake-super-secret-token")


@fault("FUZZ-AUTH-1", case="chapter06")
def authentication_for_show(app: Broken) -> None:
    """An operation declares an API key in a header and accepts requests without it."""

    @app.sent("GET", "/chapter06/apikey")
    def let_in(sent: Sent) -> None:
        sent.headers["x-key"] = "fake-super-secret-key"


@fault("FUZZ-METHOD-1", case="rest")
def patch_is_not_found(app: Broken) -> None:
    """A method that a path does not have is a 404."""

    @app.received("PATCH", "/hello")
    def not_found(response: Received) -> None:
        response.status = 404


@fault("FUZZ-ALLOW-1", case="rest")
def allow_of_another(app: Broken) -> None:
    """Allow lists a method that the path does not have."""

    @app.received("OPTIONS", "/hello")
    def add(response: Received) -> None:
        response.headers["allow"] = "GET, DELETE"
