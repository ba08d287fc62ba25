"""What the end-to-end tests share: a command that runs in the background, and what it leaves behind."""

import contextlib
import os
import select
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import COMMAND, environment


class Held:
    """A named pipe that processes hold open, so that a test sees the last of them end."""

    def __init__(self, path: Path) -> None:
        os.mkfifo(path)
        self._end = os.open(path, os.O_RDONLY | os.O_NONBLOCK)

    def released(self) -> bool:
        """Wait until no process holds the pipe any more."""
        return bool(select.select([self._end], [], [], 60)[0]) and os.read(self._end, 1) == b""

    def close(self) -> None:
        """Let go of this end."""
        os.close(self._end)


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    """The pipe named held in the folder of the test."""
    pipe = Held(tmp_path / "held")
    yield pipe
    pipe.close()


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the temporary files of a run, among which is the log of a target."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


@contextlib.contextmanager
def started(*arguments: str, cwd: Path) -> Iterator[subprocess.Popen[str]]:
    """The command in the background, with a process group of its own, as a shell gives it one."""
    with subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=cwd,
        env=environment(),
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def read_until(process: subprocess.Popen[str], text: str) -> None:
    """Read what a command prints up to a line with this text."""
    assert process.stdout
    assert any(text in line for line in process.stdout), f"the command ended before it printed {text}"
