"""Faults that the rules of spec/chapter03_requests/test_body_fields.py detect."""

from typing import Annotated, Any

from fastapi import Body
from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from proof.faults.chapter03_requests._shared import CITY, ORDERS, entries
from proof.faults.fault import Broken, fault, reject
from reference_app.hardening.values import StrictNumber
from reference_app.schema.appointment import Report
from reference_app.schema.city import CityInfo

NULLABLE = "/chapter03/request_body/nullable"
Population = Annotated[int, Field(ge=800), StrictNumber]


def city_is(app: Broken, model: type[BaseModel], **options: Any) -> None:
    """Declare the body as another model, and return it."""

    @app.route("POST", CITY, **options)
    async def city_info(city: model) -> model:  # type: ignore[valid-type]
        return city


def population_is(app: Broken, type: Any, default: Any = 800) -> None:
    """Declare the population with another type or default."""

    class City(CityInfo):
        contry_population: type = default

    city_is(app, City)


@fault("BODY-FIELD-1", "BODY-FIELD-2", "BODY-FIELD-4", "BODY-COERCE-2", "BODY-EXTRA-1", "BODY-UNICODE-1", "BODY-CT-3")
def body_field_spelled_correctly(app: Broken) -> None:
    """The misspelled name of a field is corrected: country_code."""

    class City(BaseModel):
        name: str
        country: str
        country_code: str
        contry_population: Population = 800

    city_is(app, City)


@fault("BODY-FIELD-1", "BODY-FIELD-3", "BODY-COERCE-2", "BODY-EXTRA-1", "BODY-JSON-4", "BODY-JSON-9")
def body_field_left_out(app: Broken) -> None:
    """The response omits the population."""

    @app.route("POST", CITY, response_model=CityInfo, response_model_exclude={"contry_population"})
    async def city_info(city: CityInfo) -> CityInfo:
        return city


@fault(
    *("BODY-FIELD-1", "BODY-FIELD-2", "BODY-FIELD-3", "BODY-EXTRA-1", "BODY-EXTRA-2", "BODY-JSON-2", "BODY-JSON-3"),
    *("BODY-JSON-7", "BODY-CT-3", "BODY-SHAPE-4", "BODY-UNICODE-1"),
)
def body_strings_in_lower_case(app: Broken) -> None:
    """Strings are returned in lower case."""

    class City(CityInfo, str_to_lower=True):
        pass

    city_is(app, City)


@fault(
    *("BODY-FIELD-1", "BODY-FIELD-2", "BODY-COERCE-2", "BODY-EXTRA-1", "BODY-UNICODE-1", "BODY-CT-1", "BODY-CT-2"),
    "BODY-CT-3",
)
def body_created(app: Broken) -> None:
    """A valid body is accepted with 201 instead of 200."""
    city_is(app, CityInfo, status_code=201)


@fault("BODY-FIELD-2", "BODY-SHAPE-4")
def body_default_left_out(app: Broken) -> None:
    """The response omits fields that were not sent (response_model_exclude_unset)."""
    city_is(app, CityInfo, response_model_exclude_unset=True)


@fault("BODY-FIELD-2", "BODY-SHAPE-4")
def body_default_changed(app: Broken) -> None:
    """The default of a field is 0, which is below its own minimum."""
    population_is(app, Population, 0)


@fault("BODY-FIELD-2", "BODY-CT-3", "BODY-UNICODE-1")
def body_default_forgotten(app: Broken) -> None:
    """A field with a default is required."""

    class City(CityInfo):
        contry_population: Population

    city_is(app, City)


@fault("BODY-FIELD-4", "BODY-FIELD-7")
def body_examples_are_defaults(app: Broken) -> None:
    """The examples of fields are their defaults."""

    class City(CityInfo):
        name: str = "Beijing"
        country: str = "China"
        contry_code: str = "CN"

    city_is(app, City)


@fault(*ORDERS)
def errors_first_alone(app: Broken) -> None:
    """Validation stops at the first error."""
    entries(app, lambda detail: detail[:1])


@fault(*ORDERS)
def errors_last_first(app: Broken) -> None:
    """Errors are reported from the last to the first."""
    entries(app, lambda detail: detail[::-1])


@fault("BODY-FIELD-3", "BODY-FIELD-8")
def body_minimum_excluded(app: Broken) -> None:
    """A number must be greater than its minimum."""
    population_is(app, Annotated[int, Field(gt=800), StrictNumber])


