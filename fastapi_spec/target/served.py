"""An ASGI application served by uvicorn on a free loopback port, in a process of its own."""

import contextlib
import json
import os
import re
import select
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen
from typing import IO

from fastapi_spec.files import HOME
from fastapi_spec.language import Later, later
from fastapi_spec.suggest import meant
from fastapi_spec.target.base import Target, TargetError, end_of, wait_until_ready
from fastapi_spec.target.process import ProcessTarget
from fastapi_spec.target.reference import REFERENCE

UNUSABLE = 4
"""The status of a serving process whose application does not exist."""

SERVE = str(Path(__file__).with_name("_serve.py"))
PARSERS = {"uvicorn": "h11", "uvicorn-httptools": "httptools"}
"""The servers that a run serves by itself, and how they parse HTTP."""


def folder_of(name: str | None) -> str:
    """The folder from which an application is imported."""
    return str(Path.cwd()) if name else str(HOME)


def environment_for(python: str | Path) -> dict[str, str]:
    """The variables of a serving process. Those that lead to modules of this interpreter are not for another one."""
    if str(python) == sys.executable:
        return dict(os.environ)
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}


class Served(ProcessTarget):
    """An application of the current folder, or the reference application if none is named.

    It runs in a process of its own because the code of a target is not trusted: it may hang, exit or turn warnings
    into noise, and it shares neither interpreter lock nor warning filters with the rules.
    """

    kind = later("served on a free port")
    awaited = later("start")

    def __init__(self, name: str | None = None, python: Path | None = None, server: str = "uvicorn") -> None:
        super().__init__(name or REFERENCE)
        self._folder = folder_of(name)
        self._python = str(python or sys.executable)
        self._http = PARSERS[server]
        self.pid = 0  # of the process that serves, once it has started

    def _spawn(self, output: IO[bytes]) -> Popen[bytes]:
        import fcntl

        fcntl.flock(output, fcntl.LOCK_EX)  # until the application has started: the process lets go of it
        self._ready, ready = os.pipe()
        with socket.create_server(("127.0.0.1", 0), backlog=2048) as listener:
            self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
            descriptors = [listener.fileno(), ready]
            command = [self._python, SERVE, self.name, self._http, *map(str, descriptors), self._folder]
            process = self._contain(command, output, environment_for(self._python), "input", descriptors)
        os.close(ready)
        return process

    def ready(self, seconds: float) -> bool:
        """Wait for the application to start. Raises TargetError with the last line printed if it ended instead."""
        assert self._process and self.log
        if not select.select([self._ready], [], [], seconds)[0]:
            return False
        if said := os.read(self._ready, 20):
            self.pid = int(said)
            return True
        status = self._process.wait()
        printed = end_of(self.log).decode(errors="replace").strip().splitlines()
        if status == UNUSABLE and printed:
            raise TargetError(unusable(printed[-1]), usage=True)
        exceptions = [line for line in printed if re.match(r"[\w.]+(Error|Exception)\b", line)]
        told = {"target": self.name, "status": status, "line": (exceptions or printed or [""])[-1]}
        if printed:
            raise TargetError(later("the server of {target} ended with status {status}: {line}", **told))
        raise TargetError(later("the server of {target} ended with status {status}: it printed nothing", **told))

    def _cleanup(self) -> None:
        os.close(self._ready)


def unusable(line: str) -> str | Later:
    """Why there is no application, from the line by which the serving process says it; any other line as it is."""
    try:
        said = json.loads(line)
        return later(said["message"], **said["values"], near=meant(said["near"]))
    except (ValueError, TypeError, KeyError):
        return line


class WorkerCopy(Served):
    """An application that is served once more, for another worker of xdist: one process would be busy with one.

    It starts when the ``first`` one has started, since an application may make its tables then. The first one takes its
    place if it cannot be served twice.
    """

    def __init__(self, name: str | None, first: Target, python: Path, server: str) -> None:
        super().__init__(name, python, server)
        self._first = first

    def start(self) -> None:
        """Wait for the first one, then start. Returns at once if it has been started already."""
        import fcntl

        if not self._process and self._first.log:
            with contextlib.suppress(FileNotFoundError), self._first.log.open() as log:
                fcntl.flock(log, fcntl.LOCK_SH)
        super().start()

    def fall_back(self) -> None:
        """End the copy and be at the address of the first one."""
        self.stop()
        self.url, self.log = self._first.url, self._first.log


@contextlib.contextmanager
def serving(name: str | None = None) -> Iterator[Served]:
    """Serve an application for as long as the block runs. Raises TargetError."""
    target = Served(name)
    try:
        wait_until_ready(target)
        yield target
    finally:
        target.stop()
