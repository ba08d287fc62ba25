"""Faults that the rules of spec/chapter03_requests/test_path_parameters.py detect."""

import gzip
import os
import posixpath
from typing import Annotated
from urllib.parse import quote, unquote, unquote_plus, unquote_to_bytes

from fastapi import HTTPException, Path, Request

from proof.faults.chapter03_requests._shared import ORDERS, entries
from proof.faults.fault import Broken, Received, Sent, fault, reject

STRING = "/chapter03/path/{parameters}"
NUMBER = "/chapter03/path_/{num}"
FILE = "/chapter03/files/{file_path:path}"

# The rules that check a 422 and the `loc` of its error.
LOCATIONS = (
    *("PATH-NUM-2", "PATH-NUM-3", "PATH-NUM-7", "PATH-ENUM-2", "PATH-ENUM-3", "PATH-ENUM-4", "PATH-ENUM-7"),
    *("PATH-ENUM-14", "QUERY-OPT-3", "QUERY-OPT-4", "QUERY-REQ-1", "QUERY-REQ-2", "QUERY-INT-1", "QUERY-FLOAT-1"),
    "QUERY-STR-4",
    *("QUERY-BOOL-3", "QUERY-BOOL-4", "QUERY-BOOL-5", "QUERY-BOOL-7", "QUERY-LEN-3", "QUERY-LEN-4", "QUERY-REGEX-1"),
    *("BODY-FIELD-3", "BODY-FIELD-4", "BODY-FIELD-5", "BODY-COERCE-1", "BODY-COERCE-3", "BODY-COERCE-4"),
    *("BODY-COERCE-5", "BODY-COERCE-6", "BODY-SHAPE-1", "BODY-SHAPE-3", "BODY-JSON-1", "BODY-CT-4"),
    *("BODY-MULTI-2", "BODY-MULTI-3", "BODY-MULTI-6", "BODY-MULTI-7"),
    *("BODY-NEST-4", "BODY-NEST-5", "BODY-NEST-6", "BODY-NEST-7", "BODY-NEST-9", "BODY-NEST-12"),
    *("REQUEST-FAULT-1", "BG-2", "BG-12"),
)
# The rules that check a single error as FastAPI reports it.
TYPES = ("PATH-NUM-5", "PATH-ENUM-15", "QUERY-REQ-4", "QUERY-INT-7", "QUERY-BOOL-8", "QUERY-REGEX-2")
# The rules that check a 200.
SUCCESSES = (
    *("PATH-STR-2", "PATH-STR-5", "PATH-STR-4", "PATH-NUM-1", "PATH-NUM-4", "PATH-ENUM-1", "PATH-ENUM-5"),
    *("PATH-ENUM-6", "PATH-ENUM-10", "PATH-ENUM-7", "QUERY-DEFAULT-1", "QUERY-DEFAULT-2", "QUERY-OPT-1"),
    *("QUERY-OPT-2", "QUERY-REQ-3", "QUERY-UNKNOWN-1", "QUERY-UNKNOWN-2", "QUERY-INT-3", "QUERY-FLOAT-2"),
    *("QUERY-STR-2", "QUERY-BOOL-1", "QUERY-BOOL-2", "QUERY-BOOL-6", "QUERY-LEN-1", "QUERY-LEN-2"),
    *("QUERY-REGEX-3", "QUERY-LIST-1", "QUERY-LIST-2", "QUERY-LIST-4", "QUERY-ALIAS-2", "BODY-FIELD-1"),
    *("BODY-FIELD-2", "BODY-COERCE-2", "BODY-EXTRA-1", "BODY-UNICODE-1", "BODY-CT-3"),
    *("BODY-MULTI-1", "BODY-MULTI-4", "BODY-MULTI-5", "BODY-NEST-1", "BODY-NEST-2", "BODY-NEST-3"),
    *("BODY-NEST-11", "BODY-NEST-15", "COOKIE-1", "COOKIE-2", "COOKIE-8", "COOKIE-6", "HEADER-1", "HEADER-10"),
    *("HEADER-3", "HEADER-2", "HEADER-4", "HEADER-11", "HEADER-7", "MW-TIME-1", "MW-TIME-6", "MW-TIME-8"),
    *("CORS-METHOD-2", "CORS-HEADER-5", "CORS-PRE-13", "CORS-PRE-7", "CORS-PRE-9", "CORS-SIMPLE-1"),
    *("CORS-ORIGIN-3", "CORS-SIMPLE-4", "BG-1", "BG-3", "BG-4", "BG-13", "BG-14", "BG-7", "BG-6"),
    *("BG-15",),
)


