"""Dependencies with yield · 使用 yield 的依赖和子依赖."""

import pytest

from fastapi_spec import Api, like, media_type, must, should

from ..conftest import EventLog

NOTES = "使用 yield 的依赖和子依赖"
DOCS = "tutorial/dependencies/dependencies-with-yield/"
ORIGIN = "fastapi"
DATABASE = DOCS + "#a-database-dependency-with-yield"
TRY = DOCS + "#a-dependency-with-yield-and-try"
EXECUTION = DOCS + "#execution-of-dependencies-with-yield"
EXCEPTIONS = DOCS + "#dependencies-with-yield-and-httpexception"
PATH = "/chapter05/yield"

ENTERED = ["enter a", "enter b", "enter c"]
EXITED = ["exit c", "exit b", "exit a"]

# A server may drop the connection after an unhandled error; the next request would fail with it.
LAST = {"Connection": "close"}


@must("YIELD-7", origin="notes", docs=DATABASE)
def test_yielded_values(api: Api) -> None:
    """What a dependency yields is passed to the dependencies and the operation that use it."""
    response = api.get(f"{PATH}/abc")

    assert response.status_code == 200
    assert response.json() == like(dep_c=["a", "b", "c"])


@must("YIELD-1", origin="notes", docs=DOCS + "#sub-dependencies-with-yield")
@pytest.mark.parametrize("operation", ["abc", "double?n=2"])
def test_exit_in_reverse_order(api: Api, log: EventLog, operation: str) -> None:
    """Dependencies are entered before the operation and exited after it, in reverse order."""
    response = api.get(f"{PATH}/{operation}", headers=log.headers)

    assert response.status_code == 200
    assert log.events(until="exit a") == [*ENTERED, "handler", *EXITED]


@should("YIELD-5", origin="notes")
def test_exit_after_the_response(api: Api, log: EventLog) -> None:
    """After a success, the event log shows the exit of the dependency after `response sent`."""
    response = api.get(f"{PATH}/db", headers=log.headers)

    assert response.status_code == 200
    assert log.events(until="exit db") == ["enter db", "handler", "response sent", "exit db"]


@should("YIELD-10", docs=DOCS + "#early-exit-and-scope")
def test_function_scope(api: Api, log: EventLog) -> None:
    """With `scope="function"`, the event log shows the exit of the dependency before `response sent`."""
    response = api.get(f"{PATH}/early", headers=log.headers)

    assert response.status_code == 200
    assert response.json() == like(ok=True)
    assert log.events(until="response sent") == ["enter db", "handler", "exit db", "response sent"]


@must("YIELD-11", origin="notes", docs=DATABASE)
def test_shared_object(api: Api, log: EventLog) -> None:
    """Two users of a dependency in one request share the yielded object; it is entered and exited once."""
    response = api.get(f"{PATH}/db", headers=log.headers)
    events = log.events(until="exit db")

    assert response.json() == like(shared=True)
    assert (events.count("enter db"), events.count("exit db")) == (1, 1)


@must("YIELD-2", origin="notes", docs=TRY)
@pytest.mark.parametrize("path, status", [("error", 418), ("crash", 500)], ids=["error", "crash"])
def test_exit_after_an_error(api: Api, log: EventLog, path: str, status: int) -> None:
    """Dependencies are exited in reverse order even if the operation raises an error (418) or crashes (500)."""
    response = api.get(f"{PATH}/{path}", headers=log.headers | LAST)

    assert response.status_code == status
    assert log.events(until="exit a") == [*ENTERED, "handler", *EXITED]


@should("YIELD-9", docs=EXECUTION)
def test_exit_right_after_an_error_response(api: Api, log: EventLog) -> None:
    """Right after a 418 response, the event log already shows all exits, in reverse order."""
    response = api.get(f"{PATH}/error", headers=log.headers)
    events = log.events(until="handler")

    assert response.status_code == 418
    assert events == [*ENTERED, "handler", *EXITED]


@should("YIELD-8", docs=TRY)
def test_exit_after_a_validation_error(api: Api, log: EventLog) -> None:
    """Dependencies are entered before a parameter of the operation is rejected (422), and exited in reverse order."""
    valid = api.get(f"{PATH}/double", params={"n": "3"})
    invalid = api.get(f"{PATH}/double", params={"n": "x"}, headers=log.headers)

    assert valid.json() == like(double=6)
    assert invalid.status_code == 422
    assert log.events(until="exit a") == [*ENTERED, *EXITED]


@must("YIELD-12", docs=DOCS + "#sub-dependencies-with-yield")
def test_exit_after_an_error_of_a_dependency(api: Api, log: EventLog) -> None:
    """If a dependency raises an error (409), those entered before it are exited in reverse order."""
    response = api.get(f"{PATH}/rejected", headers=log.headers)

    assert response.status_code == 409
    assert log.events(until="exit a") == ["enter a", "enter b", "exit b", "exit a"]


@must("YIELD-4", docs=EXCEPTIONS)
def test_exception_becomes_a_response(api: Api, log: EventLog) -> None:
    """A dependency can catch an exception of the operation and raise its own error (409) instead."""
    response = api.get(f"{PATH}/converted", headers=log.headers)

    assert response.status_code == 409
    assert "handler" in log.events(until="handler")


@should("YIELD-14", docs=EXCEPTIONS)
@pytest.mark.parametrize(
    "path, detail",
    [("error", "teapot"), ("rejected", "a and b were open"), ("converted", "converted")],
    ids=["operation", "before", "after"],
)
def test_detail_of_an_error(api: Api, path: str, detail: str) -> None:
    """The `detail` of an error that the operation or a dependency raises is in the response."""
    response = api.get(f"{PATH}/{path}")

    assert response.json() == like(detail=detail)


@must("YIELD-15", docs=DOCS + "#dependencies-with-yield-and-except")
def test_swallowed_exception(api: Api, log: EventLog) -> None:
    """If a dependency catches an exception of the operation and raises none itself, the response is a 500."""
    response = api.get(f"{PATH}/swallowed", headers=log.headers | LAST)

    assert response.status_code == 500
    assert log.events(until="swallowed") == ["handler", "swallowed"]


@must("YIELD-3", docs=EXECUTION)
def test_error_at_exit(api: Api, log: EventLog) -> None:
    """An error that a dependency raises at its exit does not change the 200 response of the operation."""
    response = api.get(f"{PATH}/exit_raises", headers=log.headers | LAST)

    assert response.status_code == 200
    assert response.json() == like(ok=True)
    assert "exit" in log.events(until="exit")


@should("YIELD-6")
def test_exit_after_the_last_chunk(api: Api, log: EventLog) -> None:
    """For a streamed `text/plain` response, the event log shows the exit of the dependency after the last chunk."""
    response = api.get(f"{PATH}/stream", headers=log.headers)

    assert media_type(response) == "text/plain"
    assert response.text == "0\n1\n2\n"
    assert log.events(until="exit a") == ["enter a", "handler", "chunk 0", "chunk 1", "chunk 2", "exit a"]
