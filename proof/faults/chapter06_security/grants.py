"""Faults that the rules of spec/chapter06_security/test_grants.py detect."""

from typing import Annotated

from fastapi import Form, HTTPException, Request, Response
from fastapi.security import OAuth2PasswordRequestForm

from proof.faults.chapter06_security._shared import Text, fields, whose
from proof.faults.fault import Broken, Received, fault
from reference_app.routers.chapter06.bearer import not_stored


@fault("OAUTH-TOKEN-10", "JWT-TOKEN-11")
def login_may_be_stored(app: Broken) -> None:
    """An response with a token says nothing to caches."""
    app.override(not_stored, lambda: None)


@fault("OAUTH-TOKEN-10", "JWT-TOKEN-11")
def login_is_revalidated(app: Broken) -> None:
    """An response with a token says no-cache, with which a cache may store it."""

    def not_cached(response: Response) -> None:
        response.headers["Cache-Control"] = "no-cache, private"

    app.override(not_stored, not_cached)


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

    @app.received("POST", "/chapter06/token")
    def unsupported(response: Received) -> None:
        if b"grant_type" in response.body:
            response.status, response.json = 400, {"error": "unsupported_grant_type"}


@fault("OAUTH-TOKEN-7")
def grant_error_of_another_type(app: Broken) -> None:
    """The type of the error is that of the application's own validator."""

    @app.received("POST", "/chapter06/token")
    def own(response: Received) -> None:
        if response.status == 422:
            response.json = {"detail": [entry | {"type": "value_error"} for entry in response.json["detail"]]}
