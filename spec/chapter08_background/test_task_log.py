"""What a background task leaves behind · README.md."""

import pytest

from fastapi_spec import Api, Erratum, like, locations, must, should

from .conftest import Document

NOTES = "后台任务"
DOCS = "tutorial/background-tasks/"
DEPENDENCY_DOCS = "tutorial/background-tasks/#dependency-injection"
PATH = "/chapter08/background_tasks"
DEPENDENCY = "/chapter08/dependency/background_tasks"
README = "/chapter08/readme"
SENTENCE = "\n> 整体的介绍 FastAPI, 快速上手开发, 结合 API 交互文档逐个讲解核心模块的使用\n"


@must("BG-1")
@pytest.mark.parametrize(
    "framework", ["FastAPI", "\u5feb\u901f\u4e0a\u624b", "\u00e9 \U0001f680"], ids=["ascii", "chinese", "emoji"]
)
def test_task_writes_text(api: Api, document: Document, framework: str) -> None:
    """The answer says that a task runs in the background, and the task writes its heading, in any script."""
    response = api.post(PATH, params={"framework": framework, "document": document.name})

    assert response.status_code == 200
    assert response.json() == like(message="任务已在后台运行")
    assert document.text(until="框架精讲") == f"\n## {framework} 框架精讲"


@must("BG-5")
def test_text_is_appended(api: Api, document: Document) -> None:
    """A second task continues the text of the first."""
    api.post(PATH, params={"framework": "FastAPI", "document": document.name})
    document.text(until="FastAPI 框架精讲")
    api.post(PATH, params={"framework": "Starlette", "document": document.name})

    assert document.text(until="Starlette 框架精讲") == "\n## FastAPI 框架精讲\n## Starlette 框架精讲"


@must("BG-2")
@pytest.mark.parametrize("body", [None, {"framework": "FastAPI"}], ids=["nothing", "json"])
def test_framework_is_a_query_parameter(api: Api, body: dict[str, str] | None) -> None:
    """The framework is required in the query: without it, or with it in a JSON body, 422 at [query, framework]."""
    response = api.post(PATH, json=body)

    assert response.status_code == 422
    assert ["query", "framework"] in locations(response)


@must("BG-3", docs=DEPENDENCY_DOCS)
@pytest.mark.parametrize("q", ["1", "0", "false", "\u662f"], ids=["1", "0", "false", "chinese"])
def test_dependency_adds_a_task(api: Api, document: Document, q: str) -> None:
    """With any q the answer says that the README is updated, and the task of the dependency writes its sentence."""
    response = api.post(DEPENDENCY, params={"q": q, "document": document.name})

    assert response.status_code == 200
    assert response.json() == like(message="README.md更新成功")
    assert SENTENCE in document.text(until=SENTENCE)


@should(
    "BG-10",
    docs=DEPENDENCY_DOCS,
    erratum=Erratum(
        claim="The dependency writes a sentence to the README.",
        since="never true of the notes' code, which makes a heading of it: '## ', the sentence, ' 框架精讲'",
    ),
)
def test_sentence_is_no_heading(api: Api, document: Document) -> None:
    """The task of the dependency writes its sentence and nothing around it."""
    api.post(DEPENDENCY, params={"q": "1", "document": document.name})

    assert document.text(until=SENTENCE) == SENTENCE


@must("BG-4", docs=DEPENDENCY_DOCS)
@pytest.mark.parametrize("q", [{}, {"q": ""}], ids=["missing", "empty"])
def test_no_q_no_task(api: Api, document: Document, q: dict[str, str]) -> None:
    """Without q, or with an empty one, the answer is 200 with null, and no task runs."""
    response = api.post(DEPENDENCY, params={"document": document.name, **q})
    control = api.post(DEPENDENCY, params={"document": document.name, "q": "1"})

    assert response.status_code == 200
    assert response.json() == like(None)
    assert control.json() == like(message="README.md更新成功")
    assert document.text(until=SENTENCE).count(SENTENCE) == 1


@must("BG-11")
def test_document_is_removed(api: Api, document: Document) -> None:
    """A document that is deleted, with 204, is empty again."""
    api.post(PATH, params={"framework": "FastAPI", "document": document.name})
    before = document.text(until="框架精讲")
    response = api.delete(README, params={"document": document.name})

    assert before == "\n## FastAPI 框架精讲"
    assert response.status_code == 204
    assert document.text() == ""


@must("BG-17")
def test_nothing_is_removed(api: Api, document: Document) -> None:
    """The deletion of a document that nobody has written is answered with 204, too."""
    response = api.delete(README, params={"document": document.name})

    assert response.status_code == 204


@must("BG-18")
@pytest.mark.parametrize("path, name", [(PATH, "framework"), (DEPENDENCY, "q")])
def test_length_of_what_is_written(api: Api, document: Document, path: str, name: str) -> None:
    """What a task is to write has at most 100 characters; one more is refused with 422 at its query parameter."""
    response = api.post(path, params={name: 101 * "\u592a", "document": document.name})
    control = api.post(path, params={name: 100 * "\u592a", "document": document.name})
    document.text(until="\n")

    assert response.status_code == 422
    assert ["query", name] in locations(response)
    assert control.status_code == 200


@must("BG-12")
@pytest.mark.parametrize("method", ["GET", "DELETE"])
@pytest.mark.parametrize(
    "name",
    [
        pytest.param("", id="empty"),
        pytest.param("..", id="parent"),
        pytest.param("../a", id="path"),
        pytest.param("/etc/passwd", id="absolute"),
        pytest.param("a.md", id="dot"),
        pytest.param("A", id="upper-case"),
        pytest.param("a\x00", id="nul"),
        pytest.param("a\n", id="newline"),
        pytest.param("a" * 65, id="long"),
    ],
)
def test_name_is_no_path(api: Api, method: str, name: str) -> None:
    """A document named by anything but 1 to 64 lower-case letters, digits and hyphens is 422 at [query, document]."""
    response = api.request(method, README, params={"document": name})

    assert response.status_code == 422
    assert ["query", "document"] in locations(response)
