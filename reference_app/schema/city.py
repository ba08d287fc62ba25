"""Cities and their figures in a request body."""

import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from reference_app.hardening.values import Bounded, StrictDate, StrictNumber
from reference_app.schema.types import String


class CityInfo(BaseModel):
    """A city and the country it is in."""

    # The notes' `class Config: schema_extra` is ignored since pydantic 2.
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"name": "Beijing", "country": "China", "contry_code": "CN", "contry_population": 1400000000}]
        }
    )

    # Examples are for readers of the OpenAPI document: they are not defaults and are not validated.
    name: Annotated[String, Field(examples=["Beijing"])]
    country: Annotated[String, Field(examples=["China"])]
    contry_code: Annotated[String, Field(examples=["CN"])]
    contry_population: Annotated[int, Field(title="人口数量", description="国家的人口数量", ge=800), StrictNumber] = 800


class Counts(BaseModel):
    """The statistics of one city."""

    confirmed: int
    death: int


class Data(BaseModel):
    """The figures of one day, for some cities."""

    # Without `| None` the notes' `List[CityInfo] = None` rejects null, which is its own default.
    city: Annotated[list[CityInfo], Bounded] | None = None
    # Not `date: date`: the field would then hide the type from every field below it.
    date: Annotated[datetime.date, StrictDate]
    confirmed: Annotated[int, Field(ge=0, description="确诊数"), StrictNumber] = 0
    death: Annotated[int, Field(ge=0, description="死亡数"), StrictNumber] = 0
    recovered: Annotated[int, Field(ge=0, description="治愈数"), StrictNumber] = 0
