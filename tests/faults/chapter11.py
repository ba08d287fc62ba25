"""Faults that fuzzing notices: of answers, of what is let in, of sequences of requests, of the documents."""

from collections.abc import Callable
from typing import Any

from tests.faults.fault import Answer, Broken, Sent, fault

DEPARTMENT = "/chapter07/departments/*"
LARGEST = 2**31 - 1


def rewritten(app: Broken, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the document of the main application."""

    @app.answers("GET", "/openapi.json")
    def rewrite(answer: Answer) -> None:
        document = answer.json
        change(document)
        answer.json = document


@fault("FUZZ-REACH-1", case="rest")
def never_as_declared(app: Broken) -> None:
    """An operation always answers with another success than the declared one."""

    @app.answers("GET", "/hello")
    def accepted(answer: Answer) -> None:
        answer.status = 202


@fault("FUZZ-ANSWER-1", case="chapter03")
def shorter_than_announced(app: Broken) -> None:
    """An answer breaks off before the length that it announces."""

    @app.answers("GET", "/chapter03/query")
    def announce_more(answer: Answer) -> None:
        answer.headers["content-length"] = "9999"


@fault("FUZZ-ERROR-1", case="chapter07")
def crash_at_the_largest_id(app: Broken) -> None:
    """The largest id that a department can have is a server error."""

    @app.sent("GET", f"/chapter07/departments/{LARGEST}")
    def crash(sent: Sent) -> None:
        sent.path = "/chapter04/exc_crash"


@fault("FUZZ-STATUS-1", case="chapter03")
def undeclared_status(app: Broken) -> None:
    """A refused number in the path is answered with 400, which the document does not declare."""

    @app.answers("GET", "/chapter03/path_/*")
    def bad_request(answer: Answer) -> None:
        answer.status = 400 if answer.status == 422 else answer.status


@fault("FUZZ-TYPE-1", case="chapter03")
def json_called_text(app: Broken) -> None:
    """An answer in JSON says that it is plain text."""

    @app.answers("GET", "/chapter03/query")
    def plain(answer: Answer) -> None:
        answer.headers["content-type"] = "text/plain"


@fault("FUZZ-HEADER-1", case="chapter06")
def no_challenge(app: Broken) -> None:
    """A 401 lacks the WWW-Authenticate that the document requires."""

    @app.answers("GET", "/chapter06/httpbearer")
    def drop(answer: Answer) -> None:
        del answer.headers["www-authenticate"]


@fault("FUZZ-SCHEMA-1", case="chapter07")
def page_without_total(app: Broken) -> None:
    """A page of departments does not say how many there are."""

    @app.answers("GET", "/chapter07/departments")
    def drop(answer: Answer) -> None:
        answer.json = {name: value for name, value in answer.json.items() if name != "total"}


@fault("FUZZ-DOCUMENT-1", case="chapter03")
def dangling_reference(app: Broken) -> None:
    """The document refers to a parameter that it does not have."""

    def dangle(document: dict[str, Any]) -> None:
        document["paths"]["/chapter03/query"]["get"]["parameters"][0] = {"$ref": "#/components/parameters/Page"}

    rewritten(app, dangle)


@fault("FUZZ-INVALID-1", case="chapter03")
def any_number_in_the_path(app: Broken) -> None:
    """A number in the path is let in whatever it is."""

    @app.sent("GET", "/chapter03/path_/*")
    def five(sent: Sent) -> None:
        sent.path = "/chapter03/path_/5"


@fault("FUZZ-VALID-1", case="chapter07")
def too_wide_name(app: Broken) -> None:
    """The document lets the name of a department be longer than the server does."""

    def widen(document: dict[str, Any]) -> None:
        document["components"]["schemas"]["DepartmentIn"]["properties"]["dname"]["maxLength"] = 40

    rewritten(app, widen)


@fault("FUZZ-MISSING-1", case="chapter05")
def optional_token(app: Broken) -> None:
    """A header that the document requires may be missing."""

    @app.sent("GET", "/chapter05/guarded/users")
    def add(sent: Sent) -> None:
        sent.headers.setdefault("x-token", "fake-super-secret-token")


@fault("FUZZ-AUTH-1", case="chapter06")
def authentication_for_show(app: Broken) -> None:
    """An operation declares a key in a header and lets in whoever comes."""

    @app.sent("GET", "/chapter06/apikey")
    def let_in(sent: Sent) -> None:
        sent.headers["x-key"] = "fake-super-secret-key"


@fault("FUZZ-METHOD-1", case="rest")
def patch_is_not_found(app: Broken) -> None:
    """A method that a path does not have is a 404."""

    @app.answers("PATCH", "/hello")
    def not_found(answer: Answer) -> None:
        answer.status = 404


@fault("FUZZ-ALLOW-1", case="rest")
def allow_of_another(app: Broken) -> None:
    """Allow names a method that the path does not have."""

    @app.answers("OPTIONS", "/hello")
    def add(answer: Answer) -> None:
        answer.headers["allow"] = "GET, DELETE"


@fault("FUZZ-CREATED-1", case="chapter07")
def department_not_there(app: Broken) -> None:
    """No department that was created can be read."""

    @app.sent("GET", DEPARTMENT)
    def another(sent: Sent) -> None:
        sent.path = f"/chapter07/departments/{LARGEST}"


@fault("FUZZ-DELETED-1", case="chapter07")
def department_still_there(app: Broken) -> None:
    """A department that was deleted can still be read."""

    @app.sent("DELETE", DEPARTMENT)
    def delete_nothing(sent: Sent) -> None:
        sent.path, sent.query = "/chapter08/readme", "document=nothing"


@fault("DOCUMENT-OPERATION-1")
def undocumented_operation(app: Broken) -> None:
    """The document leaves an operation out."""
    rewritten(app, lambda document: document["paths"].pop("/hello"))


@fault("DOCUMENT-PARAMETER-1")
def undocumented_parameter(app: Broken) -> None:
    """The document leaves a parameter of the query out."""
    rewritten(app, lambda document: document["paths"]["/chapter03/query"]["get"]["parameters"].pop())


@fault("DOCUMENT-STATUS-1")
def undocumented_refusal(app: Broken) -> None:
    """The document does not say that a department may be missing."""
    rewritten(app, lambda document: document["paths"]["/chapter07/departments/{did}"]["get"]["responses"].pop("404"))


@fault("DOCUMENT-REQUEST-1")
def too_narrow_name(app: Broken) -> None:
    """The document lets in only short names of departments."""

    def narrow(document: dict[str, Any]) -> None:
        document["components"]["schemas"]["DepartmentIn"]["properties"]["dname"]["maxLength"] = 5

    rewritten(app, narrow)


@fault("DOCUMENT-REQUEST-2")
def name_without_end(app: Broken) -> None:
    """The document has lost how long the name of a department may be."""
    rewritten(
        app, lambda document: document["components"]["schemas"]["DepartmentIn"]["properties"]["dname"].pop("maxLength")
    )


@fault("DOCUMENT-REQUEST-2")
def token_of_any_value(app: Broken) -> None:
    """The document does not say which token a guard takes."""

    def forget(document: dict[str, Any]) -> None:
        for parameter in document["paths"]["/chapter05/dependency_in_path_operation"]["get"]["parameters"]:
            parameter["schema"].pop("const", None)

    rewritten(app, forget)


@fault("DOCUMENT-ANSWER-1")
def too_wide_answer(app: Broken) -> None:
    """The document lets a department have any id and any name."""

    def widen(document: dict[str, Any]) -> None:
        document["components"]["schemas"]["DepartmentOut"]["properties"] |= {"did": {}, "dname": {}}

    rewritten(app, widen)


@fault("DOCUMENT-LINK-1")
def link_to_nowhere(app: Broken) -> None:
    """A link of the document names an operation by an id that it has no longer."""

    def rename(document: dict[str, Any]) -> None:
        document["paths"]["/chapter07/staff/{sid}"]["patch"]["operationId"] = "changeStaffMember"

    rewritten(app, rename)


@fault("DOCUMENT-DEFAULT-1")
def default_of_another_page(app: Broken) -> None:
    """The document lets pages begin with 0, and the operation with 1."""

    def begin_with_0(document: dict[str, Any]) -> None:
        for parameter in document["paths"]["/chapter05/dependency01"]["get"]["parameters"]:
            if parameter["name"] == "page":
                parameter["schema"]["default"] = 0

    rewritten(app, begin_with_0)


@fault("DOCUMENT-TAG-1")
def untagged_operation(app: Broken) -> None:
    """An operation was added to the application itself, and so to none of its groups."""
    rewritten(app, lambda document: document["paths"]["/events/{id}"]["get"].pop("tags"))
