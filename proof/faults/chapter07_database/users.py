"""Faults that the rules of spec/chapter07_database/test_users.py detect."""

import json
from typing import Annotated, Any

from fastapi import Body, Response
from pydantic import BeforeValidator, Field
from sqlalchemy import delete as delete_from
from sqlalchemy.orm import Session

from proof.faults.chapter07_database._shared import USERS
from proof.faults.fault import Broken, Received, Sent, fault
from reference_app.crud import user as users
from reference_app.database import Db
from reference_app.model import User
from reference_app.schema.database_user import UserCreate, UserRead
from reference_app.schema.types import Id, Name, Number

USER = "/chapter07/users/{uid}"


class UserWithHash(UserRead):
    """A user as it is stored."""

    password: str


class UserWithSecret(UserRead):
    """A user as it is stored, the hash under another name."""

    secret: Annotated[str, Field(validation_alias="password")]


def passwords(app: Broken, bound: Any) -> None:
    """Give passwords another bound: a Field or a validator."""

    @app.route("POST", USERS, status_code=201, response_model=UserRead)
    def create_user(
        session: Db,
        account: Annotated[Number, Body()],
        role: Annotated[Number, Body()],
        password: Annotated[str, Body(), bound],
        uname: Annotated[Name | None, Body()] = None,
    ) -> User:
        user = UserCreate.model_construct(account=account, role=role, password=password, uname=uname)
        return users.create(session, user)


def shown(app: Broken, model: Any) -> None:
    """Return users by another model."""

    @app.route("POST", USERS, status_code=201, response_model=model)
    def create_user(user: UserCreate, session: Db, response: Response) -> User:
        row = users.create(session, user)
        response.headers["Location"] = f"{USERS}/{row.uid}"
        return row

    @app.route("GET", USER, response_model=model)
    def read_user(uid: Id, session: Db) -> User | None:
        return users.read(session, uid)


def user_names(app: Broken, bound: Any) -> None:
    """Give the names of users another bound."""

    @app.route("POST", USERS, status_code=201)
    def create_user(
        session: Db,
        account: Annotated[Number, Body()],
        role: Annotated[Number, Body()],
        password: Annotated[str, Body()],
        uname: Annotated[str | None, Body(), bound] = None,
    ) -> dict[str, int]:
        user = UserCreate.model_construct(account=account, role=role, password=password, uname=uname)
        return {"uid": users.create(session, user).uid}


@fault("DB-USER-10")
def user_name_has_29_characters(app: Broken) -> None:
    """The name of a user has at most 29 characters."""
    user_names(app, Field(max_length=29))


@fault("DB-USER-10")
def user_name_has_any_length(app: Broken) -> None:
    """The length of a user's name is left to the database, and SQLite does not check it."""
    user_names(app, Field())


@fault("DB-USER-1", "DB-USER-2")
def users_have_their_hash(app: Broken) -> None:
    """The response model of a user is that of the table, with the hash of the password."""
    shown(app, UserWithHash)


@fault("DB-USER-1", "DB-USER-2")
def users_have_their_hash_renamed(app: Broken) -> None:
    """The hash of the password is returned under another name."""
    shown(app, UserWithSecret)


@fault("DB-USER-1")
def users_are_returned_with_the_password(app: Broken) -> None:
    """A new user is returned as it was sent, with the password."""
    passwords_seen: list[str] = []

    @app.sent("POST", USERS)
    def seen(sent: Sent) -> None:
        passwords_seen.append(str(json.loads(sent.body).get("password")))

    @app.received("POST", USERS)
    def echoed(response: Received) -> None:
        if response.status == 201:
            response.json = response.json | {"password": passwords_seen[-1]}


@fault("DB-USER-1", "DB-USER-2")
def users_have_no_role(app: Broken) -> None:
    """The response model of a user has no role."""
    for path in (USERS, f"{USERS}/*"):

        @app.received("*", path)
        def without(response: Received) -> None:
            if response.status in (200, 201):
                response.json = {name: value for name, value in response.json.items() if name != "role"}


@fault("DB-USER-1")
def users_have_passwords_of_64_characters(app: Broken) -> None:
    """A password has at most 64 characters."""

    @app.sent("POST", USERS)
    def shorter(sent: Sent) -> None:
        if len(str(json.loads(sent.body).get("password"))) > 64:
            sent.body = b"{}"


