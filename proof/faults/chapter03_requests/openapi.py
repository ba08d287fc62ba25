"""Faults that the rules of spec/chapter03_requests/test_openapi.py detect."""

from typing import Any

from proof.faults.chapter03_requests._shared import document, without
from proof.faults.fault import Broken, fault


@fault(
    "PATH-NUM-6",
    "PATH-ENUM-12",
    "QUERY-DEFAULT-3",
    "QUERY-BOOL-9",
    "QUERY-ALIAS-3",
    "BODY-OA-1",
    "BODY-NEST-14",
    "BODY-NULL-3",
    "TYPE-11",
)
def documented_without_types(app: Broken) -> None:
    """The OpenAPI document declares no types, as if every parameter were Any."""
    without(app, "type", str)


@fault("PATH-NUM-6", "BODY-OA-1", "BODY-MULTI-10", "BODY-NEST-14")
def documented_without_bounds(app: Broken) -> None:
    """Numbers are validated in the handlers, so the OpenAPI document declares no minimum."""
    without(app, "minimum", int, float)


@fault("PATH-NUM-6")
def documented_bound_excludes_itself(app: Broken) -> None:
    """The OpenAPI document declares the maximum of a number as exclusive."""

    def change(value: dict[str, Any]) -> None:
        if isinstance(value.get("maximum"), int):
            value["exclusiveMaximum"] = value.pop("maximum")

    document(app, change)


@fault(
    *("PATH-NUM-6", "PATH-ENUM-12", "QUERY-DEFAULT-3", "QUERY-BOOL-9", "QUERY-ALIAS-3", "COOKIE-10", "HEADER-9"),
    *("BODY-OA-1", "BODY-MULTI-10"),
)
def documented_the_other_way_round(app: Broken) -> None:
    """The OpenAPI document declares optional parameters as required, and required ones as optional."""

    def change(value: dict[str, Any]) -> None:
        if isinstance(value.get("required"), bool):
            value["required"] = not value["required"]

    document(app, change)


@fault(
    *("PATH-NUM-6", "PATH-ENUM-12", "BODY-MULTI-10", "QUERY-DEFAULT-3", "QUERY-BOOL-9", "QUERY-ALIAS-3"),
    *("COOKIE-10", "HEADER-9"),
)
def documented_in_the_body(app: Broken) -> None:
    """The OpenAPI document declares every parameter as `in: body`, as Swagger 2 did."""

    def change(value: dict[str, Any]) -> None:
        if "in" in value and "name" in value:
            value["in"] = "body"

    document(app, change)


@fault("PATH-ENUM-12")
def documented_without_values(app: Broken) -> None:
    """The schema of an enum lists no values."""
    without(app, "enum", list)


@fault("PATH-ENUM-12")
def documented_by_names_of_members(app: Broken) -> None:
    """The schema of an enum lists the names of the members instead of their values."""

    def change(value: dict[str, Any]) -> None:
        if value.get("title") == "DidEnum":
            value["enum"] = ["LinChuang", "NeiKe", "WaiKe", "Fuke", "ErKe"]

    document(app, change)


@fault("QUERY-DEFAULT-3", "QUERY-BOOL-9", "QUERY-ALIAS-3", "BODY-OA-1", "BODY-MULTI-10", "BODY-NEST-14")
def documented_without_defaults(app: Broken) -> None:
    """Defaults are set in the handlers, so the OpenAPI document declares none."""
    without(app, "default", int, bool, list, str)


@fault("QUERY-DEFAULT-3", "HEADER-9", "BODY-MULTI-10")
def documented_in_reverse(app: Broken) -> None:
    """The OpenAPI document lists parameters in reverse order."""

    def change(value: dict[str, Any]) -> None:
        if isinstance(value.get("parameters"), list):
            value["parameters"].reverse()

    document(app, change)


@fault("QUERY-ALIAS-3")
def documented_without_pattern(app: Broken) -> None:
    """Strings are validated in the handlers, so the OpenAPI document declares no pattern."""
    without(app, "pattern", str)


