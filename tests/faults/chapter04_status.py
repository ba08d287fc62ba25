"""Faults of status codes, and of what the document says of an operation."""

from http import HTTPStatus
from typing import Any

from fastapi import Response
from fastapi.responses import JSONResponse

from reference_app.schema.user import UserIn, UserOut
from tests.faults.fault import Answer, Broken, fault

CONFIGURED = "/chapter04/path_operation_configuration"


@fault("STATUS-1", "STATUS-2", "STATUS-3", "STATUS-4")
def status_is_a_word(app: Broken) -> None:
    """The body gives the phrase of the status in place of its number."""

    @app.answers("POST", "/chapter04/status_*")
    def word(answer: Answer) -> None:
        if answer.body:
            answer.json = {"status_code": HTTPStatus(answer.status).phrase}


@fault("STATUS-2")
def status_stands_in_the_body_only(app: Broken) -> None:
    """The operation says 201 in its body and forgets to declare it."""

    @app.route("POST", "/chapter04/status_201")
    async def created() -> dict[str, int]:
        return {"status_code": 201}


@fault("STATUS-4", "STATUS-5")
def status_of_nothing_is_200(app: Broken) -> None:
    """An operation that returns nothing answers 200 and null."""

    @app.route("POST", "/chapter04/status_204")
    async def nothing() -> None:
        return None


@fault("STATUS-4", "STATUS-5")
def status_of_an_empty_body_is_200(app: Broken) -> None:
    """An operation without a body answers 200: the status was not declared."""

    @app.route("POST", "/chapter04/status_204")
    async def nothing() -> Response:
        return Response()


@fault("STATUS-5")
def status_204_has_a_type(app: Broken) -> None:
    """A 204 names the type of the body that it has not, since JSON is the default."""

    @app.answers("POST", "/chapter04/status_204")
    def typed(answer: Answer) -> None:
        answer.headers["Content-Type"] = "application/json"


@fault("STATUS-4")
def status_204_has_a_length(app: Broken) -> None:
    """A 204 declares the length of the body that it has not."""

    @app.answers("POST", "/chapter04/status_204")
    def measured(answer: Answer) -> None:
        answer.headers["Content-Length"] = "0"


@fault("STATUS-4")
def status_204_is_chunked(app: Broken) -> None:
    """A 204 is sent like any stream, with a Transfer-Encoding."""

    @app.answers("POST", "/chapter04/status_204")
    def streamed(answer: Answer) -> None:
        answer.headers["Transfer-Encoding"] = "chunked"


@fault("STATUS-6")
def document_gives_200_beside_201(app: Broken) -> None:
    """The document has the default 200 beside the status that is declared."""

    @app.document()
    def both(document: Any) -> None:
        responses = document["paths"]["/chapter04/status_201"]["post"]["responses"]
        responses["200"] = responses["201"]


@fault("STATUS-6")
def document_gives_a_204_content(app: Broken) -> None:
    """The document promises JSON for a 204."""

    @app.document()
    def content(document: Any) -> None:
        responses = document["paths"]["/chapter04/status_204"]["post"]["responses"]
        responses["204"]["content"] = {"application/json": {"schema": {}}}


@fault("POC-5")
def configured_operation_has_no_model(app: Broken) -> None:
    """The parameters of the decorator were replaced by others, and the response model got lost on the way."""

    @app.route("POST", CONFIGURED, summary="This is summary", description="This is description")
    async def configured(user: UserIn) -> dict[str, Any]:
        return user.model_dump()


@fault("POC-1")
def document_lacks_the_summary(app: Broken) -> None:
    """The document has the function's name in place of the summary that is given."""

    @app.document()
    def named(document: Any) -> None:
        document["paths"][CONFIGURED]["post"]["summary"] = "Path Operation Configuration"


@fault("POC-1")
def document_prefers_the_docstring(app: Broken) -> None:
    """The document has the docstring in place of the description that is given."""

    @app.document()
    def docstring(document: Any) -> None:
        text = "The document does not show this text: a description is given."
        document["paths"][CONFIGURED]["post"]["description"] = text


@fault("POC-1")
def document_describes_no_response(app: Broken) -> None:
    """Every success in the document is described as Successful Response, whatever is given."""

    @app.document()
    def plain(document: Any) -> None:
        document["paths"][CONFIGURED]["post"]["responses"]["200"]["description"] = "Successful Response"


@fault("POC-2")
def document_keeps_the_indent(app: Broken) -> None:
    """The description is the docstring as it stands in the source, with the indent of its lines."""

    @app.document()
    def indented(document: Any) -> None:
        operation = document["paths"][f"{CONFIGURED}/deprecated"]["post"]
        operation["description"] = operation["description"].replace("\n\n", "\n\n    ")


@fault("POC-3")
def document_sorts_the_tags(app: Broken) -> None:
    """The tags of an operation are a set, and come in alphabetical order."""

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
    """The document keeps to itself that an operation is deprecated."""

    @app.document()
    def silent(document: Any) -> None:
        del document["paths"][f"{CONFIGURED}/deprecated"]["post"]["deprecated"]


@fault("POC-7")
def document_deprecates_everything(app: Broken) -> None:
    """The whole path is deprecated with one of its operations."""

    @app.document()
    def all_of_it(document: Any) -> None:
        document["paths"][CONFIGURED]["post"]["deprecated"] = True


@fault("POC-7")
def deprecated_operation_is_gone(app: Broken) -> None:
    """An operation that is only deprecated answers 410."""

    @app.route("POST", f"{CONFIGURED}/deprecated")
    async def gone(user: UserIn) -> Response:
        return JSONResponse({"detail": "Gone"}, status_code=410)


@fault("POC-4")
def document_names_operations_by_function(app: Broken) -> None:
    """The operation id is the function's name alone, and so is the summary."""

    @app.document()
    def named(document: Any) -> None:
        operation = document["paths"]["/chapter04/status_attribute"]["post"]
        operation["operationId"] = operation["summary"] = "status_attribute"


@fault("POC-6")
def document_has_an_id_twice(app: Broken) -> None:
    """Two operations have one operation id, since two functions have one name."""

    @app.document()
    def twice(document: Any) -> None:
        for method in ("get", "put"):
            document["paths"]["/hello"][method] = {"summary": "Hello", "operationId": "hello", "responses": {}}


@fault("POC-6")
def document_lacks_an_id(app: Broken) -> None:
    """An operation that was added by hand has no operation id."""

    @app.document()
    def without(document: Any) -> None:
        del document["paths"]["/hello"]["get"]["operationId"]


@fault("POC-6")
def document_lacks_a_summary(app: Broken) -> None:
    """An operation that was added by hand has no summary."""

    @app.document()
    def without(document: Any) -> None:
        del document["paths"]["/hello"]["get"]["summary"]


@fault("POC-4", "POC-6")
def document_names_operations_in_camel_case(app: Broken) -> None:
    """The operation ids are changed to suit the names of a generated client."""

    @app.document()
    def camel(document: Any) -> None:
        for item in document["paths"].values():
            for operation in item.values():
                head, *tail = operation["operationId"].split("_")
                operation["operationId"] = head + "".join(word.title() for word in tail) + operation["summary"]


@fault("POC-5")
def configured_operation_answers_too_little(app: Broken) -> None:
    """The configured operation leaves out the members that were not sent."""

    @app.route("POST", CONFIGURED, response_model=UserOut, response_model_exclude_unset=True)
    async def configured(user: UserIn) -> dict[str, Any]:
        return user.model_dump(exclude_unset=True)
