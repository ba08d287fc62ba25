"""When background tasks run · 后台任务：执行的时机."""

import httpx
import pytest

from fastapi_spec import Api, like, locations, must, should

from ..conftest import EventLog

NOTES = "后台任务"
DOCS = "tutorial/background-tasks/"
ORIGIN = "fastapi"
DEPENDENCY_DOCS = "tutorial/background-tasks/#dependency-injection"
PATH = "/chapter08/tasks"
THREE_TASKS = [
    "handler",
    "task 1 begins",
    "task 1 ends",
    "task 2 begins",
    "task 2 ends",
    "task 3 begins",
    "task 3 ends",
]

# The client disconnects after the response: no other rule uses a connection that a task holds or breaks.
LAST = {"Connection": "close"}


def same_connection(first: httpx.Response, second: httpx.Response) -> bool:
    """Whether two responses came over one connection. The client reuses a connection unless the server closes it."""
    return first.extensions.get("network_stream") is second.extensions.get("network_stream")


@must("BG-13")
def test_response_does_not_wait_for_the_task(api: Api, log: EventLog) -> None:
    """The whole response arrives before the task ends, and the task runs on after the client has disconnected."""
    response = api.post(f"{PATH}/waiting/{log.id}", headers=log.headers | LAST)
    meanwhile = log.events(until="task waits")
    release = api.post(f"{PATH}/release/{log.id}")

    assert response.status_code == 200
    assert meanwhile == like(["task waits"])
    assert release.status_code == 204
    assert log.events(until="task released") == like(["task waits", "task released"])


@should("BG-14")
def test_connection_does_not_wait_for_the_task(api: Api, log: EventLog) -> None:
    """The connection of the response carries the next requests while the task still waits."""
    response = api.post(f"{PATH}/waiting/{log.id}", headers=log.headers)
    meanwhile = log.events(until="task waits")
    release = api.post(f"{PATH}/release/{log.id}")

    assert response.status_code == 200
    assert same_connection(response, release), "the server closed the connection"
    assert meanwhile == like(["task waits"])


@must("BG-7", docs=DEPENDENCY_DOCS)
def test_tasks_run_in_order(api: Api, log: EventLog) -> None:
    """Tasks run after the handler, one by one in the order of adding, that of a dependency first."""
    response = api.post(f"{PATH}/ordered", headers=log.headers)

    assert response.status_code == 200
    assert log.events(until="task 3 ends") == like(THREE_TASKS)


@must("BG-8")
def test_no_task_after_an_error(api: Api, log: EventLog) -> None:
    """If the operation raises an error (418), a task that a dependency added before does not run."""
    response = api.post(f"{PATH}/rejected", headers=log.headers)
    api.post(f"{PATH}/ordered", headers=log.headers)  # its first task is the same

    assert response.status_code == 418
    assert log.events(until="task 3 ends").count("task 1 begins") == 1


@must("BG-6")
def test_failing_task_leaves_the_response(api: Api, log: EventLog) -> None:
    """A task that fails after the handler does not change the 200 response."""
    response = api.post(f"{PATH}/failing", headers=log.headers | LAST)

    assert response.status_code == 200
    assert log.events(until="task fails")[:2] == like(["handler", "task fails"])


@should("BG-15")
def test_failing_task_is_the_last(api: Api, log: EventLog) -> None:
    """The tasks after one that raises do not run."""
    response = api.post(f"{PATH}/failing", headers=log.headers | LAST)
    log.events(until="task fails")
    api.post(f"{PATH}/ordered", headers=log.headers)

    assert response.status_code == 200
    assert log.events(until="task 3 ends") == like(["handler", "task fails", *THREE_TASKS])


@should("BG-16")
@pytest.mark.parametrize(
    "operation, body",
    [
        pytest.param("ordered", {"message": "three tasks follow"}, id="ordered"),
        pytest.param("failing", {"message": "a task that fails follows"}, id="failing"),
        pytest.param("rejected", {"detail": "no task follows"}, id="rejected"),
        pytest.param("waiting", {"message": "a task waits"}, id="waiting"),
    ],
)
def test_body(api: Api, log: EventLog, operation: str, body: dict[str, str]) -> None:
    """The `message` or `detail` of the response says which tasks follow, such as `three tasks follow`."""
    path = f"{PATH}/waiting/{log.id}" if operation == "waiting" else f"{PATH}/{operation}"
    response = api.post(path, headers=log.headers | LAST)
    api.post(f"{PATH}/release/{log.id}")

    assert response.json() == like(body)


@must("BG-20", docs="tutorial/path-params/")
@pytest.mark.parametrize("operation", ["waiting", "release"])
def test_length_of_an_id(api: Api, log: EventLog, operation: str) -> None:
    """A task id of 64 characters is accepted with 204; one of 65 is rejected with 422 at `[path, id]`."""
    response = api.post(f"{PATH}/{operation}/{log.id.ljust(65, '-')}")
    accepted = api.post(f"{PATH}/release/{log.id.ljust(64, '-')}")

    assert response.status_code == 422
    assert ["path", "id"] in locations(response)
    assert accepted.status_code == 204


@should("BG-19", docs="https://www.rfc-editor.org/rfc/rfc9110.html#section-8.3")
def test_no_content_type(api: Api, log: EventLog) -> None:
    """The 204 responses to releasing a task and to deleting a log have no `Content-Type`."""
    release = api.post(f"{PATH}/release/{log.id}")
    deletion = api.delete("/chapter08/readme", params={"document": log.id})

    assert release.status_code == deletion.status_code == 204
    assert "content-type" not in {*release.headers, *deletion.headers}
