"""What the environment may change, read once: DATA_DIR, DATABASE_URL, SECRET_KEY."""

import tempfile
from functools import cache
from pathlib import Path

from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    """Every setting has a default that works for the demo."""

    data_dir: Path = Path(tempfile.gettempdir()) / "reference_app"
    """Where the database file and the text of the background tasks live; created on start."""


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
