"""Faults that the rules of spec/chapter03_requests/test_parameter_models.py detect."""

from typing import Annotated, Any

from fastapi import Body, Cookie, Header, Query, Request

from proof.faults.fault import Broken, Received, fault, reject
from reference_app.schema.parameters import (
    ClientHeaders,
    Filters,
    OnlyClientHeaders,
    OnlyFilters,
    OnlySessionCookies,
    SessionCookies,
)

QUERY = "/chapter03/models/query"
HEADER = "/chapter03/models/header"
COOKIE = "/chapter03/models/cookie"


def parameters_are(app: Broken, path: str, model: Any, source: Any, **options: Any) -> None:
    """Declare the parameters of an operation as another model, or read them from elsewhere, and return them."""

    @app.route("GET", path, **options)
    async def read_parameters(parameters: Annotated[model, source]) -> model:
        return parameters


@fault("PARAM-MODEL-1", "PARAM-MODEL-2", "PARAM-MODEL-3", "PARAM-MODEL-8")
def query_model_in_the_body(app: Broken) -> None:
    """`Query()` is forgotten, so the model is read from the body."""
    parameters_are(app, QUERY, Filters, Body())


@fault("PARAM-MODEL-1")
def query_model_has_one_tag(app: Broken) -> None:
    """The list in a query model has only the last value."""

    @app.route("GET", QUERY)
    async def read_filters(filters: Annotated[Filters, Query()]) -> Filters:
        return filters.model_copy(update={"tag": filters.tag[-1:]})


@fault("PARAM-MODEL-2")
def query_model_left_out(app: Broken) -> None:
    """The response omits the fields of a query model that were not sent."""
    parameters_are(app, QUERY, Filters, Query(), response_model_exclude_unset=True)


@fault("PARAM-MODEL-2")
def query_model_is_required(app: Broken) -> None:
    """A field of a query model has no default."""

    class Required(Filters):
        limit: int

    parameters_are(app, QUERY, Required, Query())


@fault("PARAM-MODEL-3")
def query_model_without_bounds(app: Broken) -> None:
    """The fields of a query model have types and no bounds."""

    class Loose(Filters):
        limit: int = 10
        sort: str = "name"  # type: ignore[assignment]

    parameters_are(app, QUERY, Loose, Query())


@fault("PARAM-MODEL-3")
def query_model_corrects_its_fields(app: Broken) -> None:
    """An invalid field of a query model is replaced by its default."""

    @app.route("GET", QUERY)
    async def read_filters(limit: str = "10", sort: str = "name", tag: Annotated[list[str], Query()] = []) -> Any:  # noqa: B006
        valid = limit.isdecimal() and 1 <= int(limit) <= 100
        return {
            "limit": int(limit) if valid else 10,
            "sort": "population" if sort == "population" else "name",
            "tag": tag,
        }


@fault("PARAM-MODEL-4", "PARAM-MODEL-5", "PARAM-MODEL-8")
def header_model_not_converted(app: Broken) -> None:
    """The fields of a header model are read from headers with underscores."""
    parameters_are(app, HEADER, ClientHeaders, Header(convert_underscores=False))


@fault("PARAM-MODEL-4")
def header_model_is_required(app: Broken) -> None:
    """A field of a header model has no default."""

    class Required(ClientHeaders):
        x_unit: str  # type: ignore[assignment]

    parameters_are(app, HEADER, Required, Header())


@fault("PARAM-MODEL-5")
def header_model_located_by_field(app: Broken) -> None:
    """An error of a header model is located at the name of its field, with the underscore."""

    @app.route("GET", HEADER)
    async def read_client(
        accept_language: Annotated[str, Header()] = "zh", x_unit: Annotated[str, Header()] = "one"
    ) -> ClientHeaders:
        if x_unit not in ("one", "million"):
            raise reject("header", "x_unit")
        return ClientHeaders.model_validate({"accept_language": accept_language, "x_unit": x_unit})


@fault("PARAM-MODEL-5")
def header_model_not_validated(app: Broken) -> None:
    """The second field of a header model is not validated."""

    class Loose(ClientHeaders):
        x_unit: str = "one"  # type: ignore[assignment]

    parameters_are(app, HEADER, Loose, Header())


