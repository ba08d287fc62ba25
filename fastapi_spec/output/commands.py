"""How to see a case again: the commands that a card ends with."""

import os
import shlex
import sys
from collections.abc import Iterable

from fastapi_spec.files import BUNDLED, HOME
from fastapi_spec.plugin.settings import Settings
from fastapi_spec.target import launched
from fastapi_spec.target.choice import Choice
from fastapi_spec.target.reference import REFERENCE
from fastapi_spec.target.servers import served_by

CARRIED = ("FAULT",)
"""Variables of the environment that choose another application, and so belong to the command."""


def commands(settings: Settings, url: str, test: str, options: Iterable[str] = ()) -> dict[str, str]:
    """``rerun`` runs the case alone, with these options; ``serve`` starts the target again, for the curl command."""
    target = settings.target
    variables = "".join(f"{name}={shlex.quote(os.environ[name])} " for name in CARRIED if os.environ.get(name))
    words = [*target.options, *(["--anyway"] if settings.anyway else []), *options, test]
    found = {"rerun": f"{variables}{settings.program} {shlex.join(words)}"}
    if target.url is None:
        port = int(url.rpartition(":")[2])
        serve = launched.by_hand(target.launch, port) if target.launch else _served(settings, port)
        found["serve"] = f"{variables}{serve}"
    return found


def _served(settings: Settings, port: int) -> str:
    """The line for a shell that serves the application as the run did."""
    target, environment = settings.target, settings.environment
    if target == Choice(app=target.app):
        folder = f"--app-dir {shlex.quote(str(HOME))} " if target.app is None and HOME == BUNDLED else ""
        return f"uvicorn {folder}{target.app or REFERENCE} --port {port}"
    python = environment.python if environment else sys.executable
    return launched.by_hand(served_by(target.app, python, target.server), port)
