"""Types of single values that several models and operations share."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Path
from pydantic import AfterValidator, Field, WithJsonSchema

from reference_app.hardening.values import Encodable, Storable, StrictNumber

LARGEST = 2**31 - 1  # PostgreSQL's integer


def _in_utc(moment: datetime) -> datetime:
    """SQLite stores UTC without a time zone; PostgreSQL returns times in the time zone of its settings."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


# What a column of a table can hold, checked before the database is called.
Id = Annotated[int, Field(ge=1, le=LARGEST)]
Number = Annotated[int, Field(ge=0, le=LARGEST), StrictNumber]
Reference = Annotated[Id, StrictNumber]
Name = Annotated[str, Field(min_length=1, max_length=30), Storable]
Moment = Annotated[datetime, AfterValidator(_in_utc)]

# A string that a response can contain.
String = Annotated[str, Encodable]
# One segment of a path. A slash, encoded or not, ends the segment and makes it another path.
Segment = Annotated[str, Path(pattern="^[^/]+$")]

# Optional parameters. A query, cookie or header cannot contain null, so the OpenAPI document does not allow it.
OptionalInt = Annotated[int | None, WithJsonSchema({"type": "integer"})]
OptionalString = Annotated[str | None, WithJsonSchema({"type": "string"})]
OptionalStrings = Annotated[list[str] | None, WithJsonSchema({"type": "array", "items": {"type": "string"}})]
