"""Faults that the rules of spec/chapter06_security/test_password_login.py detect."""

import base64
import secrets
from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import Depends, Form, HTTPException, Query, Request
from fastapi.security import OAuth2PasswordRequestForm
from pydantic import BaseModel, ConfigDict

from proof.faults.chapter04_responses._shared import in_any_charset
from proof.faults.chapter06_security._shared import CHAPTER, Text, fields, whose
from proof.faults.fault import Broken, Received, fault
from reference_app.routers.chapter06 import jwt_flow, password_flow
from reference_app.routers.chapter06.bearer import unauthorized
from reference_app.schema.account import StoredAccount
from reference_app.schema.token import Token
from reference_app.security import verify_password

LOGINS = "/chapter06/*token"
Authenticate = Callable[[str, str], StoredAccount | None]


def authenticating(app: Broken, change: Callable[[Authenticate], Authenticate]) -> None:
    """Authenticate users in another way, in both flows."""
    for flow in (password_flow, jwt_flow):
        app.patch(f"{flow.__name__}.authenticate", change(flow.authenticate))


@fault(
    *["OAUTH-TOKEN-1", "OAUTH-TOKEN-14", "OAUTH-TOKEN-12", "OAUTH-TOKEN-10"],
    *["OAUTH-TOKEN-9", "JWT-TOKEN-1", "JWT-TOKEN-5"],
)
def login_responds_with_201(app: Broken) -> None:
    """A login responds with 201, since it creates a token."""

    @app.received("POST", LOGINS)
    def made(response: Received) -> None:
        response.status = 201 if response.status == 200 else response.status


@fault("OAUTH-TOKEN-1", "OAUTH-TOKEN-8", "OAUTH-TOKEN-9", "OAUTH-TOKEN-12", "OAUTH-TOKEN-14", "OAUTH-ME-5")
def login_token_is_random(app: Broken) -> None:
    """The token is random, and the server does not store whose it is."""
    app.patch(f"{CHAPTER}.password_flow.Token", lambda **_: Token(access_token=secrets.token_urlsafe()))


@fault("OAUTH-TOKEN-1", "JWT-TOKEN-1")
def login_token_type_has_a_capital(app: Broken) -> None:
    """The token_type is Bearer, as in the header, instead of bearer."""

    @app.received("POST", LOGINS)
    def capital(response: Received) -> None:
        if response.status == 200:
            response.json = response.json | {"token_type": "Bearer"}


@fault("OAUTH-TOKEN-1", "JWT-TOKEN-5")
def login_rejects_inactive_users(app: Broken) -> None:
    """An inactive user cannot log in."""

    def change(authenticate: Authenticate) -> Authenticate:
        def active(username: str, password: str) -> StoredAccount | None:
            account = authenticate(username, password)
            return account if account and not account.disabled else None

        return active

    authenticating(app, change)


@fault("OAUTH-TOKEN-1", "OAUTH-TOKEN-3", "OAUTH-TOKEN-6", "JWT-TOKEN-1")
def login_reads_the_query(app: Broken) -> None:
    """The username and password are declared without Form, and so are query parameters."""

    def form(username: str, password: str) -> OAuth2PasswordRequestForm:
        return whose(username, password)

    fields(app, form)


@fault("OAUTH-TOKEN-1", "OAUTH-TOKEN-14", "OAUTH-TOKEN-9", "JWT-TOKEN-1")
def login_does_not_decode_the_form(app: Broken) -> None:
    """A login does not decode plus and percent signs in a form."""

    async def form(request: Request) -> OAuth2PasswordRequestForm:
        pairs = (pair.partition("=") for pair in (await request.body()).decode().split("&"))
        given = {name: value for name, _, value in pairs}
        return whose(given.get("username", ""), given.get("password", ""))

    fields(app, form)


