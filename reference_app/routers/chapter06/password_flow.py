"""OAuth 2.0 with password and bearer token, as simple as possible: the token is the name of the user."""

from secrets import compare_digest
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from fastapi.security import OAuth2PasswordRequestForm

from reference_app.hardening.logins import NO_STORE, NOT_STORED
from reference_app.responses import BODY, INACTIVE, UNAUTHORIZED
from reference_app.routers.chapter06.bearer import oauth2_schema, unauthorized
from reference_app.schema.account import Account, StoredAccount
from reference_app.schema.token import Token

router = APIRouter()

ACCOUNTS = {
    "john snow": StoredAccount(
        username="john snow",
        full_name="John Snow",
        email="johnsnow@example.com",
        hashed_password="fakehashedsecret",  # noqa: S106 (the notes' own)
        disabled=False,
    ),
    "alice": StoredAccount(
        username="alice",
        full_name="Alice Wonderson",
        email="alice@example.com",
        hashed_password="fakehashedsecret2",  # noqa: S106
        disabled=True,
    ),
}


def fake_hash_password(password: str) -> bytes:
    """Not a real hash, so that the reader sees what happens. The other flow has a real one."""
    return ("fakehashed" + password).encode("utf-8", "surrogatepass")


def authenticate(username: str, password: str) -> StoredAccount | None:
    """The account with this name and password."""
    account = ACCOUNTS.get(username)
    stored = account.hashed_password if account else ""
    return account if compare_digest(fake_hash_password(password), stored.encode()) else None


@router.post("/token", dependencies=NO_STORE, responses={**BODY, **NOT_STORED})
async def login(form: Annotated[OAuth2PasswordRequestForm, Depends()]) -> Token:
    """Exchange a name and a password for a token."""
    account = authenticate(form.username, form.password)
    if account is None:
        # One message for both errors: the notes' two messages tell a stranger which names exist.
        raise HTTPException(status_code=400, detail="Incorrect username or password")
    return Token(access_token=account.username)


async def get_current_user(token: Annotated[str, Depends(oauth2_schema)]) -> StoredAccount:
    """The account of the token."""
    account = ACCOUNTS.get(token)
    if account is None:
        raise unauthorized("Invalid authentication credentials")
    return account


async def get_current_active_user(account: Annotated[StoredAccount, Depends(get_current_user)]) -> StoredAccount:
    """The account of the token, if it is active."""
    if account.disabled:
        raise HTTPException(status_code=400, detail="Inactive user")
    return account


@router.get("/users/me", responses={**INACTIVE, **UNAUTHORIZED})
async def read_users_me(account: Annotated[StoredAccount, Depends(get_current_active_user)]) -> Account:
    """The user of the token, without the hash."""
    return account
