"""Accounts of the security chapter: what is answered, and what is stored."""

from pydantic import BaseModel


class Account(BaseModel):
    """What anybody may see of an account."""

    username: str
    email: str
    full_name: str
    disabled: bool


class StoredAccount(Account):
    """An account as it is stored. Never answered: a return annotation of Account leaves the hash out."""

    hashed_password: str
