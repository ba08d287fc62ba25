"""Faults that the rules of spec/chapter04_responses/test_operation_metadata.py detect."""

from typing import Any

from fastapi import Response
from fastapi.responses import JSONResponse

from proof.faults.fault import Broken, fault
from reference_app.schema.user import UserIn, UserOut

CONFIGURED = "/chapter04/path_operation_configuration"


@fault("POC-5")
def configured_operation_has_no_model(app: Broken) -> None:
    """The operation declares its metadata, but not its response model."""

    @app.route("POST", CONFIGURED, summary="This is summary", description="This is description")
    async def configured(user: UserIn) -> dict[str, Any]:
        return user.model_dump()


@fault("POC-5")
def configured_operation_leaves_out_defaults(app: Broken) -> None:
    """The configured operation leaves out the properties that were not sent."""

    @app.route("POST", CONFIGURED, response_model=UserOut, response_model_exclude_unset=True)
    async def configured(user: UserIn) -> dict[str, Any]:
        return user.model_dump(exclude_unset=True)


@fault("POC-1")
def document_lacks_the_summary(app: Broken) -> None:
    """The OpenAPI document has the function's name instead of the declared summary."""

    @app.document()
    def named(document: Any) -> None:
        document["paths"][CONFIGURED]["post"]["summary"] = "Path Operation Configuration"


@fault("POC-1")
def document_prefers_the_docstring(app: Broken) -> None:
    """The OpenAPI document has the docstring instead of the declared description."""

    @app.document()
    def docstring(document: Any) -> None:
        text = "The document does not show this text: a description is given."
        document["paths"][CONFIGURED]["post"]["description"] = text


@fault("POC-1")
def document_describes_no_response(app: Broken) -> None:
    """The OpenAPI document describes every success as Successful Response, whatever is declared."""

    @app.document()
    def plain(document: Any) -> None:
        document["paths"][CONFIGURED]["post"]["responses"]["200"]["description"] = "Successful Response"


@fault("POC-2")
def document_keeps_the_indent(app: Broken) -> None:
    """The description is the docstring with the indentation of its lines."""

    @app.document()
    def indented(document: Any) -> None:
        operation = document["paths"][f"{CONFIGURED}/deprecated"]["post"]
        operation["description"] = operation["description"].replace("\n\n", "\n\n    ")


@fault("POC-3")
def document_sorts_the_tags(app: Broken) -> None:
    """The tags of an operation are in alphabetical order."""

    @app.document()
    def ordered(document: Any) -> None:
        operation = document["paths"][f"{CONFIGURED}/deprecated"]["post"]
        operation["tags"] = sorted(operation["tags"])


@fault("POC-3")
def document_forgets_the_tags_of_the_router(app: Broken) -> None:
    """The tags of an operation replace those of its router."""

    @app.document()
    def own(document: Any) -> None:
        document["paths"][f"{CONFIGURED}/deprecated"]["post"]["tags"] = ["Path", "Operation", "Configuration"]


@fault("POC-7")
def document_deprecates_nothing(app: Broken) -> None:
    """The OpenAPI document does not say that an operation is deprecated."""

    @app.document()
    def silent(document: Any) -> None:
        del document["paths"][f"{CONFIGURED}/deprecated"]["post"]["deprecated"]


@fault("POC-7")
def document_deprecates_everything(app: Broken) -> None:
    """The OpenAPI document marks the other operation as deprecated, too."""

    @app.document()
    def all_of_it(document: Any) -> None:
        document["paths"][CONFIGURED]["post"]["deprecated"] = True


@fault("POC-7")
def deprecated_operation_is_gone(app: Broken) -> None:
    """An operation that is only deprecated responds with 410."""

    @app.route("POST", f"{CONFIGURED}/deprecated")
    async def gone(user: UserIn) -> Response:
        return JSONResponse({"detail": "Gone"}, status_code=410)


@fault("POC-4")
def document_names_operations_by_function(app: Broken) -> None:
    """Both `operationId` and `summary` are the function's name alone."""

    @app.document()
    def named(document: Any) -> None:
        operation = document["paths"]["/chapter04/status_attribute"]["post"]
        operation["operationId"] = operation["summary"] = "status_attribute"


@fault("POC-4", "POC-6")
def document_names_operations_in_camel_case(app: Broken) -> None:
    """The `operationId` is changed to camel case, for the method names of a generated client."""

    @app.document()
    def camel(document: Any) -> None:
        for item in document["paths"].values():
            for operation in item.values():
                head, *tail = operation["operationId"].split("_")
                operation["operationId"] = head + "".join(word.title() for word in tail) + operation["summary"]


@fault("POC-6")
def document_has_an_id_twice(app: Broken) -> None:
    """Two operations have the same `operationId`, since their functions have the same name."""

    @app.document()
    def twice(document: Any) -> None:
        for method in ("get", "put"):
            document["paths"]["/hello"][method] = {"summary": "Hello", "operationId": "hello", "responses": {}}


@fault("POC-6")
def document_lacks_an_id(app: Broken) -> None:
    """An operation that was added by hand has no `operationId`."""

    @app.document()
    def without(document: Any) -> None:
        del document["paths"]["/hello"]["get"]["operationId"]


@fault("POC-6")
def document_lacks_a_summary(app: Broken) -> None:
    """An operation that was added by hand has no `summary`."""

    @app.document()
    def without(document: Any) -> None:
        del document["paths"]["/hello"]["get"]["summary"]
