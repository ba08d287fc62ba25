"""Types that JSON bodies share. They do not convert values, which Pydantic does by default."""

import datetime
import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field
from pydantic_core import PydanticKnownError


def _number(value: Any) -> Any:
    if isinstance(value, bool | str):
        raise PydanticKnownError("int_type")
    return value


def _day(value: Any) -> Any:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise PydanticKnownError("date_type")
    return value


def _moment(value: Any) -> Any:
    if not isinstance(value, str) or not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]", value):
        raise PydanticKnownError("datetime_type")
    return value


def _duration(value: Any) -> Any:
    if not isinstance(value, str) or not re.match("[+-]?P", value):
        raise PydanticKnownError("time_delta_type")
    return value


JsonInt = Annotated[int, BeforeValidator(_number)]  # 3, 3.0 or 3e0
JsonDate = Annotated[datetime.date, BeforeValidator(_day)]
JsonMoment = Annotated[datetime.datetime, BeforeValidator(_moment)]
JsonDuration = Annotated[datetime.timedelta, BeforeValidator(_duration)]
Key = Annotated[JsonInt, Field(ge=1, le=2147483647)]
PathKey = Annotated[int, Field(ge=1, le=2147483647)]
Name = Annotated[str, Field(min_length=1, max_length=30, pattern=r"^[^\x00]*$")]


class City(BaseModel):
    name: str
    country: str
    contry_code: str
    contry_population: Annotated[JsonInt, Field(ge=800)] = 800