@fault("PATH-NUM-1", "PATH-NUM-4")
def path_number_returned_as_string(app: Broken) -> None:
    """An integer in the path is validated, but returned as the string that was sent."""

    @app.route("GET", NUMBER)
    async def read_number(_: Annotated[int, Path(alias="num", ge=1, le=10)], request: Request) -> str:
        return str(request.path_params["num"])


@fault("PATH-NUM-1", "PATH-NUM-5")
def path_bounds_exclude_themselves(app: Broken) -> None:
    """An integer in the path must be greater than its minimum and less than its maximum."""

    @app.route("GET", NUMBER)
    async def read_number(num: Annotated[int, Path(gt=1, lt=10)]) -> int:
        return num


@fault("PATH-NUM-2")
def path_number_cut_off(app: Broken) -> None:
    """A number in the path is read as a float and truncated to an integer."""

    @app.route("GET", NUMBER)
    async def read_number(num: Annotated[float, Path(ge=1, lt=11)]) -> int:
        return int(num)


@fault("PATH-NUM-2", "PATH-NUM-5")
def path_number_in_the_pattern(app: Broken) -> None:
    """The pattern of the route matches digits only, so that any other value is a 404."""

    @app.route("GET", NUMBER)
    async def read_number(num: str) -> int:
        if not num.isdigit():
            raise HTTPException(404)
        if len(num) > 2 or not 1 <= int(num) <= 10:
            raise reject("path", "num")
        return int(num)


@fault("PATH-NUM-3", "PATH-NUM-5", "REQUEST-FAULT-1", "REQUEST-FAULT-2")
def path_lower_bound_off_by_one(app: Broken) -> None:
    """An integer in the path may be 0."""

    @app.route("GET", NUMBER)
    async def read_number(num: Annotated[int, Path(ge=0, le=10)]) -> int:
        return num


@fault("PATH-NUM-3", "PATH-NUM-5")
def path_upper_bound_forgotten(app: Broken) -> None:
    """An integer in the path has no maximum."""

    @app.route("GET", NUMBER)
    async def read_number(num: Annotated[int, Path(ge=1)]) -> int:
        return num


@fault(*LOCATIONS, "MW-TIME-1", "CORS-SIMPLE-1")
def rejection_is_400(app: Broken) -> None:
    """A request that fails validation is rejected with 400."""

    @app.received("*", "*")
    def changed(response: Received) -> None:
        response.status = 400 if response.status == 422 else response.status


@fault(*LOCATIONS, "BODY-SHAPE-4", "BODY-MULTI-9", "BODY-JSON-6", "REQUEST-FAULT-2", "REQUEST-FAULT-3", "BODY-NEST-13")
def rejection_without_its_source(app: Broken) -> None:
    """The `loc` of an error lacks its first element, which says path, query or body."""
    entries(app, lambda detail: [{**entry, "loc": entry["loc"][1:]} for entry in detail])


@fault(*LOCATIONS, "BODY-SHAPE-4")
def rejection_in_one_sentence(app: Broken) -> None:
    """The `detail` of a 422 is a string instead of a list of errors."""
    entries(app, lambda detail: "; ".join(f"{entry['loc'][-1]}: {entry['msg']}" for entry in detail))


@fault(*TYPES, "BODY-FIELD-7", "BODY-FIELD-8", "REQUEST-FAULT-2")
def rejection_without_input(app: Broken) -> None:
    """An error handler that hides secrets removes `input` from every error."""
    entries(app, lambda detail: [{key: entry[key] for key in entry if key != "input"} for entry in detail])


