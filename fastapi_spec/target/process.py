"""The life of a server that a run starts: contained in a process and a log of its own, ended in any case."""

import contextlib
import sys
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from subprocess import PIPE, Popen, TimeoutExpired
from typing import IO, Literal

from fastapi_spec.language import Later
from fastapi_spec.target._contain import GRACE, KILLING

CONTAIN = str(Path(__file__).with_name("_contain.py"))


class ProcessTarget(ABC):
    """A server with all that it starts. ``log`` holds what it prints, or the end of it if that is much.

    A process in between (``_contain.py``) has no other task than to end them all, also if this one is killed.
    """

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
    def _cleanup(self) -> None:
        """Release what `_spawn` opened besides the process."""

    def _contain(
        self,
        command: list[str],
        output: IO[bytes],
        environment: Mapping[str, str],
        asked: Literal["signal", "input"] = "signal",
        descriptors: Sequence[int] = (),
    ) -> Popen[bytes]:
        """Start a command, which gets these variables and descriptors.

        When it is ``asked`` to end, it gets SIGTERM, or its standard input ends.
        """
        return Popen(  # noqa: S603
            [sys.executable, "-I", CONTAIN, asked, str(self.log), *command],
            env=environment,
            stdin=PIPE,
            stdout=output,
            stderr=output,
            pass_fds=descriptors,
            start_new_session=True,
        )

    def start(self) -> None:
        """Start the server and return at once; does nothing if it has been started already."""
        if self._process:
            return
        descriptor, log = tempfile.mkstemp(prefix="fastapi-spec-", suffix=".log")
        self.log = Path(log)
        with open(descriptor, "wb") as output:
            self._process = self._spawn(output)

    def finish(self) -> None:
        """Ask the server to end, and do not wait for it."""
        if self._process and self._process.stdin:
            self._process.stdin.close()

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
            self._process.terminate()  # then they are killed
            with contextlib.suppress(TimeoutExpired):  # a server can stop the process in between
                self._process.wait(timeout=2 * KILLING)
            self._process.kill()
            self._process.wait()
            self._cleanup()
            self.log.unlink(missing_ok=True)
            self._process = None
