"""Where the reference application keeps its data, and who can read it."""

import logging
import os
import stat
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import sessionmaker

from reference_app import database
from reference_app import database_url as database_url_module
from reference_app.database import engine
from reference_app.events import Recorder
from reference_app.hardening import limits, storage
from reference_app.settings import Settings

SECRET = "a-secret-word"


def given(monkeypatch: pytest.MonkeyPatch, **values: object) -> None:
    """Let the environment say where the database is."""
    monkeypatch.setattr(database_url_module, "settings", lambda: Settings(**values))  # type: ignore[arg-type]


def test_a_path_may_have_any_characters(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What separates the parts of a URL does not put the rows into another folder."""
    folder = tmp_path / "we ird?x=1%41#"
    given(monkeypatch, data_dir=folder)

    assert database_url_module.database_url().database == str(folder / "reference_app.db")


@pytest.mark.parametrize(
    "url, said",
    [
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        ("postgres://localhost/x", "begins with sqlite:/// or postgresql://, not postgres://"),
        ("mysql://localhost/x", "begins with"),
        (f"nonsense {SECRET}", "is not a URL"),
        (f"postgresql://user:{SECRET}@localhost:port/x", "is not a URL"),
        ("sqlite+other:///x.db", "driver that is not installed: sqlite+other"),
    ],
)
def test_an_unusable_url_is_one_line_without_its_password(monkeypatch: pytest.MonkeyPatch, url: str, said: str) -> None:
    """Such an application does not start; it would otherwise leave out the chapter, or show the password in its log."""
    given(monkeypatch, database_url=url)
    with pytest.raises(SystemExit) as ended:
        database_url_module.database_url()

    line = str(ended.value)
    assert said in line
    assert line.startswith("DATABASE_URL ")
    assert SECRET not in line
    assert "\n" not in line


def test_a_usable_url_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The URL that docs/settings.md shows, with its password."""
    given(monkeypatch, database_url="postgresql://user:password@localhost/spec")

    assert database_url_module.database_url().render_as_string(hide_password=False).endswith("password@localhost/spec")


def test_only_the_owner_reads_the_data(tmp_path: Path) -> None:
    """The file has hashes of passwords."""
    folder, file = tmp_path / "data", tmp_path / "data" / "x.db"
    storage.make_folder(folder)
    storage.make_file(file)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_folder_of_the_user_keeps_its_permissions(tmp_path: Path) -> None:
    """Whoever names a folder that is there may share it with a group."""
    tmp_path.chmod(0o750)
    storage.make_folder(tmp_path)

    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o750


def test_the_default_folder_is_made_private(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It may be there from a version that made it readable by all."""
    tmp_path.chmod(0o755)
    monkeypatch.setattr(storage, "DEFAULT_DATA_DIR", tmp_path)
    storage.make_folder(tmp_path)

    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


@pytest.mark.parametrize("kind", ["another owner", "link"])
def test_a_folder_that_another_user_prepared_is_not_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
) -> None:
    """The name of the default folder is known, and all users of a machine can make it."""
    folder = tmp_path / "reference_app"
    if kind == "link":
        folder.symlink_to(tmp_path)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    monkeypatch.setattr(storage, "DEFAULT_DATA_DIR", folder)
    with pytest.raises(SystemExit, match="belongs to another user"):
        storage.make_folder(folder)


def test_a_failed_statement_does_not_log_its_values(caplog: pytest.LogCaptureFixture) -> None:
    """Among them is the hash of a password."""
    other = sqlalchemy.create_engine("sqlite://", **limits.CAREFUL_ENGINE)
    with other.connect() as connection, caplog.at_level(logging.DEBUG), pytest.raises(OperationalError) as failed:
        connection.execute(sqlalchemy.text("INSERT INTO missing VALUES (:hash)"), {"hash": SECRET})

    assert SECRET not in str(failed.value)
    assert SECRET not in caplog.text


def test_a_closed_connection_is_replaced(tmp_path: Path) -> None:
    """A restarted database closes the connections of the pool; the next request would be a 500."""
    other = sqlalchemy.create_engine(f"sqlite:///{tmp_path / 'x.db'}", **limits.CAREFUL_ENGINE)
    pooled = other.raw_connection()
    dropped: Any = pooled.dbapi_connection
    pooled.close()
    dropped.close()

    with other.connect() as connection:
        assert connection.scalar(sqlalchemy.text("SELECT 1")) == 1


def test_a_connection_that_is_closed_after_the_response_is_not_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An exception would close the connection of the client, whose next request would have no response."""
    other = sqlalchemy.create_engine(f"sqlite:///{tmp_path / 'x.db'}", **limits.CAREFUL_ENGINE)
    monkeypatch.setattr(database, "SessionLocal", sessionmaker(other))
    opened = database.get_session(Recorder(None))
    connection: Any = next(opened).connection().connection
    connection.dbapi_connection.close()

    assert next(opened, "closed") == "closed"
    assert other.connect().scalar(sqlalchemy.text("SELECT 1")) == 1


def test_the_engine_of_the_application_hides_values() -> None:
    """The same options as in the tests above."""
    assert engine.hide_parameters
