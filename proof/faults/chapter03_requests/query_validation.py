"""Faults that the rules of spec/chapter03_requests/test_query_validation.py detect."""

import re
from typing import Annotated, Any

from fastapi import Query
from pydantic import BeforeValidator
from pydantic_core import PydanticKnownError

from proof.faults.fault import Broken, fault, reject

PATH = "/chapter03/query/validations"
DEFAULT = ["v1", "v2"]

Value = Annotated[str, Query(min_length=8, max_length=16, pattern="^a")]
Values = Annotated[list[str], Query(alias="alias_name")]


def value_is(app: Broken, type: Any) -> None:
    """Declare the string differently, and return it unchanged."""

    @app.route("GET", PATH)
    async def validate_query(value: type, values: Values = DEFAULT) -> list[str | list[str]]:
        return [value, values]


def checked(app: Broken, right: Any) -> None:
    """Validate the string in the handler."""

    @app.route("GET", PATH)
    async def validate_query(value: str, values: Values = DEFAULT) -> list[str | list[str]]:
        if not right(value):
            raise reject("query", "value", input=value)
        return [value, values]


def values_are(app: Broken, change: Any) -> None:
    """Change the list before it is returned."""

    @app.route("GET", PATH)
    async def validate_query(value: Value, values: Values = DEFAULT) -> list[Any]:
        return [value, change(values)]


@fault("QUERY-LEN-1", "QUERY-LEN-2")
def length_excludes_its_bounds(app: Broken) -> None:
    """A string must have 9 to 15 characters instead of 8 to 16."""
    value_is(app, Annotated[str, Query(min_length=9, max_length=15, pattern="^a")])


@fault("QUERY-LEN-3", "QUERY-LEN-4", "QUERY-REGEX-2")
def length_off_by_one(app: Broken) -> None:
    """A string of 7 or 17 characters is accepted."""
    value_is(app, Annotated[str, Query(min_length=7, max_length=17, pattern="^a")])


@fault("QUERY-LEN-3", "QUERY-LEN-4", "QUERY-REGEX-2")
def length_has_no_upper_bound(app: Broken) -> None:
    """A string has no maximum length."""
    value_is(app, Annotated[str, Query(min_length=8, pattern="^a")])


@fault("QUERY-LEN-3", "QUERY-LEN-4", "QUERY-REGEX-2")
def length_cut_off(app: Broken) -> None:
    """A string that is too long is truncated to its maximum length."""
    value_is(app, Annotated[Value, BeforeValidator(lambda value: value[:16])])


@fault("QUERY-REGEX-1", "QUERY-REGEX-2", "QUERY-REGEX-4")
def pattern_forgotten(app: Broken) -> None:
    """A string has no pattern."""
    value_is(app, Annotated[str, Query(min_length=8, max_length=16)])


@fault("QUERY-REGEX-1")
def pattern_in_any_case(app: Broken) -> None:
    """A pattern is matched without regard to letter case."""
    checked(app, lambda value: 8 <= len(value) <= 16 and re.search("^a", value, re.IGNORECASE))


@fault("QUERY-REGEX-2")
def pattern_before_length(app: Broken) -> None:
    """The pattern of a string is validated before its length."""

    def begins_with_a(value: str) -> str:
        if not value.startswith("a"):
            raise PydanticKnownError("string_pattern_mismatch", {"pattern": "^a"})
        return value

    value_is(app, Annotated[str, Query(min_length=8, max_length=16), BeforeValidator(begins_with_a)])


@fault("QUERY-REQ-2")
def list_is_required(app: Broken) -> None:
    """The list is required, like the string."""

    @app.route("GET", PATH)
    async def validate_query(value: Value, values: Values) -> list[str | list[str]]:
        return [value, values]


@fault("QUERY-REQ-2")
def list_beside_a_default_string(app: Broken) -> None:
    """The string has a default, like the list."""

    @app.route("GET", PATH)
    async def validate_query(value: Value = "a1234567", values: Values = DEFAULT) -> list[str | list[str]]:
        return [value, values]


@fault("QUERY-LIST-1", "QUERY-LIST-3", "QUERY-ALIAS-1", "QUERY-LEN-1", "QUERY-LEN-2", "QUERY-REGEX-3")
def list_default_is_empty(app: Broken) -> None:
    """A list that is not sent is empty."""

    @app.route("GET", PATH)
    async def validate_query(value: Value, values: Values = []) -> list[str | list[str]]:  # noqa: B006
        return [value, values]


