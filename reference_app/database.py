"""The engine, the session of a request, and the tables, which exist once the application has started."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends
from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

from reference_app import hardening
from reference_app.database_url import database_url
from reference_app.events import Events
from reference_app.hardening import limits, storage

# So that two processes that start at once create the tables one after the other.
ALONE = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "SELECT pg_advisory_xact_lock(7)"}


class Base(DeclarativeBase):
    """What every table derives from. The notes' declarative_base() makes the same, untyped."""

    # Otherwise SQLite gives the id of the last row to a new one, once that row is deleted.
    __table_args__ = ({"sqlite_autoincrement": hardening.ON},)


engine = create_engine(
    database_url(),
    pool_size=limits.SESSIONS,
    max_overflow=0,
    **limits.CAREFUL_ENGINE,
)

# The response is read from the row after the commit, which by default would fetch it once more.
SessionLocal = sessionmaker(engine, expire_on_commit=False)


# The database was restarted after the last statement: ending the transaction fails. The response has been sent by then,
# so that an exception would only close the connection of the client, unannounced, and its next request would fail.
LATE: list[type[Exception]] = hardening.either([DBAPIError], [])


@event.listens_for(engine, "connect")
def set_up_sqlite(connection: Any, _: Any) -> None:
    """SQLite checks foreign keys, and waits for another writer, only on connections that are set up to."""
    if engine.dialect.name == "sqlite":
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA busy_timeout = 30000")
        # Readers and the writer do not wait for one another. The file stores the mode: when two processes set it at
        # once, it is enough that one succeeds.
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = WAL")


@contextmanager
def opened() -> Iterator[None]:
    """The database as long as the application runs: its tables are created if they are missing."""
    if engine.url.get_backend_name() == "sqlite":
        with suppress(OSError):  # which SQLite then reports itself
            storage.make_file(Path(str(engine.url.database)))
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(ALONE[engine.dialect.name])
            Base.metadata.create_all(connection)
    except OperationalError as error:
        raise SystemExit(f"the database cannot be opened: {str(error.orig).strip()}") from None
    yield
    engine.dispose()


def get_session(events: Events) -> Iterator[Session]:
    """One session for one request, closed after it. What has not been committed by then is rolled back."""
    events("session open")
    session = SessionLocal()
    try:
        yield session
    finally:
        with suppress(*LATE):
            session.close()
        events("session close")


Db = Annotated[Session, Depends(get_session, **limits.ONE_CONNECTION_EACH)]
