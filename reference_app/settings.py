"""What the environment may change, read once: DATA_DIR, DATABASE_URL, SECRET_KEY, ACCESS_TOKEN_MINUTES."""

import tempfile
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

# Anybody can sign tokens with it; its use is announced on start.
DEMO_SECRET_KEY = "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7"  # noqa: S105 (the notes' own)


class Settings(BaseSettings):
    """Every setting has a default that works for the demo."""

    model_config = SettingsConfigDict(hide_input_in_errors=True)  # a key that is refused stays out of the log

    data_dir: Path = Path(tempfile.gettempdir()) / "reference_app"
    """Where the database file and the text of the background tasks live; created on start."""

    database_url: str = ""
    """Where the rows live, as in ``postgresql://user:password@host/name``; a SQLite file in data_dir when empty."""

    secret_key: Annotated[SecretStr, Field(min_length=32)] = SecretStr(DEMO_SECRET_KEY)
    """Signs the tokens of chapter 06. HS256 asks for 32 bytes (RFC 7518 §3.2): ``openssl rand -hex 32``."""

    access_token_minutes: Annotated[int, Field(gt=0)] = 30
    """How long a token is good."""


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