@fault("QUERY-LIST-1", "QUERY-LIST-2", "QUERY-ALIAS-2")
def list_in_an_object(app: Broken) -> None:
    """The string and the list are returned as an object with their names."""

    @app.route("GET", PATH)
    async def validate_query(value: Value, values: Values = DEFAULT) -> dict[str, str | list[str]]:
        return {"value": value, "alias_name": values}


@fault("QUERY-LIST-2", "QUERY-LIST-3", "QUERY-LIST-4", "QUERY-ALIAS-1", "QUERY-ALIAS-2")
def list_continues_its_default(app: Broken) -> None:
    """The values sent for a list are appended to its default."""
    values_are(app, lambda values: values if values == DEFAULT else [*DEFAULT, *values])


@fault("QUERY-LIST-2")
def list_is_a_set(app: Broken) -> None:
    """A list is sorted and contains each value once."""
    values_are(app, lambda values: sorted(set(values)))


@fault("QUERY-LIST-2", "QUERY-LIST-3", "QUERY-LIST-4", "QUERY-ALIAS-1", "QUERY-ALIAS-2")
def list_is_a_string(app: Broken) -> None:
    """A list with one element is returned as a string."""
    values_are(app, lambda values: values[0] if len(values) == 1 else values)


@fault("QUERY-LIST-2", "QUERY-LIST-4", "QUERY-ALIAS-1", "QUERY-ALIAS-2")
def alias_forgotten(app: Broken) -> None:
    """A parameter is read by its own name instead of its alias."""

    @app.route("GET", PATH)
    async def validate_query(value: Value, values: Annotated[list[str], Query()] = DEFAULT) -> list[str | list[str]]:
        return [value, values]


@fault("QUERY-ALIAS-1", "QUERY-ALIAS-2")
def alias_beside_the_name(app: Broken) -> None:
    """A parameter is read by its own name, and by its alias if that is not sent."""

    @app.route("GET", PATH)
    async def validate_query(
        value: Value, alias: Values = DEFAULT, values: Annotated[list[str] | None, Query()] = None
    ) -> list[str | list[str]]:
        return [value, values or alias]


@fault("QUERY-LIST-4")
def list_without_empty_elements(app: Broken) -> None:
    """Empty elements of a list are removed."""
    values_are(app, lambda values: [value for value in values if value])


@fault("QUERY-LIST-3")
def list_split_at_commas(app: Broken) -> None:
    """The elements of a list are split at commas."""
    values_are(app, lambda values: [part for value in values for part in value.split(",")])


@fault("QUERY-REGEX-3", "QUERY-REGEX-5")
def pattern_for_what_remains(app: Broken) -> None:
    """All but letters and digits is removed from a string."""

    @app.route("GET", PATH)
    async def validate_query(value: Value, values: Values = DEFAULT) -> list[str | list[str]]:
        return ["".join(filter(str.isalnum, value)), values]


@fault("QUERY-REGEX-3", "QUERY-REGEX-5")
def pattern_of_word_characters(app: Broken) -> None:
    """Only letters, digits and underscores may follow the `a` of a string."""
    value_is(app, Annotated[str, Query(min_length=8, max_length=16, pattern=r"^a\w*$")])


@fault("QUERY-REGEX-4")
def pattern_of_any_line(app: Broken) -> None:
    """A pattern is matched at the beginning of each line."""
    checked(app, lambda value: 8 <= len(value) <= 16 and re.search("^a", value, re.MULTILINE))


@fault("QUERY-REGEX-5")
def pattern_ends_with_the_line(app: Broken) -> None:
    """The pattern is `^a.*$`, whose dot does not match a line break."""
    value_is(app, Annotated[str, Query(min_length=8, max_length=16, pattern="^a.*$")])


@fault("QUERY-LEN-2")
def length_in_bytes(app: Broken) -> None:
    """The length of a string is counted in bytes."""
    checked(app, lambda value: 8 <= len(value.encode()) <= 16 and value.startswith("a"))


@fault("QUERY-LEN-2", "QUERY-LEN-4")
def length_in_utf_16(app: Broken) -> None:
    """The length of a string is counted in UTF-16 code units, as in JavaScript."""
    checked(app, lambda value: 8 <= len(value.encode("utf-16-le")) / 2 <= 16 and value.startswith("a"))