@fault("OAUTH-TOKEN-14")
def login_forbids_more_fields(app: Broken) -> None:
    """A login with an unknown field is rejected."""

    class Login(BaseModel):
        model_config = ConfigDict(extra="forbid")
        username: str
        password: str
        grant_type: str = "password"

    def form(login: Annotated[Login, Form()]) -> OAuth2PasswordRequestForm:
        return whose(login.username, login.password)

    fields(app, form)


@fault("OAUTH-TOKEN-14")
def login_token_is_the_client(app: Broken) -> None:
    """The token of a login is the client_id, if there is one."""

    @app.route("POST", "/chapter06/token")
    async def login(form: Annotated[OAuth2PasswordRequestForm, Depends()]) -> Token:
        return Token(access_token=form.client_id or form.username)


@fault("OAUTH-TOKEN-2")
def wrong_password_is_401(app: Broken) -> None:
    """A wrong password is rejected with 401 in the flow with plain tokens, too."""

    @app.received("POST", "/chapter06/token")
    def changed(response: Received) -> None:
        response.status = 401 if response.status == 400 else response.status


@fault("OAUTH-TOKEN-2", "JWT-TOKEN-2")
def unknown_users_have_their_own_detail(app: Broken) -> None:
    """An unknown user has a detail of its own, as in the notes."""

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


@fault("OAUTH-TOKEN-2", "JWT-TOKEN-2")
def passwords_are_ignored(app: Broken) -> None:
    """A login accepts any password of a known user."""
    app.patch(f"{CHAPTER}.password_flow.compare_digest", lambda _, stored: stored != b"")
    app.patch(f"{CHAPTER}.jwt_flow.verify_password", lambda _, stored: stored is not None)


@fault("OAUTH-TOKEN-2", "OAUTH-ME-3", "JWT-ME-4")
def names_in_any_letter_case(app: Broken) -> None:
    """Usernames are looked up in lower case."""

    class Accounts(dict[str, StoredAccount]):
        def get(self, name: str, default: Any = None) -> Any:
            return super().get(name.lower(), default)

    for flow in (password_flow, jwt_flow):
        app.patch(f"{flow.__name__}.ACCOUNTS", Accounts(flow.ACCOUNTS))


@fault("OAUTH-TOKEN-2")
def passwords_in_any_letter_case(app: Broken) -> None:
    """Passwords are compared in lower case."""
    authenticating(app, lambda authenticate: lambda username, password: authenticate(username, password.lower()))


@fault("OAUTH-TOKEN-2")
def passwords_are_stripped(app: Broken) -> None:
    """Spaces around a password are removed."""
    authenticating(app, lambda authenticate: lambda username, password: authenticate(username, password.strip()))


@fault("OAUTH-TOKEN-2")
def passwords_may_be_hashed(app: Broken) -> None:
    """A login accepts the hash of a password as the password."""
    app.patch(
        f"{CHAPTER}.password_flow.fake_hash_password",
        lambda password: f"fakehashed{password.removeprefix('fakehashed')}".encode("utf-8", "surrogatepass"),
    )


@fault("OAUTH-TOKEN-3", "OAUTH-TOKEN-6", "OAUTH-TOKEN-11")
def login_fields_are_optional(app: Broken) -> None:
    """A missing username or password is an empty one: a wrong login instead of a 422."""

    def form(username: Annotated[str, Form()] = "", password: Annotated[str, Form()] = "") -> OAuth2PasswordRequestForm:
        return whose(username, password)

    fields(app, form)


@fault("OAUTH-TOKEN-3", "OAUTH-TOKEN-6", "OAUTH-TOKEN-7", "OAUTH-TOKEN-11")
def login_errors_have_no_body_in_loc(app: Broken) -> None:
    """An error handler of the application's own removes body from loc."""

    @app.received("POST", LOGINS)
    def shortened(response: Received) -> None:
        if response.status == 422:
            response.json = {"detail": [entry | {"loc": entry["loc"][1:]} for entry in response.json["detail"]]}


