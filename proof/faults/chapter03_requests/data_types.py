"""Faults that the rules of spec/chapter03_requests/test_data_types.py detect."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4

from fastapi import Request
from pydantic import BeforeValidator, PlainSerializer

from proof.faults.fault import Broken, fault
from reference_app.schema.appointment import Appointment

TYPES = "/chapter03/types"


def appointment_is(app: Broken, **fields: Any) -> None:
    """Declare some fields of the body with other types, and return it."""
    model: Any = type("Appointment", (Appointment,), {"__annotations__": fields})

    @app.route("POST", TYPES)
    async def read_types(appointment: model) -> model:
        return appointment


@fault("TYPE-1", "TYPE-4", "TYPE-7", "TYPE-8")
def appointment_created(app: Broken) -> None:
    """A valid body is accepted with 201 instead of 200."""

    @app.route("POST", TYPES, status_code=201)
    async def read_types(appointment: Appointment) -> Appointment:
        return appointment


@fault("TYPE-1")
def uuid_of_the_server(app: Broken) -> None:
    """The server replaces the UUID of the client by one of its own."""
    appointment_is(app, id=Annotated[UUID, PlainSerializer(lambda _: str(uuid4()))])


@fault("TYPE-1")
def uuid_without_hyphens(app: Broken) -> None:
    """A UUID is returned without its hyphens."""
    appointment_is(app, id=Annotated[UUID, PlainSerializer(lambda value: value.hex)])


@fault("TYPE-2", "TYPE-9")
def uuid_is_any_string(app: Broken) -> None:
    """The UUID is declared as a string."""
    appointment_is(app, id=str)


@fault("TYPE-3", "TYPE-9")
def literal_is_any_string(app: Broken) -> None:
    """The `Literal` is declared as a string."""
    appointment_is(app, kind=str)


@fault("TYPE-3")
def literal_in_any_case(app: Broken) -> None:
    """A value of the `Literal` matches in any letter case."""
    lower = BeforeValidator(lambda value: value.lower() if isinstance(value, str) else value)
    appointment_is(app, kind=Annotated[Literal["test", "vaccination"], lower])


@fault("TYPE-4", "TYPE-8")
def moment_without_its_offset(app: Broken) -> None:
    """The offset of a moment is dropped, and its time of day is kept."""
    appointment_is(
        app, start=Annotated[datetime, PlainSerializer(lambda value: value.replace(tzinfo=None).isoformat())]
    )


@fault("TYPE-8")
def moment_in_utc(app: Broken) -> None:
    """A moment is returned in UTC; one without an offset is taken to be in UTC."""

    def in_utc(value: datetime) -> str:
        return (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()

    appointment_is(app, start=Annotated[datetime, PlainSerializer(in_utc)])


@fault("TYPE-5", "TYPE-10")
def moment_is_any_value(app: Broken) -> None:
    """A moment is not validated."""
    appointment_is(app, start=Any)


@fault("TYPE-5")
def moment_rolls_over(app: Broken) -> None:
    """A day that its month does not have is a day of the next month, as in JavaScript."""

    def rolled(value: Any) -> Any:
        return value.replace("-02-30T", "-03-02T") if isinstance(value, str) else value

    appointment_is(app, start=Annotated[datetime, BeforeValidator(rolled)])


@fault("TYPE-6", "TYPE-10")
def duration_is_any_value(app: Broken) -> None:
    """A duration is not validated."""
    appointment_is(app, duration=Any)


@fault("TYPE-7")
def duration_in_seconds(app: Broken) -> None:
    """A duration is returned as a number of seconds, as with Pydantic 1."""
    appointment_is(app, duration=Annotated[timedelta, PlainSerializer(timedelta.total_seconds)])


@fault("TYPE-7")
def duration_as_it_was_sent(app: Broken) -> None:
    """A duration is validated, but returned as it was sent."""

    @app.route("POST", TYPES)
    async def read_types(appointment: Appointment, request: Request) -> Any:
        return {**appointment.model_dump(mode="json"), "duration": (await request.json())["duration"]}


@fault("TYPE-10")
def times_as_numbers(app: Broken) -> None:
    """A moment may be a Unix time, and a duration a number of seconds, as in plain FastAPI."""
    appointment_is(app, start=datetime, duration=timedelta)
