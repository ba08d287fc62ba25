"""Models of query parameters, headers and cookies: each field is a parameter of its own."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Filters(BaseModel):
    """Which cities to list, and in which order."""

    limit: Annotated[int, Field(ge=1, le=100)] = 10
    sort: Literal["name", "population"] = "name"
    tag: list[str] = []


class OnlyFilters(Filters):
    """The filters, and no other query parameter."""

    model_config = ConfigDict(extra="forbid")


class ClientHeaders(BaseModel):
    """How a client wants its figures."""

    accept_language: str = "zh"
    x_unit: Literal["one", "million"] = "one"


class OnlyClientHeaders(ClientHeaders):
    """These headers, and no other header."""

    model_config = ConfigDict(extra="forbid")


class SessionCookies(BaseModel):
    """The cookies of a session."""

    session: str
    theme: str = "light"


class OnlySessionCookies(SessionCookies):
    """The cookies of a session, and no other cookie."""

    model_config = ConfigDict(extra="forbid")
