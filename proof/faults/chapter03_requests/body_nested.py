"""Faults that the rules of spec/chapter03_requests/test_body_nested.py detect."""

import datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from proof.faults.chapter03_requests._shared import without
from proof.faults.fault import Broken, Received, fault
from reference_app.schema.city import CityInfo, Data
from reference_app.schema.types import PlainNumber

PATH = "/chapter03/request_body/nested"


def data_is(app: Broken, model: Any, **options: Any) -> None:
    """Declare the body otherwise, and response it as it comes."""

    @app.route("PUT", PATH, **options)
    async def nested_models(data: model) -> model:
        return data


def city_is(app: Broken, type: Any, default: Any = None) -> None:
    """Declare the list of models otherwise."""

    class Figures(Data):
        city: type = default

    data_is(app, Figures)


def date_is(app: Broken, *validators: Any, type: Any = datetime.date) -> None:
    """Declare the date otherwise."""

    class Figures(Data):
        date: Annotated[type, Field(), *validators]

    data_is(app, Figures)


def answered(app: Broken, change: Any) -> None:
    """Change the body before it is answered as JSON."""

    @app.route("PUT", PATH)
    async def nested_models(data: Data) -> Any:
        return change(data.model_dump(mode="json"))


@fault("BODY-NEST-14")
def documented_without_formats(app: Broken) -> None:
    """A date is text without a format in the document."""
    without(app, "format", str)


@fault("BODY-NEST-1")
def nested_list_is_not_empty(app: Broken) -> None:
    """A list must have one element at least."""
    city_is(app, Annotated[list[CityInfo], Field(min_length=1)] | None)


@fault("BODY-NEST-1")
def nested_list_is_reversed(app: Broken) -> None:
    """A list is answered from its last element to its first."""
    answered(app, lambda data: {**data, "city": data["city"][::-1]})


@fault("BODY-NEST-3", "BODY-NEST-2")
def nested_null_is_an_empty_list(app: Broken) -> None:
    """A list that is null is answered as an empty one."""
    answered(app, lambda data: {**data, "city": data["city"] or []})


@fault("BODY-NEST-1", "BODY-NEST-2", "BODY-NEST-9", "BODY-NEST-15")
def nested_date_is_a_moment(app: Broken) -> None:
    """A date is answered as the moment when it begins."""
    answered(app, lambda data: {**data, "date": f"{data['date']}T00:00:00"})


@fault("BODY-NEST-2")
def nested_list_default_is_empty(app: Broken) -> None:
    """A list that is not sent is empty."""
    city_is(app, list[CityInfo] | None, [])


@fault("BODY-NEST-2")
def nested_list_is_required(app: Broken) -> None:
    """A list must be sent, since nothing but None stands in its type."""
    city_is(app, list[CityInfo] | None, ...)


@fault("BODY-NEST-2", "BODY-NEST-3")
def nested_null_not_answered(app: Broken) -> None:
    """A null is left out of the response, by response_model_exclude_none."""
    data_is(app, Data, response_model_exclude_none=True)


@fault("BODY-NEST-3")
def nested_list_may_not_be_null(app: Broken) -> None:
    """A list is declared as list[CityInfo] = None, which takes no null."""
    city_is(app, list[CityInfo])


@fault("BODY-NEST-11", "BODY-NEST-4", "BODY-NEST-13")
def nested_models_are_dictionaries(app: Broken) -> None:
    """The elements of a list are any objects."""
    city_is(app, list[dict[str, Any]] | None)


@fault("BODY-NEST-11", "BODY-NEST-2")
def nested_defaults_not_answered(app: Broken) -> None:
    """What is not sent is left out of the response, by response_model_exclude_unset."""
    data_is(app, Data, response_model_exclude_unset=True)


@fault("BODY-NEST-4")
def nested_object_is_a_list(app: Broken) -> None:
    """A single object is taken for a list of one, and its fault is placed by its index."""
    city_is(app, Annotated[list[CityInfo] | None, BeforeValidator(lambda city: [city] if type(city) is dict else city)])


@fault("BODY-NEST-4", "BODY-NEST-13")
def nested_index_from_one(app: Broken) -> None:
    """The place of a fault in a list counts from one."""

    @app.received("PUT", PATH)
    def change(response: Received) -> None:
        if response.status == 422:
            counted = [
                {**entry, "loc": [part + 1 if isinstance(part, int) else part for part in entry["loc"]]}
                for entry in response.json["detail"]
            ]
            response.json = {"detail": counted}


