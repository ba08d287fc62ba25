"""The server under test: one that runs already, or an ASGI application served in a process of its own."""

import contextlib
import os
import re
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

REFERENCE = "reference_app.main:app"
UNUSABLE = 4
"""The status of a serving process whose application cannot be loaded."""

SERVE = [sys.executable, "-P", "-m", "spec.harness.serve"]  # -P: a folder spec of the user's is not taken for ours


class TargetError(Exception):
    """No usable target: one line with what was asked, what came and what to try. ``usage``: it was asked wrongly."""

    def __init__(self, message: str, *, usage: bool = False) -> None:
        super().__init__(message)
        self.usage = usage


class Target(Protocol):
    """A server under test. ``url`` has no trailing slash and is known once `start` returned.

    ``awaited`` is what `ready` waits for, as an infinitive.
    """

    name: str
    kind: str
    url: str
    log: Path | None

    @property
    def awaited(self) -> str: ...

    def start(self) -> None: ...
    def ready(self, seconds: float) -> bool: ...
    def finish(self) -> None: ...
    def stop(self) -> None: ...


def _address(url: str) -> tuple[str, int]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise TargetError(f"--url {url}: {error}", usage=True) from None
    if parts.username or parts.password:
        raise TargetError("--url takes no user and no password, since it is printed", usage=True)
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment:
        raise TargetError(f"--url {url}: write http://HOST:PORT or https://HOST, and a path at the most", usage=True)
    return host, port


def listens(url: str) -> bool:
    """Whether anybody accepts a connection at the address of this URL."""
    try:
        socket.create_connection(_address(url), timeout=2).close()
    except OSError:
        return False
    return True


class Remote:
    """A server that somebody else started, in any language."""

    kind = "already running"
    awaited = "answer"

    def __init__(self, url: str, name: str = "", log: Path | None = None) -> None:
        self.url = url.rstrip("/")
        self.name = name or self.url
        self.log = log
        self._address = _address(url)

    def start(self) -> None:
        """It runs already."""

    def ready(self, seconds: float) -> bool:
        """Whether somebody listens there. Raises TargetError when nobody does."""
        try:
            socket.create_connection(self._address, timeout=max(seconds, 5)).close()
        except OSError as error:
            reason = error.strerror or str(error)
            raise TargetError(
                f"nobody answers at {self.url} ({reason}): start the server, or give its address with --url"
            ) from None
        return True

    def finish(self) -> None:
        """It is not ours to stop."""

    def stop(self) -> None:
        """It is not ours to stop."""


class Served:
    """An ASGI application served by uvicorn on a free loopback port, in a process of its own.

    Its own process, because target code is not trusted: it may hang, exit or turn warnings into noise,
    and it shares neither interpreter lock nor warning filters with the rules. ``log`` holds what it prints.
    """

    kind = "served on a free port"
    awaited = "start"

    def __init__(self, name: str) -> None:
        self.name = name
        self.url = ""
        self.log: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin to serve. Returns at once; `ready` tells when the application has been imported and started."""
        if self._process:
            return
        descriptor, log = tempfile.mkstemp(prefix="fastapi-spec-", suffix=".log")
        self.log = Path(log)
        self._ready, ready = os.pipe()
        with socket.create_server(("127.0.0.1", 0), backlog=2048) as listener, open(descriptor, "wb") as output:
            self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
            self._process = subprocess.Popen(  # noqa: S603
                [*SERVE, self.name, str(listener.fileno()), str(ready), log],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                pass_fds=[listener.fileno(), ready],
                start_new_session=True,
            )
        os.close(ready)

    def ready(self, seconds: float) -> bool:
        """Wait for the application to start. Raises TargetError, with the last line printed, when it ended instead."""
        assert self._process and self.log
        if not select.select([self._ready], [], [], seconds)[0]:
            return False
        if os.read(self._ready, 1):
            return True
        status = self._process.wait()
        printed = self.log.read_text(errors="replace").strip().splitlines() or ["it printed nothing"]
        exceptions = [line for line in printed if re.match(r"[\w.]+(Error|Exception)\b", line)]
        last = (exceptions if status != UNUSABLE and exceptions else printed)[-1]
        if status == UNUSABLE:
            raise TargetError(last, usage=True)
        raise TargetError(f"the server of {self.name} ended with status {status}: {last}")

    @property
    def pid(self) -> int:
        """The process of the server."""
        assert self._process
        return self._process.pid

    def finish(self) -> None:
        """Ask the server to end, and do not wait for it."""
        if self._process and self._process.stdin:
            self._process.stdin.close()

    def stop(self) -> None:
        """End the server: kindly at first, then by force, with every process it started."""
        if not self._process:
            return
        assert self.log
        self.finish()
        try:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=2)
        finally:  # also when a second Ctrl-C cuts the waiting short
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            os.close(self._ready)
            self.log.unlink(missing_ok=True)
            self._process = None


@contextlib.contextmanager
def serving(name: str = REFERENCE) -> Iterator[Served]:
    """Serve an application for as long as the block runs, from its start on. Raises TargetError."""
    target = Served(name)
    target.start()
    try:
        target.ready(60.0)
        yield target
    finally:
        target.stop()
