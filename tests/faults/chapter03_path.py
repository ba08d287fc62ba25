"""Faults of path parameters."""

import os
import posixpath
from typing import Annotated
from urllib.parse import quote, unquote, unquote_plus, unquote_to_bytes

from fastapi import HTTPException, Path, Request

from tests.faults.fault import Broken, Sent, fault, refuse

TEXT = "/chapter03/path/{parameters}"
NUMBER = "/chapter03/path_/{num}"
FILE = "/chapter03/files/{file_path:path}"


@fault("PATH-ROUTE-1")
def path_parameter_declared_first(app: Broken) -> None:
    """The path with a parameter is declared before the fixed one."""

    @app.route("GET", TEXT)
    async def read_path(parameters: str) -> dict[str, str]:
        return {"message": parameters}


@fault("PATH-ROUTE-1", "PATH-STR-1", "PATH-STR-2", "PATH-STR-3", "PATH-STR-5")
def path_answers_for_its_parameter(app: Broken) -> None:
    """The handler of the fixed path is on the path with the parameter, too."""

    @app.route("GET", TEXT)
    async def read_path() -> dict[str, str]:
        return {"message": "This is a message"}


@fault("PATH-STR-2")
def path_decoded_twice(app: Broken) -> None:
    """A proxy decodes the path, and the server decodes it once more."""

    @app.sent("GET", "/chapter03/path/*")
    def change(sent: Sent) -> None:
        sent.path = unquote(sent.path)


@fault("PATH-STR-2")
def path_plus_is_a_blank(app: Broken) -> None:
    """The path is decoded as a form, so that a plus sign becomes a blank."""

    @app.route("GET", TEXT)
    async def read_path(request: Request) -> dict[str, str]:
        return {"message": unquote_plus(request.scope["raw_path"].decode().rpartition("/")[2])}


@fault("PATH-STR-2", "PATH-STR-3", "PATH-STR-5")
def path_not_decoded(app: Broken) -> None:
    """A path parameter is taken from the raw path and never decoded."""

    @app.route("GET", TEXT)
    async def read_path(parameters: str) -> dict[str, str]:
        return {"message": quote(parameters)}


@fault("PATH-STR-2")
def path_read_as_latin_1(app: Broken) -> None:
    """The bytes of a path are read as Latin-1."""

    @app.route("GET", TEXT)
    async def read_path(parameters: str) -> dict[str, str]:
        return {"message": parameters.encode().decode("latin-1")}


@fault("PATH-STR-2", "PATH-STR-5")
def path_takes_ascii_words(app: Broken) -> None:
    """A path parameter takes printable ASCII alone."""

    @app.route("GET", TEXT)
    async def read_path(parameters: Annotated[str, Path(pattern="^[ -~]+$")]) -> dict[str, str]:
        return {"message": parameters}


@fault("PATH-STR-3", "PATH-STR-5")
def path_is_a_file_name(app: Broken) -> None:
    """A path parameter is given to the file system, which takes no NUL."""

    @app.route("GET", TEXT)
    async def read_path(parameters: str) -> dict[str, str]:
        os.access(parameters, os.R_OK)
        return {"message": parameters}


@fault("PATH-STR-3", "PATH-STR-5")
def path_decoded_strictly(app: Broken) -> None:
    """Bytes in a path that are no UTF-8 are a UnicodeDecodeError that nobody handles."""

    @app.route("GET", TEXT)
    async def read_path(request: Request) -> dict[str, str]:
        return {"message": unquote_to_bytes(request.scope["raw_path"].rpartition(b"/")[2]).decode()}


@fault("PATH-STR-5")
def path_without_control_characters(app: Broken) -> None:
    """Characters that cannot be printed are dropped from a path parameter."""

    @app.route("GET", TEXT)
    async def read_path(parameters: str) -> dict[str, str]:
        return {"message": "".join(filter(str.isprintable, parameters))}


@fault("PATH-STR-1")
def path_parameter_takes_slashes(app: Broken) -> None:
    """A parameter that is one segment is declared with the path convertor."""

    @app.route("GET", "/chapter03/path/{parameters:path}")
    async def read_path(parameters: str) -> dict[str, str]:
        return {"message": parameters}