@fault("BODY-NEST-4", "BODY-NEST-13")
def nested_place_is_the_list(app: Broken) -> None:
    """A fault in a list is placed at the list."""

    @app.received("PUT", PATH)
    def change(response: Received) -> None:
        if response.status == 422:
            response.json = {"detail": [{**entry, "loc": entry["loc"][:2]} for entry in response.json["detail"]]}


@fault("BODY-NEST-5", "BODY-NEST-6", "BODY-NEST-7")
def date_is_any_text(app: Broken) -> None:
    """A date is any text."""

    class Figures(Data):
        date: Annotated[str, BeforeValidator(str)]  # type: ignore[assignment]

    data_is(app, Figures)


@fault("BODY-NEST-5")
def date_by_strptime(app: Broken) -> None:
    """A date is read by strptime(), for which a month may have one digit."""

    def read(date: Any) -> datetime.date:
        if not isinstance(date, str):
            raise ValueError("no text")
        return datetime.datetime.strptime(date, "%Y-%m-%d").date()

    date_is(app, BeforeValidator(read))


@fault("BODY-NEST-5")
def date_without_hyphens(app: Broken) -> None:
    """A date may be written without hyphens, as date.fromisoformat() takes it."""
    date_is(app, BeforeValidator(lambda date: datetime.date.fromisoformat(date) if isinstance(date, str) else None))


@fault("BODY-NEST-5")
def date_by_its_pattern(app: Broken) -> None:
    """A date is text of digits with hyphens, of any month and day."""

    class Figures(Data):
        date: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]  # type: ignore[assignment]

    data_is(app, Figures)


@fault("BODY-NEST-6", "BODY-NEST-7")
def date_cut_from_a_moment(app: Broken) -> None:
    """The time of day is cut off from a date."""
    date_is(app, BeforeValidator(lambda date: str(date).partition("T")[0].partition(" ")[0]))


@fault("BODY-NEST-6", "BODY-NEST-7")
def date_of_unix(app: Broken) -> None:
    """A number of seconds is a date."""

    def day(date: Any) -> Any:
        return datetime.datetime.fromtimestamp(date, datetime.UTC).date() if isinstance(date, int) else date

    date_is(app, BeforeValidator(day))


@fault("BODY-NEST-7")
def date_of_pydantic(app: Broken) -> None:
    """A date is what pydantic takes for one, a midnight too."""
    date_is(app)


@fault("BODY-NEST-15")
def date_since_1970(app: Broken) -> None:
    """A date is kept in seconds, and must be in 1970 or later."""
    date_is(app, Field(ge=datetime.date(1970, 1, 1)))


@fault("BODY-NEST-15")
def date_by_strftime(app: Broken) -> None:
    """A date is answered by strftime(), which writes the year 1 with one digit."""

    @app.route("PUT", PATH)
    async def nested_models(data: Data) -> Any:
        return {**data.model_dump(), "date": data.date.strftime("%Y-%m-%d")}


@fault("BODY-NEST-1", "BODY-NEST-2", "BODY-NEST-3", "BODY-NEST-9", "BODY-NEST-15")
def date_in_another_zone(app: Broken) -> None:
    """A date is taken for midnight in UTC, and answered as it is then in America."""

    @app.route("PUT", PATH)
    async def nested_models(data: Data) -> Any:
        return {**data.model_dump(), "date": data.date - datetime.timedelta(days=data.date > datetime.date.min)}


@fault("BODY-NEST-12", "BODY-NEST-5")
def date_default_is_today(app: Broken) -> None:
    """A date that is not sent, or is null, is today."""

    class Figures(Data):
        date: datetime.date | None = None  # type: ignore[assignment]

    @app.route("PUT", PATH)
    async def nested_models(data: Figures) -> Figures:
        return data.model_copy(update={"date": data.date or datetime.datetime.now(datetime.UTC).date()})


def counts_are(app: Broken, type: Any) -> None:
    """Declare the counts otherwise."""

    class Figures(Data):
        confirmed: type = 0
        death: type = 0
        recovered: type = 0

    data_is(app, Figures)


@fault("BODY-NEST-9", "BODY-NEST-13")
def counts_below_zero(app: Broken) -> None:
    """The counts of a body have no lower bound."""
    counts_are(app, Annotated[int, PlainNumber])


@fault("BODY-NEST-9", "BODY-NEST-13")
def counts_above_zero(app: Broken) -> None:
    """A count of a body must be greater than zero."""
    counts_are(app, Annotated[int, Field(gt=0), PlainNumber])


@fault("BODY-COERCE-6")
def counts_of_booleans(app: Broken) -> None:
    """A boolean is a count, as for plain FastAPI."""
    counts_are(app, Annotated[int, Field(ge=0)])