@fault("DB-USER-2")
def users_are_read_with_203(app: Broken) -> None:
    """A user is read with 203, since the model is not a whole copy of the row."""

    @app.received("GET", f"{USERS}/*")
    def transformed(response: Received) -> None:
        response.status = 203 if response.status == 200 else response.status


@fault("DB-USER-3")
def users_need_a_name(app: Broken) -> None:
    """A user must have a uname, which may be null."""

    @app.route("POST", USERS, status_code=201, response_model=UserRead)
    def create_user(user: UserCreate, uname: Annotated[Name | None, Body()], session: Db) -> User:
        return users.create(session, user.model_copy(update={"uname": uname}))


@fault("DB-USER-3")
def users_without_name_have_an_empty_one(app: Broken) -> None:
    """A user without uname is returned with an empty one."""

    @app.received("POST", USERS)
    def empty(response: Received) -> None:
        if response.status == 201:
            response.json = response.json | {"uname": response.json["uname"] or ""}


@fault("DB-USER-9")
def users_are_deleted_from_an_id_on(app: Broken) -> None:
    """Deleting a user also deletes all users created after it."""

    def delete(session: Session, uid: int) -> bool:
        removed = session.scalars(delete_from(User).where(User.uid >= uid).returning(User.uid)).all()
        session.commit()
        return uid in removed

    app.patch("reference_app.crud.user.delete", delete)


@fault("DB-12")
def deletion_of_a_member_has_a_type(app: Broken) -> None:
    """The 204 for a staff member has the Content-Type of other responses."""

    @app.received("DELETE", "/chapter07/staff/*")
    def typed(response: Received) -> None:
        response.headers["Content-Type"] = "application/json"


@fault("DB-USER-4", "DB-WRITE-4")
def accounts_that_are_taken_are_400(app: Broken) -> None:
    """A taken account is rejected with 400."""

    @app.received("POST", USERS)
    def bad(response: Received) -> None:
        response.status = 400 if response.status == 409 else response.status


@fault("DB-USER-4", "DB-WRITE-4")
def accounts_that_are_taken_change_hands(app: Broken) -> None:
    """A user with a taken account replaces the user who has it."""
    sound = users.create

    def create(session: Session, user: UserCreate) -> User:
        session.execute(delete_from(User).where(User.account == user.account))
        return sound(session, user)

    app.patch("reference_app.crud.user.create", create)


@fault("DB-USER-8")
def accounts_that_are_taken_conflict(app: Broken) -> None:
    """The detail of the 409 for a taken account is the phrase of the status and not the cause."""

    @app.received("POST", USERS)
    def say(response: Received) -> None:
        if response.status == 409:
            response.json = {"detail": "Conflict"}


@fault("DB-USER-5")
def passwords_have_7_characters(app: Broken) -> None:
    """A password may have seven characters."""
    passwords(app, Field(min_length=7, max_length=72, pattern=r"^[ -~]*$"))


@fault("DB-USER-5", "DB-INPUT-4")
def passwords_are_any_string(app: Broken) -> None:
    """A password is any string."""
    passwords(app, Field())


@fault("DB-USER-5")
def passwords_are_cut_off_by_bcrypt(app: Broken) -> None:
    """A password may have more characters than bcrypt reads."""

    @app.sent("POST", USERS)
    def cut(sent: Sent) -> None:
        given = json.loads(sent.body)
        if isinstance(given.get("password"), str):
            sent.body = json.dumps(given | {"password": given["password"][:72]}).encode()


@fault("DB-USER-5")
def passwords_may_be_numbers(app: Broken) -> None:
    """A number is accepted as a password, by its digits."""
    passwords(app, BeforeValidator(str))


@fault("DB-USER-6")
def users_may_have_empty_names(app: Broken) -> None:
    """An empty uname is accepted and stored as null."""

    @app.sent("POST", USERS)
    def nameless(sent: Sent) -> None:
        given = json.loads(sent.body)
        sent.body = json.dumps(given | {"uname": given.get("uname") or None}).encode()


@fault("DB-USER-7")
def rejected_passwords_are_echoed(app: Broken) -> None:
    """A validation error shows its input, even a password."""
    app.patch("reference_app.hardening.errors._has_password", lambda fault: not isinstance(fault["input"], str))