@fault("PATH-NUM-5", "PATH-ENUM-15", "QUERY-REGEX-2", "BODY-FIELD-8")
def rejection_without_bounds(app: Broken) -> None:
    """An error handler removes `ctx`, which has the bound or the expected values, from every error."""
    entries(app, lambda detail: [{key: entry[key] for key in entry if key != "ctx"} for entry in detail])


@fault(*TYPES, "BODY-FIELD-7", "BODY-FIELD-8", "BODY-NEST-13", "BODY-JSON-6")
def rejection_with_one_type(app: Broken) -> None:
    """Every error has the type `value_error`."""
    entries(app, lambda detail: [{**entry, "type": "value_error"} for entry in detail])


@fault(*TYPES, *ORDERS, "BODY-JSON-6", "REQUEST-FAULT-2")
def rejection_by_two_validators(app: Broken) -> None:
    """Every error is reported twice, since a proxy in front of the application validates, too."""
    entries(app, lambda detail: [*detail, *detail])


@fault(*SUCCESSES)
def success_of_a_proxy(app: Broken) -> None:
    """A proxy that transforms responses changes the status from 200 to 203."""

    @app.received("*", "*")
    def change(response: Received) -> None:
        response.status = 203 if response.status == 200 else response.status


@fault("PATH-ROUTE-1")
def path_parameter_declared_first(app: Broken) -> None:
    """The path with a parameter is declared before the fixed path."""

    @app.route("GET", STRING)
    async def read_path(parameters: str) -> dict[str, str]:
        return {"message": parameters}


@fault("PATH-ROUTE-1", "PATH-STR-1", "PATH-STR-2", "PATH-STR-3", "PATH-STR-5")
def path_handler_ignores_its_parameter(app: Broken) -> None:
    """The path with the parameter has the handler of the fixed path."""

    @app.route("GET", STRING)
    async def read_path() -> dict[str, str]:
        return {"message": "This is a message"}


@fault("PATH-ROUTE-1", "PATH-STR-2", "PATH-NUM-3")
def proxy_compresses_unasked(app: Broken) -> None:
    """A proxy compresses every JSON response, although the client did not send Accept-Encoding."""

    @app.received("*", "/chapter0*")
    def compress(response: Received) -> None:
        if response.body and "json" in response.headers.get("content-type", ""):
            response.headers["content-encoding"] = "gzip"
            response.body = gzip.compress(response.body)


@fault("PATH-STR-8", "PATH-STR-1")
def path_parameter_takes_slashes(app: Broken) -> None:
    """A parameter that is one segment is declared as a path, so it takes the rest of the path."""

    @app.route("GET", "/chapter03/path/{parameters:path}")
    async def read_path(parameters: str) -> dict[str, str]:
        return {"message": parameters}


@fault("PATH-STR-4", "PATH-STR-6")
def path_convertor_forgotten(app: Broken) -> None:
    """A path parameter that should contain slashes is one segment, so that a path with more segments is a 404."""

    @app.route("GET", FILE)
    async def read_file_path(file_path: str) -> str:
        if "/" in file_path:
            raise HTTPException(404)
        return f"The file path is {file_path}"


@fault("PATH-STR-4", "PATH-STR-6")
def path_cut_to_its_last_segment(app: Broken) -> None:
    """A path parameter with slashes is cut to the file name."""

    @app.route("GET", FILE)
    async def read_file_path(file_path: str) -> str:
        return f"The file path is {posixpath.basename(file_path)}"


@fault("PATH-STR-4")
def path_without_its_last_slash(app: Broken) -> None:
    """A path parameter is normalized, which removes its trailing slash."""

    @app.route("GET", FILE)
    async def read_file_path(file_path: str) -> str:
        return f"The file path is {posixpath.normpath(file_path)}"


@fault("PATH-STR-2")
def path_decoded_twice(app: Broken) -> None:
    """A proxy percent-decodes the path, and the server decodes it again."""

    @app.sent("GET", "/chapter03/path/*")
    def change(sent: Sent) -> None:
        sent.path = unquote(sent.path)


