"""The command of ``--launch``: which process it becomes, and what is wrong with it before it runs."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fastapi_spec.target._contain import KEPT, SHELL
from fastapi_spec.target.base import TargetError, accepts_connections, last_lines, printed_since
from fastapi_spec.target.launched import Launched, arguments, by_hand
from tests.servers import always, running

LISTEN = "import os, socket\ns = socket.create_server(('127.0.0.1', int(os.environ['PORT'])))\n"
RESPOND = "while True:\n    c = s.accept()[0]\n    c.sendall(b'HTTP/1.1 200 OK\\r\\n\\r\\n')\n    c.close()\n"
SERVER = LISTEN + RESPOND
NOT_HTTP = LISTEN + "s.accept()[0].sendall(b'SSH-2.0\\r\\n')\n"
WAIT = "c = s.accept()[0]\nopen('connected', 'w').close()\nopen('held').read()\n"
NOT_EXECUTABLE = "is not executable; chmod +x it, or write the program that runs it first"
SLOW = LISTEN + WAIT + "c.sendall(b'HTTP/1.1 200 OK\\r\\n\\r\\n')\n" + RESPOND


@pytest.mark.parametrize(
    "command, expected",
    [
        ("node server.js", ["node", "server.js"]),
        ("node 'a b.js' {port}", ["node", "a b.js", "7"]),
        ("node --port $PORT", [SHELL, "-c", "node --port $PORT"]),
        ("MODE=a node {port}", [SHELL, "-c", "MODE=a node 7"]),
        ("build && node", [SHELL, "-c", "build && node"]),
        ("node *.js", [SHELL, "-c", "node *.js"]),
    ],
)
def test_a_command_runs_in_a_shell_only_if_it_needs_one(command: str, expected: list[str]) -> None:
    """Without a shell in between the end of the command is that of the server."""
    assert arguments(command, 7) == expected


@pytest.mark.parametrize(
    "command, line",
    [
        ("node {port}", "PORT=7 node 7"),
        ("node $PORT", "PORT=7 /bin/sh -c 'node $PORT'"),
    ],
)
def test_the_server_can_be_started_by_hand(command: str, line: str) -> None:
    """A card ends with the line that starts the server on the same port."""
    assert by_hand(command, 7) == line


@pytest.mark.parametrize(
    "command, line",
    [
        (" ", "--launch: write what starts the server, as in --launch 'node server.js'"),
        ("python '", "--launch python ': No closing quotation"),
        ("./appz.py", "--launch ./appz.py: no program ./appz.py (did you mean apps.py?)"),
        ("./apps.py", f"--launch ./apps.py: ./apps.py {NOT_EXECUTABLE}"),
        ("surely-not-there-at-all", "--launch surely-not-there-at-all: no program surely-not-there-at-all"),
    ],
)
def test_a_command_that_cannot_run_is_wrong_usage(
    command: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing program is named, with one that is near, before anything runs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "apps.py").touch()

    with pytest.raises(TargetError) as raised:
        Launched(command)
    assert str(raised.value) == line
    assert raised.value.usage


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A script of the current folder; it is not written yet."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "server.py"


@pytest.fixture
def launched(script: Path) -> Iterator[Launched]:
    """The target that the script is; stopped at the end."""
    target = Launched(f"{sys.executable} {script}")
    yield target
    target.stop()


def test_a_server_is_launched_on_a_free_port(script: Path, launched: Launched) -> None:
    """The command gets the port in its environment, and is started once."""
    script.write_text(SERVER)

    launched.start()
    launched.start()
    assert launched.ready(30)
    assert accepts_connections(launched.url)
    launched.stop()
    assert not accepts_connections(launched.url)


@pytest.mark.parametrize(
    "source, line",
    [
        ("raise SystemExit(9)", "ended with status 9 before it responded"),
        ("", "ended with status 0 before it responded: it must stay in the foreground"),
        (NOT_HTTP, "ended with status 0 before it responded: it must stay in the foreground"),
        ("import os\nos.kill(os.getpid(), 9)", "ended with status 137 before it responded"),
    ],
    ids=["failed", "background", "not HTTP", "killed"],
)
def test_a_command_that_ends_is_not_a_target(script: Path, launched: Launched, source: str, line: str) -> None:
    """Only a response in HTTP is the sign of a server."""
    script.write_text(source)
    launched.start()

    with pytest.raises(TargetError, match=f"{line}$"):
        launched.ready(30)


def test_a_server_in_the_background_is_not_a_target() -> None:
    """The end of the command is that of the server, and it has a status however soon it comes."""
    target = Launched(f"{sys.executable} -m http.server --bind 127.0.0.1 {{port}} & exit 3")
    target.start()
    try:
        with pytest.raises(TargetError, match=r"ended with status 3 before it responded$"):
            target.ready(30)
        assert not accepts_connections(target.url)
    finally:
        target.stop()


def test_a_server_that_takes_its_time_is_waited_for(script: Path, launched: Launched) -> None:
    """The connection that waits for a response is kept."""
    script.write_text(SLOW)
    os.mkfifo(script.parent / "held")
    launched.start()

    while not script.with_name("connected").exists():
        assert not launched.ready(0.1)
    (script.parent / "held").write_text("go on")
    assert launched.ready(30)


@pytest.mark.skipif(sys.platform != "linux", reason="no other system tells whose a port is")
def test_another_program_at_the_port_is_not_the_target(script: Path, launched: Launched) -> None:
    """The port was free, but another program may be quicker than the command: no rule may run against that."""
    script.write_text("import time\ntime.sleep(600)\n")
    launched.start()
    port = int(launched.url.rpartition(":")[2])

    with (
        running(always(200, "text/plain", b""), port),
        pytest.raises(TargetError, match=rf"^port {port} was free and is now of \w+ \({os.getpid()}\), not of "),
    ):
        launched.ready(30)


def test_a_log_is_bounded(script: Path, launched: Launched) -> None:
    """A command that prints without end fills no disk, and its last lines are there."""
    script.write_text("print('line of twenty bytes\\n' * 2_000_000 + 'the end', flush=True)\n" + SERVER)
    launched.start()
    assert launched.ready(30)
    assert launched.log

    while launched.log.stat().st_blocks * 512 > 2 * KEPT:
        assert launched.log.stat().st_size > 2 * KEPT
    assert last_lines(launched)[-2:] == ["  line of twenty bytes", "  the end"]
    assert "line of twenty bytes\nline of" in printed_since(launched, 0)


def test_a_script_without_a_first_line_is_run_by_the_shell(script: Path) -> None:
    """The kernel cannot start it, and a shell can."""
    script.write_text(f"exec {sys.executable} other.py\n")
    script.chmod(0o755)
    script.with_name("other.py").write_text(SERVER)
    target = Launched("./server.py")

    target.start()
    try:
        assert target.ready(30)
    finally:
        target.stop()
