"""Faults that the rules of spec/chapter03_requests/test_query_validation.py detect."""

import re
from typing import Annotated, Any

from fastapi import Query
from pydantic import BeforeValidator
from pydantic_core import PydanticKnownError

from proof.faults.chapter03_requests._shared import document, without
from proof.faults.fault import Broken, fault, refuse

PATH = "/chapter03/query/validations"
DEFAULT = ["v1", "v2"]

Value = Annotated[str, Query(min_length=8, max_length=16, pattern="^a")]
Values = Annotated[list[str], Query(alias="alias_name")]


def value_is(app: Broken, type: Any) -> None:
    """Declare the text otherwise, and response it as it comes."""

    @app.route("GET", PATH)
    async def validate_query(value: type, values: Values = DEFAULT) -> list[str | list[str]]:
        return [value, values]


def checked(app: Broken, right: Any) -> None:
    """Check the text by hand."""

    @app.route("GET", PATH)
    async def validate_query(value: str, values: Values = DEFAULT) -> list[str | list[str]]:
        if not right(value):
            raise refuse("query", "value", input=value)
        return [value, values]


def values_are(app: Broken, change: Any) -> None:
    """Change the list before it is answered."""

    @app.route("GET", PATH)
    async def validate_query(value: Value, values: Values = DEFAULT) -> list[Any]:
        return [value, change(values)]


@fault("QUERY-ALIAS-3")
def documented_without_pattern(app: Broken) -> None:
    """Text is validated by functions, of which the document knows no pattern."""
    without(app, "pattern", str)


@fault("QUERY-ALIAS-3")
def documented_without_lengths(app: Broken) -> None:
    """Text is validated by functions, of which the document knows no greatest length."""
    without(app, "maxLength", int)


@fault("QUERY-ALIAS-3")
def documented_by_name(app: Broken) -> None:
    """The document gives a parameter by its own name instead of its alias."""

    def change(value: dict[str, Any]) -> None:
        if value.get("name") == "alias_name":
            value["name"] = "values"

    document(app, change)


@fault("QUERY-LEN-1", "QUERY-LEN-2")
def length_excludes_its_bounds(app: Broken) -> None:
    """A text is longer than 8 and shorter than 16 characters."""
    value_is(app, Annotated[str, Query(min_length=9, max_length=15, pattern="^a")])


@fault("QUERY-LEN-3", "QUERY-LEN-4", "QUERY-REGEX-2")
def length_off_by_one(app: Broken) -> None:
    """A text of 7 or 17 characters is accepted."""
    value_is(app, Annotated[str, Query(min_length=7, max_length=17, pattern="^a")])


@fault("QUERY-LEN-3", "QUERY-LEN-4", "QUERY-REGEX-2")
def length_has_no_upper_bound(app: Broken) -> None:
    """A text may be of any length from 8 on."""
    value_is(app, Annotated[str, Query(min_length=8, pattern="^a")])


@fault("QUERY-LEN-3", "QUERY-LEN-4", "QUERY-REGEX-2")
def length_cut_off(app: Broken) -> None:
    """A text that is too long is cut to its greatest length."""
    value_is(app, Annotated[Value, BeforeValidator(lambda value: value[:16])])


@fault("QUERY-LEN-2")
def length_in_bytes(app: Broken) -> None:
    """The length of a text counts bytes."""
    checked(app, lambda value: 8 <= len(value.encode()) <= 16 and value.startswith("a"))


@fault("QUERY-LEN-2", "QUERY-LEN-4")
def length_in_utf_16(app: Broken) -> None:
    """The length of a text counts units of UTF-16, as JavaScript does."""
    checked(app, lambda value: 8 <= len(value.encode("utf-16-le")) / 2 <= 16 and value.startswith("a"))


@fault("QUERY-REGEX-1", "QUERY-REGEX-2")
def pattern_forgotten(app: Broken) -> None:
    """A text may begin with anything."""
    value_is(app, Annotated[str, Query(min_length=8, max_length=16)])


@fault("QUERY-REGEX-1")
def pattern_in_any_case(app: Broken) -> None:
    """A pattern is compared without regard to letter case."""
    checked(app, lambda value: 8 <= len(value) <= 16 and re.search("^a", value, re.IGNORECASE))


