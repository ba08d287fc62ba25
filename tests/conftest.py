"""What all tests share: a small specification, and the command in a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

pytest_plugins = ["pytester"]

PROJECT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-P", "-m", "fastapi_spec"]
"""The command, in a process of its own: in the `environment` the package is found as an installed one is."""


# A shell that starts this in the background has it, and so every run below, ignore Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)


class Ran(NamedTuple):
    """What a run of the command left: its exit status and what it printed."""

    status: int
    output: str


Run = Callable[..., Ran]

FUZZ = os.environ.get("TESTS_FUZZ", "off")
"""Whether tests that run all rules have them generate requests, too: .ci/nightly says how many."""
NIGHTLY = "TESTS_NIGHTLY" in os.environ
"""Whether long tables are run as a whole, as in .ci/nightly; otherwise a row of each kind is."""

RULES = '''
"""Mini rules · 小."""
import pytest
from fastapi_spec import like, may, must, should


@must("MINI-A-1", notes="bool 参数", docs="tutorial/")
@pytest.mark.parametrize("n", [1, 2])
def test_a_number_is_echoed(api, n):
    """A number is echoed."""
    response = api.get("/echo", params={"n": n})

    assert response.status_code == 200
    assert response.json() == like(n=n)


@should("MINI-A-2")
def test_the_shape(api):
    """The response says that it is shaped."""
    assert api.get("/echo?n=1").json() == like(shape="round")


@may("MINI-A-3")
def test_the_colour(api):
    """The response has a colour."""
    assert api.get("/echo?n=1").json() == like(colour="red")
'''

APPS = """
import os
from fastapi import FastAPI

good, bad, shapeless, crashing, dying = FastAPI(), FastAPI(), FastAPI(), FastAPI(), FastAPI()


@good.get("/echo")
def echo(n: int):
    return {"n": n, "shape": "round", "colour": "red"}


@bad.get("/echo")
def wrong(n: int):
    return {"n": n + n // 2, "shape": "round", "colour": "red"}


@shapeless.get("/echo")
def no_shape(n: int):
    return {"n": n}


@crashing.get("/echo")
def crash(n: int):
    raise RuntimeError("boom in the application")


@dying.get("/echo")
def die(n: int):
    os._exit(7) if n == 2 else None
    return {"n": n}
"""


def pytest_configure(config: pytest.Config) -> None:
    """Know the mark of pytest-xdist, which is loaded only with -n."""
    config.addinivalue_line("markers", "xdist_group(name): tests that run in one process, one after the other")


@pytest.fixture(autouse=True, scope="session")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The cache of the runs is removed with the other files of the tests."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    """A folder with a specification of three rules (test_mini.py) and applications to run it on (apps.py)."""
    (tmp_path / "test_mini.py").write_text(RULES)
    (tmp_path / "apps.py").write_text(APPS)
    return tmp_path


def edit(mini: Path, old: str, new: str) -> None:
    """Change the mini specification."""
    rules = mini / "test_mini.py"
    text = rules.read_text()
    assert old in text
    rules.write_text(text.replace(old, new))


def environment(**more: str) -> dict[str, str]:
    """The environment of a command: without what pytest says to its own child processes, with the package."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return {**kept, "COLUMNS": "120", "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(PROJECT), **more}


def run(*arguments: str | Path, cwd: Path = PROJECT, seconds: float = 120, **variables: str) -> Ran:
    """Run the command as a user would and wait for its end."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        env=environment(**variables),
        text=True,
        capture_output=True,
        timeout=seconds,
        stdin=subprocess.DEVNULL,
    )
    return Ran(done.returncode, done.stdout + done.stderr)


@pytest.fixture
def run_mini(mini: Path) -> Run:
    """Run the mini specification with the given options."""
    return lambda *arguments: run("test_mini.py", *arguments, cwd=mini)
