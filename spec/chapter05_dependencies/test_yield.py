"""Dependencies that are entered and left · 使用 yield 的依赖和子依赖."""

import pytest

from fastapi_spec import Api, like, media_type, must, should

from ..conftest import EventLog

NOTES = "使用 yield 的依赖和子依赖"
DOCS = "tutorial/dependencies/dependencies-with-yield/"
PATH = "/chapter05/yield"

ENTERED = ["enter a", "enter b", "enter c"]
LEFT = ["exit c", "exit b", "exit a"]

# A server may drop the connection after an unhandled error; the next request would meet the ruins.
LAST = {"Connection": "close"}


@must("YIELD-7", docs=DOCS + "#a-database-dependency-with-yield")
def test_operation_gets_what_is_yielded(api: Api) -> None:
    """What a dependency yields is what its users get: b what a yields, c what b yields, the operation what c yields."""
    response = api.get(f"{PATH}/abc")

    assert response.status_code == 200
    assert response.json() == like(dep_c=["a", "b", "c"])


@must("YIELD-1", docs=DOCS + "#sub-dependencies-with-yield")
@pytest.mark.parametrize("operation", ["abc", "double?n=2"])
def test_left_in_reverse_order(api: Api, log: EventLog, operation: str) -> None:
    """Dependencies are entered before the operation, what they need first, and left after it in reverse order."""
    response = api.get(f"{PATH}/{operation}", headers=log.headers)

    assert response.status_code == 200
    assert log.events(until="exit a") == [*ENTERED, "handler", *LEFT]


@must("YIELD-2", docs=DOCS + "#a-dependency-with-yield-and-try")
@pytest.mark.parametrize("path, status", [("error", 418), ("crash", 500)], ids=["error", "crash"])
def test_left_after_a_failure(api: Api, log: EventLog, path: str, status: int) -> None:
    """When the operation answers with an error or breaks, its dependencies are left all the same, in reverse order."""
    response = api.get(f"{PATH}/{path}", headers=log.headers | LAST)

    assert response.status_code == status
    assert log.events(until="exit a") == [*ENTERED, "handler", *LEFT]


@should("YIELD-13", docs=DOCS + "#a-dependency-with-yield-and-try")
@pytest.mark.parametrize(
    "path, text", [("error", '"teapot"'), ("crash", "Internal Server Error")], ids=["error", "crash"]
)
def test_failure_is_answered(api: Api, path: str, text: str) -> None:
    """What an operation fails with is answered as ever: the detail of its error, or else Internal Server Error."""
    response = api.get(f"{PATH}/{path}", headers=LAST)

    assert text in response.text


@must("YIELD-12", docs=DOCS + "#sub-dependencies-with-yield")
def test_left_when_a_later_one_refuses(api: Api, log: EventLog) -> None:
    """When a dependency refuses, with what it was given, those entered before it are left, in reverse order."""
    response = api.get(f"{PATH}/refused", headers=log.headers)

    assert response.status_code == 409
    assert response.json() == like(detail="a and b were open")
    assert log.events(until="exit a") == ["enter a", "enter b", "exit b", "exit a"]


@must("YIELD-11", docs=DOCS + "#a-database-dependency-with-yield")
def test_one_connection_for_a_request(api: Api, log: EventLog) -> None:
    """Two users of a dependency in one request share what it yields, and it is entered and left once."""
    response = api.get(f"{PATH}/db", headers=log.headers)
    events = log.events(until="exit db")

    assert response.json() == like(shared=True)
    assert (events.count("enter db"), events.count("exit db")) == (1, 1)


@must("YIELD-3", docs=DOCS + "#execution-of-dependencies-with-yield")
def test_failure_at_exit_comes_too_late(api: Api, log: EventLog) -> None:
    """An error that a dependency raises when it is left does not change the answer of an operation that succeeded."""
    response = api.get(f"{PATH}/exit_raises", headers=log.headers | LAST)

    assert response.status_code == 200
    assert response.json() == like(ok=True)
    assert "exit" in log.events(until="exit")


@must("YIELD-4", docs=DOCS + "#dependencies-with-yield-and-httpexception")
def test_failure_is_converted(api: Api, log: EventLog) -> None:
    """A dependency may turn an error of the operation into an answer of its own, here 409 with its text."""
    response = api.get(f"{PATH}/converted", headers=log.headers)

    assert response.status_code == 409
    assert response.json() == like(detail="converted")
    assert "handler" in log.events(until="handler")


@should("YIELD-8", docs=DOCS + "#a-dependency-with-yield-and-try")
def test_left_after_a_validation_error(api: Api, log: EventLog) -> None:
    """A bad parameter of the operation is judged after its dependencies are entered; they are left in reverse order."""
    good = api.get(f"{PATH}/double", params={"n": "3"})
    bad = api.get(f"{PATH}/double", params={"n": "x"}, headers=log.headers)

    assert good.json() == like(double=6)
    assert bad.status_code == 422
    assert log.events(until="exit a") == [*ENTERED, *LEFT]


@should("YIELD-9", docs=DOCS + "#execution-of-dependencies-with-yield")
def test_left_before_an_error_is_sent(api: Api, log: EventLog) -> None:
    """When the operation answers with an error, its dependencies have been left when the answer arrives."""
    response = api.get(f"{PATH}/error", headers=log.headers)
    events = log.events(until="handler")

    assert response.status_code == 418
    assert events == [*ENTERED, "handler", *LEFT]


@should("YIELD-5")
def test_left_after_the_answer(api: Api, log: EventLog) -> None:
    """When the operation succeeds, its dependency is left after the answer has been sent."""
    response = api.get(f"{PATH}/db", headers=log.headers)

    assert response.status_code == 200
    assert log.events(until="exit db") == ["enter db", "handler", "answer sent", "exit db"]


@should("YIELD-10", docs=DOCS + "#early-exit-and-scope")
def test_function_scope_is_left_before_the_answer(api: Api, log: EventLog) -> None:
    """A dependency whose scope is the operation and not the request is left before the answer is sent."""
    response = api.get(f"{PATH}/early", headers=log.headers)

    assert response.status_code == 200
    assert response.json() == like(ok=True)
    assert log.events(until="answer sent") == ["enter db", "handler", "exit db", "answer sent"]


@should("YIELD-6")
def test_left_after_the_last_chunk(api: Api, log: EventLog) -> None:
    """When the answer is a stream, here of text, its dependency is left after the last chunk."""
    response = api.get(f"{PATH}/stream", headers=log.headers)

    assert media_type(response) == "text/plain"
    assert response.text == "0\n1\n2\n"
    assert log.events(until="exit a") == ["enter a", "handler", "chunk 0", "chunk 1", "chunk 2", "exit a"]
