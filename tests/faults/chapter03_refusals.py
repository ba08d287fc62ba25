"""Faults of the answer to a request that fails validation, whatever is wrong with the request."""

from typing import Any

from fastapi.exception_handlers import request_validation_exception_handler
from fastapi.exceptions import RequestValidationError

from tests.faults.fault import Answer, Broken, fault

# The rules that ask for a 422 and for the place of the fault in it.
PLACES = (
    *("PATH-NUM-2", "PATH-NUM-3", "PATH-ENUM-2", "PATH-ENUM-3", "PATH-ENUM-4", "PATH-ENUM-7", "PATH-ENUM-14"),
    *("QUERY-OPT-3", "QUERY-OPT-4", "QUERY-REQ-1", "QUERY-REQ-2", "QUERY-INT-1", "QUERY-FLOAT-1"),
    *("QUERY-BOOL-3", "QUERY-BOOL-4", "QUERY-BOOL-5", "QUERY-BOOL-7", "QUERY-LEN-3", "QUERY-LEN-4", "QUERY-REGEX-1"),
    *("BODY-FIELD-3", "BODY-FIELD-4", "BODY-FIELD-5", "BODY-COERCE-1", "BODY-COERCE-3", "BODY-COERCE-4"),
    *("BODY-COERCE-5", "BODY-COERCE-6", "BODY-SHAPE-1", "BODY-SHAPE-3", "BODY-JSON-1", "BODY-CT-1", "BODY-CT-2"),
    *("BODY-MULTI-2", "BODY-MULTI-3", "BODY-MULTI-6", "BODY-MULTI-7"),
    *("BODY-NEST-4", "BODY-NEST-5", "BODY-NEST-6", "BODY-NEST-7", "BODY-NEST-9", "BODY-NEST-12"),
    *("REQUEST-FAULT-1", "BG-2", "BG-12"),
)
# The rules that ask for single faults as FastAPI reports them, and those that ask for several in their order.
TYPES = ("PATH-NUM-5", "PATH-ENUM-15", "QUERY-REQ-4", "QUERY-INT-7", "QUERY-BOOL-8", "QUERY-REGEX-2")
ORDERS = ("BODY-FIELD-7", "BODY-FIELD-8", "BODY-NEST-13", "BODY-MULTI-9", "REQUEST-FAULT-3")


def entries(app: Broken, change: Any) -> None:
    """Change the detail of every 422."""

    @app.answers("*", "*")
    def changed(answer: Answer) -> None:
        if answer.status == 422:
            answer.json = {"detail": change(answer.json["detail"])}


@fault(*PLACES, "MW-TIME-1", "CORS-SIMPLE-1")
def refusal_is_400(app: Broken) -> None:
    """A request that fails validation is answered with 400."""

    @app.answers("*", "*")
    def changed(answer: Answer) -> None:
        answer.status = 400 if answer.status == 422 else answer.status


@fault(*PLACES, "BODY-SHAPE-4", "BODY-MULTI-9", "BODY-JSON-6", "REQUEST-FAULT-2", "REQUEST-FAULT-3", "BODY-NEST-13")
def refusal_without_its_source(app: Broken) -> None:
    """The place of a fault lacks its first element, and so does not tell the path, the query and the body apart."""
    entries(app, lambda detail: [{**entry, "loc": entry["loc"][1:]} for entry in detail])


@fault(*PLACES, "BODY-SHAPE-4")
def refusal_in_one_sentence(app: Broken) -> None:
    """The detail of a 422 is a sentence instead of a list of faults."""
    entries(app, lambda detail: "; ".join(f"{entry['loc'][-1]}: {entry['msg']}" for entry in detail))


@fault(*TYPES, "BODY-FIELD-7", "BODY-FIELD-8", "REQUEST-FAULT-2")
def refusal_without_input(app: Broken) -> None:
    """An error handler that hides secrets leaves the input out of every fault."""
    entries(app, lambda detail: [{key: entry[key] for key in entry if key != "input"} for entry in detail])


@fault("PATH-NUM-5", "PATH-ENUM-15", "QUERY-REGEX-2", "BODY-FIELD-8")
def refusal_without_bounds(app: Broken) -> None:
    """An error handler leaves ctx, which has the bound or the expected values, out of every fault."""
    entries(app, lambda detail: [{key: entry[key] for key in entry if key != "ctx"} for entry in detail])


@fault("QUERY-REQ-4", "REQUEST-FAULT-2")
def refusal_without_message(app: Broken) -> None:
    """An error handler leaves the message out of every fault, so that it can be translated."""
    entries(app, lambda detail: [{key: entry[key] for key in entry if key != "msg"} for entry in detail])


