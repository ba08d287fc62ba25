"""Chapter 07: the tables in SQLite, and one connection per request."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import wraps
from typing import Annotated, Any

from pydantic import BaseModel, Field

from .events import event_log
from .http_errors import HttpError
from .inputs import Given
from .settings import DATABASE

TABLES = """
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS department (
    did INTEGER PRIMARY KEY AUTOINCREMENT,
    dname TEXT NOT NULL CHECK (length(dname) BETWEEN 1 AND 30),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS staff (
    sid INTEGER PRIMARY KEY AUTOINCREMENT,
    sname TEXT NOT NULL CHECK (length(sname) BETWEEN 1 AND 30),
    did INTEGER NOT NULL REFERENCES department,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS staff_did ON staff (did);
CREATE TABLE IF NOT EXISTS user (
    uid INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL UNIQUE,
    password TEXT NOT NULL,
    uname TEXT CHECK (length(uname) BETWEEN 1 AND 30),
    role INTEGER NOT NULL
);
"""

Row = dict[str, Any]


class Page(BaseModel):
    page: Annotated[int, Field(ge=1, le=2147483647)] = 1
    limit: Annotated[int, Field(ge=1, le=100)] = 10


def create_tables() -> None:
    DATABASE.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(DATABASE)) as connection:
        connection.executescript(TABLES)


class Session:
    """A connection that is one transaction: committed at the end, rolled back by any error."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def rows(self, statement: str, *values: Any) -> list[Row]:
        """All rows at once: SQLite checks foreign keys after it has returned the last row."""
        return [dict(row) for row in self.connection.execute(statement, values).fetchall()]

    def row(self, missing: str, statement: str, *values: Any) -> Row:
        """The row, or a 404 with this detail."""
        found = self.rows(statement, *values)
        if not found:
            raise HttpError(404, missing)
        return found[0]

    def page(self, page: Page, table: str, order: str, where: str = "TRUE", *values: Any) -> Row:
        """The rows of one page in this order, and how many there are on all pages."""
        offset = (page.page - 1) * page.limit
        items = self.rows(
            f"SELECT * FROM {table} WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?", *values, page.limit, offset
        )
        total = self.rows(f"SELECT count(*) AS total FROM {table} WHERE {where}", *values)
        return {"items": items} | total[0]


@contextmanager
def rejecting(status: int, detail: str) -> Iterator[None]:
    """Turn a violated constraint of the database (a foreign key, a unique value) into an error with this status."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise HttpError(status, detail) from None


def in_session(view: Callable[..., Any]) -> Callable[..., Any]:
    """Call the view with the input of the request and a session."""

    @wraps(view)
    def wrapped(**arguments: Any) -> Any:
        given = Given()
        log = event_log(given)
        log.write("session open")
        try:
            with closing(sqlite3.connect(DATABASE, timeout=30, isolation_level="IMMEDIATE")) as connection:
                connection.row_factory = sqlite3.Row
                connection.execute("PRAGMA foreign_keys = ON")
                with connection:
                    return view(given, Session(connection), **arguments)
        finally:
            log.write("session close")

    return wrapped


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
