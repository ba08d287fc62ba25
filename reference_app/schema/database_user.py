"""Users of the database chapter: a request has a password, a response never does."""

from typing import Annotated

from pydantic import BaseModel, Field

from reference_app.hardening.values import Hashable
from reference_app.schema.types import Id, Name, Number

Password = Annotated[str, Field(min_length=8, max_length=72), Hashable]


class UserFields(BaseModel):
    """The fields that a request and a response have in common."""

    account: Number
    uname: Name | None = None
    role: Number


class UserCreate(UserFields):
    """A user to create."""

    password: Password


class UserRead(UserFields):
    """A user as a response shows it."""

    uid: Id
