"""``--launch CMD``: a server in any language is started, asked, and ended with all that it started."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fastapi_spec.target.launched import Launched
from fastapi_spec.target.served import TargetError
from tests.conftest import COMMAND, Run, edit
from tests.test_exit_status import command_lines

SERVER = """
import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

mode, port = sys.argv[1], int(sys.argv[2] if len(sys.argv) > 2 else os.environ["PORT"])


class Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 65536

    def do_GET(self):
        n = int(parse_qs(urlsplit(self.path).query).get("n", ["0"])[0])
        if mode == "dies" and n == 2:
            print("out of memory", flush=True)
            os._exit(7)
        print("asked for", n, flush=True)
        value = n + n // 2 if mode == "wrong" else n
        body = json.dumps({"n": value, "shape": "round", "colour": "red"}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


with open("starts", "a") as starts:
    starts.write("started\\n")
ThreadingHTTPServer(("127.0.0.1", port), Echo).serve_forever()
"""


@pytest.fixture(autouse=True)
def server(mini: Path) -> str:
    """The command that starts the server; its last word says how it answers."""
    (mini / "server.py").write_text(SERVER)
    return f"{sys.executable} {mini / 'server.py'}"


@pytest.fixture(autouse=True)
def _nothing_left(mini: Path) -> Iterator[None]:
    yield
    assert os.fsencode(mini / "server.py") not in b"".join(command_lines())


@pytest.mark.parametrize(
    "command",
    ["{} good", "{} good {{port}}", "{} good $PORT", "MODE=good; {} $MODE", "{} good & wait", "./start"],
    ids=["PORT", "{port}", "$PORT", "shell", "child", "script without a first line"],
)
def test_a_command_is_launched_and_ended(run_mini: Run, mini: Path, server: str, command: str) -> None:
    (mini / "start").write_text(f"{server} good\n")
    (mini / "start").chmod(0o755)
    command = command.format(server)

    ran = run_mini("--launch", command)

    assert ran.status == 0
    assert f"target: {command} (launched on a free port)" in ran.output
    assert f"{command} conforms: 3 of 3 rules hold" in ran.output


@pytest.mark.parametrize("options", [[], ["-n", "2"]], ids=["one", "xdist"])
def test_a_card_shows_what_the_server_printed_and_how_to_see_it_again(
    run_mini: Run, mini: Path, server: str, options: list[str]
) -> None:
    ran = run_mini("--launch", f"{server} wrong", *options)

    assert ran.status == 1
    assert "  printed by the application meanwhile:\n    asked for " in ran.output
    assert "    asked for 2\n" in ran.output
    assert f"  rerun     pytest --launch '{server} wrong' 'test_mini.py::test_a_number_is_echoed[2]'\n" in ran.output
    assert "  serve     PORT=" in ran.output
    assert f" {server} wrong   (then the line of curl)\n" in ran.output
    assert (mini / "starts").read_text() == "started\n"


def test_the_line_that_serves_again_is_for_a_shell_and_has_the_port(run_mini: Run, server: str) -> None:
    output = run_mini("--launch", f"{server} wrong {{port}} && true").output

    line = next(line for line in output.splitlines() if line.startswith("  serve "))
    port = line.partition("PORT=")[2].partition(" ")[0]
    assert line == f"  serve     PORT={port} /bin/sh -c '{server} wrong {port} && true'   (then the line of curl)"
    assert f"http://127.0.0.1:{port}/echo" in output


@pytest.mark.parametrize("options", [[], ["-n", "2"]], ids=["one", "xdist"])
def test_a_command_that_ends_is_no_target(run_mini: Run, mini: Path, options: list[str]) -> None:
    (mini / "broken.py").write_text("for n in range(12):\n    print('line', n)\nraise SystemExit(9)\n")

    ran = run_mini("--launch", f"{sys.executable} broken.py", *options)

    assert ran.status == 6
    assert "broken.py ended with status 9 before it answered\n" in ran.output
    assert "its last lines:\n  line 2\n" in ran.output


def test_without_a_rule_to_ask_nothing_is_launched(run_mini: Run, mini: Path, server: str) -> None:
    (mini / "test_mini.py").write_text("def test_no_rule():\n    pass\n")

    assert run_mini("--launch", f"{server} good").status == 0
    assert not (mini / "starts").exists()


def test_a_command_that_goes_to_the_background_is_told_to_stay(run_mini: Run) -> None:
    assert (
        "ended with status 0 before it answered: it must stay in the foreground" in run_mini("--launch", "true").output
    )


@pytest.mark.parametrize("server", ["print('listening on 3000', flush=True); import time; time.sleep(60)"])
def test_a_server_that_never_answers_is_no_target(run_mini: Run, mini: Path, server: str) -> None:
    (mini / "conftest.py").write_text("import fastapi_spec.plugin.run\n\nspec.harness.run.START_TIMEOUT = 3\n")
    command = f'{sys.executable} -c "{server}"'

    ran = run_mini("--launch", command)

    assert ran.status == 6
    assert f"waiting for {command} to answer at PORT (http://127.0.0.1:" in ran.output
    assert ") within 3 s\n" in ran.output
    assert "its last lines:\n  listening on 3000\n" in ran.output


def test_a_server_that_dies_shows_its_last_lines(run_mini: Run, server: str) -> None:
    ran = run_mini("--launch", f"{server} dies")

    assert ran.status == 6
    assert f"the target {server} dies died at MINI-A-1" in ran.output
    assert "its last lines:\n" in ran.output
    assert "  out of memory\n" in ran.output


@pytest.fixture
def held(mini: Path) -> Path:
    """A named pipe that a launched command holds open; whoever reads it meets its end with the last of the group."""
    os.mkfifo(mini / "held")
    return mini / "held"


@pytest.mark.parametrize("number, status", [(signal.SIGINT, 2), (signal.SIGTERM, -15), (signal.SIGKILL, -9)])
def test_the_whole_group_ends_however_the_run_does(
    mini: Path, server: str, held: Path, number: signal.Signals, status: int
) -> None:
    edit(
        mini,
        "    response = api.get",
        "    open('reached', 'w').close(); import time; time.sleep(60)\n    response = api.get",
    )
    os.mkfifo(mini / "reached")
    stubborn = "trap '' TERM"
    command = [*COMMAND, "--launch", f"exec 3>held; ({stubborn}; sleep 60) & {server} good"]
    with subprocess.Popen(command, cwd=mini, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        with held.open() as group:
            (mini / "reached").read_text()
            process.send_signal(number)
            assert group.read() == ""
        assert process.stdout
        process.stdout.read()

    assert process.returncode == status


def test_a_server_that_takes_its_time_is_asked_on(mini: Path, held: Path) -> None:
    script = "import os, socket\ns = socket.create_server(('127.0.0.1', int(os.environ['PORT'])))\nc = s.accept()[0]\n"
    script += f"open('{held}').read()\nc.sendall(b'HTTP/1.1 200 OK\\r\\n\\r\\n')\nopen('{held}').read()\n"
    (mini / "server.py").write_text(script)
    target = Launched(f"{sys.executable} {mini / 'server.py'}")
    target.start()
    target.start()
    try:
        assert not target.ready(1)
        held.write_text("go on")
        assert target.ready(30)
    finally:
        target.stop()
        target.stop()


def test_what_is_no_http_is_no_answer(mini: Path) -> None:
    script = "import os, socket\ns = socket.create_server(('127.0.0.1', int(os.environ['PORT'])))\n"
    script += "s.accept()[0].sendall(b'SSH-2.0\\r\\n')\n"
    (mini / "server.py").write_text(script)
    target = Launched(f"{sys.executable} {mini / 'server.py'}")
    target.start()
    try:
        with pytest.raises(TargetError, match="ended with status 0 before it answered"):
            target.ready(30)
    finally:
        target.stop()