@fault("PATH-STR-4", "PATH-STR-6")
def path_convertor_forgotten(app: Broken) -> None:
    """A path parameter that is to take slashes is one segment, so that a path with more is not found."""

    @app.route("GET", FILE)
    async def read_file_path(file_path: str) -> str:
        if "/" in file_path:
            raise HTTPException(404)
        return f"The file path is {file_path}"


@fault("PATH-STR-4", "PATH-STR-6")
def path_cut_to_its_last_segment(app: Broken) -> None:
    """Of a path with slashes only the name of the file is kept."""

    @app.route("GET", FILE)
    async def read_file_path(file_path: str) -> str:
        return f"The file path is {posixpath.basename(file_path)}"


@fault("PATH-STR-4")
def path_without_its_last_slash(app: Broken) -> None:
    """A path is normalized, which drops the slash at its end."""

    @app.route("GET", FILE)
    async def read_file_path(file_path: str) -> str:
        return f"The file path is {posixpath.normpath(file_path)}"


@fault("PATH-STR-7")
def path_of_a_file_is_never_empty(app: Broken) -> None:
    """The rest of the path has one character at least, as the wildcard of many a router."""

    @app.route("GET", FILE)
    async def read_file_path(file_path: str) -> str:
        if not file_path:
            raise HTTPException(404)
        return f"The file path is {file_path}"


@fault("PATH-STR-6")
def path_with_merged_slashes(app: Broken) -> None:
    """A proxy merges two slashes into one, as nginx does."""

    @app.sent("GET", "/chapter03/files/*")
    def change(sent: Sent) -> None:
        sent.path = sent.path.replace("//", "/")


@fault("PATH-NUM-1", "PATH-NUM-5")
def path_bounds_exclude_themselves(app: Broken) -> None:
    """A number in the path must be greater than 1 and less than 10."""

    @app.route("GET", NUMBER)
    async def read_number(num: Annotated[int, Path(gt=1, lt=10)]) -> int:
        return num


@fault("PATH-NUM-1", "PATH-NUM-4")
def path_number_answered_as_text(app: Broken) -> None:
    """A number in the path is checked and answered as the text that it was."""

    @app.route("GET", NUMBER)
    async def read_number(_: Annotated[int, Path(alias="num", ge=1, le=10)], request: Request) -> str:
        return str(request.path_params["num"])


@fault("PATH-NUM-3", "PATH-NUM-5", "REQUEST-FAULT-1", "REQUEST-FAULT-2")
def path_lower_bound_off_by_one(app: Broken) -> None:
    """A number in the path may be 0."""

    @app.route("GET", NUMBER)
    async def read_number(num: Annotated[int, Path(ge=0, le=10)]) -> int:
        return num


@fault("PATH-NUM-3", "PATH-NUM-5")
def path_upper_bound_forgotten(app: Broken) -> None:
    """A number in the path has no upper bound."""

    @app.route("GET", NUMBER)
    async def read_number(num: Annotated[int, Path(ge=1)]) -> int:
        return num


@fault("PATH-NUM-3")
def path_number_of_any_length(app: Broken) -> None:
    """A number in the path is converted by int(), which raises for more than 4,300 digits."""

    @app.route("GET", NUMBER)
    async def read_number(num: str) -> int:
        if not num.isdigit() or (len(num) < 4300 and not 1 <= int(num) <= 10):
            raise refuse("path", "num")
        return int(num)


@fault("PATH-NUM-2")
def path_number_cut_off(app: Broken) -> None:
    """A number in the path is read as a fraction and cut to a whole number."""

    @app.route("GET", NUMBER)
    async def read_number(num: Annotated[float, Path(ge=1, lt=11)]) -> int:
        return int(num)


@fault("PATH-NUM-2", "PATH-NUM-5")
def path_number_in_the_pattern(app: Broken) -> None:
    """The pattern of the route takes digits only, so that anything else is not found."""

    @app.route("GET", NUMBER)
    async def read_number(num: str) -> int:
        if not num.isdigit():
            raise HTTPException(404)
        if len(num) > 2 or not 1 <= int(num) <= 10:
            raise refuse("path", "num")
        return int(num)


@fault("PATH-NUM-4")
def path_number_spelled_strictly(app: Broken) -> None:
    """A number in the path is spelled in digits, the first of which is not zero."""

    @app.route("GET", NUMBER)
    async def read_number(num: Annotated[str, Path(pattern="^(10|[1-9])$")]) -> int:
        return int(num)
