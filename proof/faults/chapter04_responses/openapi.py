"""Faults that the rules of spec/chapter04_responses/test_openapi.py detect."""

from typing import Any

from proof.faults.chapter04_responses._shared import APP, FILE, LOGIN, MODELS, URLENCODED
from proof.faults.fault import Broken, fault

LOGIN_SCHEMA = "Body_login_chapter04_login__post"
FILE_SCHEMA = "Body_file_size_chapter04_file_post"


@fault("RESP-FILTER-5")
def document_gives_the_response_a_password(app: Broken) -> None:
    """The OpenAPI document declares the response with the schema of the request, which has a password."""

    @app.document()
    def same(document: Any) -> None:
        operation = document["paths"][f"{MODELS}/"]["post"]
        operation["responses"]["200"]["content"] = operation["requestBody"]["content"]


@fault("RESP-FILTER-5")
def document_has_one_user(app: Broken) -> None:
    """The OpenAPI document declares the request with the schema of the response, which has no password."""

    @app.document()
    def same(document: Any) -> None:
        operation = document["paths"][f"{MODELS}/"]["post"]
        operation["requestBody"]["content"] = operation["responses"]["200"]["content"]


@fault("RESP-UNION-4")
def document_of_a_union_names_one(app: Broken) -> None:
    """The OpenAPI document declares the first model of a union as the only one."""

    @app.document()
    def one(document: Any) -> None:
        content = document["paths"][f"{MODELS}/union"]["post"]["responses"]["200"]["content"]
        content["application/json"]["schema"] = content["application/json"]["schema"]["anyOf"][0]


@fault("STATUS-6")
def document_gives_200_beside_201(app: Broken) -> None:
    """The OpenAPI document has the default 200 beside the status that is declared."""

    @app.document()
    def both(document: Any) -> None:
        responses = document["paths"]["/chapter04/status_201"]["post"]["responses"]
        responses["200"] = responses["201"]


@fault("STATUS-6")
def document_gives_a_204_content(app: Broken) -> None:
    """The OpenAPI document declares JSON content for a 204."""

    @app.document()
    def content(document: Any) -> None:
        responses = document["paths"]["/chapter04/status_204"]["post"]["responses"]
        responses["204"]["content"] = {"application/json": {"schema": {}}}


@fault("FORM-10")
def document_gives_a_form_as_json(app: Broken) -> None:
    """The OpenAPI document declares a form as a JSON body."""

    @app.document()
    def json(document: Any) -> None:
        content = document["paths"][LOGIN]["post"]["requestBody"]["content"]
        content["application/json"] = content.pop(URLENCODED)


@fault("FORM-10")
def document_gives_a_form_as_optional(app: Broken) -> None:
    """The OpenAPI document does not declare the body as required."""

    @app.document()
    def optional(document: Any) -> None:
        del document["paths"][LOGIN]["post"]["requestBody"]["required"]


@fault("FORM-10")
def document_lets_fields_be_empty(app: Broken) -> None:
    """The OpenAPI document has no `minLength` for a required field, which must not be empty."""

    @app.document()
    def empty(document: Any) -> None:
        for field in document["components"]["schemas"][LOGIN_SCHEMA]["properties"].values():
            del field["minLength"]


@fault("FILE-16")
def document_gives_a_file_as_a_format(app: Broken) -> None:
    """The OpenAPI document declares a file by `format: binary`, as OpenAPI 3.0 did."""

    @app.document()
    def older(document: Any) -> None:
        document["components"]["schemas"][FILE_SCHEMA]["properties"]["file"] = {"type": "string", "format": "binary"}


@fault("FILE-16")
def document_lacks_the_413(app: Broken) -> None:
    """The OpenAPI document does not declare the 413 of a file that is too large."""

    @app.document()
    def without(document: Any) -> None:
        del document["paths"][FILE]["post"]["responses"]["413"]


@fault("STATIC-16")
def document_has_a_mount(app: Broken) -> None:
    """The OpenAPI document has an operation that serves static files."""

    @app.document()
    def more(document: Any) -> None:
        operation = {"summary": "Static", "operationId": "static", "responses": {"200": {"description": "The file"}}}
        document["paths"]["/static/{path}"] = {"get": operation}


@fault("STATIC-16")
def document_has_the_mounted_applications(app: Broken) -> None:
    """The OpenAPI document has the paths of the mounted applications, too."""

    @app.document()
    def more(document: Any) -> None:
        document["paths"]["/apps/guarded/hello"] = document["paths"]["/hello"]


@fault("STATIC-16")
def document_has_a_prefix(app: Broken) -> None:
    """The paths of the OpenAPI document have a prefix below which nothing is served."""

    @app.document()
    def prefixed(document: Any) -> None:
        document["paths"] = {f"/api/v1{path}": item for path, item in document["paths"].items()}


@fault("ERRH-7")
def document_of_handlers_has_the_422(app: Broken) -> None:
    """The OpenAPI document declares the 422 that the overridden handler never sends."""

    @app.document(f"{APP}/openapi.json")
    def default(document: Any) -> None:
        for item in document["paths"].values():
            for operation in item.values():
                operation["responses"]["422"] = {"description": "Validation Error"}


@fault("ERRH-7")
def document_of_handlers_has_json(app: Broken) -> None:
    """The OpenAPI document declares the 400 of the overridden handler in JSON."""

    @app.document(f"{APP}/openapi.json")
    def default(document: Any) -> None:
        for item in document["paths"].values():
            for operation in item.values():
                operation["responses"]["400"]["content"] = {"application/json": {}}


@fault("STREAM-10")
def document_of_a_stream_has_an_array(app: Broken) -> None:
    """The OpenAPI document declares the lines of a stream as one JSON array."""

    @app.document()
    def array(document: Any) -> None:
        schema = {"type": "array", "items": {"$ref": "#/components/schemas/CaseCount"}}
        ok = document["paths"]["/chapter04/stream/items"]["get"]["responses"]["200"]
        ok["content"] = {"application/json": {"schema": schema}}


@fault("STREAM-10")
def document_of_events_has_a_string(app: Broken) -> None:
    """The OpenAPI document declares a stream of events as one string."""

    @app.document()
    def string(document: Any) -> None:
        ok = document["paths"]["/chapter04/stream/events"]["get"]["responses"]["200"]
        ok["content"] = {"text/event-stream": {"schema": {"type": "string"}}}
