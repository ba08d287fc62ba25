"""The password flow with JSON Web Tokens and hashed passwords."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm

from reference_app.hardening import limits
from reference_app.hardening.logins import NO_STORE, NOT_STORED
from reference_app.responses import BODY, INACTIVE, UNAUTHORIZED
from reference_app.routers.chapter06 import password_flow
from reference_app.routers.chapter06.bearer import unauthorized
from reference_app.schema.account import Account, StoredAccount
from reference_app.schema.token import Token
from reference_app.security import create_access_token, subject_of, verify_password

router = APIRouter()

# With a name of its own: under the same name the OpenAPI document would only have the last of the two token URLs.
oauth2_schema = OAuth2PasswordBearer(tokenUrl="/chapter06/jwt/token", scheme_name="OAuth2PasswordBearerJWT")

HASHES = {
    "john snow": "$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW",
    "alice": "$2b$12$qCa3HQAbf.DZWxpub52UUeX7M7SOfu/Kfehqg40di8.MyfuMjd0Ee",
}
# Copies: the notes change the accounts of the other flow, which ends john snow's login there and alice's here.
ACCOUNTS = {
    name: account.model_copy(update={"hashed_password": HASHES[name]})
    for name, account in password_flow.ACCOUNTS.items()
}


def authenticate(username: str, password: str) -> StoredAccount | None:
    """The account with this name and password. It takes as long for an unknown name."""
    account = ACCOUNTS.get(username)
    return account if verify_password(password, account.hashed_password if account else None) else None


# Not async: a hash takes a quarter of a second, during which the event loop would not serve other requests.
def logged_in(form: Annotated[OAuth2PasswordRequestForm, Depends()]) -> StoredAccount:
    """The account that logs in."""
    account = authenticate(form.username, form.password)
    if account is None:
        raise unauthorized("Incorrect username or password")
    return account


@router.post("/jwt/token", dependencies=NO_STORE, responses={**BODY, **NOT_STORED, **UNAUTHORIZED})
async def login_for_access_token(
    account: Annotated[StoredAccount, Depends(logged_in, **limits.LOGINS)],
) -> Token:
    """Exchange a name and a password for a token."""
    return Token(access_token=create_access_token(account.username))


async def get_current_user(token: Annotated[str, Depends(oauth2_schema)]) -> StoredAccount:
    """The account of the token."""
    account = ACCOUNTS.get(subject_of(token) or "")
    if account is None:
        raise unauthorized("Could not validate credentials")
    return account


async def get_current_active_user(account: Annotated[StoredAccount, Depends(get_current_user)]) -> StoredAccount:
    """The account of the token, if it is active."""
    if account.disabled:
        raise HTTPException(status_code=400, detail="Inactive user")
    return account


@router.get("/jwt/users/me", responses={**INACTIVE, **UNAUTHORIZED})
async def read_users_me(account: Annotated[StoredAccount, Depends(get_current_active_user)]) -> Account:
    """The user of the token, without the hash."""
    return account