@fault("QUERY-ALIAS-3")
def documented_without_lengths(app: Broken) -> None:
    """Strings are validated in the handlers, so the OpenAPI document declares no maximum length."""
    without(app, "maxLength", int)


@fault("QUERY-ALIAS-3")
def documented_by_name(app: Broken) -> None:
    """The OpenAPI document names a parameter by its own name instead of its alias."""

    def change(value: dict[str, Any]) -> None:
        if value.get("name") == "alias_name":
            value["name"] = "values"

    document(app, change)


@fault("BODY-OA-1", "BODY-NEST-14")
def documented_without_required_fields(app: Broken) -> None:
    """The OpenAPI document declares no required fields of a body."""
    without(app, "required", list)


@fault("BODY-OA-1", "BODY-OA-2")
def documented_without_examples(app: Broken) -> None:
    """The examples are set with schema_extra, which Pydantic 2 ignores."""
    without(app, "examples", list)


@fault("BODY-OA-1", "BODY-MULTI-10", "BODY-NEST-14")
def documented_without_descriptions(app: Broken) -> None:
    """The descriptions of parameters and fields are comments in the source."""
    without(app, "description", str)


@fault("BODY-OA-1")
def documented_without_titles(app: Broken) -> None:
    """The title of a field is derived from its name."""

    def change(value: dict[str, Any]) -> None:
        if value.get("title") == "人口数量":
            value["title"] = "Contry Population"

    document(app, change)


@fault("BODY-OA-1")
def documented_as_a_form(app: Broken) -> None:
    """The OpenAPI document declares a body as a form."""

    def change(value: dict[str, Any]) -> None:
        if "requestBody" in value:
            content = value["requestBody"]["content"]
            value["requestBody"]["content"] = {"multipart/form-data": next(iter(content.values()))}

    document(app, change)


@fault("BODY-OA-1", "BODY-MULTI-10")
def documented_without_bodies(app: Broken) -> None:
    """Bodies are read from the request by hand, so the OpenAPI document declares none."""
    without(app, "requestBody", dict)


@fault("BODY-OA-2")
def documented_with_an_example_of_its_own(app: Broken) -> None:
    """The example of a model is made from the examples of its fields, and so has no population."""

    def change(value: dict[str, Any]) -> None:
        if value.get("title") == "CityInfo":
            value["examples"][0].pop("contry_population")

    document(app, change)


@fault("BODY-NEST-14", "TYPE-11")
def documented_without_formats(app: Broken) -> None:
    """The OpenAPI document declares dates, moments and the like as strings without a format."""
    without(app, "format", str)


@fault("COOKIE-10", "HEADER-9")
def documented_without_headers(app: Broken) -> None:
    """Cookies and headers are read from the request by hand, so the OpenAPI document declares none."""

    def change(value: dict[str, Any]) -> None:
        if isinstance(value.get("parameters"), list):
            value["parameters"] = [entry for entry in value["parameters"] if entry["in"] in ("path", "query")]

    document(app, change)


@fault("HEADER-9")
def documented_with_underscores(app: Broken) -> None:
    """The OpenAPI document declares headers by the names of their parameters in Python."""

    def change(value: dict[str, Any]) -> None:
        if value.get("in") == "header":
            value["name"] = value["name"].replace("-", "_")

    document(app, change)


@fault("BODY-NULL-3")
def documented_nullable_is_optional(app: Broken) -> None:
    """The OpenAPI document does not require a field that may be null."""

    @app.document()
    def change(openapi: Any) -> None:
        del openapi["components"]["schemas"]["Report"]["required"]


@fault("PARAM-MODEL-14")
def documented_model_is_one_parameter(app: Broken) -> None:
    """The OpenAPI document declares a query model as one parameter, an object."""

    @app.document()
    def change(openapi: Any) -> None:
        filters = {"name": "filters", "in": "query", "required": True, "schema": {"type": "object"}}
        openapi["paths"]["/chapter03/models/query"]["get"]["parameters"] = [filters]
