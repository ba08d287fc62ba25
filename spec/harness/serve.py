"""Serves one ASGI application for a run of the specification: ``python -m spec.harness.serve MODULE:ATTRIBUTE FD``.

FD is a listening socket that the parent opened. The server ends when its standard input does, so no crash of
the parent leaves it behind. An application that cannot be loaded ends it with status 4 and one line.
"""

import asyncio
import difflib
import importlib
import os
import socket
import sys
import threading
import traceback
from pathlib import Path
from typing import Any

import uvicorn


class Unusable(Exception):
    """The application named on the command line cannot be served; says why, and what to try."""


def load(name: str) -> Any:
    """Import ``MODULE:ATTRIBUTE``. Raises Unusable with the cause and the nearest right name."""
    module_name, _, attribute = name.partition(":")
    if not module_name or not attribute:
        raise Unusable(f"--app {name}: write MODULE:ATTRIBUTE, for example reference_app.main:app")
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        if error.name and not (module_name == error.name or module_name.startswith(error.name + ".")):
            raise Unusable(f"--app {name}: {module_name} imports {error.name}, which is not installed") from error
        here = [path.stem for path in Path.cwd().iterdir() if path.suffix == ".py" or path.is_dir()]
        raise Unusable(f"--app {name}: no module {module_name}{nearest(module_name, here)}") from error
    except Exception as error:
        traceback.print_exc()
        raise Unusable(f"--app {name}: importing {module_name} raised {type(error).__name__}: {error}") from error
    application = getattr(module, attribute, None)
    if not callable(application):
        callables = [key for key, value in vars(module).items() if callable(value) and not key.startswith("_")]
        raise Unusable(f"--app {name}: {module_name} has no application {attribute}{nearest(attribute, callables)}")
    return application


def nearest(word: str, known: list[str]) -> str:
    """`` (did you mean X?)``, or nothing when no known word is near."""
    found = difflib.get_close_matches(word, known, n=1)
    return f" (did you mean {found[0]}?)" if found else ""


def serve(application: Any, listener: socket.socket) -> int:
    """Serve until standard input ends. Returns the exit status."""
    config = uvicorn.Config(
        application, http="h11", loop="asyncio", access_log=False, log_level="warning", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    # The thread is a daemon, since a read of standard input cannot be cancelled.
    threading.Thread(target=_stop_at_end_of_input, args=[server], daemon=True).start()
    asyncio.run(server.serve(sockets=[listener]))
    return 0 if server.started else 3


def _stop_at_end_of_input(server: uvicorn.Server) -> None:
    while os.read(0, 1024):
        continue
    server.should_exit = True


def main() -> int:
    name, descriptor = sys.argv[1:]
    sys.path.insert(0, os.getcwd())
    try:
        application = load(name)
    except Unusable as error:
        print(error, file=sys.stderr)
        return 4
    return serve(application, socket.socket(fileno=int(descriptor)))


if __name__ == "__main__":
    sys.exit(main())
