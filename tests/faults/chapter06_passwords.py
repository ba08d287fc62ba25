"""Faults of the security chapter: the grant, and the names and passwords that it takes."""

from typing import Annotated, Any

from fastapi import Depends, Form, HTTPException, Request
from fastapi.security import OAuth2PasswordRequestForm, OAuth2PasswordRequestFormStrict

from reference_app.routers.chapter06 import jwt_flow, password_flow
from reference_app.routers.chapter06.bearer import unauthorized
from reference_app.schema.account import StoredAccount
from tests.faults.chapter06_login import CHAPTER, Authenticate, Text, authenticating, fields, whose
from tests.faults.fault import Answer, Broken, fault


@fault("OAUTH-TOKEN-4", "OAUTH-TOKEN-5", "OAUTH-TOKEN-7")
def grant_is_not_looked_at(app: Broken) -> None:
    """A login reads the name and the password, and any grant_type will do."""

    def form(username: Text, password: Text) -> OAuth2PasswordRequestForm:
        return whose(username, password)

    fields(app, form)


@fault("OAUTH-TOKEN-5", "OAUTH-TOKEN-7")
def grant_pattern_has_no_anchors(app: Broken) -> None:
    """A grant_type need only have the word password in it."""

    def form(
        username: Text, password: Text, _: Annotated[str | None, Form(alias="grant_type", pattern="password")] = None
    ) -> OAuth2PasswordRequestForm:
        return whose(username, password)

    fields(app, form)


@fault("OAUTH-TOKEN-4", "OAUTH-TOKEN-5", "OAUTH-TOKEN-7", "OAUTH-TOKEN-8", "OAUTH-TOKEN-10")
def grant_password_is_switched_off(app: Broken) -> None:
    """Of the grants, the password grant too, none is supported."""

    def form(username: Text, password: Text, grant_type: Annotated[str, Form()] = "") -> OAuth2PasswordRequestForm:
        if grant_type:
            raise HTTPException(400, "unsupported_grant_type", headers={"Cache-Control": "no-store"})
        return whose(username, password)

    fields(app, form)


@fault("OAUTH-TOKEN-1", "OAUTH-TOKEN-9", "OAUTH-TOKEN-12", "OAUTH-TOKEN-14", "JWT-TOKEN-1", "JWT-TOKEN-5")
def grant_is_required(app: Broken) -> None:
    """A login must say the grant_type, as RFC 6749 has it."""

    def form(strict: Annotated[OAuth2PasswordRequestFormStrict, Depends()]) -> OAuth2PasswordRequestForm:
        return strict

    fields(app, form)


@fault("OAUTH-TOKEN-9")
def grant_must_not_be_empty(app: Broken) -> None:
    """A grant_type may be left out, and is refused when it is empty."""

    async def form(username: Text, password: Text, request: Request) -> OAuth2PasswordRequestForm:
        if (await request.form()).get("grant_type", "password") != "password":
            raise HTTPException(422, "unsupported_grant_type")
        return whose(username, password)

    fields(app, form)


@fault("OAUTH-TOKEN-7")
def grant_error_of_the_rfc(app: Broken) -> None:
    """Another grant is refused as RFC 6749 says, with 400 and unsupported_grant_type."""

    @app.answers("POST", "/chapter06/token")
    def unsupported(answer: Answer) -> None:
        if b"grant_type" in answer.body:
            answer.status, answer.json = 400, {"error": "unsupported_grant_type"}


@fault("OAUTH-TOKEN-7")
def grant_error_of_another_type(app: Broken) -> None:
    """The type of the error is that of the application's own validator."""

    @app.answers("POST", "/chapter06/token")
    def own(answer: Answer) -> None:
        if answer.status == 422:
            answer.json = {"detail": [entry | {"type": "value_error"} for entry in answer.json["detail"]]}


