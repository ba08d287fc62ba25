"""Faults that the rules of spec/chapter03_requests/test_query_bool.py detect."""

import re
from typing import Annotated, Any

from fastapi import Query
from pydantic import BeforeValidator

from proof.faults.fault import Broken, fault

BOOL = "/chapter03/query/bool/conversion"
FALSE = ("false", "0", "off", "no", "n", "f")


def param_is(app: Broken, type: Any, default: Any = False) -> None:
    """Declare the bool differently, and return it unchanged."""

    @app.route("GET", BOOL)
    async def convert_bool(param: type = default) -> dict[str, Any]:
        return {"param": param}


@fault("QUERY-BOOL-1", "QUERY-BOOL-2")
def bool_in_lower_case(app: Broken) -> None:
    """A bool query parameter must be spelled `true` or `false` in lower case."""

    @app.route("GET", BOOL)
    async def convert_bool(param: Annotated[str, Query(pattern="^(true|false)$")] = "false") -> dict[str, bool]:
        return {"param": param == "true"}


@fault("QUERY-BOOL-1", "QUERY-BOOL-2", "QUERY-BOOL-6", "QUERY-BOOL-7")
def bool_as_string(app: Broken) -> None:
    """A bool query parameter is returned as a string."""

    @app.route("GET", BOOL)
    async def convert_bool(param: bool = False) -> dict[str, str]:
        return {"param": str(param).lower()}


@fault("QUERY-BOOL-6")
def bool_default_is_true(app: Broken) -> None:
    """A bool query parameter that is not sent is true."""
    param_is(app, bool, True)


@fault("QUERY-BOOL-6")
def bool_is_required(app: Broken) -> None:
    """A bool query parameter is required."""
    param_is(app, bool, ...)


@fault("QUERY-BOOL-1", "QUERY-BOOL-3")
def bool_true_or_else_false(app: Broken) -> None:
    """A bool query parameter is true when it is spelled true, and false when it is spelled otherwise."""

    @app.route("GET", BOOL)
    async def convert_bool(param: str = "false") -> dict[str, bool]:
        return {"param": param == "true"}


@fault("QUERY-BOOL-3", "QUERY-BOOL-4", "QUERY-BOOL-5", "QUERY-BOOL-7", "QUERY-BOOL-8", "QUERY-BOOL-11")
def bool_any_word_is_true(app: Broken) -> None:
    """A bool query parameter accepts any string, and all but `no`, `false` and the like are true."""

    @app.route("GET", BOOL)
    async def convert_bool(param: str = "false") -> dict[str, bool]:
        return {"param": param.lower() not in FALSE}


@fault("QUERY-BOOL-2", "QUERY-BOOL-3", "QUERY-BOOL-4", "QUERY-BOOL-5")
def bool_any_string_is_true(app: Broken) -> None:
    """A bool query parameter is converted with bool(), so that every string but the empty one is true."""

    @app.route("GET", BOOL)
    async def convert_bool(param: str = "") -> dict[str, bool]:
        return {"param": bool(param)}


@fault("QUERY-BOOL-3")
def bool_of_any_number(app: Broken) -> None:
    """A bool query parameter accepts any number, and all but 0 are true."""

    def number(param: Any) -> Any:
        return bool(int(param)) if re.fullmatch(r"-?\d+", str(param)) else param

    param_is(app, Annotated[bool, BeforeValidator(number)])


@fault("QUERY-BOOL-5")
def bool_is_a_flag(app: Broken) -> None:
    """An empty bool query parameter is true, like a flag of a command line."""
    param_is(app, Annotated[bool, BeforeValidator(lambda param: param or True)])


@fault("QUERY-BOOL-7")
def bool_checked_each_time(app: Broken) -> None:
    """Every value of a repeated bool query parameter is validated."""

    @app.route("GET", BOOL)
    async def convert_bool(param: Annotated[list[bool], Query()] = [False]) -> dict[str, bool]:  # noqa: B006
        return {"param": param[-1]}


@fault("QUERY-BOOL-4", "QUERY-BOOL-11")
def bool_trimmed(app: Broken) -> None:
    """Whitespace around a bool query parameter is removed."""
    param_is(app, Annotated[bool, BeforeValidator(lambda param: param.strip() if isinstance(param, str) else param)])


@fault("QUERY-BOOL-11")
def bool_before_a_line_break(app: Broken) -> None:
    """A bool query parameter may end with a line break, which `$` matches in a regular expression of Python."""
    param_is(app, Annotated[bool, BeforeValidator(lambda param: str(param).removesuffix("\n"))])
