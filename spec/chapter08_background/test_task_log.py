"""What background tasks write to a log · 后台任务：写入日志的内容."""

import pytest

from fastapi_spec import Api, Erratum, like, locations, must, should

from .conftest import TaskLog

NOTES = "后台任务"
DOCS = "tutorial/background-tasks/"
ORIGIN = "notes"
DEPENDENCY_DOCS = "tutorial/background-tasks/#dependency-injection"
PATH = "/chapter08/background_tasks"
DEPENDENCY = "/chapter08/dependency/background_tasks"
README = "/chapter08/readme"
SENTENCE = "\n> 整体的介绍 FastAPI, 快速上手开发, 结合 API 交互文档逐个讲解核心模块的使用\n"


@must("BG-1")
@pytest.mark.parametrize(
    "framework", ["FastAPI", "\u5feb\u901f\u4e0a\u624b", "\u00e9 \U0001f680"], ids=["ascii", "chinese", "emoji"]
)
def test_task_writes_a_heading(api: Api, task_log: TaskLog, framework: str) -> None:
    """The `message` of the response is `任务已在后台运行`; the task writes a heading to the log, in any script."""
    response = api.post(PATH, params={"framework": framework, "document": task_log.name})

    assert response.status_code == 200
    assert response.json() == like(message="任务已在后台运行")
    assert task_log.text(until="框架精讲") == f"\n## {framework} 框架精讲"


@must("BG-5")
def test_second_task_appends(api: Api, task_log: TaskLog) -> None:
    """A second task appends its heading to that of the first."""
    api.post(PATH, params={"framework": "FastAPI", "document": task_log.name})
    task_log.text(until="FastAPI 框架精讲")
    api.post(PATH, params={"framework": "Starlette", "document": task_log.name})

    assert task_log.text(until="Starlette 框架精讲") == "\n## FastAPI 框架精讲\n## Starlette 框架精讲"


@must("BG-3", docs=DEPENDENCY_DOCS)
@pytest.mark.parametrize("q", ["1", "0", "false", "\u662f"], ids=["1", "0", "false", "chinese"])
def test_dependency_adds_a_task(api: Api, task_log: TaskLog, q: str) -> None:
    """With a `q` that is not empty, the `message` is `README.md更新成功`, and the dependency's task writes its sentence
    to the log."""
    response = api.post(DEPENDENCY, params={"q": q, "document": task_log.name})

    assert response.status_code == 200
    assert response.json() == like(message="README.md更新成功")
    assert SENTENCE in task_log.text(until=SENTENCE)


@should(
    "BG-10",
    docs=DEPENDENCY_DOCS,
    erratum=Erratum(
        claim="The dependency writes a sentence to the README.",
        since="never true of the notes' code, which makes a heading of it: '## ', the sentence, ' 框架精讲'",
    ),
)
def test_sentence_without_a_heading(api: Api, task_log: TaskLog) -> None:
    """The dependency's task writes its sentence and nothing else to the log."""
    api.post(DEPENDENCY, params={"q": "1", "document": task_log.name})

    assert task_log.text(until=SENTENCE) == SENTENCE


@must("BG-4", docs=DEPENDENCY_DOCS)
@pytest.mark.parametrize("q", [{}, {"q": ""}], ids=["missing", "empty"])
def test_no_task_without_q(api: Api, task_log: TaskLog, q: dict[str, str]) -> None:
    """If `q` is missing or empty, the response is a 200 with `null`, and no task writes to the log."""
    response = api.post(DEPENDENCY, params={"document": task_log.name, **q})
    api.post(DEPENDENCY, params={"document": task_log.name, "q": "1"})  # writes the sentence, once
    task_log.text(until=SENTENCE)
    api.post(PATH, params={"document": task_log.name, "framework": "FastAPI"})  # gives a late task time to write

    assert response.status_code == 200
    assert response.json() == like(None)
    assert task_log.text(until="FastAPI 框架精讲").count(SENTENCE) == 1


@must("BG-2")
@pytest.mark.parametrize("body", [None, {"framework": "FastAPI"}], ids=["nothing", "json"])
def test_framework_is_a_query_parameter(api: Api, body: dict[str, str] | None) -> None:
    """A `framework` that is missing, or only in a JSON body, is rejected with 422 at `[query, framework]`."""
    response = api.post(PATH, json=body)

    assert response.status_code == 422
    assert ["query", "framework"] in locations(response)


@must("BG-18", origin="fastapi")
@pytest.mark.parametrize("path, name", [(PATH, "framework"), (DEPENDENCY, "q")])
def test_length_of_a_text(api: Api, task_log: TaskLog, path: str, name: str) -> None:
    """A `framework` or `q` of 100 characters is accepted with 200; one of 101 is rejected with 422 at its location."""
    response = api.post(path, params={name: 101 * "\u592a", "document": task_log.name})
    accepted = api.post(path, params={name: 100 * "\u592a", "document": task_log.name})
    task_log.text(until="\n")

    assert response.status_code == 422
    assert ["query", name] in locations(response)
    assert accepted.status_code == 200


@must("BG-11", origin="fastapi")
def test_deleted_log_is_empty(api: Api, task_log: TaskLog) -> None:
    """A log that is deleted with 204 is empty again."""
    api.post(PATH, params={"framework": "FastAPI", "document": task_log.name})
    before = task_log.text(until="框架精讲")
    response = api.delete(README, params={"document": task_log.name})

    assert "框架精讲" in before
    assert response.status_code == 204
    assert task_log.text() == ""


@must("BG-17", origin="fastapi")
def test_missing_log_is_deleted(api: Api, task_log: TaskLog) -> None:
    """Deleting a log that does not exist is a 204, too."""
    response = api.delete(README, params={"document": task_log.name})

    assert response.status_code == 204


@must("BG-12", origin="fastapi")
@pytest.mark.parametrize("method", ["GET", "DELETE"])
@pytest.mark.parametrize(
    "name",
    [
        pytest.param("", id="empty"),
        pytest.param("A", id="upper-case"),
        pytest.param("a.md", id="dot"),
        pytest.param("..", id="parent"),
        pytest.param("../a", id="path"),
        pytest.param("/etc/passwd", id="absolute"),
        pytest.param("a" * 65, id="long"),
        pytest.param("a\x00", id="nul"),
        pytest.param("a\n", id="newline"),
    ],
)
def test_name_of_a_log(api: Api, method: str, name: str) -> None:
    """A log name other than 1 to 64 lower-case letters, digits and hyphens is a 422 at `[query, document]`."""
    response = api.request(method, README, params={"document": name})

    assert response.status_code == 422
    assert ["query", "document"] in locations(response)