@fault(*TYPES, "BODY-FIELD-7", "BODY-FIELD-8", "BODY-NEST-13", "BODY-JSON-6")
def refusal_with_one_type(app: Broken) -> None:
    """Every fault has the type value_error."""
    entries(app, lambda detail: [{**entry, "type": "value_error"} for entry in detail])


@fault("QUERY-REQ-4", "BODY-FIELD-7", "BODY-FIELD-8")
def refusal_with_input_as_text(app: Broken) -> None:
    """The input of a fault is shown as Python writes it."""
    entries(app, lambda detail: [{**entry, "input": str(entry.get("input"))} for entry in detail])


@fault(*ORDERS)
def refusal_of_the_first_fault(app: Broken) -> None:
    """Validation stops at the first fault."""
    entries(app, lambda detail: detail[:1])


@fault(*ORDERS)
def refusal_of_the_last_fault_first(app: Broken) -> None:
    """Faults are reported from the last to the first."""
    entries(app, lambda detail: detail[::-1])


@fault(*TYPES, *ORDERS, "BODY-JSON-6", "REQUEST-FAULT-2")
def refusal_by_two_validators(app: Broken) -> None:
    """Every fault is reported twice, since a guard in front of the application validates, too."""
    entries(app, lambda detail: [*detail, *detail])


@fault("REQUEST-FAULT-1")
def refusal_is_a_problem(app: Broken) -> None:
    """A 422 is sent as application/problem+json."""

    @app.answers("*", "*")
    def changed(answer: Answer) -> None:
        if answer.status == 422:
            answer.headers["content-type"] = "application/problem+json"


@fault("BODY-JSON-4", "BODY-JSON-5")
def refusal_that_cannot_be_written(app: Broken) -> None:
    """FastAPI's own error handler echoes an input that JSON cannot hold: a server error."""
    app.handler(RequestValidationError, request_validation_exception_handler)


@fault("BODY-JSON-6")
def refusal_of_json_without_its_offset(app: Broken) -> None:
    """A body that is no JSON is refused at body as a whole."""

    def whole(entry: dict[str, Any]) -> dict[str, Any]:
        return {**entry, "loc": ["body"]} if entry["type"] == "json_invalid" else entry

    entries(app, lambda detail: [whole(entry) for entry in detail])


# The rules that ask for a 200.
SUCCESSES = (
    *("PATH-STR-2", "PATH-STR-5", "PATH-STR-4", "PATH-NUM-1", "PATH-NUM-4", "PATH-ENUM-1", "PATH-ENUM-5"),
    *("PATH-ENUM-6", "PATH-ENUM-10", "PATH-ENUM-7", "QUERY-DEFAULT-1", "QUERY-DEFAULT-2", "QUERY-OPT-1"),
    *("QUERY-OPT-2", "QUERY-REQ-3", "QUERY-UNKNOWN-1", "QUERY-UNKNOWN-2", "QUERY-INT-3", "QUERY-FLOAT-2"),
    *("QUERY-STR-2", "QUERY-BOOL-1", "QUERY-BOOL-2", "QUERY-BOOL-6", "QUERY-LEN-1", "QUERY-LEN-2"),
    *("QUERY-REGEX-3", "QUERY-LIST-1", "QUERY-LIST-2", "QUERY-LIST-4", "QUERY-ALIAS-2", "BODY-FIELD-1"),
    *("BODY-FIELD-2", "BODY-COERCE-2", "BODY-EXTRA-1", "BODY-UNICODE-1", "BODY-CT-3", "BODY-METHOD-1"),
    *("BODY-MULTI-1", "BODY-MULTI-4", "BODY-MULTI-5", "BODY-NEST-1", "BODY-NEST-2", "BODY-NEST-3"),
    *("BODY-NEST-11", "BODY-NEST-15", "COOKIE-1", "COOKIE-2", "COOKIE-8", "COOKIE-6", "HEADER-1", "HEADER-10"),
    *("HEADER-3", "HEADER-2", "HEADER-4", "HEADER-11", "HEADER-7", "MW-TIME-1", "MW-TIME-6", "MW-TIME-8"),
    *("CORS-METHOD-2", "CORS-HEADER-5", "CORS-PRE-13", "CORS-PRE-7", "CORS-PRE-9", "CORS-SIMPLE-1"),
    *("CORS-ORIGIN-3", "CORS-SIMPLE-4", "BG-1", "BG-3", "BG-4", "BG-13", "BG-14", "BG-7", "BG-8", "BG-6"),
    *("BG-15",),
)


@fault(*SUCCESSES)
def success_of_a_proxy(app: Broken) -> None:
    """A proxy that changes answers says so by 203 instead of 200."""

    @app.answers("*", "*")
    def change(answer: Answer) -> None:
        answer.status = 203 if answer.status == 200 else answer.status
