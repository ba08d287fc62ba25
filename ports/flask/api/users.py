"""Chapter 07: users and their passwords."""

from typing import Annotated, Any

import bcrypt
from flask import Blueprint, Response
from pydantic import BaseModel, Field

from .database import Session, in_session, rejecting
from .fields import JsonInt, Name, PathKey
from .inputs import Given
from .responses import no_content

users = Blueprint("users", __name__, url_prefix="/chapter07")

NO_USER = "no such user"
COLUMNS = "account, uname, role, uid"

Whole = Annotated[JsonInt, Field(ge=0, le=2147483647)]


class UserCreate(BaseModel):
    account: Whole
    uname: Name | None = None
    role: Whole
    password: Annotated[str, Field(min_length=8, max_length=72, pattern="^[ -~]*$")]


class Uid(BaseModel):
    uid: PathKey


@users.post("/users")
@in_session
def create_user(given: Given, session: Session) -> tuple[dict[str, Any], int, dict[str, str]]:
    user = given.json(UserCreate)
    given.check()
    password = bcrypt.hashpw(user.password.encode(), bcrypt.gensalt()).decode()
    with rejecting(409, "the account is taken"):
        (row,) = session.rows(
            f"INSERT INTO user (account, uname, role, password) VALUES (?, ?, ?, ?) RETURNING {COLUMNS}",
            user.account,
            user.uname,
            user.role,
            password,
        )
    return row, 201, {"Location": f"/chapter07/users/{row['uid']}"}


@users.get("/users/<uid>")
@in_session
def read_user(given: Given, session: Session, uid: str) -> dict[str, Any]:
    key = given.path(Uid)
    given.check()
    return session.row(NO_USER, f"SELECT {COLUMNS} FROM user WHERE uid = ?", key.uid)


@users.delete("/users/<uid>")
@in_session
def delete_user(given: Given, session: Session, uid: str) -> Response:
    key = given.path(Uid)
    given.check()
    session.row(NO_USER, "DELETE FROM user WHERE uid = ? RETURNING uid", key.uid)
    return no_content()
