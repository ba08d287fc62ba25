"""A target that a command starts (``--launch CMD``): any language, on a free port, in a process group of its own."""

import contextlib
import os
import re
import select
import shlex
import shutil
import signal
import socket
import tempfile
import time
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired
from typing import Any

from spec.harness.nearest import nearest
from spec.harness.target import TargetError

SHELL = "/bin/sh"
GUARD = 'read -r _; kill -s KILL -- "-$0"; rm -f -- "$1"'
"""What ends the group and removes the log when this process is killed: its standard input ends with us."""

_SHELLS = re.compile(r"[|&;<>()$`*?~#\n]|^\s*\w+=")
"""What only a shell understands: operators, expansions such as ``$PORT``, variables set in front of the command."""


def arguments(command: str, port: int) -> list[str]:
    """The arguments of the process: those of the command with ``{port}`` replaced, or of a shell where it needs one.

    Raises ValueError for a quotation without an end.
    """
    command = command.replace("{port}", str(port))
    words = shlex.split(command)
    return [SHELL, "-c", command] if _SHELLS.search(command) else words


def by_hand(command: str, port: int) -> str:
    """The line for a shell that starts the server again at the same port."""
    return f"PORT={port} {shlex.join(arguments(command, port))}"


class Launched:
    """The server that a command starts. It is to listen at 127.0.0.1, on the PORT of its environment or on ``{port}``.

    The command runs without a shell, so that its end is the server's end and a program that is missing is named
    before anything runs; in one (`SHELL`) only where it is written for one. ``log`` holds what it prints.
    """

    kind = "launched on a free port"

    def __init__(self, command: str) -> None:
        try:
            words = arguments(command, 0)
        except ValueError as error:
            raise TargetError(f"--launch {command}: {error}", usage=True) from None
        if not words:
            raise TargetError("--launch: write what starts the server, as in --launch 'node server.js'", usage=True)
        if not shutil.which(words[0]):
            raise TargetError(f"--launch {command}: no program {words[0]}{_nearest_program(words[0])}", usage=True)
        self.name = command
        self.url = ""
        self.log: Path | None = None
        self._process: Popen[bytes] | None = None
        self._probe: socket.socket | None = None

    @property
    def awaited(self) -> str:
        return f"answer at PORT ({self.url})"

    def start(self) -> None:
        """Start the command and return at once. Its port was free a moment ago."""
        if self._process:
            return
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        descriptor, log = tempfile.mkstemp(prefix="fastapi-spec-", suffix=".log")
        self.log = Path(log)
        command, environment = arguments(self.name, self._port), os.environ | {"PORT": str(self._port)}
        with open(descriptor, "wb") as output:
            started: dict[str, Any] = {"stdout": output, "stderr": output, "start_new_session": True}
            try:
                self._process = Popen(command, stdin=DEVNULL, env=environment, **started)  # noqa: S603
            except OSError:  # a script without #! is the shell's to run, and any other cause the shell's to tell
                command = [SHELL, "-c", shlex.join(command)]
                self._process = Popen(command, stdin=DEVNULL, env=environment, **started)  # noqa: S603
            self._guard = Popen([SHELL, "-c", GUARD, str(self._process.pid), log], stdin=PIPE, **started)  # noqa: S603

    def ready(self, seconds: float) -> bool:
        """Wait until it answers HTTP, whatever the status. Raises TargetError when the command ended instead."""
        assert self._process
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            if self._answers(left) and self._process.poll() is None:
                return True
            with contextlib.suppress(TimeoutExpired):
                status = self._process.wait(timeout=min(left, 0.05))
                hint = "" if status else ": it must stay in the foreground"
                raise TargetError(f"{self.name} ended with status {status} before it answered{hint}")
        return False

    def _answers(self, seconds: float) -> bool:
        """Whether a GET is answered by HTTP. A server that has not answered in time is asked on by the next call."""
        try:
            if self._probe is None:
                self._probe = socket.create_connection(("127.0.0.1", self._port), timeout=seconds)
                self._probe.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            if not select.select([self._probe], [], [], seconds)[0]:
                return False
            answer = self._probe.recv(65536)
        except OSError:
            answer = b""
        self._hang_up()
        return answer.startswith(b"HTTP/")

    def _hang_up(self) -> None:
        if self._probe:
            self._probe.close()
            self._probe = None

    def finish(self) -> None:
        """Ask every process of the group to end, and do not wait for it."""
        if self._process:
            self._signal(signal.SIGTERM)

    def stop(self) -> None:
        """End the whole group: kindly at first, then by force."""
        if not self._process:
            return
        assert self.log
        self._hang_up()
        self.finish()
        try:
            with contextlib.suppress(TimeoutExpired):
                self._process.wait(timeout=2)
        finally:  # also when a second Ctrl-C cuts the waiting short
            self._signal(signal.SIGKILL)
            self._process.wait()
            self._guard.kill()
            self._guard.communicate()
            self.log.unlink(missing_ok=True)
            self._process = None

    def _signal(self, number: signal.Signals) -> None:
        assert self._process
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)


def _nearest_program(name: str) -> str:
    folders = [Path(name).parent] if "/" in name else map(Path, os.get_exec_path())
    programs = [path for folder in folders if folder.is_dir() for path in folder.iterdir()]
    return nearest(name, [str(path) if "/" in name else path.name for path in programs])
