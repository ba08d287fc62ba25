"""Faults that the rules of spec/chapter03_requests/test_body_fields.py detect."""

from typing import Annotated, Any

from fastapi import Body
from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from proof.faults.chapter03_requests._shared import CITY, ORDERS, document, entries, without
from proof.faults.fault import Broken, fault, refuse
from reference_app.schema.city import CityInfo
from reference_app.schema.types import PlainNumber

Population = Annotated[int, Field(ge=800), PlainNumber]


def city_is(app: Broken, model: type[BaseModel], **options: Any) -> None:
    """Declare the body otherwise, and response it as it comes."""

    @app.route("POST", CITY, **options)
    async def city_info(city: model) -> model:  # type: ignore[valid-type]
        return city


def population_is(app: Broken, type: Any, default: Any = 800) -> None:
    """Declare the population otherwise."""

    class City(CityInfo):
        contry_population: type = default

    city_is(app, City)


@fault("BODY-FIELD-1", "BODY-FIELD-2", "BODY-FIELD-4", "BODY-COERCE-2", "BODY-EXTRA-1", "BODY-UNICODE-1", "BODY-CT-3")
def body_member_spelled_rightly(app: Broken) -> None:
    """The misspelled name of a member is corrected: country_code."""

    class City(BaseModel):
        name: str
        country: str
        country_code: str
        contry_population: Population = 800

    city_is(app, City)


@fault("BODY-FIELD-1", "BODY-FIELD-3", "BODY-COERCE-2", "BODY-EXTRA-1", "BODY-JSON-4", "BODY-JSON-9")
def body_field_not_answered(app: Broken) -> None:
    """The model of the response lacks the population."""

    @app.route("POST", CITY, response_model=CityInfo, response_model_exclude={"contry_population"})
    async def city_info(city: CityInfo) -> CityInfo:
        return city


@fault(
    *("BODY-FIELD-1", "BODY-FIELD-2", "BODY-FIELD-3", "BODY-EXTRA-1", "BODY-EXTRA-2", "BODY-JSON-2", "BODY-JSON-3"),
    *("BODY-JSON-7", "BODY-CT-3", "BODY-SHAPE-4", "BODY-UNICODE-1"),
)
def body_text_in_lower_case(app: Broken) -> None:
    """Text is answered in lower case."""

    class City(CityInfo, str_to_lower=True):
        pass

    city_is(app, City)


@fault("BODY-FIELD-1", "BODY-FIELD-2", "BODY-COERCE-2", "BODY-EXTRA-1", "BODY-UNICODE-1", "BODY-CT-3", "BODY-METHOD-1")
def body_created(app: Broken) -> None:
    """A city that is sent is answered with 201."""
    city_is(app, CityInfo, status_code=201)


@fault("BODY-FIELD-2", "BODY-SHAPE-4")
def body_default_not_answered(app: Broken) -> None:
    """What is not sent is left out of the response, by response_model_exclude_unset."""
    city_is(app, CityInfo, response_model_exclude_unset=True)


@fault("BODY-FIELD-9")
def body_numbers_are_doubles(app: Broken) -> None:
    """Every number in JSON is read as a double, as JSON.parse does, and cut to a whole one."""
    population_is(app, Annotated[int, BeforeValidator(lambda number: int(float(number)))])


@fault("BODY-FIELD-2", "BODY-SHAPE-4")
def body_default_changed(app: Broken) -> None:
    """The default of a field is 0, which its own bound refuses."""
    population_is(app, Population, 0)


@fault("BODY-FIELD-2", "BODY-CT-3", "BODY-METHOD-1", "BODY-UNICODE-1")
def body_default_forgotten(app: Broken) -> None:
    """A field with a default must be sent."""

    class City(CityInfo):
        contry_population: Population

    city_is(app, City)


@fault("BODY-FIELD-3", "BODY-FIELD-8")
def body_bound_excludes_itself(app: Broken) -> None:
    """A number must be greater than its lower bound."""
    population_is(app, Annotated[int, Field(gt=800), PlainNumber])


