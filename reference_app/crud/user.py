"""Users in the database."""

from sqlalchemy import delete as delete_from
from sqlalchemy.orm import Session

from reference_app.model import User
from reference_app.schema.database_user import UserCreate
from reference_app.security import hash_password


def create(session: Session, user: UserCreate) -> User:
    """Add a user with a hash instead of the password. Raises IntegrityError if the account is taken."""
    row = User(**user.model_dump(exclude={"password"}), password=hash_password(user.password))
    session.add(row)
    session.commit()
    return row


def read(session: Session, uid: int) -> User | None:
    """One user."""
    return session.get(User, uid)


def delete(session: Session, uid: int) -> bool:
    """Remove a user."""
    removed = session.scalar(delete_from(User).where(User.uid == uid).returning(User.uid))
    session.commit()
    return removed is not None
