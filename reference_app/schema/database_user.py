"""Users of the database chapter: the password comes in and never goes out."""

from typing import Annotated

from pydantic import BaseModel, Field

from reference_app.schema.types import Id, Name, Number

# bcrypt reads 72 bytes and no NUL: in printable ASCII these are as many characters.
Password = Annotated[str, Field(min_length=8, max_length=72, pattern=r"^[ -~]*$")]


class UserFields(BaseModel):
    """What anybody may know of a user."""

    account: Number
    uname: Name | None = None
    role: Number


class UserCreate(UserFields):
    """A user to be made."""

    password: Password


class UserRead(UserFields):
    """A user as it is answered."""

    uid: Id
