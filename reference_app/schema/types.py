"""Types of single values that several models and operations share."""

import re
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Path
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticKnownError

LARGEST = 2**31 - 1  # PostgreSQL's integer


def _number(value: object) -> object:
    if isinstance(value, bool | str):
        raise PydanticKnownError("int_type")
    return value


def _full_date(value: object) -> object:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        raise PydanticKnownError("date_type")
    return value


def _in_utc(moment: datetime) -> datetime:
    """SQLite keeps no time zone and means UTC; PostgreSQL returns times in the zone of its own settings."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _encodable(text: str) -> str:
    r"""JSON can spell a lone surrogate (``"\ud800"``), which no response in UTF-8 can hold: a 500 when it is echoed."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("a lone surrogate is no character") from None
    return text


# JSON taken at its word, as the document describes it: pydantic reads true as 1, "0" as 0 and 0 as 1970-01-01.
# Written behind the ``Field``, since a validator in front of it hides its ``minimum`` from the document.
PlainNumber = BeforeValidator(_number)
PlainDate = BeforeValidator(_full_date)

# What a column of a table can hold, checked before the database is asked.
Id = Annotated[int, Field(ge=1, le=LARGEST)]
Number = Annotated[int, Field(ge=0, le=LARGEST), PlainNumber]
Reference = Annotated[Id, PlainNumber]
# PostgreSQL stores no NUL; a lone surrogate does not match the pattern.
Name = Annotated[str, Field(min_length=1, max_length=30, pattern=r"^[^\x00]*$")]
Moment = Annotated[datetime, AfterValidator(_in_utc)]

# Text that can be sent on.
Text = Annotated[str, AfterValidator(_encodable)]
# Text that can be sent in a path. A slash, encoded or not, ends the segment: the path is then another.
Segment = Annotated[str, Path(pattern="^[^/]+$")]

# Parameters that may be left out. A query, cookie or header cannot say null, so the document does not offer it.
OptionalInt = Annotated[int | None, WithJsonSchema({"type": "integer"})]
OptionalText = Annotated[str | None, WithJsonSchema({"type": "string"})]
OptionalTexts = Annotated[list[str] | None, WithJsonSchema({"type": "array", "items": {"type": "string"}})]
