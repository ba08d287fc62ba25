"""Faults that the rules of spec/chapter03_requests/test_several_errors.py detect."""

from proof.faults.fault import Broken, Received, fault


@fault("REQUEST-FAULT-1")
def errors_as_problem_details(app: Broken) -> None:
    """A 422 is sent as application/problem+json."""

    @app.received("*", "*")
    def changed(response: Received) -> None:
        if response.status == 422:
            response.headers["content-type"] = "application/problem+json"
