"""The settings from the environment."""

import logging
import os
import tempfile
from pathlib import Path

DEMO_KEY = "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7"  # that of the notes, which is public
SECRET_KEY = os.environ.get("SECRET_KEY", DEMO_KEY)
TOKEN_SECONDS = 30 * 60

_folder = tempfile.TemporaryDirectory(prefix="flask-port-") if "DATA_DIR" not in os.environ else None
DATABASE = Path(_folder.name if _folder else os.environ["DATA_DIR"]) / "flask-port.sqlite3"

PORT_FOLDER = Path(__file__).parents[1]
STATIC_FOLDER = PORT_FOLDER / "static"
OPENAPI_DOCUMENTS = PORT_FOLDER.parents[1] / "spec" / "contract" / "openapi"


def warn_of_demo_key() -> None:
    if SECRET_KEY == DEMO_KEY:
        logging.getLogger("gunicorn.error").warning("tokens are signed with the public demo key: set SECRET_KEY")