@fault("QUERY-REGEX-1")
def pattern_of_any_line(app: Broken) -> None:
    """A pattern is compared with the beginning of each line."""
    checked(app, lambda value: 8 <= len(value) <= 16 and re.search("^a", value, re.MULTILINE))


@fault("QUERY-REGEX-3")
def pattern_ends_with_the_line(app: Broken) -> None:
    """A pattern is anchored at the end, and its dot stands for no line break."""
    value_is(app, Annotated[str, Query(min_length=8, max_length=16, pattern="^a.*$")])


@fault("QUERY-REGEX-3")
def pattern_for_what_is_kept(app: Broken) -> None:
    """Of a text only letters and digits are kept."""

    @app.route("GET", PATH)
    async def validate_query(value: Value, values: Values = DEFAULT) -> list[str | list[str]]:
        return ["".join(filter(str.isalnum, value)), values]


@fault("QUERY-REGEX-2")
def pattern_before_length(app: Broken) -> None:
    """The pattern of a text is checked before its length."""

    def begins_with_a(value: str) -> str:
        if not value.startswith("a"):
            raise PydanticKnownError("string_pattern_mismatch", {"pattern": "^a"})
        return value

    value_is(app, Annotated[str, Query(min_length=8, max_length=16), BeforeValidator(begins_with_a)])


@fault("QUERY-REQ-2")
def list_is_required(app: Broken) -> None:
    """The list must be sent as well as the text."""

    @app.route("GET", PATH)
    async def validate_query(value: Value, values: Values) -> list[str | list[str]]:
        return [value, values]


@fault("QUERY-REQ-2")
def list_beside_a_default_text(app: Broken) -> None:
    """The text beside the list has a default as well."""

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
    """Two values are answered as an object with their names."""

    @app.route("GET", PATH)
    async def validate_query(value: Value, values: Values = DEFAULT) -> dict[str, str | list[str]]:
        return {"value": value, "alias_name": values}


@fault("QUERY-LIST-2", "QUERY-LIST-3", "QUERY-LIST-4", "QUERY-ALIAS-1", "QUERY-ALIAS-2")
def list_continues_its_default(app: Broken) -> None:
    """What is sent for a list is appended to its default."""
    values_are(app, lambda values: values if values == DEFAULT else [*DEFAULT, *values])


@fault("QUERY-LIST-2")
def list_is_a_set(app: Broken) -> None:
    """A list is sorted and has each value once."""
    values_are(app, lambda values: sorted(set(values)))


@fault("QUERY-LIST-2", "QUERY-LIST-3", "QUERY-LIST-4", "QUERY-ALIAS-1", "QUERY-ALIAS-2")
def list_is_a_text(app: Broken) -> None:
    """A list of which one element is sent is answered as a text."""
    values_are(app, lambda values: values[0] if len(values) == 1 else values)


@fault("QUERY-LIST-3")
def list_split_at_commas(app: Broken) -> None:
    """A list is split at its commas."""
    values_are(app, lambda values: [part for value in values for part in value.split(",")])


@fault("QUERY-LIST-4")
def list_without_empty_elements(app: Broken) -> None:
    """Empty elements of a list are left out."""
    values_are(app, lambda values: [value for value in values if value])


@fault("QUERY-LIST-2", "QUERY-LIST-4", "QUERY-ALIAS-1", "QUERY-ALIAS-2")
def alias_forgotten(app: Broken) -> None:
    """A parameter is read by its own name instead of its alias."""

    @app.route("GET", PATH)
    async def validate_query(value: Value, values: Annotated[list[str], Query()] = DEFAULT) -> list[str | list[str]]:
        return [value, values]


@fault("QUERY-ALIAS-1", "QUERY-ALIAS-2")
def alias_beside_the_name(app: Broken) -> None:
    """A parameter is read by its own name, and by its alias when that is not sent."""

    @app.route("GET", PATH)
    async def validate_query(
        value: Value, alias: Values = DEFAULT, values: Annotated[list[str] | None, Query()] = None
    ) -> list[str | list[str]]:
        return [value, values or alias]
