"""The folder of static files, and the application that is mounted to serve it."""

from pathlib import Path

from fastapi.staticfiles import StaticFiles

from reference_app.hardening.static_files import STATIC_FILES

STATIC = Path(__file__).parent / "static"


def static_files() -> StaticFiles:
    """The application that serves the folder."""
    return STATIC_FILES(directory=STATIC)
