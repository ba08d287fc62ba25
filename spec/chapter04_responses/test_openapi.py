"""The OpenAPI document · 响应模型：OpenAPI 文档."""

from typing import Any

from fastapi_spec import ABSENT, Api, like, names, should

ORIGIN = "fastapi"
RECORD = "/chapter04/response_model/"
UNION = "/chapter04/response_model/union"
LOGIN = "/chapter04/login/"
LOGIN_SCHEMA = "Body_login_chapter04_login__post"
FILE = "/chapter04/file"
FILE_SCHEMA = "Body_file_size_chapter04_file_post"
STREAM = "/chapter04/stream"


def referenced(document: Any, *keys: str) -> Any:
    """The schema that the JSON content below these keys of an OpenAPI document refers to."""
    value = document
    for key in (*keys, "content", "application/json", "schema", "$ref"):
        assert isinstance(value, dict) and key in value, f"no {key} in {value!r}"
        value = value[key]
    name = str(value).rpartition("/")[2]
    assert document == like(components={"schemas": {name: {}}})
    return document["components"]["schemas"][name]


@should("RESP-FILTER-5", notes="响应模型", docs="tutorial/response-model/#see-it-in-the-docs")
def test_models_of_request_and_response(api: Api) -> None:
    """In the OpenAPI document the user has `email` and `password` in the request, and `email` without `password` in
    the response."""
    document = api.get("/openapi.json").json()

    request = referenced(document, "paths", RECORD, "post", "requestBody")
    response = referenced(document, "paths", RECORD, "post", "responses", "200")
    assert request == like(properties={"email": {}, "password": {}})
    assert response == like(properties={"email": {}, "password": ABSENT})


@should("RESP-UNION-4", notes="响应模型", docs="tutorial/extra-models/#union-or-anyof")
def test_union(api: Api) -> None:
    """The OpenAPI document declares a response that is one of two models as an `anyOf` of two schemas."""
    response = api.get("/openapi.json")

    declared = {"content": {"application/json": {"schema": like(anyOf=[{}, {}])}}}
    assert response.json() == like(paths={UNION: {"post": {"responses": {"200": declared}}}})


@should("STATUS-6", notes="响应状态码", docs="tutorial/response-status-code/")
def test_status(api: Api) -> None:
    """In the OpenAPI document a declared 201 (with content) or 204 (without) replaces the 200."""
    response = api.get("/openapi.json")

    created = {"post": {"responses": {"201": {"content": {}}, "200": ABSENT}}}
    no_content = {"post": {"responses": {"204": like(content=ABSENT), "200": ABSENT}}}
    assert response.json() == like(paths={"/chapter04/status_201": created, "/chapter04/status_204": no_content})


@should("FORM-10", notes="表单数据处理", docs="tutorial/request-forms/#about-form-fields")
def test_form(api: Api) -> None:
    """The OpenAPI document declares a form as a required urlencoded body whose required strings have `minLength: 1`."""
    response = api.get("/openapi.json")

    content = {"application/x-www-form-urlencoded": {"schema": {"$ref": f"#/components/schemas/{LOGIN_SCHEMA}"}}}
    field = {"type": "string", "minLength": 1}
    body = {"required": ["username", "password"], "properties": {"username": field, "password": field}}
    assert response.json() == like(
        paths={LOGIN: {"post": {"requestBody": {"required": True, "content": content}}}},
        components={"schemas": {LOGIN_SCHEMA: body}},
    )


@should("FILE-16", notes="文件上传及参数详解", docs="tutorial/request-files/#what-is-form-data")
def test_upload(api: Api) -> None:
    """The OpenAPI document declares a required multipart body with a binary file, and responses 200, 400, 413, 422."""
    response = api.get("/openapi.json")

    content = {"multipart/form-data": {"schema": {"$ref": f"#/components/schemas/{FILE_SCHEMA}"}}}
    operation = {
        "requestBody": {"required": True, "content": content},
        "responses": {"200": {}, "400": {}, "413": {}, "422": {}},
    }
    file = {"type": "string", "contentMediaType": "application/octet-stream"}
    schema = {"required": ["file"], "properties": {"file": file}}
    assert response.json() == like(paths={FILE: {"post": operation}}, components={"schemas": {FILE_SCHEMA: schema}})


@should("STATIC-16", origin="notes", notes="静态文件的配置", docs="tutorial/static-files/#what-is-mounting")
def test_no_mounts(api: Api) -> None:
    """The OpenAPI document has the paths of the application itself and none of its mounts."""
    paths = names(api.get("/openapi.json").json())

    assert [path for path in paths if path.startswith(("/hello", "/chapter"))]
    assert not [path for path in paths if "/static" in path or path.startswith("/apps")]


@should("ERRH-7", notes="自定义异常处理", docs="advanced/additional-responses/")
def test_overridden_handlers(api: Api) -> None:
    """The OpenAPI document of an application with overridden handlers declares 400 in `text/plain`, and no 422."""
    response = api.get("/apps/error-handlers/openapi.json")

    declared = {"get": {"responses": {"400": {"content": {"text/plain": {}}}, "422": ABSENT}}}
    assert response.json() == like(paths={"/http_exception": declared, "/http_exception/{city_id}": declared})


@should("STREAM-10", notes="响应模型", docs="tutorial/stream-json-lines/#stream-json-lines-with-fastapi")
def test_streams(api: Api) -> None:
    """The OpenAPI document declares the lines and events of a stream by an `itemSchema`, instead of a `schema`."""
    response = api.get("/openapi.json")

    line = like(itemSchema={"$ref": "#/components/schemas/CaseCount"}, schema=ABSENT)
    event = like(itemSchema={"properties": {"data": {}, "event": {}, "id": {}, "retry": {}}}, schema=ABSENT)
    items = {"get": {"responses": {"200": {"content": {"application/jsonl": line}}}}}
    events = {"get": {"responses": {"200": {"content": {"text/event-stream": event}}}}}
    assert response.json() == like(paths={f"{STREAM}/items": items, f"{STREAM}/events": events})
