"""Faults that the rules of spec/generated/test_openapi.py detect."""

from typing import Any

from proof.faults.fault import Broken, fault
from proof.faults.generated._shared import rewritten


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
