"""The values of parameters that accept only a few."""

from enum import Enum, IntEnum, StrEnum


class CityName(StrEnum):
    """The cities that have a page of their own."""

    BEIJING = "Beijing China"
    SHANGHAI = "Shanghai China"


class DidEnum(IntEnum):
    """The number of a department."""

    LinChuang = 1
    NeiKe = 2
    WaiKe = 3
    Fuke = 4
    ErKe = 5


class DidMix(int, Enum):
    """The number of a department, declared with ``(int, Enum)``: since pydantic 2 this works as well as IntEnum."""

    LinChuang = 1
    NeiKe = 2
