"""How to see a case again: the commands that a card ends with."""

import os
import shlex
from collections.abc import Iterable

from fastapi_spec.files import BUNDLED, HOME
from fastapi_spec.plugin.options import Settings
from fastapi_spec.target import launched
from fastapi_spec.target.served import REFERENCE

CARRIED = ("FAULT",)
"""Variables of the environment that choose another application, and so belong to the command."""


def commands(settings: Settings, url: str, test: str, options: Iterable[str] = ()) -> dict[str, str]:
    """``rerun`` runs the case alone, with these options; ``serve`` starts the target again, for the curl command."""
    named = [("--url", settings.url), ("--app", settings.app), ("--launch", settings.launch)]
    chosen = [word for name, value in named if value for word in (name, value)]
    variables = "".join(f"{name}={shlex.quote(os.environ[name])} " for name in CARRIED if os.environ.get(name))
    found = {"rerun": f"{variables}{settings.program} {shlex.join([*chosen, *options, test])}"}
    if settings.url is None:
        port = int(url.rpartition(":")[2])
        serve = launched.by_hand(settings.launch, port) if settings.launch else _uvicorn(settings.app, port)
        found["serve"] = f"{variables}{serve}   (then the curl command)"
    return found


def _uvicorn(app: str | None, port: int) -> str:
    folder = f"--app-dir {shlex.quote(str(HOME))} " if app is None and HOME == BUNDLED else ""
    return f"uvicorn {folder}{app or REFERENCE} --port {port}"
