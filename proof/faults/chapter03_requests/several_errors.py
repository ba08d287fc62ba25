"""Faults that the rules of spec/chapter03_requests/test_several_errors.py detect."""

from proof.faults.fault import Answer, Broken, fault


@fault("REQUEST-FAULT-1")
def refusal_is_a_problem(app: Broken) -> None:
    """A 422 is sent as application/problem+json."""

    @app.answers("*", "*")
    def changed(answer: Answer) -> None:
        if answer.status == 422:
            answer.headers["content-type"] = "application/problem+json"
