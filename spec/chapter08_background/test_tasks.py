"""When background tasks run · BackgroundTasks."""

import pytest

from fastapi_spec import Api, like, locations, must, should

from ..conftest import EventLog

NOTES = "后台任务"
DOCS = "tutorial/background-tasks/"
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

# The client leaves with the answer, and no other rule meets a connection that is held or dropped for a task.
LAST = {"Connection": "close"}


@must("BG-13")
def test_answer_does_not_wait_for_the_task(api: Api, log: EventLog) -> None:
    """The whole answer arrives while the task still waits, and the task runs on though the client has gone."""
    response = api.post(f"{PATH}/waiting/{log.id}", headers=log.headers | LAST)
    meanwhile = log.events(until="task waits")
    release = api.post(f"{PATH}/release/{log.id}")

    assert response.status_code == 200
    assert meanwhile == like(["task waits"])
    assert release.status_code == 204
    assert log.events(until="task released") == like(["task waits", "task released"])


@should("BG-14")
def test_connection_does_not_wait_for_the_task(api: Api, log: EventLog) -> None:
    """The connection that brought the answer takes the next request while the task still waits."""
    response = api.post(f"{PATH}/waiting/{log.id}", headers=log.headers)
    meanwhile = log.events(until="task waits")
    release = api.post(f"{PATH}/release/{log.id}")

    assert response.status_code == 200
    assert meanwhile == like(["task waits"])
    assert release.status_code == 204


@must("BG-20", docs="tutorial/path-params/")
@pytest.mark.parametrize("operation", ["waiting", "release"])
def test_length_of_an_id(api: Api, log: EventLog, operation: str) -> None:
    """The id of a waiting task has at most 64 characters; one more is refused with 422 at [path, id]."""
    response = api.post(f"{PATH}/{operation}/{log.id.ljust(65, '-')}")
    control = api.post(f"{PATH}/release/{log.id.ljust(64, '-')}")

    assert response.status_code == 422
    assert ["path", "id"] in locations(response)
    assert control.status_code == 204


@must("BG-7", docs=DEPENDENCY_DOCS)
def test_tasks_run_in_order(api: Api, log: EventLog) -> None:
    """Tasks run after the handler, one after another in the order of adding, that of a dependency first."""
    response = api.post(f"{PATH}/ordered", headers=log.headers)

    assert response.status_code == 200
    assert log.events(until="task 3 ends") == like(THREE_TASKS)


@must("BG-8")
def test_no_task_after_a_refusal(api: Api, log: EventLog) -> None:
    """When the operation answers with an error, no task that was added before it runs."""
    response = api.post(f"{PATH}/refused", headers=log.headers)
    control = api.post(f"{PATH}/ordered", headers=log.headers)

    assert response.status_code == 418
    assert control.status_code == 200
    assert log.events(until="task 3 ends") == like(["handler", *THREE_TASKS])


@must("BG-6")
def test_failing_task_leaves_the_answer(api: Api, log: EventLog) -> None:
    """A task that fails does not change the answer, which is 200."""
    response = api.post(f"{PATH}/failing", headers=log.headers | LAST)

    assert response.status_code == 200
    assert log.events(until="task fails")[:2] == like(["handler", "task fails"])


@should("BG-15")
def test_failing_task_is_the_last(api: Api, log: EventLog) -> None:
    """The tasks after one that raises do not run."""
    response = api.post(f"{PATH}/failing", headers=log.headers | LAST)
    log.events(until="task fails")
    control = api.post(f"{PATH}/ordered", headers=log.headers)

    assert response.status_code == 200
    assert control.status_code == 200
    assert log.events(until="task 3 ends") == like(["handler", "task fails", *THREE_TASKS])


@should("BG-19", docs="https://www.rfc-editor.org/rfc/rfc9110.html#section-8.3")
def test_no_content_has_no_type(api: Api, log: EventLog) -> None:
    """The answer 204 to the release of a task and to the deletion of a document has no Content-Type."""
    release = api.post(f"{PATH}/release/{log.id}")
    deletion = api.delete("/chapter08/readme", params={"document": log.id})

    assert release.status_code == deletion.status_code == 204
    assert "content-type" not in {*release.headers, *deletion.headers}


@should("BG-16")
@pytest.mark.parametrize(
    "operation, said",
    [
        pytest.param("ordered", {"message": "three tasks follow"}, id="ordered"),
        pytest.param("failing", {"message": "a task that fails follows"}, id="failing"),
        pytest.param("refused", {"detail": "no task follows"}, id="refused"),
        pytest.param("waiting", {"message": "a task waits"}, id="waiting"),
    ],
)
def test_answer_says_what_follows(api: Api, log: EventLog, operation: str, said: dict[str, str]) -> None:
    """The answer of an operation that adds tasks says in a sentence what follows."""
    path = f"{PATH}/waiting/{log.id}" if operation == "waiting" else f"{PATH}/{operation}"
    response = api.post(path, headers=log.headers | LAST)
    api.post(f"{PATH}/release/{log.id}")

    assert response.json() == like(said)
