"""What a column of a table can hold, checked before the database is asked."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from reference_app.schema.plain import PlainNumber


def _in_utc(moment: datetime) -> datetime:
    """SQLite keeps no time zone and means UTC; PostgreSQL answers in the zone of its own settings."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


LARGEST = 2**31 - 1  # PostgreSQL's integer

Id = Annotated[int, Field(ge=1, le=LARGEST)]
Number = Annotated[int, Field(ge=0, le=LARGEST), PlainNumber]
Reference = Annotated[Id, PlainNumber]
# PostgreSQL stores no NUL; a lone surrogate is no string for the pattern.
Name = Annotated[str, Field(min_length=1, max_length=30, pattern=r"^[^\x00]*$")]
Moment = Annotated[datetime, AfterValidator(_in_utc)]
