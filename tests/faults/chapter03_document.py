"""Faults of the OpenAPI document, in what it says of requests."""

from collections.abc import Callable
from typing import Any

from tests.faults.fault import Answer, Broken, fault


def each(value: Any, change: Callable[[dict[str, Any]], None]) -> Any:
    """A JSON value in which every object is changed."""
    if isinstance(value, dict):
        change(value)
        for member in value.values():
            each(member, change)
    elif isinstance(value, list):
        for element in value:
            each(element, change)
    return value


def document(app: Broken, change: Callable[[dict[str, Any]], None]) -> None:
    """Change every object of the document."""

    @app.answers("GET", "/openapi.json")
    def changed(answer: Answer) -> None:
        answer.json = each(answer.json, change)


def without(app: Broken, name: str, *kinds: type) -> None:
    """Leave a keyword out of every object, where its value is of one of these kinds."""

    def drop(value: dict[str, Any]) -> None:
        if isinstance(value.get(name), kinds):
            del value[name]

    document(app, drop)


@fault("PATH-NUM-6", "PATH-ENUM-12", "QUERY-DEFAULT-3", "QUERY-BOOL-9", "QUERY-ALIAS-3", "BODY-OA-1", "BODY-NEST-14")
def documented_without_types(app: Broken) -> None:
    """The document gives no types, as if everything were Any."""
    without(app, "type", str)


@fault("PATH-NUM-6", "BODY-OA-1", "BODY-MULTI-10", "BODY-NEST-14")
def documented_without_bounds(app: Broken) -> None:
    """Numbers are validated by functions, of which the document knows no lower bound."""
    without(app, "minimum", int, float)


@fault("PATH-NUM-6")
def documented_bound_excludes_itself(app: Broken) -> None:
    """The document says that a number is less than its upper bound."""

    def change(value: dict[str, Any]) -> None:
        if isinstance(value.get("maximum"), int):
            value["exclusiveMaximum"] = value.pop("maximum")

    document(app, change)


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


@fault("HEADER-9")
def documented_with_underscores(app: Broken) -> None:
    """The document gives headers by their names in Python."""

    def change(value: dict[str, Any]) -> None:
        if value.get("in") == "header":
            value["name"] = value["name"].replace("-", "_")

    document(app, change)


@fault("QUERY-DEFAULT-3", "QUERY-BOOL-9", "QUERY-ALIAS-3", "BODY-OA-1", "BODY-MULTI-10", "BODY-NEST-14")
def documented_without_defaults(app: Broken) -> None:
    """Defaults are set in the handlers, and the document knows none."""
    without(app, "default", int, bool, list, str)


@fault(
    *("PATH-NUM-6", "PATH-ENUM-12", "QUERY-DEFAULT-3", "QUERY-BOOL-9", "QUERY-ALIAS-3", "COOKIE-10", "HEADER-9"),
    *("BODY-OA-1", "BODY-MULTI-10"),
)
def documented_the_other_way_round(app: Broken) -> None:
    """The document calls required what may be left out, and optional what must be sent."""

    def change(value: dict[str, Any]) -> None:
        if isinstance(value.get("required"), bool):
            value["required"] = not value["required"]

    document(app, change)


@fault("BODY-OA-1", "BODY-NEST-14")
def documented_without_required_fields(app: Broken) -> None:
    """The document lists no required fields of a body."""
    without(app, "required", list)


@fault(
    *("PATH-NUM-6", "PATH-ENUM-12", "BODY-MULTI-10", "QUERY-DEFAULT-3", "QUERY-BOOL-9", "QUERY-ALIAS-3"),
    *("COOKIE-10", "HEADER-9"),
)
def documented_in_the_body(app: Broken) -> None:
    """The document places all parameters in the body, as Swagger 2 did."""

    def change(value: dict[str, Any]) -> None:
        if "in" in value and "name" in value:
            value["in"] = "body"

    document(app, change)


@fault("COOKIE-10", "HEADER-9")
def documented_without_headers(app: Broken) -> None:
    """Cookies and headers are read from the request by hand, and the document knows neither."""

    def change(value: dict[str, Any]) -> None:
        if isinstance(value.get("parameters"), list):
            value["parameters"] = [entry for entry in value["parameters"] if entry["in"] in ("path", "query")]

    document(app, change)


@fault("QUERY-DEFAULT-3", "HEADER-9", "BODY-MULTI-10")
def documented_in_reverse(app: Broken) -> None:
    """The document lists parameters from the last to the first."""

    def change(value: dict[str, Any]) -> None:
        if isinstance(value.get("parameters"), list):
            value["parameters"].reverse()

    document(app, change)


@fault("PATH-ENUM-12")
def documented_without_values(app: Broken) -> None:
    """The schema of an enum lists no values."""
    without(app, "enum", list)


@fault("PATH-ENUM-12")
def documented_by_names_of_members(app: Broken) -> None:
    """The schema of an enum is inlined, and lists the names of the members."""

    def change(value: dict[str, Any]) -> None:
        if value.get("title") == "DidEnum":
            value["enum"] = ["LinChuang", "NeiKe", "WaiKe", "Fuke", "ErKe"]

    document(app, change)


@fault("BODY-OA-1", "BODY-OA-2")
def documented_without_examples(app: Broken) -> None:
    """The examples are set by schema_extra, which pydantic 2 ignores."""
    without(app, "examples", list)


@fault("BODY-OA-2")
def documented_with_an_example_of_its_own(app: Broken) -> None:
    """The example of a model is one for each field, and so shows no population."""

    def change(value: dict[str, Any]) -> None:
        if value.get("title") == "CityInfo":
            value["examples"][0].pop("contry_population")

    document(app, change)


@fault("BODY-OA-1", "BODY-MULTI-10", "BODY-NEST-14")
def documented_without_descriptions(app: Broken) -> None:
    """The descriptions of parameters and fields are comments."""
    without(app, "description", str)


@fault("BODY-OA-1")
def documented_without_titles(app: Broken) -> None:
    """The title of a field is made from its name."""

    def change(value: dict[str, Any]) -> None:
        if value.get("title") == "人口数量":
            value["title"] = "Contry Population"

    document(app, change)


@fault("BODY-OA-1")
def documented_as_a_form(app: Broken) -> None:
    """The document says that a body is a form."""

    def change(value: dict[str, Any]) -> None:
        if "requestBody" in value:
            content = value["requestBody"]["content"]
            value["requestBody"]["content"] = {"multipart/form-data": next(iter(content.values()))}

    document(app, change)


@fault("BODY-OA-1", "BODY-MULTI-10")
def documented_without_bodies(app: Broken) -> None:
    """Bodies are read from the request by hand, and the document knows none."""
    without(app, "requestBody", dict)


@fault("BODY-NEST-14")
def documented_without_formats(app: Broken) -> None:
    """A date is text without a format in the document."""
    without(app, "format", str)
