"""Serves one ASGI application for a run of the specification.

``python _serve.py MODULE:ATTRIBUTE LISTENER READY LOG FOLDER``: LISTENER is the descriptor of a
listening socket, READY that of a pipe which gets one byte when the application has started, LOG the file that takes
what is printed, FOLDER the folder from which the module is imported. The server ends when its standard input does, so
that no crash of the parent leaves it or its log behind. An application that cannot be loaded ends it with status
UNUSABLE and one line. The module imports nothing of fastapi_spec, which the interpreter of a target may not have.
"""

import asyncio
import difflib
import fcntl
import gc
import importlib
import os
import socket
import sys
import threading
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import Any

try:
    import uvicorn
except ModuleNotFoundError:
    sys.exit("uvicorn is not installed: pip install 'fastapi-spec[reference]'")

UNUSABLE = 4
"""The status if the application cannot be loaded."""


class Unusable(Exception):
    """The application named on the command line cannot be served; says why, and what to try."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`` (did you mean X?)`` with the nearest known word, or an empty string if none is near."""
    found = difflib.get_close_matches(word, list(known), n=1)
    return f" (did you mean {found[0]}?)" if found else ""


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
        raise Unusable(f"--app {name}: no module {module_name}{did_you_mean(module_name, here)}") from error
    except Exception as error:
        traceback.print_exc()
        raise Unusable(f"--app {name}: importing {module_name} raised {type(error).__name__}: {error}") from error
    application = getattr(module, attribute, None)
    if application is not None and not callable(application):
        kind = type(application).__name__
        raise Unusable(f"--app {name}: {module_name}.{attribute} is of type {kind}, not an application")
    if application is None:
        callables = [key for key, value in vars(module).items() if callable(value) and not key.startswith("_")]
        raise Unusable(f"--app {name}: {module_name} has no attribute {attribute}{did_you_mean(attribute, callables)}")
    return application


class Server(uvicorn.Server):
    """A server that says on a pipe when its application has started."""

    def __init__(self, config: uvicorn.Config, ready: int) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)  # exits if the application fails to start
        fcntl.flock(1, fcntl.LOCK_UN)  # of the log, which is locked while the application starts
        os.write(self._ready, b"1")


def serve(application: Any, listener: socket.socket, ready: int) -> None:
    """Serve until standard input ends."""
    config = uvicorn.Config(
        application, http="h11", loop="asyncio", access_log=False, log_level="warning", timeout_graceful_shutdown=1
    )
    server = Server(config, ready)
    # The thread is a daemon, since a read of standard input cannot be cancelled.
    threading.Thread(target=_stop_at_end_of_input, args=[server], daemon=True).start()
    asyncio.run(server.serve(sockets=[listener]))


def _stop_at_end_of_input(server: uvicorn.Server) -> None:
    os.read(
        0, 1
    )  # Nothing is written: it returns at the end. A buffered reader would abort the interpreter's shutdown.
    server.should_exit = True


def main() -> int:
    """Load and serve as the command line says. Returns the exit status."""
    name, listener, ready, log, folder = sys.argv[1:]
    sys.path.insert(0, folder)
    gc.disable()  # Imports only make objects, which last: looking for garbage among them costs a tenth of the start.
    try:
        application = load(name)
    except Unusable as error:
        print(error, file=sys.stderr)
        return UNUSABLE
    gc.freeze()
    gc.enable()
    serve(application, socket.socket(fileno=int(listener)), int(ready))
    Path(log).unlink(missing_ok=True)  # the parent does so, too, unless it was killed
    return 0


if __name__ == "__main__":
    sys.exit(main())
