"""Forms as models."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class LoginForm(BaseModel):
    """The two fields of a login, and no others."""

    model_config = ConfigDict(extra="forbid")

    # An empty field counts as missing: min_length says so in the OpenAPI document.
    username: Annotated[str, Field(min_length=1)]
    password: Annotated[str, Field(min_length=1)]
