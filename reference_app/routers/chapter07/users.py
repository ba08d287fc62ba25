"""Users · DataBase Models."""

from fastapi import APIRouter, HTTPException, Request, Response
from sqlalchemy.exc import IntegrityError

from reference_app.crud import user as users
from reference_app.database import Db
from reference_app.model import User
from reference_app.responses import ACCOUNT_TAKEN, BODY, NO_USER, created
from reference_app.schema.database_user import UserCreate, UserRead
from reference_app.schema.types import Id

router = APIRouter(prefix="/users")

CREATED = created("uid", read="read_user_chapter07_users__uid__get", delete="delete_user_chapter07_users__uid__delete")


@router.post("", status_code=201, response_model=UserRead, responses={**BODY, **CREATED, **ACCOUNT_TAKEN})
def create_user(user: UserCreate, session: Db, request: Request, response: Response) -> User:
    """Add a user; the response has neither the password nor its hash."""
    try:
        row = users.create(session, user)
    except IntegrityError:
        raise HTTPException(status_code=409, detail="the account is taken") from None
    response.headers["Location"] = request.url_for("read_user", uid=row.uid).path
    return row


@router.get("/{uid}", response_model=UserRead, responses=NO_USER)
def read_user(uid: Id, session: Db) -> User:
    """One user."""
    user = users.read(session, uid)
    if user is None:
        raise HTTPException(status_code=404, detail="no such user")
    return user


@router.delete("/{uid}", status_code=204, response_class=Response, responses=NO_USER)
def delete_user(uid: Id, session: Db) -> None:
    """Remove a user."""
    if not users.delete(session, uid):
        raise HTTPException(status_code=404, detail="no such user")
