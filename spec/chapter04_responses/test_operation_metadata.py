"""Operation metadata · 路径操作配置."""

from collections import Counter
from typing import Any

import httpx

from fastapi_spec import ABSENT, Api, Erratum, like, member, must, should

NOTES = "路径操作配置"
DOCS = "tutorial/path-operation-configuration/"
ORIGIN = "notes"
IDS = "advanced/path-operation-advanced-configuration/#openapi-operationid"
PATH = "/chapter04/path_operation_configuration"
DEPRECATED = f"{PATH}/deprecated"
USER = {"username": "Rick", "email": "rick@example.com", "password": "a-secret-word"}


def operations(response: httpx.Response) -> list[dict[str, Any]]:
    """Every operation of an OpenAPI document."""
    paths = member(response, "paths")
    assert isinstance(paths, dict) and paths, f"no paths in the OpenAPI document: {paths!r}"
    items = [item for path in paths.values() if isinstance(path, dict) for item in path.values()]
    return [item for item in items if isinstance(item, dict)]


@must(
    "POC-5",
    docs="tutorial/response-model/#return-type-and-data-filtering",
    erratum=Erratum(
        claim="A model with address: str = None can be returned with that default.", since="FastAPI 0.100.0"
    ),
)
def test_response(api: Api) -> None:
    """Operation metadata does not change the response: 200 with the user, without the password."""
    response = api.post(PATH, json=USER)

    assert response.status_code == 200
    assert response.json() == like(username="Rick", email="rick@example.com", mobile="10086", password=ABSENT)


@should("POC-1", docs=f"{DOCS}#response-description")
def test_summary_and_descriptions(api: Api) -> None:
    """The OpenAPI document has the declared `summary`, `description` and response description of an operation."""
    response = api.get("/openapi.json")

    responses = {"200": {"description": "This is response description"}}
    operation = {"summary": "This is summary", "description": "This is description", "responses": responses}
    assert response.json() == like(paths={PATH: {"post": operation}})


@should("POC-2", docs=f"{DOCS}#description-from-docstring")
def test_description_from_the_docstring(api: Api) -> None:
    """Without a declared `description`, the OpenAPI document has the docstring, without its indentation."""
    response = api.get("/openapi.json")

    description = (
        "Path Operation Configuration 路径操作配置\n\n"
        "The docstring is the description, the name of the function the summary."
    )
    assert response.json() == like(paths={DEPRECATED: {"post": {"description": description}}})


@should("POC-3", origin="fastapi", docs=f"{DOCS}#tags")
def test_tags(api: Api) -> None:
    """The OpenAPI document has the tags of the router, then those of the operation, in order."""
    response = api.get("/openapi.json")

    assert response.json() == like(
        paths={
            PATH: {"post": {"tags": ["04 Responses"]}},
            DEPRECATED: {"post": {"tags": ["04 Responses", "Path", "Operation", "Configuration"]}},
        }
    )


@should("POC-7", docs=f"{DOCS}#deprecate-a-path-operation")
def test_deprecated(api: Api) -> None:
    """A deprecated operation responds with 200; in the OpenAPI document it is `deprecated`, and others are not."""
    response = api.get("/openapi.json")
    used = api.post(DEPRECATED, json=USER)

    assert used.status_code == 200
    assert response.json() == like(
        paths={PATH: {"post": like(deprecated=ABSENT)}, DEPRECATED: {"post": {"deprecated": True}}}
    )


@should("POC-4", origin="fastapi", docs=IDS)
def test_defaults(api: Api) -> None:
    """By default `summary` is the function's name in title case, and `operationId` its name, path and method."""
    response = api.get("/openapi.json")

    operation = {"summary": "Status Attribute", "operationId": "status_attribute_chapter04_status_attribute_post"}
    assert response.json() == like(paths={"/chapter04/status_attribute": {"post": operation}})


@should("POC-6", origin="fastapi", docs=IDS)
def test_every_operation(api: Api) -> None:
    """Every operation of the OpenAPI document has a `summary` and a unique `operationId`."""
    found = operations(api.get("/openapi.json"))
    ids = Counter(str(operation.get("operationId")) for operation in found)

    assert [operation for operation in found if not operation.get("summary")] == []
    assert [id for id, times in ids.items() if times > 1 or id == "None"] == []
    assert "status_attribute_chapter04_status_attribute_post" in ids
