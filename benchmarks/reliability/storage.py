"""Where the rows are: a SQLite file, one on a small disk, or a PostgreSQL server. All is removed afterwards."""

import os
import resource
import shutil
import sqlite3
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from benchmarks.reliability.server import Failed, Server, free_port

SIZE = 64 * 1024 * 1024
"""Bytes of the small disk."""


class SQLite:
    """The default database, in a folder of its own."""

    name = "SQLite"
    descriptors = 3
    """Of each connection: the file, its log and the index of the log."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)
        self.environment = {"DATA_DIR": folder}

    def integrity(self) -> str:
        """What SQLite says of the file, which no process may have open: ``ok``, or the first error."""
        with closing(sqlite3.connect(self.folder / "reference_app.db")) as connection:
            return str(connection.execute("PRAGMA integrity_check").fetchone()[0])


@contextmanager
def sqlite() -> Iterator[SQLite]:
    """A folder on the disk of temporary files."""
    with tempfile.TemporaryDirectory(prefix="reliability-") as folder:
        yield SQLite(folder)


class SmallDisk(SQLite):
    """A disk of its own that can be filled."""

    means = f"a tmpfs of {SIZE // 1024 // 1024} MB"

    def fill(self, _: Server) -> None:
        """Leave no room: a file takes what there is."""
        with (self.folder / "ballast").open("wb", buffering=0) as ballast:
            try:
                while ballast.write(bytes(4096)):
                    pass
            except OSError:
                pass

    def free(self, _: Server) -> None:
        """Make room again."""
        (self.folder / "ballast").unlink()


class LimitedFiles(SQLite):
    """A limit on the size of files instead, for who cannot mount a disk: a write beyond it fails in the same place."""

    means = "RLIMIT_FSIZE of 4 kB, since no tmpfs could be mounted"

    def fill(self, server: Server) -> None:
        """Let no process of the server write beyond the first page of a file."""
        for pid in server.workers():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))

    def free(self, server: Server) -> None:
        """Let them write again."""
        for pid in server.workers():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@contextmanager
def small_disk() -> Iterator[SmallDisk | LimitedFiles]:
    """A tmpfs if the user may mount one."""
    with tempfile.TemporaryDirectory(prefix="reliability-") as folder:
        if _runs("mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=700", "tmpfs", folder):
            try:
                yield SmallDisk(folder)
            finally:
                subprocess.run(["umount", "--lazy", folder], check=True)
        else:
            yield LimitedFiles(folder)


class PostgreSQL:
    """A server with the settings that it has by default. It belongs to the user postgres, since root may not run it."""

    name = "PostgreSQL"
    descriptors = 1

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._port = free_port()
        self._busy = threading.Lock()
        self._user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        url = f"postgresql://postgres@127.0.0.1:{self._port}/postgres"
        self.environment = {"DATA_DIR": f"{folder}/documents", "DATABASE_URL": url}

    def start(self) -> None:
        """Make a cluster and start it. Raises Failed."""
        if self._user:
            shutil.chown(self._folder, "postgres")
        self._run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self._control("start", "-l", f"{self._folder}/log", "-o", self._settings())

    def restart(self, mode: str) -> None:
        """Stop it in a mode of pg_ctl(1), start it again and wait until it accepts connections."""
        self._control("restart", "-m", mode, "-l", f"{self._folder}/log", "-o", self._settings())

    def stop(self) -> None:
        """Stop it, if it runs. A restart in another thread comes to its end before."""
        with self._busy:
            _runs(*self._user, _program("pg_ctl"), "-D", f"{self._folder}/data", "-m", "immediate", "-w", "stop")

    def _settings(self) -> str:
        options = {"listen_addresses": "127.0.0.1", "port": self._port, "unix_socket_directories": self._folder}
        return " ".join(f"-c {name}={value}" for name, value in options.items())

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", "-w", "-s", *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._user, _program(program), "-D", f"{self._folder}/data", *arguments]
        with tempfile.TemporaryFile() as output:  # not a pipe, which the server would keep open
            with self._busy:
                done = subprocess.run(
                    command, cwd="/", stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False,
                    start_new_session=True,  # Ctrl-C is for this process, which then stops the server
                )  # fmt: skip
            output.seek(0)
            if done.returncode:
                raise Failed(f"{program}: {[*output.read().decode(errors='replace').splitlines(), ''][0]}")


@contextmanager
def postgresql() -> Iterator[PostgreSQL]:
    """A cluster in a folder of its own. Raises Failed."""
    with tempfile.TemporaryDirectory(prefix="reliability-", ignore_cleanup_errors=True) as folder:
        cluster = PostgreSQL(folder)
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop()


def postgresql_version() -> str:
    """The name and version of the server, as ``PostgreSQL 15.14``."""
    said = subprocess.run([_program("postgres"), "--version"], capture_output=True, text=True, check=True).stdout
    return f"PostgreSQL {said.split()[2]}"


def _program(name: str) -> str:
    """The path of a program of the newest PostgreSQL that is installed. Raises Failed."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    found = str(debian[-1]) if debian else shutil.which(name)
    if not found:
        raise Failed("PostgreSQL is not installed: install it, or run --only sqlite")
    return found


def _runs(*command: str) -> bool:
    """Whether a command succeeds."""
    try:
        return subprocess.run(command, cwd="/", capture_output=True, check=False).returncode == 0
    except OSError:
        return False
