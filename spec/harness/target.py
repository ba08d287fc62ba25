"""The server under test: one that runs already, or an ASGI application served in a process of its own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Protocol

REFERENCE = "reference_app.main:app"
SERVE = [sys.executable, "-m", "spec.harness.serve"]


class TargetError(Exception):
    """No usable target: one line with what was asked, what came and what to try. ``usage`` says it was asked wrongly."""

    def __init__(self, message: str, *, usage: bool = False) -> None:
        super().__init__(message)
        self.usage = usage


class Target(Protocol):
    """A server under test. ``url`` has no trailing slash and is known once `start` returned."""

    name: str
    url: str
    log: Path | None

    def start(self) -> None: ...
    def check(self) -> None: ...
    def stop(self) -> None: ...


class Remote:
    """A server that somebody else started, in any language."""

    log: Path | None = None

    def __init__(self, url: str) -> None:
        self.name = self.url = url.rstrip("/")

    def start(self) -> None:
        pass

    def check(self) -> None:
        """Nothing is known of it but its answers."""

    def stop(self) -> None:
        pass


class Served:
    """An ASGI application served by uvicorn on a free loopback port, in a process of its own.

    Its own process, because target code is not trusted: it may hang, exit or turn warnings into noise,
    and it shares neither interpreter lock nor warning filters with the rules. ``log`` holds what it prints.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.url = ""
        self.log: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin to serve. Returns at once: the kernel holds connections until the application has been imported."""
        if self._process:
            return
        listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        descriptor, log = tempfile.mkstemp(prefix="fastapi-spec-", suffix=".log")
        self.log = Path(log)
        with listener, open(descriptor, "wb") as output:
            fd = listener.fileno()
            self._process = subprocess.Popen(
                [*SERVE, self.name, str(fd)],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                pass_fds=[fd],
                start_new_session=True,
            )

    def check(self) -> None:
        """Raise TargetError when the server has ended by itself, with the last line that it printed."""
        status = self._process.poll() if self._process else None
        if status is None:
            return
        lines = self.log.read_text(errors="replace").strip().splitlines() if self.log else []
        last = lines[-1] if lines else "it printed nothing"
        if status == 4:
            raise TargetError(last, usage=True)
        raise TargetError(f"the server of {self.name} ended with status {status}: {last}")

    def stop(self) -> None:
        """End the server: kindly at first, then by force, with every process it started."""
        if not self._process:
            return
        assert self._process.stdin is not None
        self._process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=2)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        if self.log:
            self.log.unlink(missing_ok=True)
