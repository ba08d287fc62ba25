"""A target that does not start, or dies: the run says so in one line, and blames no rule."""

import sys
import time
from pathlib import Path

import pytest

from fastapi_spec.output.report import read
from fastapi_spec.target import base, process
from fastapi_spec.target._contain import KEPT
from fastapi_spec.target.base import TargetError, last_lines, wait_until_ready
from fastapi_spec.target.launched import Launched
from fastapi_spec.target.served import Served
from tests.conftest import Run, edit, run
from tests.e2e.conftest import Held

MODES = pytest.mark.parametrize("options", [[], ["-n", "2"]], ids=["one", "xdist"])
STILLBORN = """
from contextlib import asynccontextmanager
from fastapi import FastAPI


@asynccontextmanager
async def lifespan(app):
    raise RuntimeError("no database")
    yield


app = FastAPI(lifespan=lifespan)
"""
QUIET = """
from starlette.responses import JSONResponse

app = JSONResponse({}, 500)
"""
NOISY = """
import sys
from apps import good as app

for _ in range(100):
    sys.stdout.write("x" * 1_000_000)
print("\\nlistening", flush=True)
"""
STOPPING = """
import os
import signal
from apps import good as app

held = os.open("held", os.O_WRONLY)
os.kill(os.getppid(), signal.SIGSTOP)
"""
LISTENING = "print('listening on 3000', flush=True); import time; time.sleep(600)"


def test_an_application_that_does_not_exist_is_wrong_usage(run_mini: Run) -> None:
    """The process of the server says why it cannot serve, and the run passes that on."""
    ran = run_mini("--app", "apps:god")

    assert ran.status == 4
    assert "--app apps:god: apps has no attribute god (did you mean good?)" in ran.output
    assert "its last lines" not in ran.output


@MODES
def test_an_application_that_cannot_be_imported_is_not_a_target(run_mini: Run, mini: Path, options: list[str]) -> None:
    """The command line is right: the reason and the last frames say what is wrong with the module."""
    (mini / "raising.py").write_text("raise ValueError('not today')\n")

    ran = run_mini("--app", "raising:app", *options)
    assert ran.status == 6
    assert "importing raising raised ValueError: not today" in ran.output
    assert "raising.py" in ran.output.partition("its last lines")[2]


@MODES
def test_an_application_that_fails_to_start_is_not_a_target(run_mini: Run, mini: Path, options: list[str]) -> None:
    """The last exception that it printed is the reason."""
    (mini / "stillborn.py").write_text(STILLBORN)

    ran = run_mini("--app", "stillborn:app", *options)
    assert ran.status == 6
    assert "the server of stillborn:app ended with status 3: RuntimeError: no database" in ran.output


def test_a_command_that_starts_too_slowly_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it printed so far, such as another port, shows why."""
    monkeypatch.setattr(base, "START_TIMEOUT", 1)
    target = Launched(f'{sys.executable} -c "{LISTENING}"')
    try:
        with pytest.raises(TargetError, match=r"did not respond at PORT \(http://127.0.0.1:\d+\) within 1 s$"):
            wait_until_ready(target)
        assert last_lines(target)[-1] == "  listening on 3000"
    finally:
        target.stop()


def test_what_an_application_prints_does_not_fill_the_disk(mini: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the end of a long log is kept, and the application is served all the same."""
    monkeypatch.chdir(mini)
    (mini / "noisy.py").write_text(NOISY)
    target = Served("noisy:app")
    try:
        wait_until_ready(target)
        assert target.log
        while (kept := target.log.stat()).st_blocks * 512 > 2 * KEPT:
            time.sleep(0.05)

        assert kept.st_size > 20 * KEPT
        assert last_lines(target)[-1] == "  listening"
    finally:
        target.stop()


