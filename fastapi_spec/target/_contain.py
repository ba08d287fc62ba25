"""Runs the command of a target, bounds its log, and ends every process that it starts.

``python -I _contain.py ASKED LOG COMMAND...``, with the file LOG as standard output. When standard input ends, the
command is asked to end: ASKED is ``signal`` if its processes get SIGTERM, ``input`` if it has the same standard input
and sees that end. What is left after that is killed. SIGTERM kills all at once, and so does the end of the command,
whose status is then that of this process. So nothing survives a run, not even one that is killed.

On Linux an orphan becomes a child of this process: no child escapes by a session of its own or by a second fork.
Elsewhere only the process group of the command is ended. The target starts after this module, which is why it imports
little: nothing of fastapi_spec, and neither pathlib nor subprocess.
"""

import contextlib
import os
import select
import signal
import sys
import time

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


def numbers(folder: str) -> list[int]:
    """The numbers of processes or descriptors that a folder of the system lists; none where it has no such folder."""
    return [int(name) for name in os.listdir(folder) if name.isdecimal()] if os.path.exists(folder) else []


def descendants(pid: int) -> list[int]:
    """The processes below this one, children first; none where /proc does not tell."""
    children: dict[int, list[int]] = {}
    for each in numbers("/proc"):
        with contextlib.suppress(OSError), open(f"/proc/{each}/stat", "rb") as stat:  # it may have ended meanwhile
            parent = int(stat.read().rpartition(b")")[2].split()[1])
            children.setdefault(parent, []).append(each)
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


def spawn(command: list[str], *, has_input: bool) -> int:
    """Start a command in a session of its own, with all descriptors that were passed on. Raises OSError."""
    nothing = (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)
    return os.posix_spawnp(
        command[0],
        command,
        os.environ,
        file_actions=[] if has_input else [nothing],
        setsid=True,
        setsigdef=[signal.SIGPIPE, signal.SIGXFSZ],  # which Python ignores
    )


def let_go() -> None:
    """Close what was passed on to the command: a port must not be open for longer than the command runs."""
    for file in numbers("/dev/fd"):
        with contextlib.suppress(OSError):  # the folder itself is among them
            if file > 2 and os.get_inheritable(file):
                os.close(file)


class Family:
    """The process of a command with all of its descendants. ``status`` is that of the command, None while it runs."""

    def __init__(self) -> None:
        self.status: int | None = None
        self._command = 0

    def start(self, command: list[str], *, has_input: bool) -> None:
        """Start the command in a process group of its own. It has the standard input of this process, or none."""
        try:
            self._command = spawn(command, has_input=has_input)
        except OSError:
            if has_input:
                raise
            # A script without #! is the shell's to run, and any other cause the shell's to tell.
            self._command = spawn([SHELL, "-c", '"$0" "$@"', *command], has_input=has_input)
        let_go()

    def lives(self) -> bool:
        """Whether any of them is left. Those that have ended are let go."""
        try:
            while found := os.waitpid(-1, os.WNOHANG):
                if not found[0]:
                    return True
                if found[0] == self._command:
                    self.status = os.waitstatus_to_exitcode(found[1])
        except ChildProcessError:
            pass
        return False

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to each of them."""
        for pid in [*([-self._command] if self._command else []), *descendants(os.getpid())]:
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


def wait_for_end(family: Family, log: int, *, has_input: bool) -> None:
    """Ask the processes to end, unless the end of the input has, and wait for a while.

    A command with input has no process that ends later than itself.
    """
    deadline = time.monotonic() + GRACE
    if not has_input:
        family.signal(signal.SIGTERM)
    while family.lives() and not (has_input and family.status is not None) and time.monotonic() < deadline:
        time.sleep(TICK)
        trim(log)


def main() -> int:
    """Run the command. Returns its status, as a shell gives it."""
    asked_by, log, *command = sys.argv[1:]
    has_input = asked_by == "input"
    signal.signal(signal.SIGTERM, _kill_now)
    adopt_orphans()
    family, asked = Family(), False
    try:
        family.start(command, has_input=has_input)
        if asked := watch(family, 1):
            wait_for_end(family, 1, has_input=has_input)
    except KillNow:
        pass
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    family.kill()
    if asked:
        with contextlib.suppress(FileNotFoundError):  # the run removes it, too, unless it was killed
            os.unlink(log)
    status = family.status or 0
    return status if status >= 0 else 128 - status


def _kill_now(*_: object) -> None:
    raise KillNow


if __name__ == "__main__":
    sys.exit(main())
