"""The tables: departments, their staff, and the users who log in."""

from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, ForeignKey, String, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.functions import now

from reference_app import hardening
from reference_app.database import Base

MOMENT = DateTime(timezone=True)


@compiles(now, "sqlite")
def _now_with_milliseconds(*_: Any, **__: Any) -> str:
    """SQLite's own CURRENT_TIMESTAMP has whole seconds, too few to see a change."""
    return "strftime('%Y-%m-%d %H:%M:%f', 'now')"


class Stamped:
    """When a row was created, and when it was last changed."""

    created_at: Mapped[datetime] = mapped_column(MOMENT, server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(MOMENT, server_default=func.now(), onupdate=func.now())


# The notes order every query by __mapper_args__["order_by"], which SQLAlchemy 1.4 removed. Here each query has its own.
class Department(Stamped, Base):
    """A department."""

    __tablename__ = "department"

    did: Mapped[int] = mapped_column(primary_key=True)
    dname: Mapped[str] = mapped_column(String(30))


class Staff(Stamped, Base):
    """A member of the staff, in one department."""

    __tablename__ = "staff"

    sid: Mapped[int] = mapped_column(primary_key=True)
    sname: Mapped[str] = mapped_column(String(30))
    did: Mapped[int] = mapped_column(ForeignKey("department.did"), index=True)


class User(Base):
    """A user who logs in."""

    __tablename__ = "user"

    uid: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[int] = mapped_column(unique=hardening.ON)
    password: Mapped[str] = mapped_column(String(60))  # a bcrypt hash, for which the notes' String(30) is too short
    uname: Mapped[str | None] = mapped_column(String(30))
    role: Mapped[int]
