"""Runs the command of ``--launch``, bounds its log, and ends every process that it starts.

``python -I _contain.py LOG COMMAND...``, with the file LOG as standard output. When standard input ends, the processes
are asked to end, and are killed if they do not; SIGTERM kills them at once, and so does the end of the command, whose
status is then that of this process. So nothing survives a run, not even one that is killed.

On Linux an orphan becomes a child of this process: no child escapes by a session of its own or by a second fork.
Elsewhere only the process group of the command is ended. The module imports nothing of fastapi_spec, to start quickly.
"""

import contextlib
import os
import select
import signal
import sys
import time
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import NoReturn

GRACE = 2
"""Seconds that the processes have to end by themselves."""
KILLING = 5
"""Seconds within which the kernel ends those that are killed, unless one cannot be."""
TICK = 0.02
"""Seconds between two looks at the processes and at the log: a command may print a gigabyte in one."""
KEPT = 4 * 1024 * 1024
"""How many bytes at the end of the log are kept when it is twice as long."""

SHELL = "/bin/sh"
PR_SET_CHILD_SUBREAPER = 36
PUNCH_HOLE = 0x01 | 0x02  # FALLOC_FL_KEEP_SIZE | FALLOC_FL_PUNCH_HOLE


class KillNow(Exception):
    """The run does not wait any longer."""


def adopt_orphans() -> None:
    """Become the parent of all descendants whose own parent ends, where the system has that."""
    if sys.platform == "linux":
        with contextlib.suppress(ImportError, AttributeError):
            import ctypes

            ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def descendants(pid: int) -> list[int]:
    """The processes below this one, children first; none where /proc does not tell."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            parent = int(path.read_bytes().rpartition(b")")[2].split()[1])
            children.setdefault(parent, []).append(int(path.parent.name))
    found = [pid]
    for each in found:
        found += children.pop(each, [])
    return found[1:]


def trim(log: int) -> None:
    """Free the room of all but the end of a log. Its length stays, and so what is at an offset."""
    taken = os.fstat(log)
    if taken.st_blocks * 512 > 2 * KEPT and not _punched(log, taken.st_size - KEPT):
        os.ftruncate(log, 0)  # what is printed next is behind a hole, too


def _punched(file: int, size: int) -> bool:
    """Whether the first bytes of a file take no room any more."""
    if sys.platform != "linux":
        return False
    import ctypes

    try:
        fallocate = ctypes.CDLL(None).fallocate
    except AttributeError:
        return False
    fallocate.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_long, ctypes.c_long]
    return bool(fallocate(file, PUNCH_HOLE, 0, size) == 0)


class Family:
    """The process of a command with all of its descendants. ``status`` is that of the command, None while it runs."""

    def __init__(self) -> None:
        self.status: int | None = None
        self._command: Popen[bytes] | None = None  # which lives as long as this: its end would take the status away

    def start(self, command: list[str]) -> None:
        """Start the command in a process group of its own. It has no input."""
        try:
            self._command = Popen(command, stdin=DEVNULL, start_new_session=True)  # noqa: S603
        except OSError:  # a script without #! is the shell's to run, and any other cause the shell's to tell
            words = [SHELL, "-c", '"$0" "$@"', *command]
            self._command = Popen(words, stdin=DEVNULL, start_new_session=True)  # noqa: S603

    def lives(self) -> bool:
        """Whether any of them is left. Those that have ended are let go."""
        try:
            while found := os.waitpid(-1, os.WNOHANG):
                if not found[0]:
                    return True
                if self._command and found[0] == self._command.pid:
                    self.status = os.waitstatus_to_exitcode(found[1])
        except ChildProcessError:
            pass
        return False

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to each of them."""
        for pid in [*([-self._command.pid] if self._command else []), *descendants(os.getpid())]:
            with contextlib.suppress(OSError):  # it has ended, or is of another user
                os.kill(pid, number)

    def kill(self) -> None:
        """End all of them by force, those too that they start meanwhile."""
        deadline = time.monotonic() + KILLING
        self.signal(signal.SIGKILL)
        while self.lives() and time.monotonic() < deadline:
            time.sleep(TICK / 4)
            self.signal(signal.SIGKILL)


def watch(family: Family, log: int) -> bool:
    """Wait for the end of the command or of standard input. Returns whether the run asks for the end."""
    while family.lives() and family.status is None:
        if select.select([0], [], [], TICK)[0]:
            return True
        trim(log)
    return False


def wait_for_end(family: Family, log: int) -> None:
    """Ask the processes to end, and wait for a while."""
    deadline = time.monotonic() + GRACE
    family.signal(signal.SIGTERM)
    while family.lives() and time.monotonic() < deadline:
        time.sleep(TICK)
        trim(log)


def main() -> int:
    """Run the command. Returns its status, as a shell gives it."""
    log, *command = sys.argv[1:]
    signal.signal(signal.SIGTERM, _kill_now)
    adopt_orphans()
    family, asked = Family(), False
    try:
        family.start(command)
        if asked := watch(family, 1):
            wait_for_end(family, 1)
    except KillNow:
        pass
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    family.kill()
    if asked:
        Path(log).unlink(missing_ok=True)  # the run does so, too, unless it was killed
    status = family.status or 0
    return status if status >= 0 else 128 - status


def _kill_now(*_: object) -> NoReturn:
    raise KillNow


if __name__ == "__main__":
    sys.exit(main())
