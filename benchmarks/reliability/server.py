"""The reference application as it is deployed: uvicorn with several workers, in a process group of its own."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from fastapi_spec.files import HOME
from fastapi_spec.printable import line

START, END = 60, 5
"""Seconds that it has to start, and to end by itself."""


class Failed(Exception):
    """What the measurement needs could not be started."""


class Server:
    """A server on one port, whichever process serves it. The environment names its database."""

    def __init__(self, environment: Mapping[str, str], workers: int) -> None:
        left_out = ("DATABASE_URL", "FAULT", "HARDENING")
        self._environment = {
            **{name: value for name, value in os.environ.items() if name not in left_out},
            **environment,
        }
        self.number = workers
        self.port = free_port()
        self.log = tempfile.TemporaryFile()  # noqa: SIM115 (it is open as long as the server)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait for the first response. Raises Failed."""
        arguments = [f"--port={self.port}", f"--workers={self.number}", "--no-access-log", "--log-level=warning"]
        self._process = process = subprocess.Popen(
            [sys.executable, "-m", "uvicorn", "reference_app.main:app", *arguments],
            cwd=HOME, env=self._environment, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
            start_new_session=True,
        )  # fmt: skip
        deadline = time.monotonic() + START
        while not self._responds():
            if process.poll() is not None or time.monotonic() > deadline:
                raise Failed(f"the reference application does not start: {self.last_line()}")
            time.sleep(0.05)

    def _responds(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/hello", timeout=START) as response:
                return bool(response.status == 200)
        except OSError:
            return False

    def stop(self) -> None:
        """End it: first by a request, then by force."""
        if self._process:
            self._process.terminate()
            try:
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(END)
            finally:
                self.kill()

    def kill(self) -> None:
        """End every process of it at once, and return when the port is free."""
        assert self._process
        for pid in self._processes():
            _kill(pid)
        self._process.wait()
        while self._processes():
            time.sleep(0.01)
        self._process = None

    def kill_worker(self, chosen: int) -> None:
        """End one of the workers at once; uvicorn starts another one."""
        if workers := self.workers():
            _kill(workers[chosen % len(workers)])

    def workers(self) -> list[int]:
        """The processes that serve requests."""
        return [pid for pid in self._processes() if b"spawn_main" in _read(pid, "cmdline")]

    def _processes(self) -> list[int]:
        """The processes of the group that run (proc(5)), also those whose parent has been killed."""
        assert self._process
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            state, _, group, *_ = [*_read(int(folder.name), "stat").rpartition(b") ")[2].split(), b"", b"", b"0"]
            if int(group) == self._process.pid and state != b"Z":
                found.append(int(folder.name))
        return sorted(found)

    def memory(self) -> int:
        """The resident memory of all workers together, in bytes."""
        lines = [field for pid in self.workers() for field in _read(pid, "status").splitlines()]
        return sum(int(field.split()[1]) * 1024 for field in lines if field.startswith(b"VmRSS:"))

    def descriptors(self) -> int:
        """The open descriptors of all workers together."""
        return sum(len(os.listdir(f"/proc/{pid}/fd")) for pid in self.workers())

    def last_line(self) -> str:
        """The last line that it printed."""
        self.log.seek(max(0, self.log.seek(0, os.SEEK_END) - 4096))
        return line([*self.log.read().decode(errors="replace").splitlines(), ""][-2:][0])


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _read(pid: int, name: str) -> bytes:
    """A file of proc(5), or nothing if the process has ended."""
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""
