"""Faults that the rules of spec/generated/test_openapi.py detect."""

from typing import Any

from proof.faults.fault import Broken, fault
from proof.faults.generated._shared import rewritten


@fault("DOCUMENT-OPERATION-1")
def undocumented_operation(app: Broken) -> None:
    """The OpenAPI document lacks an operation."""
    rewritten(app, lambda document: document["paths"].pop("/hello"))


@fault("DOCUMENT-PARAMETER-1")
def undocumented_parameter(app: Broken) -> None:
    """The OpenAPI document lacks a query parameter."""
    rewritten(app, lambda document: document["paths"]["/chapter03/query"]["get"]["parameters"].pop())


@fault("DOCUMENT-STATUS-1")
def undocumented_rejection(app: Broken) -> None:
    """The OpenAPI document does not declare that a department may be missing."""
    rewritten(app, lambda document: document["paths"]["/chapter07/departments/{did}"]["get"]["responses"].pop("404"))


@fault("DOCUMENT-REQUEST-1")
def too_narrow_name(app: Broken) -> None:
    """The OpenAPI document accepts only short names of departments."""

    def narrow(document: dict[str, Any]) -> None:
        document["components"]["schemas"]["DepartmentIn"]["properties"]["dname"]["maxLength"] = 5

    rewritten(app, narrow)


@fault("DOCUMENT-REQUEST-2")
def name_without_end(app: Broken) -> None:
    """The OpenAPI document lacks the maximum length of a department's name."""
    rewritten(
        app, lambda document: document["components"]["schemas"]["DepartmentIn"]["properties"]["dname"].pop("maxLength")
    )


@fault("DOCUMENT-REQUEST-2")
def token_of_any_value(app: Broken) -> None:
    """The OpenAPI document does not declare which token a guard accepts."""

    def forget(document: dict[str, Any]) -> None:
        for parameter in document["paths"]["/chapter05/dependency_in_path_operation"]["get"]["parameters"]:
            parameter["schema"].pop("const", None)

    rewritten(app, forget)


@fault("DOCUMENT-ANSWER-1")
def too_wide_response(app: Broken) -> None:
    """The OpenAPI document allows any id and any name of a department in a response."""

    def widen(document: dict[str, Any]) -> None:
        document["components"]["schemas"]["DepartmentOut"]["properties"] |= {"did": {}, "dname": {}}

    rewritten(app, widen)


@fault("DOCUMENT-LINK-1")
def link_to_nowhere(app: Broken) -> None:
    """A link of the OpenAPI document names an operation id that no longer exists."""

    def rename(document: dict[str, Any]) -> None:
        document["paths"]["/chapter07/staff/{sid}"]["patch"]["operationId"] = "changeStaffMember"

    rewritten(app, rename)


@fault("DOCUMENT-DEFAULT-1")
def default_of_another_page(app: Broken) -> None:
    """The default page is 0 in the OpenAPI document and 1 in the operation."""

    def begin_with_0(document: dict[str, Any]) -> None:
        for parameter in document["paths"]["/chapter05/dependency01"]["get"]["parameters"]:
            if parameter["name"] == "page":
                parameter["schema"]["default"] = 0

    rewritten(app, begin_with_0)


@fault("DOCUMENT-TAG-1")
def untagged_operation(app: Broken) -> None:
    """An operation is added to the application itself and so has no tag."""
    rewritten(app, lambda document: document["paths"]["/events/{id}"]["get"].pop("tags"))