@fault("OAUTH-TOKEN-2", "OAUTH-ME-3", "JWT-ME-4")
def names_in_any_letter_case(app: Broken) -> None:
    """Names of users are looked up in lower case."""

    class Accounts(dict[str, StoredAccount]):
        def get(self, name: str, default: Any = None) -> Any:
            return super().get(name.lower(), default)

    for flow in (password_flow, jwt_flow):
        app.patch(f"{flow.__name__}.ACCOUNTS", Accounts(flow.ACCOUNTS))


@fault("OAUTH-TOKEN-2")
def passwords_are_stripped(app: Broken) -> None:
    """Blanks around a password are cut off."""
    authenticating(app, lambda authenticate: lambda username, password: authenticate(username, password.strip()))


@fault("OAUTH-TOKEN-2")
def passwords_in_any_letter_case(app: Broken) -> None:
    """Passwords are compared in lower case."""
    authenticating(app, lambda authenticate: lambda username, password: authenticate(username, password.lower()))


@fault("OAUTH-TOKEN-2")
def passwords_may_be_hashed(app: Broken) -> None:
    """Who knows the hash need not know the password."""
    app.patch(
        f"{CHAPTER}.password_flow.fake_hash_password",
        lambda password: f"fakehashed{password.removeprefix('fakehashed')}".encode("utf-8", "surrogatepass"),
    )


@fault("OAUTH-TOKEN-2", "JWT-TOKEN-2")
def passwords_are_not_looked_at(app: Broken) -> None:
    """A name that there is logs in with any password."""
    app.patch(f"{CHAPTER}.password_flow.compare_digest", lambda _, stored: stored != b"")
    app.patch(f"{CHAPTER}.jwt_flow.verify_password", lambda _, stored: stored is not None)


@fault("OAUTH-TOKEN-15", "JWT-TOKEN-6")
def passwords_end_at_nul(app: Broken) -> None:
    """A password ends at its first NUL, as strings of C do."""

    def change(authenticate: Authenticate) -> Authenticate:
        return lambda username, password: authenticate(username, password.partition("\0")[0])

    authenticating(app, change)


@fault("OAUTH-TOKEN-16")
def passwords_are_thought_to_be_text(app: Broken) -> None:
    """A password is encoded in UTF-8 as if every string could be."""
    app.patch(
        "reference_app.routers.chapter06.password_flow.fake_hash_password", lambda text: f"fakehashed{text}".encode()
    )


@fault("OAUTH-TOKEN-2", "JWT-TOKEN-2")
def unknown_names_are_told(app: Broken) -> None:
    """An unknown user is told from a wrong password, as in the notes."""

    def change(authenticate: Authenticate) -> Authenticate:
        def telling(username: str, password: str) -> StoredAccount | None:
            if username not in password_flow.ACCOUNTS and authenticate is password_flow_authenticate:
                raise HTTPException(400, "User not found")
            if username not in jwt_flow.ACCOUNTS:
                raise unauthorized("User not found")
            return authenticate(username, password)

        return telling

    password_flow_authenticate = password_flow.authenticate
    authenticating(app, change)


@fault("OAUTH-TOKEN-2")
def wrong_password_is_401(app: Broken) -> None:
    """A wrong password is refused with 401 in the flow with plain tokens, too."""

    @app.answers("POST", "/chapter06/token")
    def changed(answer: Answer) -> None:
        answer.status = 401 if answer.status == 400 else answer.status


@fault("JWT-TOKEN-2")
def wrong_password_is_400(app: Broken) -> None:
    """A wrong password is refused with 400 in the flow with JSON Web Tokens, too."""

    @app.answers("POST", "/chapter06/jwt/token")
    def changed(answer: Answer) -> None:
        answer.status = 400 if answer.status == 401 else answer.status


@fault("OAUTH-ME-5", "OAUTH-TOKEN-1", "OAUTH-TOKEN-8")
def flows_share_their_accounts(app: Broken) -> None:
    """The real hash is written into the one store of accounts that both flows have, as in the notes."""
    app.patch(f"{CHAPTER}.password_flow.ACCOUNTS", jwt_flow.ACCOUNTS)