def test_an_application_that_stops_its_parent_is_ended(mini: Path, held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process in between cannot end the server any more: that must not keep the run from its end."""
    monkeypatch.chdir(mini)
    monkeypatch.setattr(process, "GRACE", 0.1)
    monkeypatch.setattr(process, "KILLING", 0.1)
    (mini / "stopping.py").write_text(STOPPING)
    target = Served("stopping:app")
    try:
        wait_until_ready(target)
    finally:
        target.stop()

    assert held.released()


@MODES
def test_a_target_that_dies_ends_the_run(run_mini: Run, mini: Path, options: list[str]) -> None:
    """The rule at which it died is named, and the report is incomplete."""
    edit(mini, '"/echo?n=1").json() == like(shape="round")', '"/echo?n=2").json() == like(shape="round")')

    ran = run_mini("--app", "apps:dying", "--report=out", *options)
    assert ran.status == 6
    assert "no verdict: the target apps:dying died at MINI-A-" in ran.output
    assert not read(mini / "out").complete


def test_an_exception_of_the_application_is_on_the_card(run_mini: Run) -> None:
    """A developer sees the traceback of the target beside the response."""
    output = run_mini("--app", "apps:crashing", "-k", "number").output

    assert "received  status 500 Internal Server Error" in output
    assert "printed by the application meanwhile:" in output
    assert "RuntimeError: boom in the application" in output


def test_an_error_that_is_not_printed_is_not_waited_for_again_and_again(run_mini: Run, mini: Path) -> None:
    """A target may respond with 500 to every rule and print nothing."""
    (mini / "quiet.py").write_text(QUIET)

    ran = run_mini("--app", "quiet:app", "--fail-on=may", "--cards=all")
    assert ran.status == 1
    assert ran.output.count("received  status 500 Internal Server Error") == 2
    assert "printed by the application" not in ran.output


def test_the_fault_of_the_environment_is_part_of_the_command() -> None:
    """The card of a deliberately broken server shows how to run the rule against the same server."""
    ran = run("--app=proof.server:app", "--next", "QUERY-BOOL-1", FAULT="bool-as-string")

    assert ran.status == 1
    assert "  rerun     FAULT=bool-as-string fastapi-spec --app proof.server:app " in ran.output
    assert "  serve     FAULT=bool-as-string uvicorn proof.server:app --port " in ran.output


SHOP = """
from fastapi import FastAPI

app = FastAPI()


@app.middleware("http")
async def log(request, call_next):
    with open("methods", "a") as file:
        print(request.method, file=file)
    return await call_next(request)
"""
CONVERSION = """

@app.get("/chapter03/query/bool/conversion")
def convert_bool(param: bool = False):
    return {"param": param}
"""
QUERY = "spec/chapter03_requests/test_query_bool.py"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A folder with an application that is another API, and keeps the methods of its requests."""
    (tmp_path / "shop.py").write_text(SHOP)
    return tmp_path


@pytest.mark.parametrize(
    "options",
    [["--app", "shop:app"], ["--app", "shop:app", "-n", "2"], ["--launch", "uvicorn shop:app --port {port}"]],
    ids=["--app", "xdist", "--launch"],
)
def test_an_application_that_is_another_api_gets_no_rule(shop: Path, options: list[str]) -> None:
    """The rules would write to it; one line says what they check, without the log of the requests."""
    ran = run("-q", *options, cwd=shop)

    assert ran.status == 6, ran.output
    assert "knows none of the " in ran.output
    assert "use --with, --constraint or --python" in ran.output
    assert "its last lines" not in ran.output
    assert set((shop / "methods").read_text().split()) == {"GET"}


def test_an_application_that_is_another_api_can_be_tested(shop: Path) -> None:
    """--anyway is the decision of the user, and belongs to the command on the card."""
    ran = run("-q", "--app", "shop:app", "--anyway", "--next", QUERY, cwd=shop)

    assert ran.status == 0, ran.output
    assert "  rerun     fastapi-spec --app shop:app --anyway " in ran.output


@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["one", "xdist"])
def test_an_application_that_has_one_path_is_tested(shop: Path, workers: list[str]) -> None:
    """A learner begins with any operation of the contract."""
    (shop / "shop.py").write_text(SHOP + CONVERSION)

    ran = run("-q", "--app", "shop:app", *workers, QUERY, cwd=shop)

    assert ran.status == 0, ran.output
    assert "shop:app conforms: " in ran.output
