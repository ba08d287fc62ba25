"""Faults that the rules of spec/chapter04_responses/test_unions_and_emails.py detect."""

import re
from typing import Annotated, Any

from fastapi import HTTPException, Query
from pydantic import AfterValidator, BeforeValidator, EmailStr, Field

from proof.faults.chapter04_responses._shared import INPUT, MODELS
from proof.faults.fault import Broken, fault
from reference_app.schema.user import UserBase, UserIn, UserOut


@fault("RESP-UNION-1")
def model_of_a_union_is_merged(app: Broken) -> None:
    """One model that has the members of both stands for a union of two."""

    @app.route("POST", f"{MODELS}/union")
    async def union(user: UserIn, brief: Annotated[bool, Query()] = False) -> UserOut:
        return UserOut(**user.model_dump())


@fault("RESP-UNION-1")
def model_of_a_union_is_the_smaller(app: Broken) -> None:
    """Of a union the first model that fits is taken, and the smaller one, which comes first, always fits."""

    @app.route("POST", f"{MODELS}/union")
    async def union(user: UserIn, brief: Annotated[bool, Query()] = False) -> Any:
        return user.model_dump(include={"username", "email"})


def take_emails(app: Broken, kind: Any) -> None:
    """Read the email of a user as another type."""

    class User(UserIn):
        email: kind

    class Answered(UserBase):
        email: str

    @app.route("POST", INPUT)
    async def echo(user: User) -> Answered:
        return Answered(**user.model_dump())


@fault("RESP-EMAIL-1", "RESP-EMAIL-2", "RESP-EMAIL-3", "RESP-EMAIL-4", "RESP-EMAIL-5")
def email_is_any_text(app: Broken) -> None:
    """The email is declared as a text like any other."""
    take_emails(app, str)


@fault("RESP-EMAIL-1", "RESP-EMAIL-2", "RESP-EMAIL-3", "RESP-EMAIL-5")
def email_is_what_has_an_at(app: Broken) -> None:
    """An email is whatever has something on both sides of an @."""
    take_emails(app, Annotated[str, Field(pattern=r"^.+@.+$")])


@fault("RESP-EMAIL-3")
def email_is_lower_case(app: Broken) -> None:
    """The whole email is answered in lower case, the name before the domain too."""
    take_emails(app, Annotated[EmailStr, AfterValidator(str.lower)])


@fault("RESP-EMAIL-4")
def email_is_the_address_alone(app: Broken) -> None:
    """An email with blanks around it or a display name is refused."""

    def bare(value: Any) -> Any:
        if re.search(r"\s", value):
            raise HTTPException(422, [{"loc": ["body", "email"], "type": "value_error", "msg": "blank"}])
        return value

    take_emails(app, Annotated[EmailStr, BeforeValidator(bare)])


@fault("RESP-UNION-4")
def document_of_a_union_names_one(app: Broken) -> None:
    """The document gives the first model of a union as the only one."""

    @app.document()
    def one(document: Any) -> None:
        content = document["paths"][f"{MODELS}/union"]["post"]["responses"]["200"]["content"]
        content["application/json"]["schema"] = content["application/json"]["schema"]["anyOf"][0]
