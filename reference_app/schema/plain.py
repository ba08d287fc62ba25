"""JSON taken at its word, as the document describes it: pydantic reads true as 1, "0" as 0 and 0 as 1970-01-01.

Written behind the ``Field``, since a validator in front of it hides its ``minimum`` from the document.
"""

import re

from pydantic import BeforeValidator
from pydantic_core import PydanticKnownError


def _number(value: object) -> object:
    if isinstance(value, bool | str):
        raise PydanticKnownError("int_type")
    return value


def _full_date(value: object) -> object:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        raise PydanticKnownError("date_type")
    return value


PlainNumber = BeforeValidator(_number)
PlainDate = BeforeValidator(_full_date)
