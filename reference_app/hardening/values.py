"""Values: JSON that is not converted, strings that can be sent and stored, numbers that JSON has."""

import re
from typing import Any

from fastapi import UploadFile
from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticKnownError

from reference_app.hardening import either

NOTHING: Any = "nothing is validated here"
"""It has no effect: pydantic ignores a string in Annotated."""


def _number(value: object) -> object:
    if isinstance(value, bool | str):
        raise PydanticKnownError("int_type")
    return value


def _full_date(value: object) -> object:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        raise PydanticKnownError("date_type")
    return value


def _moment(value: object) -> object:
    if not isinstance(value, str) or not re.match(r"\d{4}-\d\d-\d\d[Tt ]", value, re.ASCII):
        raise PydanticKnownError("datetime_type")
    return value


def _duration(value: object) -> object:
    if not isinstance(value, str) or not re.match(r"[+-]?P", value):
        raise PydanticKnownError("time_delta_type")
    return value


def _encodable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("a lone surrogate is not a character") from None
    return text


def _encodable_name(file: UploadFile) -> UploadFile:
    _encodable(file.filename or "")
    return file


# As the OpenAPI document describes the values: pydantic would read true as 1, "0" as 0, 0 as 1970-01-01, and 90 as a
# duration of 90 seconds. Written after the ``Field``, since a validator before it hides its ``minimum`` from the
# OpenAPI document.
StrictNumber = either(BeforeValidator(_number), NOTHING)
StrictDate = either(BeforeValidator(_full_date), NOTHING)
StrictMoment = either(BeforeValidator(_moment), NOTHING)
StrictDuration = either(BeforeValidator(_duration), NOTHING)

# JSON can contain a lone surrogate (``"\ud800"``), and so can some charsets of a form. A response in UTF-8 cannot: it
# would be a 500.
Encodable = either(AfterValidator(_encodable), NOTHING)
EncodableName = either(AfterValidator(_encodable_name), NOTHING)

# PostgreSQL does not store a NUL. A lone surrogate does not match the pattern.
Storable = either(Field(pattern=r"^[^\x00]*$"), NOTHING)
# bcrypt reads 72 bytes and rejects a NUL. In printable ASCII, 72 bytes are 72 characters.
Hashable = either(Field(pattern=r"^[ -~]*$"), NOTHING)

# Without a bound, a list costs as much as a body can hold: 8 million elements, and an error for each that is wrong.
Bounded = either(Field(max_length=100), NOTHING)

# Python's float has nan and inf, which JSON does not have.
FINITE: dict[str, Any] = either({"allow_inf_nan": False}, {})
