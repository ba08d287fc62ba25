"""What the faults of several modules of chapter06_security share."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Form, Header, HTTPException
from fastapi.security import OAuth2PasswordRequestForm
from jose import JWTError, jwt

from proof.faults.fault import Broken
from reference_app.routers.chapter06 import jwt_flow
from reference_app.security import ALGORITHM
from reference_app.settings import settings

Authorization = Annotated[str, Header()]
FLOW = jwt_flow.__name__
CHAPTER = "reference_app.routers.chapter06"
Text = Annotated[str, Form(min_length=1)]


def decoded(token: str, **options: Any) -> dict[str, Any]:
    """The claims of a token, verified as the options say. Raises JWTError."""
    key = settings().secret_key.get_secret_value()
    return jwt.decode(token, key, algorithms=[ALGORITHM], options={"require_exp": True, "require_sub": True} | options)


def reading(app: Broken, claims_of: Callable[[str], dict[str, Any]], *others: type[Exception]) -> None:
    """Read the claims of a token in another way; a JWTError, or one of the other exceptions, makes it invalid."""
    caught: tuple[type[Exception], ...] = (JWTError, *others)

    def subject(token: str) -> str | None:
        try:
            return str(claims_of(token)["sub"])
        except caught:
            return None

    app.patch(f"{FLOW}.subject_of", subject)


def fields(app: Broken, form: Callable[..., Any]) -> None:
    """Read the fields of a login in another way, in both flows."""
    app.override(OAuth2PasswordRequestForm, form)


def whose(username: str, password: str) -> OAuth2PasswordRequestForm:
    """The fields of a login."""
    return OAuth2PasswordRequestForm(username=username, password=password)


def with_wrong_ones(app: Broken, error: Callable[..., HTTPException]) -> None:
    """Reject wrong credentials in another way."""
    for module in ("other_schemes", "password_flow", "jwt_flow"):
        app.patch(f"{CHAPTER}.{module}.unauthorized", error)
