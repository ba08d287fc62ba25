"""Serves one ASGI application for a run of the specification.

``python _serve.py MODULE:ATTRIBUTE HTTP LISTENER READY FOLDER``: HTTP is the parser, h11 or httptools, LISTENER the
descriptor of a listening socket, READY that of a pipe which gets the number of this process when the application has
started, FOLDER the folder from which the module is imported. The server ends when its standard input does, so that no
crash of the run leaves it behind. An application that does not exist ends it with status UNUSABLE and one line of JSON,
one that cannot be imported with FAILED, its traceback and a line. The module imports nothing of fastapi_spec, which the
interpreter of a target may not have, and runs on Python 3.9.
"""

from __future__ import annotations

import asyncio
import difflib
import fcntl
import gc
import importlib
import inspect
import json
import os
import socket
import sys
import threading
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import Any

sys.path.pop(0)  # the folder of this file, whose modules are not the target's

try:
    import uvicorn
except ModuleNotFoundError:
    sys.exit(f"uvicorn is not installed for {sys.executable}")

UNUSABLE = 4
"""The status if the command line names no application."""
FAILED = 1
"""The status if the module of the application cannot be imported."""


class Unusable(Exception):
    """There is no application of that name; says why, and what to try: ``near`` is the nearest right name.

    The parent says it in its own language, so what it needs for that is printed, as JSON in one line.
    """

    def __init__(self, message: str, near: str = "", **values: str) -> None:
        super().__init__(message)
        self.told = {"message": message, "near": near, "values": values}

    def __str__(self) -> str:
        return json.dumps(self.told)


class Failed(Exception):
    """The application could not be imported."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The nearest known word, or an empty string if none is near."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=0.75)), "")


def later(message: str) -> str:
    """Mark a message that the parent says."""
    return message


def load(name: str) -> Any:
    """Import ``MODULE:ATTRIBUTE``. Raises Failed, or Unusable with the nearest right name."""
    module_name, _, attribute = name.partition(":")
    if not module_name or not attribute:
        example = "reference_app.main:app"
        raise Unusable(later("--app {app}: write MODULE:ATTRIBUTE, for example {example}"), app=name, example=example)
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        if error.name and not (module_name == error.name or module_name.startswith(error.name + ".")):
            traceback.print_exc()
            raise Failed(f"{name}: {module_name} imports {error.name}, which is not installed") from error
        here = [path.stem for path in Path.cwd().iterdir() if path.suffix == ".py" or path.is_dir()]
        near = nearest(module_name, here)
        raise Unusable(later("--app {app}: no module {module}{near}"), near, app=name, module=module_name) from error
    except Exception as error:
        traceback.print_exc()
        raise Failed(f"{name}: importing {module_name} raised {type(error).__name__}: {error}") from error
    application = getattr(module, attribute, None)
    told = {"app": name, "module": module_name, "attribute": attribute}
    if application is not None and not callable(application):
        told["type"] = type(application).__name__
        raise Unusable(later("--app {app}: {module}.{attribute} is of type {type}, not an application"), **told)
    if application is None:
        callables = [key for key, value in vars(module).items() if callable(value) and not key.startswith("_")]
        applications = [key for key in callables if hasattr(type(vars(module)[key]), "openapi")]
        near = applications[0] if len(applications) == 1 else nearest(attribute, callables)
        raise Unusable(later("--app {app}: {module} has no attribute {attribute}{near}"), near, **told)
    return application


class Server(uvicorn.Server):
    """A server that says on a pipe when its application has started."""

    def __init__(self, config: uvicorn.Config, ready: int) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)  # exits if the application fails to start
        fcntl.flock(1, fcntl.LOCK_UN)  # of the log, which is locked while the application starts
        os.write(self._ready, str(os.getpid()).encode())


def serve(application: Any, http: str, listener: socket.socket, ready: int) -> None:
    """Serve until standard input ends."""
    options: dict[str, Any] = {"http": http, "loop": "asyncio", "access_log": False, "log_level": "warning"}
    if "timeout_graceful_shutdown" in inspect.signature(uvicorn.Config).parameters:  # since uvicorn 0.22
        options["timeout_graceful_shutdown"] = 1
    config = uvicorn.Config(application, **options)
    server = Server(config, ready)
    # The thread is a daemon, since a read of standard input cannot be cancelled.
    threading.Thread(target=_stop_at_end_of_input, args=[server], daemon=True).start()
    asyncio.run(server.serve(sockets=[listener]))


def _stop_at_end_of_input(server: uvicorn.Server) -> None:
    # Nothing is written: it returns at the end. A buffered reader would abort the interpreter's shutdown.
    os.read(0, 1)
    server.should_exit = True


def main() -> int:
    """Load and serve as the command line says. Returns the exit status."""
    name, http, listener, ready, folder = sys.argv[1:]
    sys.path.insert(0, folder)
    gc.disable()  # Imports only make objects, which last: looking for garbage among them costs a tenth of the start.
    try:
        application = load(name)
    except Unusable as error:
        print(error, file=sys.stderr)
        return UNUSABLE
    except Failed as error:
        print(error, file=sys.stderr)
        return FAILED
    gc.freeze()
    gc.enable()
    serve(application, http, socket.socket(fileno=int(listener)), int(ready))
    return 0


if __name__ == "__main__":
    sys.exit(main())
