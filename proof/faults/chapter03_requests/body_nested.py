"""Faults that the rules of spec/chapter03_requests/test_body_nested.py detect."""

import datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from proof.faults.fault import Broken, Received, fault
from reference_app.hardening.values import StrictNumber
from reference_app.schema.city import CityInfo, Data

PATH = "/chapter03/request_body/nested"


def data_is(app: Broken, model: Any, **options: Any) -> None:
    """Declare the body as another model, and return it."""

    @app.route("PUT", PATH, **options)
    async def nested_models(data: model) -> model:
        return data


def city_is(app: Broken, type: Any, default: Any = None) -> None:
    """Declare the list of models with another type or default."""

    class Figures(Data):
        city: type = default

    data_is(app, Figures)


def date_is(app: Broken, *validators: Any, type: Any = datetime.date) -> None:
    """Declare the date with other validators."""

    class Figures(Data):
        date: Annotated[type, Field(), *validators]

    data_is(app, Figures)


def counts_are(app: Broken, type: Any) -> None:
    """Declare the counts with another type."""

    class Figures(Data):
        confirmed: type = 0
        death: type = 0
        recovered: type = 0

    data_is(app, Figures)


def returned(app: Broken, change: Any) -> None:
    """Change the body before it is returned as JSON."""

    @app.route("PUT", PATH)
    async def nested_models(data: Data) -> Any:
        return change(data.model_dump(mode="json"))


@fault("BODY-NEST-1")
def nested_list_is_not_empty(app: Broken) -> None:
    """A list must have at least one element."""
    city_is(app, Annotated[list[CityInfo], Field(min_length=1)] | None)


@fault("BODY-NEST-1")
def nested_list_is_reversed(app: Broken) -> None:
    """A list is returned in reverse order."""
    returned(app, lambda data: {**data, "city": data["city"][::-1]})


@fault("BODY-NEST-1", "BODY-NEST-2", "BODY-NEST-9", "BODY-NEST-15")
def nested_date_is_a_time(app: Broken) -> None:
    """A date is returned with the time midnight."""
    returned(app, lambda data: {**data, "date": f"{data['date']}T00:00:00"})


@fault("BODY-NEST-1", "BODY-NEST-2", "BODY-NEST-3", "BODY-NEST-9", "BODY-NEST-15")
def date_in_another_zone(app: Broken) -> None:
    """A date is read as midnight in UTC and returned as the date in America at that time."""

    @app.route("PUT", PATH)
    async def nested_models(data: Data) -> Any:
        return {**data.model_dump(), "date": data.date - datetime.timedelta(days=data.date > datetime.date.min)}


@fault("BODY-NEST-2")
def nested_list_default_is_empty(app: Broken) -> None:
    """The default of a list is an empty one."""
    city_is(app, list[CityInfo] | None, [])


@fault("BODY-NEST-2")
def nested_list_is_required(app: Broken) -> None:
    """A list is required, since only its type says that it may be null."""
    city_is(app, list[CityInfo] | None, ...)


@fault("BODY-NEST-2", "BODY-NEST-3")
def nested_null_left_out(app: Broken) -> None:
    """The response omits null (response_model_exclude_none)."""
    data_is(app, Data, response_model_exclude_none=True)


@fault("BODY-NEST-11", "BODY-NEST-2")
def nested_defaults_left_out(app: Broken) -> None:
    """The response omits fields that were not sent (response_model_exclude_unset)."""
    data_is(app, Data, response_model_exclude_unset=True)


@fault("BODY-NEST-11", "BODY-NEST-4", "BODY-NEST-13")
def nested_models_are_dictionaries(app: Broken) -> None:
    """The elements of a list may be any objects."""
    city_is(app, list[dict[str, Any]] | None)


@fault("BODY-NEST-3", "BODY-NEST-2")
def nested_null_is_an_empty_list(app: Broken) -> None:
    """A list that is null is returned as an empty one."""
    returned(app, lambda data: {**data, "city": data["city"] or []})


@fault("BODY-NEST-3")
def nested_list_may_not_be_null(app: Broken) -> None:
    """A list is declared as list[CityInfo] = None, which does not accept null."""
    city_is(app, list[CityInfo])


@fault("BODY-NEST-4")
def nested_object_is_a_list(app: Broken) -> None:
    """An object in place of a list is read as a list of one, so its error has an index."""
    city_is(app, Annotated[list[CityInfo] | None, BeforeValidator(lambda city: [city] if type(city) is dict else city)])


@fault("BODY-NEST-4", "BODY-NEST-13")
def nested_index_from_one(app: Broken) -> None:
    """The index in loc begins at 1."""

    @app.received("PUT", PATH)
    def change(response: Received) -> None:
        if response.status == 422:
            counted = [
                {**entry, "loc": [part + 1 if isinstance(part, int) else part for part in entry["loc"]]}
                for entry in response.json["detail"]
            ]
            response.json = {"detail": counted}


