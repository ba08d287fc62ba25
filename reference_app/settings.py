"""What the environment can change, read once: DATA_DIR, DATABASE_URL, SECRET_KEY, ACCESS_TOKEN_MINUTES, HARDENING."""

import logging
import tempfile
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

# It is public: any client can sign tokens with it. A warning on start says so.
DEMO_SECRET_KEY = "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7"  # noqa: S105 (the notes' own)

DEFAULT_DATA_DIR = Path(tempfile.gettempdir()) / "reference_app"


class Settings(BaseSettings):
    """Every setting has a default that works for the demo."""

    model_config = SettingsConfigDict(hide_input_in_errors=True)  # a rejected key stays out of the log

    data_dir: Path = DEFAULT_DATA_DIR
    """The folder of the database file and of the logs of the background tasks; created on start."""

    database_url: str = ""
    """The database, as in ``postgresql://user:password@host/name``; a SQLite file in data_dir when empty."""

    secret_key: Annotated[SecretStr, Field(min_length=32)] = SecretStr(DEMO_SECRET_KEY)
    """Signs the tokens of chapter 06. HS256 requires 32 bytes (RFC 7518 §3.2): ``openssl rand -hex 32``."""

    access_token_minutes: Annotated[int, Field(gt=0)] = 30
    """How long a token is valid."""

    hardening: bool = True
    """Whether the measures of reference_app/hardening apply; without them the application is plain FastAPI."""


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()


def warn_of_demo_key() -> None:
    """Warn on start if the key is the public one of the notes."""
    if settings().secret_key.get_secret_value() == DEMO_SECRET_KEY:
        logging.getLogger("uvicorn.error").warning("SECRET_KEY is the public one of the notes: good for the demo only")