@fault("BODY-FIELD-3", "BODY-FIELD-8")
def body_minimum_forgotten(app: Broken) -> None:
    """A number has no minimum."""
    population_is(app, Annotated[int, StrictNumber])


@fault("BODY-FIELD-5", "REQUEST-FAULT-1", "REQUEST-FAULT-2")
def body_null_accepted(app: Broken) -> None:
    """Every field accepts null."""

    class City(CityInfo):
        name: str | None  # type: ignore[assignment]
        country: str | None  # type: ignore[assignment]
        contry_population: Annotated[int | None, Field(ge=800)] = 800  # type: ignore[assignment]

    city_is(app, City)


@fault("BODY-FIELD-5")
def body_null_is_the_default(app: Broken) -> None:
    """A number that is null takes its default."""
    population_is(app, Annotated[Population, BeforeValidator(lambda number: 800 if number is None else number)])


@fault("BODY-COERCE-1", "BODY-FIELD-8")
def body_number_as_string(app: Broken) -> None:
    """A string field accepts numbers (coerce_numbers_to_str)."""

    class City(CityInfo, coerce_numbers_to_str=True):
        pass

    city_is(app, City)


@fault("BODY-COERCE-4", "BODY-COERCE-5")
def body_number_or_its_default(app: Broken) -> None:
    """A value that is not a number is replaced by the default, as in parseInt(x) || 800."""
    population_is(
        app, Annotated[int, Field(ge=800), BeforeValidator(lambda sent: sent if type(sent) in (int, float) else 800)]
    )


@fault("BODY-COERCE-3")
def body_number_rounded(app: Broken) -> None:
    """A fraction is rounded to an integer."""

    def rounded(number: Any) -> Any:
        return round(number) if isinstance(number, float) and abs(number) < 1e300 else number

    population_is(app, Annotated[Population, BeforeValidator(rounded)])


@fault("BODY-COERCE-2")
def body_number_without_a_point(app: Broken) -> None:
    """An integer must be written without a decimal point and an exponent."""
    population_is(app, Annotated[int, Field(ge=800, strict=True)])


@fault("BODY-EXTRA-1")
def body_unknown_property_kept(app: Broken) -> None:
    """Unknown properties are kept and returned."""

    class City(CityInfo, extra="allow"):
        pass

    city_is(app, City)


@fault("BODY-EXTRA-1")
def body_unknown_property_rejected(app: Broken) -> None:
    """Unknown properties are rejected."""

    class City(CityInfo, extra="forbid"):
        pass

    city_is(app, City)


@fault("BODY-EXTRA-1")
def body_names_in_any_case(app: Broken) -> None:
    """Property names match in any letter case, as in Go."""

    @app.route("POST", CITY)
    async def city_info(city: Annotated[dict[str, Any], Body()]) -> CityInfo:
        try:
            return CityInfo.model_validate({name.lower(): value for name, value in city.items()})
        except ValidationError as error:
            raise reject("body", *error.errors()[0]["loc"]) from None


@fault("BODY-FIELD-9")
def body_numbers_are_doubles(app: Broken) -> None:
    """Every number is read as a double, as JSON.parse does, and truncated to an integer."""
    population_is(app, Annotated[int, BeforeValidator(lambda number: int(float(number)))])


@fault("BODY-NULL-1")
def nullable_is_a_string(app: Broken) -> None:
    """A field that may be null is declared as a string, so null is rejected."""

    class Strict(Report):
        finding: str

    @app.route("POST", NULLABLE)
    async def read_nullable(report: Strict) -> Strict:
        return report


@fault("BODY-NULL-1")
def nullable_left_out(app: Broken) -> None:
    """The response omits what is null."""

    @app.route("POST", NULLABLE, response_model_exclude_none=True)
    async def read_nullable(report: Report) -> Report:
        return report


@fault("BODY-NULL-2")
def nullable_is_optional(app: Broken) -> None:
    """A field that may be null may also be omitted, as with Pydantic 1."""

    class Lax(Report):
        finding: str | None = None

    @app.route("POST", NULLABLE)
    async def read_nullable(report: Lax) -> Lax:
        return report


@fault("BODY-NULL-2")
def nullable_has_no_default(app: Broken) -> None:
    """Every field that may be null must be sent."""

    class Strict(Report):
        remark: str | None

    @app.route("POST", NULLABLE)
    async def read_nullable(report: Strict) -> Strict:
        return report


@fault("BODY-COERCE-5")
def body_number_in_quotes(app: Broken) -> None:
    """An integer field accepts a number in quotes, as plain FastAPI does."""
    population_is(app, Annotated[int, Field(ge=800)])
