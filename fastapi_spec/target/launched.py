"""A target that a command starts (``--launch CMD``): any language, on a free port."""

import contextlib
import os
import re
import select
import shlex
import shutil
import socket
import time
from pathlib import Path
from subprocess import Popen, TimeoutExpired
from typing import IO

from fastapi_spec.language import Later, later
from fastapi_spec.suggest import did_you_mean
from fastapi_spec.target._contain import SHELL
from fastapi_spec.target.base import TargetError
from fastapi_spec.target.listening import stranger
from fastapi_spec.target.process import ProcessTarget

_SHELLS = re.compile(r"[|&;<>()$`*?~#\n]|^\s*\w+=")
"""What only a shell understands: operators, expansions such as ``$PORT``, variables set before the command."""


def arguments(command: str, port: int) -> list[str]:
    """The arguments of the process: those of the command with ``{port}`` replaced, or of a shell if it needs one.

    Raises ValueError for a quotation that is not closed.
    """
    command = command.replace("{port}", str(port))
    words = shlex.split(command)
    return [SHELL, "-c", command] if _SHELLS.search(command) else words


def by_hand(command: str, port: int) -> str:
    """The line for a shell that starts the server again on the same port."""
    return f"PORT={port} {shlex.join(arguments(command, port))}"


class Launched(ProcessTarget):
    """The server that a command starts. It must listen on 127.0.0.1, on the PORT of its environment or on ``{port}``.

    The command runs without a shell, so that its end is the server's end and a missing program is named before
    anything runs; it runs in one (`SHELL`) only if it uses shell syntax.
    """

    kind = later("launched on a free port")

    def __init__(self, command: str, name: str = "") -> None:
        super().__init__(name or command)
        self._command = command
        try:
            words = arguments(command, 0)
        except ValueError as error:
            raise TargetError(f"--launch {command}: {error}", usage=True) from None
        if not words:
            nothing = later("--launch: write what starts the server, as in --launch 'node server.js'")
            raise TargetError(nothing, usage=True)
        if not shutil.which(words[0]):
            told = {"command": command, "program": words[0], "near": _nearest_program(words[0])}
            if "/" in words[0] and Path(words[0]).exists():
                raise TargetError(
                    later(
                        "--launch {command}: {program} is not executable; "
                        "chmod +x it, or write the program that runs it first",
                        **told,
                    ),
                    usage=True,
                )
            raise TargetError(later("--launch {command}: no program {program}{near}", **told), usage=True)
        self._probe: socket.socket | None = None

    @property
    def awaited(self) -> Later:
        """What `ready` waits for, as an infinitive."""
        return later("respond at PORT ({url})", url=self.url)

    def _spawn(self, output: IO[bytes]) -> Popen[bytes]:
        """Start the command. Its port was free a moment ago."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        return self._contain(arguments(self._command, self._port), output, os.environ | {"PORT": str(self._port)})

    def ready(self, seconds: float) -> bool:
        """Wait until it responds with HTTP, whatever the status. Raises TargetError if the command ended instead.

        What responds must be of the command: its port was free before, but another program may have been quicker.
        """
        assert self._process
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            if self._responds(left) and self._process.poll() is None:
                if other := stranger(self._port, self._process.pid):
                    told = {"target": self.name, "port": self._port, "other": other}
                    raise TargetError(
                        later("port {port} was free and is now of {other}, not of {target}: run it again", **told)
                    )
                return True
            with contextlib.suppress(TimeoutExpired):
                status = self._process.wait(timeout=min(left, 0.05))
                told = {"target": self.name, "status": status}
                if status:
                    raise TargetError(later("{target} ended with status {status} before it responded", **told))
                raise TargetError(
                    later(
                        "{target} ended with status {status} before it responded: it must stay in the foreground",
                        **told,
                    )
                )
        return False

    def _responds(self, seconds: float) -> bool:
        """Whether a GET gets an HTTP response. A request without one in time is continued by the next call."""
        try:
            if self._probe is None:
                self._probe = socket.create_connection(("127.0.0.1", self._port), timeout=seconds)
                self._probe.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            if not select.select([self._probe], [], [], seconds)[0]:
                return False
            received = self._probe.recv(65536)
        except OSError:
            received = b""
        self._hang_up()
        return received.startswith(b"HTTP/")

    def _hang_up(self) -> None:
        if self._probe:
            self._probe.close()
            self._probe = None

    def finish(self) -> None:
        """Ask every process of the command to end, and do not wait for it."""
        self._hang_up()
        super().finish()

    def _cleanup(self) -> None:
        """Nothing was opened that is still open."""


def _nearest_program(name: str) -> str:
    folders = [Path(name).parent] if "/" in name else map(Path, os.get_exec_path())
    programs = [path for folder in folders if folder.is_dir() for path in folder.iterdir()]
    return did_you_mean(name, [str(path) if "/" in name else path.name for path in programs])