@fault("BODY-NEST-4", "BODY-NEST-13")
def nested_location_is_the_list(app: Broken) -> None:
    """The loc of an error in a list ends at the list."""

    @app.received("PUT", PATH)
    def change(response: Received) -> None:
        if response.status == 422:
            response.json = {"detail": [{**entry, "loc": entry["loc"][:2]} for entry in response.json["detail"]]}


@fault("BODY-NEST-9", "BODY-NEST-13")
def counts_below_zero(app: Broken) -> None:
    """The counts of a body have no minimum."""
    counts_are(app, Annotated[int, StrictNumber])


@fault("BODY-NEST-9", "BODY-NEST-13")
def counts_above_zero(app: Broken) -> None:
    """A count in a body must be greater than 0."""
    counts_are(app, Annotated[int, Field(gt=0), StrictNumber])


@fault("BODY-NEST-12", "BODY-NEST-5")
def date_default_is_today(app: Broken) -> None:
    """A date that is missing or null is replaced by today."""

    class Figures(Data):
        date: datetime.date | None = None  # type: ignore[assignment]

    @app.route("PUT", PATH)
    async def nested_models(data: Figures) -> Figures:
        return data.model_copy(update={"date": data.date or datetime.datetime.now(datetime.UTC).date()})


@fault("BODY-NEST-15")
def date_since_1970(app: Broken) -> None:
    """A date is stored in seconds, and must be in 1970 or later."""
    date_is(app, Field(ge=datetime.date(1970, 1, 1)))


@fault("BODY-NEST-15")
def date_by_strftime(app: Broken) -> None:
    """A date is written by strftime(), which gives the year 1 one digit."""

    @app.route("PUT", PATH)
    async def nested_models(data: Data) -> Any:
        return {**data.model_dump(), "date": data.date.strftime("%Y-%m-%d")}


@fault("BODY-NEST-5", "BODY-NEST-6", "BODY-NEST-7")
def date_is_any_string(app: Broken) -> None:
    """A date may be any string."""

    class Figures(Data):
        date: Annotated[str, BeforeValidator(str)]  # type: ignore[assignment]

    data_is(app, Figures)


@fault("BODY-NEST-5")
def date_by_strptime(app: Broken) -> None:
    """A date is read by strptime(), which accepts a month of one digit."""

    def read(date: Any) -> datetime.date:
        if not isinstance(date, str):
            raise ValueError("not a string")
        return datetime.datetime.strptime(date, "%Y-%m-%d").date()

    date_is(app, BeforeValidator(read))


@fault("BODY-NEST-5")
def date_without_hyphens(app: Broken) -> None:
    """A date may be written without hyphens, as date.fromisoformat() accepts it."""
    date_is(app, BeforeValidator(lambda date: datetime.date.fromisoformat(date) if isinstance(date, str) else None))


@fault("BODY-NEST-5")
def date_by_its_pattern(app: Broken) -> None:
    """A date is checked by a pattern, which accepts any month and day of two digits."""

    class Figures(Data):
        date: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]  # type: ignore[assignment]

    data_is(app, Figures)


@fault("BODY-NEST-6", "BODY-NEST-7")
def date_cut_from_a_time(app: Broken) -> None:
    """The time of day is cut off."""
    date_is(app, BeforeValidator(lambda date: str(date).partition("T")[0].partition(" ")[0]))


@fault("BODY-NEST-6", "BODY-NEST-7")
def date_of_unix(app: Broken) -> None:
    """A number of seconds is accepted as a date."""

    def day(date: Any) -> Any:
        return datetime.datetime.fromtimestamp(date, datetime.UTC).date() if isinstance(date, int) else date

    date_is(app, BeforeValidator(day))


@fault("BODY-NEST-7")
def date_of_pydantic(app: Broken) -> None:
    """A date may be any value that Pydantic accepts, midnight included."""
    date_is(app)


@fault("BODY-COERCE-6")
def counts_of_booleans(app: Broken) -> None:
    """A count may be a boolean, as in plain FastAPI."""
    counts_are(app, Annotated[int, Field(ge=0)])


@fault("BODY-NEST-16")
def nested_list_of_any_length(app: Broken) -> None:
    """A list may have any length."""
    city_is(app, list[CityInfo] | None)


@fault("BODY-NEST-16")
def nested_list_of_99_models(app: Broken) -> None:
    """The limit for a list is off by one: 100 models are rejected."""
    city_is(app, Annotated[list[CityInfo], Field(max_length=99)] | None)
