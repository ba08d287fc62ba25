"""``--launch CMD``: a server in any language is started, tested, and ended with all that it started."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fastapi_spec.target.base import wait_until_ready
from fastapi_spec.target.launched import Launched
from tests.conftest import Run
from tests.e2e.conftest import Held

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
        print("received", n, flush=True)
        value = n + n // 2 if mode == "wrong" else n
        body = json.dumps({"n": value, "shape": "round", "colour": "red"}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


held = os.open("held", os.O_WRONLY)
with open("starts", "a") as starts:
    starts.write("started\\n")
ThreadingHTTPServer(("127.0.0.1", port), Echo).serve_forever()
"""

ESCAPE = """
import os
import signal
import sys
import time

if not os.fork():
    os.setsid()
    if not os.fork():
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        os.execv(sys.executable, [sys.executable, "server.py", "good"])
    os._exit(0)
time.sleep(600)
"""


@pytest.fixture(autouse=True)
def server(mini: Path, held: Held, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The command that starts the server, whose last word says how it responds; no process of it is left."""
    monkeypatch.chdir(mini)
    (mini / "server.py").write_text(SERVER)
    yield f"{sys.executable} server.py"
    assert not (mini / "starts").exists() or held.released()


@pytest.mark.parametrize(
    "command",
    ["{} good", "{} good {{port}}", "{} good $PORT", "MODE=good; {} $MODE", "{} good & wait"],
    ids=["PORT", "{port}", "$PORT", "shell", "child"],
)
def test_a_command_is_started_and_ended(mini: Path, server: str, command: str) -> None:
    """However the command gets the port, the server responds there, and ends with all of its processes."""
    target = Launched(command.format(server))
    try:
        wait_until_ready(target)
    finally:
        target.stop()
    assert (mini / "starts").read_text() == "started\n"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere only the process group of the command is ended")
def test_a_process_that_leaves_the_group_is_ended(mini: Path) -> None:
    """A daemon, which has a session of its own and no parent any more, and does not end when it is asked to."""
    (mini / "escape.py").write_text(ESCAPE)
    target = Launched(f"{sys.executable} escape.py")
    try:
        wait_until_ready(target)
    finally:
        target.stop()
    assert (mini / "starts").read_text() == "started\n"


@pytest.mark.parametrize("options", [[], ["-n", "2"]], ids=["one", "xdist"])
def test_a_card_shows_what_the_server_printed_and_how_to_start_it_again(
    run_mini: Run, mini: Path, server: str, options: list[str]
) -> None:
    """A developer sees the log of the rule, and gets the commands for a closer look."""
    ran = run_mini("--launch", f"{server} wrong", *options)

    assert ran.status == 1
    assert f"target: {server} wrong (launched on a free port)" in ran.output
    assert "  printed by the application meanwhile:\n    received " in ran.output
    assert f"  rerun     fastapi-spec --launch '{server} wrong' 'test_mini.py::test_a_number_is_" in ran.output
    assert f" {server} wrong   (then the curl command)\n" in ran.output
    assert (mini / "starts").read_text() == "started\n"


def test_a_command_that_ends_is_not_a_target(run_mini: Run, mini: Path) -> None:
    """Its status and its last lines say why."""
    (mini / "server.py").write_text("for n in range(12):\n    print('line', n)\nraise SystemExit(9)\n")

    ran = run_mini("--launch", f"{sys.executable} server.py")
    assert ran.status == 6
    assert "server.py ended with status 9 before it responded\n" in ran.output
    assert "its last lines:\n  line 2\n" in ran.output


def test_a_server_that_dies_shows_its_last_lines(run_mini: Run, server: str) -> None:
    """What it printed at last may be the reason."""
    ran = run_mini("--launch", f"{server} dies")

    assert ran.status == 6
    assert f"the target {server} dies died at MINI-A-1" in ran.output
    assert "its last lines:\n  received " in ran.output
    assert "\n  out of memory\n" in ran.output


def test_without_a_rule_nothing_is_launched(run_mini: Run, mini: Path, server: str) -> None:
    """The server of a project is not started for its other tests."""
    (mini / "test_mini.py").write_text("def test_it():\n    pass\n")

    assert run_mini("--launch", f"{server} good").status == 0
    assert not (mini / "starts").exists()
