"""Users: what a client sends, and what it may see of it again."""

from typing import Annotated

from email_validator import SPECIAL_USE_DOMAIN_NAMES
from pydantic import BaseModel, EmailStr, Field

from reference_app.schema.types import Text

# Refused, though of the format: a domain without a dot, and one that takes no mail.
UNDELIVERABLE = rf"@[^.]*$|\.({'|'.join(SPECIAL_USE_DOMAIN_NAMES)})$"
Email = Annotated[EmailStr, Field(json_schema_extra={"not": {"pattern": UNDELIVERABLE}})]


class UserBase(BaseModel):
    """What everybody may know of a user."""

    username: Text
    email: Email
    mobile: Text = "10086"
    # Without `| None` the notes' `address: str = None` refuses the null that it has as its own default.
    address: Text | None = None
    full_name: Text | None = None


class UserIn(UserBase):
    """A user that is created: only here is there a password."""

    password: str


class UserOut(UserBase):
    """A user that is answered."""


class UserBrief(BaseModel):
    """The least that is answered of a user."""

    username: str
    email: Email