@fault("BODY-FIELD-3", "BODY-FIELD-8")
def body_bound_forgotten(app: Broken) -> None:
    """A number has no lower bound."""
    population_is(app, Annotated[int, PlainNumber])


@fault("BODY-FIELD-4", "BODY-FIELD-7")
def body_examples_are_defaults(app: Broken) -> None:
    """The examples of fields are their defaults."""

    class City(CityInfo):
        name: str = "Beijing"
        country: str = "China"
        contry_code: str = "CN"

    city_is(app, City)


@fault("BODY-FIELD-5", "REQUEST-FAULT-1", "REQUEST-FAULT-2")
def body_null_is_a_value(app: Broken) -> None:
    """A null is a value of every field."""

    class City(CityInfo):
        name: str | None  # type: ignore[assignment]
        country: str | None  # type: ignore[assignment]
        contry_population: Annotated[int | None, Field(ge=800)] = 800  # type: ignore[assignment]

    city_is(app, City)


@fault("BODY-FIELD-5")
def body_null_is_the_default(app: Broken) -> None:
    """A null of a number is its default."""
    population_is(app, Annotated[Population, BeforeValidator(lambda number: 800 if number is None else number)])


@fault("BODY-COERCE-1", "BODY-FIELD-8")
def body_number_is_text(app: Broken) -> None:
    """A number is a text as well, by coerce_numbers_to_str."""

    class City(CityInfo, coerce_numbers_to_str=True):
        pass

    city_is(app, City)


@fault("BODY-COERCE-2")
def body_number_without_a_point(app: Broken) -> None:
    """A number is whole when it is spelled without a point and an exponent."""
    population_is(app, Annotated[int, Field(ge=800, strict=True)])


@fault("BODY-COERCE-3")
def body_number_rounded(app: Broken) -> None:
    """A fraction is rounded to a whole number."""

    def rounded(number: Any) -> Any:
        return round(number) if isinstance(number, float) and abs(number) < 1e300 else number

    population_is(app, Annotated[Population, BeforeValidator(rounded)])


@fault("BODY-COERCE-4", "BODY-COERCE-5")
def body_number_or_its_default(app: Broken) -> None:
    """What is no number is taken for the default, as in parseInt(x) || 800."""
    population_is(
        app, Annotated[int, Field(ge=800), BeforeValidator(lambda sent: sent if type(sent) in (int, float) else 800)]
    )


@fault("BODY-COERCE-5")
def body_number_in_quotes(app: Broken) -> None:
    """A number in quotes is a number, as for plain FastAPI."""
    population_is(app, Annotated[int, Field(ge=800)])


@fault("BODY-EXTRA-1")
def body_unknown_member_kept(app: Broken) -> None:
    """A member that the body does not know is kept and answered."""

    class City(CityInfo, extra="allow"):
        pass

    city_is(app, City)


@fault("BODY-EXTRA-1")
def body_unknown_member_refused(app: Broken) -> None:
    """A member that the body does not know is refused."""

    class City(CityInfo, extra="forbid"):
        pass

    city_is(app, City)


@fault("BODY-EXTRA-1")
def body_names_in_any_case(app: Broken) -> None:
    """The names of members are compared without regard to letter case, as Go does."""

    @app.route("POST", CITY)
    async def city_info(city: Annotated[dict[str, Any], Body()]) -> CityInfo:
        try:
            return CityInfo.model_validate({name.lower(): value for name, value in city.items()})
        except ValidationError as error:
            raise refuse("body", *error.errors()[0]["loc"]) from None


@fault("BODY-OA-1", "BODY-NEST-14")
def documented_without_required_fields(app: Broken) -> None:
    """The document lists no required fields of a body."""
    without(app, "required", list)


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


@fault(*ORDERS)
def refusal_of_the_first_fault(app: Broken) -> None:
    """Validation stops at the first fault."""
    entries(app, lambda detail: detail[:1])


@fault(*ORDERS)
def refusal_of_the_last_fault_first(app: Broken) -> None:
    """Faults are reported from the last to the first."""
    entries(app, lambda detail: detail[::-1])
