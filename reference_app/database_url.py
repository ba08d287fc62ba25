"""Which database: DATABASE_URL, or a file in DATA_DIR. One that cannot be used ends the start with one line."""

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from reference_app.settings import settings

IN_MEMORY = {None, "", ":memory:"}


def database_url() -> URL:
    """The address of the database. SystemExit passes every handler of errors; the URL can contain a password."""
    given = settings().database_url
    if not given:
        # Not an f-string: a path may contain what separates the parts of a URL, such as ? and %.
        return URL.create("sqlite", database=str(settings().data_dir / "reference_app.db"))
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):  # ValueError: a port that is not a number
        raise SystemExit("DATABASE_URL is not a URL such as postgresql://user:password@localhost/name") from None
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise SystemExit(f"DATABASE_URL begins with sqlite:/// or postgresql://, not {url.drivername}://")
    if url.get_backend_name() == "sqlite" and url.database in IN_MEMORY:
        raise SystemExit("DATABASE_URL needs a file, as in sqlite:////folder/file.db: memory is not shared by threads")
    try:
        dialect = url.get_dialect()
        dialect.import_dbapi()
    except Exception:  # no such driver, or its package is not installed
        raise SystemExit(f"DATABASE_URL needs a driver that is not installed: {url.drivername}") from None
    if dialect.is_async:
        raise SystemExit(f"DATABASE_URL needs a driver without async, not {url.drivername}")
    return url
