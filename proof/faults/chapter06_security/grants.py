"""Faults that the rules of spec/chapter06_security/test_grants.py detect."""

from typing import Annotated

from fastapi import Depends, Form, HTTPException, Request, Response
from fastapi.security import OAuth2PasswordRequestForm, OAuth2PasswordRequestFormStrict

from proof.faults.chapter06_security._shared import Text, fields, whose
from proof.faults.fault import Broken, Received, fault
from reference_app.hardening.logins import no_store


@fault("OAUTH-TOKEN-8", "OAUTH-TOKEN-10", "OAUTH-TOKEN-7")
def grant_password_is_unsupported(app: Broken) -> None:
    """A login rejects every grant_type, the password grant included, with 400."""

    def form(username: Text, password: Text, grant_type: Annotated[str, Form()] = "") -> OAuth2PasswordRequestForm:
        if grant_type:
            raise HTTPException(400, "unsupported_grant_type", headers={"Cache-Control": "no-store"})
        return whose(username, password)

    fields(app, form)


@fault("OAUTH-TOKEN-10")
def login_may_be_stored(app: Broken) -> None:
    """The response to a login has no Cache-Control."""
    app.override(no_store, lambda: None)


@fault("OAUTH-TOKEN-10")
def login_is_revalidated(app: Broken) -> None:
    """The response to a login has Cache-Control: no-cache, with which a cache may store it."""

    def not_cached(response: Response) -> None:
        response.headers["Cache-Control"] = "no-cache, private"

    app.override(no_store, not_cached)


@fault("OAUTH-TOKEN-4", "OAUTH-TOKEN-5", "OAUTH-TOKEN-7")
def grant_is_ignored(app: Broken) -> None:
    """A login accepts any grant_type."""

    def form(username: Text, password: Text) -> OAuth2PasswordRequestForm:
        return whose(username, password)

    fields(app, form)


@fault("OAUTH-TOKEN-5", "OAUTH-TOKEN-7")
def grant_pattern_has_no_anchors(app: Broken) -> None:
    """A login accepts a grant_type that only contains password."""

    def form(
        username: Text, password: Text, _: Annotated[str | None, Form(alias="grant_type", pattern="password")] = None
    ) -> OAuth2PasswordRequestForm:
        return whose(username, password)

    fields(app, form)


@fault("OAUTH-TOKEN-7")
def grant_error_of_the_rfc(app: Broken) -> None:
    """Another grant is rejected with 400 and unsupported_grant_type, as RFC 6749 says."""

    @app.received("POST", "/chapter06/token")
    def unsupported(response: Received) -> None:
        if b"grant_type" in response.body:
            response.status, response.json = 400, {"error": "unsupported_grant_type"}


@fault("OAUTH-TOKEN-7")
def grant_error_of_another_type(app: Broken) -> None:
    """The type of the validation error is that of the application's own validator."""

    @app.received("POST", "/chapter06/token")
    def own(response: Received) -> None:
        if response.status == 422:
            response.json = {"detail": [entry | {"type": "value_error"} for entry in response.json["detail"]]}


@fault("OAUTH-TOKEN-9")
def grant_must_not_be_empty(app: Broken) -> None:
    """A login may omit the grant_type, but an empty one is rejected."""

    async def form(username: Text, password: Text, request: Request) -> OAuth2PasswordRequestForm:
        if (await request.form()).get("grant_type", "password") != "password":
            raise HTTPException(422, "unsupported_grant_type")
        return whose(username, password)

    fields(app, form)


@fault("OAUTH-TOKEN-9")
def grant_is_required(app: Broken) -> None:
    """A login without grant_type is rejected, as RFC 6749 requires."""

    def form(strict: Annotated[OAuth2PasswordRequestFormStrict, Depends()]) -> OAuth2PasswordRequestForm:
        return strict

    fields(app, form)
