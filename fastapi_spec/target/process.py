"""The life of a server that a run starts: a process group and a log of its own, ended in any case."""

import contextlib
import os
import signal
import tempfile
from abc import ABC, abstractmethod
from pathlib import Path
from subprocess import Popen, TimeoutExpired
from typing import IO

from fastapi_spec.language import Later

GRACE = 2
"""Seconds that a server has to end by itself before it is killed."""


class ProcessTarget(ABC):
    """A server in a process group of its own. ``log`` holds what it prints."""

    kind: str | Later = ""

    def __init__(self, name: str) -> None:
        self.name = name
        self.url = ""
        self.log: Path | None = None
        self._process: Popen[bytes] | None = None

    @property
    @abstractmethod
    def awaited(self) -> str | Later:
        """What `ready` waits for, as an infinitive."""

    @abstractmethod
    def _spawn(self, output: IO[bytes]) -> Popen[bytes]:
        """Start the process, which prints into ``output``, and set ``url``."""

    @abstractmethod
    def ready(self, seconds: float) -> bool:
        """Wait until the server responds, at most for this long. Raises TargetError if it ended instead."""

    @abstractmethod
    def finish(self) -> None:
        """Ask the server to end, and do not wait for it."""

    @abstractmethod
    def _cleanup(self) -> None:
        """Release what `_spawn` opened besides the process."""

    @property
    def pid(self) -> int:
        """The process of the server."""
        assert self._process
        return self._process.pid

    def start(self) -> None:
        """Start the server and return at once; does nothing if it has been started already."""
        if self._process:
            return
        descriptor, log = tempfile.mkstemp(prefix="fastapi-spec-", suffix=".log")
        self.log = Path(log)
        with open(descriptor, "wb") as output:
            self._process = self._spawn(output)

    def stop(self) -> None:
        """End the server with every process it started: first a request, then by force. Removes the log."""
        if not self._process:
            return
        assert self.log
        self.finish()
        try:
            with contextlib.suppress(TimeoutExpired):
                self._process.wait(timeout=GRACE)
        finally:  # also if a second Ctrl-C cuts the waiting short
            self._kill()
            self._process.wait()
            self._cleanup()
            self.log.unlink(missing_ok=True)
            self._process = None

    def _kill(self) -> None:
        """End every process of the group by force."""
        assert self._process
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