@fault("OAUTH-TOKEN-11")
def login_declares_the_password_first(app: Broken) -> None:
    """The password is declared before the username, and reported first."""

    def form(
        password: Text, username: Text, _: Annotated[str | None, Form(alias="grant_type", pattern="^password$")] = None
    ) -> OAuth2PasswordRequestForm:
        return whose(username, password)

    fields(app, form)


@fault("OAUTH-TOKEN-3", "OAUTH-TOKEN-6", "OAUTH-TOKEN-11", "OAUTH-TOKEN-12")
def login_parses_the_body_by_hand(app: Broken) -> None:
    """A login reads any body as an urlencoded form, and does not check that the fields exist."""

    async def form(request: Request) -> OAuth2PasswordRequestForm:
        given = dict(parse_qsl((await request.body()).decode("latin-1")))
        return whose(given.get("username", ""), given.get("password", ""))

    fields(app, form)


@fault("OAUTH-TOKEN-6")
def login_accepts_json(app: Broken) -> None:
    """A login accepts JSON as well as a form."""

    async def form(request: Request) -> OAuth2PasswordRequestForm:
        as_json = request.headers.get("content-type") == "application/json"
        given = await request.json() if as_json else dict(await request.form())
        return whose(str(given.get("username", "")), str(given.get("password", "")))

    fields(app, form)


@fault("OAUTH-TOKEN-6")
def login_accepts_the_query(app: Broken) -> None:
    """A login accepts the username and password in the query as well as in a form."""

    @app.sent("POST", "/chapter06/token")
    def moved(sent: Any) -> None:
        if sent.query:
            sent.body = sent.query.encode()
            sent.headers["content-type"] = "application/x-www-form-urlencoded"


@fault("OAUTH-TOKEN-6")
def login_accepts_basic(app: Broken) -> None:
    """A login accepts HTTP Basic as well as a form."""

    @app.sent("POST", "/chapter06/token")
    def moved(sent: Any) -> None:
        scheme, _, credentials = sent.headers.get("authorization", "").partition(" ")
        if scheme == "Basic":
            name, _, password = base64.b64decode(credentials).decode().partition(":")
            sent.body = f"username={name}&password={password}".encode()
            sent.headers["content-type"] = "application/x-www-form-urlencoded"


@fault("OAUTH-TOKEN-13")
def login_accepts_get(app: Broken) -> None:
    """A login accepts GET, too, with the password in the URL."""

    @app.route("GET", "/chapter06/token")
    async def login(username: Annotated[str, Query()], password: Annotated[str, Query()]) -> Token:
        if password_flow.authenticate(username, password) is None:
            raise HTTPException(400, "Incorrect username or password")
        return Token(access_token=username)


@fault("OAUTH-TOKEN-15", "JWT-TOKEN-6")
def passwords_end_at_nul(app: Broken) -> None:
    """A password ends at its first NUL, like a string in C."""

    def change(authenticate: Authenticate) -> Authenticate:
        return lambda username, password: authenticate(username, password.partition("\0")[0])

    authenticating(app, change)


@fault("OAUTH-TOKEN-16")
def passwords_must_be_utf8(app: Broken) -> None:
    """The flow with plain tokens encodes a password as UTF-8, for which a lone surrogate raises."""
    in_any_charset(app)
    app.patch(
        "reference_app.routers.chapter06.password_flow.fake_hash_password",
        lambda password: f"fakehashed{password}".encode(),
    )


@fault("OAUTH-TOKEN-16")
def jwt_password_must_be_utf8(app: Broken) -> None:
    """The flow with JSON Web Tokens encodes a password as UTF-8, for which a lone surrogate raises."""
    in_any_charset(app)
    app.patch(
        f"{jwt_flow.__name__}.verify_password",
        lambda password, stored: verify_password(password.encode().decode(), stored),
    )
