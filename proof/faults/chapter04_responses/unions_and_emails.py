"""Faults that the rules of spec/chapter04_responses/test_unions_and_emails.py detect."""

import re
from typing import Annotated, Any

from fastapi import HTTPException, Query
from pydantic import AfterValidator, BeforeValidator, EmailStr, Field

from proof.faults.chapter04_responses._shared import INPUT, MODELS
from proof.faults.fault import Broken, fault
from reference_app.schema.user import UserBase, UserIn, UserOut


def take_emails(app: Broken, kind: Any) -> None:
    """Read the email of a user as another type."""

    class User(UserIn):
        email: kind

    class Returned(UserBase):
        email: str

    @app.route("POST", INPUT)
    async def echo(user: User) -> Returned:
        return Returned(**user.model_dump())


@fault("RESP-UNION-1")
def model_of_a_union_is_merged(app: Broken) -> None:
    """A single model with the properties of both replaces the union of two."""

    @app.route("POST", f"{MODELS}/union")
    async def union(user: UserIn, brief: Annotated[bool, Query()] = False) -> UserOut:
        return UserOut(**user.model_dump())


@fault("RESP-UNION-1")
def model_of_a_union_is_the_smaller(app: Broken) -> None:
    """The first model of a union that fits is used, and the smaller one comes first and always fits."""

    @app.route("POST", f"{MODELS}/union")
    async def union(user: UserIn, brief: Annotated[bool, Query()] = False) -> Any:
        return user.model_dump(include={"username", "email"})


@fault("RESP-EMAIL-1", "RESP-EMAIL-2", "RESP-EMAIL-3", "RESP-EMAIL-4", "RESP-EMAIL-5")
def email_is_any_string(app: Broken) -> None:
    """The email is declared as a string without a format."""
    take_emails(app, str)


@fault("RESP-EMAIL-1", "RESP-EMAIL-2", "RESP-EMAIL-3", "RESP-EMAIL-5")
def email_is_what_has_an_at(app: Broken) -> None:
    """Any string with something on both sides of an `@` is accepted as an email address."""
    take_emails(app, Annotated[str, Field(pattern=r"^.+@.+$")])


@fault("RESP-EMAIL-3")
def email_is_lower_case(app: Broken) -> None:
    """The whole email address is returned in lower case, and not only its domain."""
    take_emails(app, Annotated[EmailStr, AfterValidator(str.lower)])


@fault("RESP-EMAIL-4")
def email_must_be_the_address_alone(app: Broken) -> None:
    """An email address with spaces around it or with a display name is rejected."""

    def bare(value: Any) -> Any:
        if re.search(r"\s", value):
            raise HTTPException(422, [{"loc": ["body", "email"], "type": "value_error", "msg": "more than an address"}])
        return value

    take_emails(app, Annotated[EmailStr, BeforeValidator(bare)])
