"""Users: what a client sends, and what a response shows of it."""

from typing import Annotated

from email_validator import SPECIAL_USE_DOMAIN_NAMES
from pydantic import BaseModel, EmailStr, Field

from reference_app.schema.types import String

# Rejected although the format allows them: a domain without a dot, and a domain that receives no mail.
UNDELIVERABLE = rf"@[^.]*$|\.({'|'.join(SPECIAL_USE_DOMAIN_NAMES)})$"
Email = Annotated[EmailStr, Field(json_schema_extra={"not": {"pattern": UNDELIVERABLE}})]


class UserBase(BaseModel):
    """A user without the password."""

    username: String
    email: Email
    mobile: String = "10086"
    # Without `| None` the notes' `address: str = None` rejects null, which is its own default.
    address: String | None = None
    full_name: String | None = None


class UserIn(UserBase):
    """A user as a client sends it: only this model has a password."""

    password: str


class UserOut(UserBase):
    """A user as a response shows it."""


class UserBrief(BaseModel):
    """The short form of a user in a response."""

    username: str
    email: Email
