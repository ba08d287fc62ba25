"""Faults that the rules of spec/chapter06_security/test_password_users.py detect."""

import secrets
from typing import Annotated, Any

from fastapi import Depends, HTTPException

from proof.faults.chapter06_security._shared import with_wrong_ones
from proof.faults.fault import Broken, Received, fault
from reference_app.routers.chapter06 import bearer, jwt_flow, password_flow
from reference_app.routers.chapter06.bearer import unauthorized
from reference_app.schema.account import StoredAccount

ME = "/chapter06/*users/me"


@fault(
    *["OAUTH-ME-1", "OAUTH-ME-6", "OAUTH-TOKEN-8", "JWT-TOKEN-12"],
    *["JWT-ME-1", "JWT-ME-12", "JWT-ME-18"],
)
def users_are_named_by_their_email(app: Broken) -> None:
    """The username in a response is the e-mail address."""

    @app.received("GET", ME)
    def renamed(response: Received) -> None:
        if response.status == 200:
            response.json = response.json | {"username": response.json["email"]}


@fault("OAUTH-ME-1", "JWT-ME-1")
def users_in_camel_case(app: Broken) -> None:
    """Properties in a response are named in camel case."""

    @app.received("GET", ME)
    def camel(response: Received) -> None:
        if response.status == 200:
            user = response.json
            response.json = {"fullName": user.pop("full_name"), **user}


@fault("OAUTH-ME-6")
def users_show_their_hash(app: Broken) -> None:
    """The response is the stored user, without a model that omits the hash."""

    @app.route("GET", "/chapter06/users/me")
    async def plain(account: Annotated[StoredAccount, Depends(password_flow.get_current_active_user)]) -> StoredAccount:
        return account

    @app.route("GET", "/chapter06/jwt/users/me")
    async def signed(account: Annotated[StoredAccount, Depends(jwt_flow.get_current_active_user)]) -> StoredAccount:
        return account


@fault("OAUTH-ME-6")
def users_show_their_hash_renamed(app: Broken) -> None:
    """The response contains the hash under another name, which no model excludes."""

    @app.route("GET", "/chapter06/users/me")
    async def plain(account: Annotated[StoredAccount, Depends(password_flow.get_current_active_user)]) -> Any:
        return {"username": account.username, "secret": account.hashed_password}

    @app.route("GET", "/chapter06/jwt/users/me")
    async def signed(account: Annotated[StoredAccount, Depends(jwt_flow.get_current_active_user)]) -> Any:
        return {"username": account.username, "secret": account.hashed_password}


@fault("OAUTH-ME-2")
def inactive_users_are_accepted(app: Broken) -> None:
    """An operation depends on the current user instead of the current active user."""
    for flow in (password_flow, jwt_flow):
        app.override(flow.get_current_active_user, flow.get_current_user)


@fault("OAUTH-ME-2")
def inactive_users_are_forbidden(app: Broken) -> None:
    """An inactive user's token is rejected with 403."""

    @app.received("GET", ME)
    def forbidden(response: Received) -> None:
        response.status = 403 if response.status == 400 else response.status


@fault("OAUTH-ME-3", "JWT-ME-4", "JWT-ME-11")
def token_of_an_unknown_user_is_404(app: Broken) -> None:
    """A token that names an unknown user is rejected with 404."""
    for flow in (password_flow, jwt_flow):
        app.patch(f"{flow.__name__}.unauthorized", lambda detail: HTTPException(404, detail))


@fault("OAUTH-ME-3")
def tokens_are_compared_as_str(app: Broken) -> None:
    """Tokens are compared as str, for which compare_digest raises if they are not ASCII."""

    def user(token: Annotated[str, Depends(bearer.oauth2_schema)]) -> StoredAccount:
        for name, account in password_flow.ACCOUNTS.items():
            if secrets.compare_digest(name, token):
                return account
        raise unauthorized("Invalid authentication credentials")

    app.override(password_flow.get_current_user, user)


@fault("OAUTH-ME-8", "JWT-ME-15")
def wrong_logins_in_other_words(app: Broken) -> None:
    """A wrong login is rejected with a detail of the application's own."""

    @app.received("POST", "/chapter06/*token")
    def reworded(response: Received) -> None:
        if response.status in (400, 401):
            response.json = {"detail": "Login failed"}


@fault("OAUTH-ME-8", "JWT-ME-15")
def inactive_users_in_other_words(app: Broken) -> None:
    """An inactive user is rejected with a detail of the application's own."""

    @app.received("GET", ME)
    def reworded(response: Received) -> None:
        if response.status == 400:
            response.json = {"detail": "This account has been disabled"}


@fault("OAUTH-ME-8", "JWT-ME-15", "OAUTH-OTHER-9")
def wrong_credentials_in_other_words(app: Broken) -> None:
    """Wrong credentials are rejected with a detail of the application's own."""
    with_wrong_ones(app, lambda _, *scheme: unauthorized("Invalid token", *scheme))
