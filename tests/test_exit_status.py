"""Every exit status, produced by the real command."""

import contextlib
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from socketserver import BaseRequestHandler

import pytest

from tests.conftest import COMMAND, Run, edit
from tests.servers import Closing, Server, always, running


def command_lines() -> Iterator[bytes]:
    """The command lines of all processes (proc(5))."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            yield path.read_bytes()


STILLBORN = """
from contextlib import asynccontextmanager
from fastapi import FastAPI


@asynccontextmanager
async def lifespan(app):
    raise RuntimeError("no database")
    yield


app = FastAPI(lifespan=lifespan)
"""


@pytest.fixture
def stranger() -> Iterator[Server]:
    """A server that knows none of our paths."""
    with running(always(404, "text/html", b"<h1>Welcome</h1>")) as server:
        yield server


def test_0_when_every_rule_holds(run_mini: Run) -> None:
    ran = run_mini("--app", "apps:good")

    assert ran.status == 0
    assert "apps:good conforms: 3 of 3 rules hold" in ran.output


def test_0_when_only_a_should_is_unmet(run_mini: Run) -> None:
    ran = run_mini("--app", "apps:shapeless")

    assert ran.status == 0
    assert "apps:shapeless conforms: 1 of 3 rules hold, 1 MAY unmet, 1 SHOULD unmet" in ran.output


@pytest.mark.parametrize("fail_on, status", [("must", 0), ("SHOULD", 1), ("may", 1)])
def test_fail_on_names_the_lowest_level_that_fails(run_mini: Run, fail_on: str, status: int) -> None:
    assert run_mini("--app", "apps:shapeless", "--fail-on", fail_on).status == status


@pytest.mark.parametrize("level, rules", [("must", 1), ("should", 2), ("may", 3)])
def test_level_names_the_lowest_level_that_runs(run_mini: Run, level: str, rules: int) -> None:
    assert f"{rules} of {rules} rules hold" in run_mini("--app", "apps:good", "--level", level).output


def test_1_when_a_must_is_broken(run_mini: Run) -> None:
    ran = run_mini("--app", "apps:bad")

    assert ran.status == 1
    assert "apps:bad does not conform: 2 of 3 rules hold, 1 MUST broken" in ran.output


@pytest.mark.parametrize("option", ["-x", "--next"])
def test_1_when_stopped_at_the_first_broken_rule_in_two_processes(run_mini: Run, option: str) -> None:
    ran = run_mini("--app", "apps:bad", "-n", "2", option)

    assert ran.status == 1
    assert "apps:bad does not conform" in ran.output


def test_1_when_only_a_test_that_is_no_rule_fails(run_mini: Run, mini: Path) -> None:
    (mini / "test_other.py").write_text("def test_other():\n    assert 1 == 2\n")

    assert run_mini("--app", "apps:good").status == 1


def test_1_when_a_prerequisite_fails(run_mini: Run, mini: Path) -> None:
    fixture = "@pytest.fixture\ndef login(api):\n    assert api.get('/login').status_code == 200\n\n\n@should"
    edit(mini, "@should", fixture)
    edit(mini, "def test_the_shape(api)", "def test_the_shape(api, login)")

    ran = run_mini("--app", "apps:good", "--fail-on", "should")

    assert ran.status == 1
    assert "1 SHOULD not reached" in ran.output


def test_2_when_interrupted_with_the_checklist_so_far_and_no_process_left(mini: Path) -> None:
    edit(mini, '    assert api.get("/echo?n=1").json() == like(shape="round")', "    import time; time.sleep(60)")
    (mini / "interrupted.py").write_text("from apps import good\n")
    command = [*COMMAND, "-v", "--app", "interrupted:good", f"--report={mini / 'out'}"]
    with subprocess.Popen(command, cwd=mini, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout
        for line in process.stdout:
            if "[2] MUST MINI-A-1 holds" in line:
                break
        interrupted = time.monotonic()
        process.send_signal(signal.SIGINT)
        output = process.stdout.read()

    assert process.returncode == 2
    assert "no verdict on interrupted:good: interrupted; 1 of 1 rules hold so far" in output
    assert time.monotonic() - interrupted < 10
    assert '"complete": false' in (mini / "out" / "report.json").read_text()
    assert b"interrupted:good" not in b"".join(command_lines())


def test_3_when_the_harness_fails(run_mini: Run, mini: Path) -> None:
    edit(mini, 'assert api.get("/echo?n=1").json() == like(colour="red")', "1 / 0")

    ran = run_mini("--app", "apps:good")

    assert ran.status == 3
    assert "ZeroDivisionError" in ran.output
    assert "no verdict on apps:good: the harness or a rule failed" in ran.output


def test_3_when_a_rule_asks_for_what_http_forbids(run_mini: Run, mini: Path) -> None:
    edit(mini, 'api.get("/echo?n=1").json() == like(colour="red")', 'api.get("/", headers={"X-Blanks": " a "})')

    ran = run_mini("--app", "apps:good")

    assert ran.status == 3
    assert "LocalProtocolError" in ran.output


def test_3_when_a_rule_cannot_be_collected(run_mini: Run, mini: Path) -> None:
    edit(mini, '    """The answer has a colour."""\n', "")

    ran = run_mini("--app", "apps:good")

    assert ran.status == 3
    assert "MINI-A-3 has no statement" in ran.output


@pytest.mark.parametrize(
    "arguments, line",
    [
        (["--app", "apps:god"], "apps has no application god (did you mean good?)"),
        (["--app", "app:good"], "no module app (did you mean apps?)"),
        (["--app", "apps"], "write MODULE:ATTRIBUTE"),
        (["--app", "missing:app"], "missing imports surely_not_there, which is not installed"),
        (["--app", "raising:app"], "importing raising raised ValueError: no"),
        (["--url", "localhost:8000"], "write http://HOST:PORT"),
        (["--url", "http://127.0.0.1:99999"], "Port out of range"),
        (["--url", "http://u:p@127.0.0.1"], "--url takes no user and no password"),
        (["--url", "http://127.0.0.1/?x=1"], "write http://HOST:PORT"),
        (["--url", ""], "write http://HOST:PORT"),
        (["--app", ""], "write MODULE:ATTRIBUTE"),
        (["--explain", ""], "no locked rule"),
        (["--app", "os:sep"], "os.sep is of type str and no application"),
        (["--url", "http://127.0.0.1:1", "--app", "apps:good"], "--url and --app each name a target"),
        (["--launch", "true", "--app", "apps:good"], "--app and --launch each name a target"),
        (["--launch", "pythom server.py"], "no program pythom (did you mean python"),
        (["--launch", "./appz.py"], "no program ./appz.py (did you mean apps.py?)"),
        (["--launch", "python '"], "--launch python ': No closing quotation"),
        (["--launch", " "], "--launch: write what starts the server"),
        (["--without", "data"], "--without data: no such chapter (did you mean database?)"),
        (["--without", "0"], "--without 0: no such chapter; there are requests, responses,"),
        (["--frob", "--fail_on", "should"], "unknown option --fail_on (did you mean --fail-on?)"),
        (["--level", "could"], "invalid choice: 'could'"),
        (["--explain", "QUERY-BOOL-99"], "no locked rule QUERY-BOOL-99 (did you mean QUERY-BOOL-"),
        (["--timeout", "0"], "--timeout 0"),
        (["test_mini.py::test_nothing"], "not found"),
    ],
    ids=lambda value: "-".join(value).strip("-") if isinstance(value, list) else "",
)
def test_4_for_wrong_usage_in_one_line(run_mini: Run, mini: Path, arguments: list[str], line: str) -> None:
    (mini / "missing.py").write_text("import surely_not_there\n")
    (mini / "raising.py").write_text("raise ValueError('no')\n")

    ran = run_mini(*arguments)

    assert ran.status == 4
    assert line in ran.output
    assert "Traceback" not in ran.output


def test_4_when_an_id_stands_twice(run_mini: Run, mini: Path) -> None:
    edit(mini, "MINI-A-2", "MINI-A-1")

    ran = run_mini("--app", "apps:good")

    assert ran.status == 4
    assert "MINI-A-1 is the id of two rules: test_mini.py::test_a_number_is_echoed and" in ran.output


def test_5_when_nothing_ran(run_mini: Run) -> None:
    assert run_mini("-k", "nothing").status == 5


def test_5_when_every_rule_was_skipped(run_mini: Run, mini: Path) -> None:
    edit(mini, '"""Mini rules · 小."""\nimport pytest', 'import pytest\npytestmark = pytest.mark.skip(reason="away")')

    assert run_mini("--app", "apps:good").status == 5


@pytest.mark.parametrize("options", [[], ["-n", "2"]], ids=["one", "xdist"])
def test_6_when_nobody_listens(run_mini: Run, options: list[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]

    ran = run_mini("--url", f"http://127.0.0.1:{port}", *options)

    assert ran.status == 6
    assert f"nobody answers at http://127.0.0.1:{port} (Connection refused): start the server" in ran.output


def test_6_when_the_application_does_not_start(run_mini: Run, mini: Path) -> None:
    (mini / "stillborn.py").write_text(STILLBORN)

    ran = run_mini("--app", "stillborn:app")

    assert ran.status == 6
    assert "the server of stillborn:app ended with status 3: RuntimeError: no database" in ran.output


def test_6_when_the_application_takes_too_long_to_start(run_mini: Run, mini: Path) -> None:
    (mini / "conftest.py").write_text("import fastapi_spec.plugin.run\n\nspec.harness.run.START_TIMEOUT = 3\n")
    (mini / "slow.py").write_text("import time\n\ntime.sleep(20)\n")

    ran = run_mini("--app", "slow:app")

    assert ran.status == 6
    assert "waiting for slow:app to start (2 s)" in ran.output
    assert "slow:app did not start within 3 s" in ran.output


@pytest.mark.parametrize("options", [[], ["-n", "2"]], ids=["one", "xdist"])
def test_6_when_the_target_dies_with_the_rule_named(run_mini: Run, mini: Path, options: list[str]) -> None:
    edit(mini, '"/echo?n=1").json() == like(shape="round")', '"/echo?n=2").json() == like(shape="round")')

    ran = run_mini("--app", "apps:dying", f"--report={mini / 'out'}", *options)

    assert ran.status == 6
    assert "the target apps:dying died at MINI-A-" in ran.output
    assert '"complete": false' in (mini / "out" / "report.json").read_text()


def test_6_for_a_server_that_is_silent(run_mini: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        ran = run_mini("--url", f"http://127.0.0.1:{silent.getsockname()[1]}", "--timeout", "1")

    assert ran.status == 6
    assert "takes connections and does not answer within 1 s" in ran.output


def test_6_for_a_server_that_is_another_api(run_mini: Run, stranger: Server) -> None:
    ran = run_mini("--url", stranger.url)

    assert ran.status == 6
    assert "seems to be another API" in ran.output
    assert set(stranger.methods) == {"GET"}


def test_a_server_that_is_another_api_is_tested_anyway(run_mini: Run, stranger: Server) -> None:
    assert run_mini("--url", stranger.url, "--anyway").status == 1


@pytest.mark.parametrize("handler", [always(200, "application/json", b"{}"), Closing], ids=["knows us", "no HTTP"])
def test_1_for_a_server_that_may_be_ours(run_mini: Run, handler: type[BaseRequestHandler]) -> None:
    with running(handler) as server:
        assert run_mini("--url", server.url).status == 1


def test_4_in_a_process_that_cannot_start_again(mini: Path) -> None:
    call = "import pytest, sys; sys.exit(pytest.main(['--report', '/', '--app', 'apps:good']))"

    done = subprocess.run([sys.executable, "-c", call], cwd=mini, capture_output=True, text=True)

    assert done.returncode == 4
    assert "write --report=/: pytest takes" in done.stderr


def test_4_where_the_environment_separates_an_option_from_its_folder(
    run_mini: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_ADDOPTS", "--report /")

    ran = run_mini("--app", "apps:good")

    assert ran.status == 4
    assert "write --report=/: pytest takes" in ran.output