@fault("PATH-STR-2")
def path_plus_is_a_space(app: Broken) -> None:
    """The path is decoded like a form, so that `+` becomes a space."""

    @app.route("GET", STRING)
    async def read_path(request: Request) -> dict[str, str]:
        return {"message": unquote_plus(request.scope["raw_path"].decode().rpartition("/")[2])}


@fault("PATH-STR-2", "PATH-STR-3", "PATH-STR-5")
def path_not_decoded(app: Broken) -> None:
    """A path parameter is taken from the raw path and never percent-decoded."""

    @app.route("GET", STRING)
    async def read_path(parameters: str) -> dict[str, str]:
        return {"message": quote(parameters)}


@fault("PATH-STR-2")
def path_read_as_latin_1(app: Broken) -> None:
    """The bytes of a path are decoded as Latin-1."""

    @app.route("GET", STRING)
    async def read_path(parameters: str) -> dict[str, str]:
        return {"message": parameters.encode().decode("latin-1")}


@fault("PATH-STR-2", "PATH-STR-5")
def path_takes_ascii_only(app: Broken) -> None:
    """A path parameter accepts printable ASCII only."""

    @app.route("GET", STRING)
    async def read_path(parameters: Annotated[str, Path(pattern="^[ -~]+$")]) -> dict[str, str]:
        return {"message": parameters}


@fault("PATH-STR-1")
def limiter_counts_every_request_twice(app: Broken) -> None:
    """A rate limiter counts every request twice and rejects every second one with 429."""
    count = [0]

    @app.received("*", "*")
    def limit(response: Received) -> None:
        count[0] += 1
        if count[0] % 2 == 0:
            response.status, response.body = 429, b"slow down"
            response.headers["content-type"] = "text/plain"
            response.headers["content-length"] = str(len(response.body))


@fault("PATH-STR-6")
def path_with_merged_slashes(app: Broken) -> None:
    """A proxy merges repeated slashes into one, as nginx does."""

    @app.sent("GET", "/chapter03/files/*")
    def change(sent: Sent) -> None:
        sent.path = sent.path.replace("//", "/")


@fault("PATH-STR-7")
def path_of_a_file_is_never_empty(app: Broken) -> None:
    """A path parameter that is declared as a path must not be empty, as in many routers."""

    @app.route("GET", FILE)
    async def read_file_path(file_path: str) -> str:
        if not file_path:
            raise HTTPException(404)
        return f"The file path is {file_path}"


@fault("PATH-STR-3", "PATH-STR-5")
def path_is_a_file_name(app: Broken) -> None:
    """A path parameter is passed to the file system, which raises an exception for a NUL."""

    @app.route("GET", STRING)
    async def read_path(parameters: str) -> dict[str, str]:
        os.access(parameters, os.R_OK)
        return {"message": parameters}


@fault("PATH-STR-3", "PATH-STR-5")
def path_decoded_strictly(app: Broken) -> None:
    """Bytes in a path that are not UTF-8 raise a UnicodeDecodeError that is not handled."""

    @app.route("GET", STRING)
    async def read_path(request: Request) -> dict[str, str]:
        return {"message": unquote_to_bytes(request.scope["raw_path"].rpartition(b"/")[2]).decode()}


@fault("PATH-NUM-7")
def path_number_of_any_length(app: Broken) -> None:
    """An integer in the path is converted with int(), which raises an exception for more than 4,300 digits."""

    @app.route("GET", NUMBER)
    async def read_number(num: str) -> int:
        if not num.isdigit() or (len(num) < 4300 and not 1 <= int(num) <= 10):
            raise reject("path", "num")
        return int(num)


@fault("PATH-NUM-4")
def path_number_spelled_strictly(app: Broken) -> None:
    """An integer in the path must be spelled in digits without a leading zero."""

    @app.route("GET", NUMBER)
    async def read_number(num: Annotated[str, Path(pattern="^(10|[1-9])$")]) -> int:
        return int(num)


@fault("PATH-STR-5")
def path_without_control_characters(app: Broken) -> None:
    """Characters that are not printable are removed from a path parameter."""

    @app.route("GET", STRING)
    async def read_path(parameters: str) -> dict[str, str]:
        return {"message": "".join(filter(str.isprintable, parameters))}