@fault("PARAM-MODEL-6")
def cookie_model_without_default(app: Broken) -> None:
    """Both fields of a cookie model are required."""

    class Required(SessionCookies):
        theme: str

    parameters_are(app, COOKIE, Required, Cookie())


@fault("PARAM-MODEL-6", "PARAM-MODEL-7", "PARAM-MODEL-8")
def cookie_model_in_the_query(app: Broken) -> None:
    """A cookie model is declared as a query model."""
    parameters_are(app, COOKIE, SessionCookies, Query())


@fault("PARAM-MODEL-7")
def cookie_model_is_optional(app: Broken) -> None:
    """A required cookie has an empty string as its default."""

    class Optional(SessionCookies):
        session: str = ""

    parameters_are(app, COOKIE, Optional, Cookie())


@fault("PARAM-MODEL-8", "PARAM-MODEL-4")
def parameter_models_forbid_others(app: Broken) -> None:
    """Every model of parameters forbids other parameters, as if that were the default."""
    parameters_are(app, QUERY, OnlyFilters, Query())
    parameters_are(app, HEADER, OnlyClientHeaders, Header())
    parameters_are(app, COOKIE, OnlySessionCookies, Cookie())


@fault("PARAM-MODEL-8")
def parameter_models_keep_others(app: Broken) -> None:
    """A query model keeps other parameters, and the response contains them."""

    class Open(Filters, extra="allow"):
        pass

    parameters_are(app, QUERY, Open, Query())


@fault("PARAM-MODEL-9", "PARAM-MODEL-11")
def query_model_ignores_others(app: Broken) -> None:
    """A query model that should forbid other parameters ignores them."""
    parameters_are(app, f"{QUERY}/only", Filters, Query())


@fault("PARAM-MODEL-9")
def query_model_in_any_case(app: Broken) -> None:
    """A query model that forbids other parameters compares their names without regard to letter case."""

    @app.route("GET", f"{QUERY}/only")
    async def read_only_filters(filters: Annotated[Filters, Query()], request: Request) -> Filters:
        for name, value in request.query_params.items():
            if name.lower() not in Filters.model_fields:
                raise reject("query", name, type="extra_forbidden", input=value)
        return filters


@fault("PARAM-MODEL-9", "PARAM-MODEL-11")
def query_model_does_not_name_others(app: Broken) -> None:
    """A further query parameter is rejected as an error of the whole query."""

    @app.route("GET", f"{QUERY}/only")
    async def read_only_filters(filters: Annotated[Filters, Query()], request: Request) -> Filters:
        if set(request.query_params) - set(Filters.model_fields):
            raise reject("query", type="extra_forbidden")
        return filters


@fault("PARAM-MODEL-10")
def cookie_model_ignores_others(app: Broken) -> None:
    """A cookie model that should forbid other cookies ignores them."""
    parameters_are(app, f"{COOKIE}/only", SessionCookies, Cookie())


@fault("PARAM-MODEL-12", "PARAM-MODEL-13")
def header_model_ignores_others(app: Broken) -> None:
    """A header model that should forbid other headers ignores them."""
    parameters_are(app, f"{HEADER}/only", ClientHeaders, Header())


@fault("PARAM-MODEL-13")
def header_model_knows_host(app: Broken) -> None:
    """A header model that forbids other headers forbids only those that begin with `X-`."""

    @app.route("GET", f"{HEADER}/only")
    async def read_only_client(headers: Annotated[ClientHeaders, Header()], request: Request) -> ClientHeaders:
        for name in request.headers:
            if name.startswith("x-") and name != "x-unit":
                raise reject("header", name, type="extra_forbidden")
        return headers


@fault("PARAM-MODEL-15")
def session_varies_on_the_encoding(app: Broken) -> None:
    """The response with a session only varies on Accept-Encoding: a shared cache sends it to another session."""

    @app.received("GET", f"{COOKIE}*")
    def vary(response: Received) -> None:
        if response.status == 200:
            del response.headers["Cache-Control"]
            response.headers["Vary"] = "Accept-Encoding"
