"""Accounts of the security chapter: what a response shows, and what is stored."""

from pydantic import BaseModel


class Account(BaseModel):
    """An account as a response shows it."""

    username: str
    email: str
    full_name: str
    disabled: bool


class StoredAccount(Account):
    """An account as it is stored. It is never sent: an operation that is annotated with Account drops the hash."""

    hashed_password: str
