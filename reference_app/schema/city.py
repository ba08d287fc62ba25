"""Cities and their figures, as they come in a body."""

import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from reference_app.schema.types import PlainDate, PlainNumber, Text


class CityInfo(BaseModel):
    """A city and the country it is in."""

    # The notes' `class Config: schema_extra` is ignored since pydantic 2.
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"name": "Beijing", "country": "China", "contry_code": "CN", "contry_population": 1400000000}]
        }
    )

    # Examples are for the reader of the document: they are neither defaults nor checked.
    name: Annotated[Text, Field(examples=["Beijing"])]
    country: Annotated[Text, Field(examples=["China"])]
    contry_code: Annotated[Text, Field(examples=["CN"])]
    contry_population: Annotated[int, Field(title="人口数量", description="国家的人口数量", ge=800), PlainNumber] = 800


class Counts(BaseModel):
    """The statistics of one city."""

    confirmed: int
    death: int


class Data(BaseModel):
    """The figures of one day, for some cities."""

    # Without `| None` the notes' `List[CityInfo] = None` refuses the null that it has as its own default.
    city: list[CityInfo] | None = None
    # The module's name, since `date: date` would hide the type for every field below it.
    date: Annotated[datetime.date, PlainDate]
    confirmed: Annotated[int, Field(ge=0, description="确诊数"), PlainNumber] = 0
    death: Annotated[int, Field(ge=0, description="死亡数"), PlainNumber] = 0
    recovered: Annotated[int, Field(ge=0, description="治愈数"), PlainNumber] = 0
