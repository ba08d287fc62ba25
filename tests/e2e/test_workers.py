"""``-n 2``: each worker has a server of its own where one can be started for it."""

from pathlib import Path

import pytest

from tests.conftest import Run

RULE = '''
"""Workers."""

import pytest

from fastapi_spec import Api, must


@must("WORKER-A-1")
@pytest.mark.parametrize("n", range(20))
def test_it_responds(api: Api, n: int) -> None:
    """The application responds."""
    assert api.get("/").status_code == 200
'''
APP = """
import os

from fastapi import FastAPI

{start}
app, served = FastAPI(), []


@app.get("/")
def root():
    served.append(1)
    with open("served", "a") as file:
        print(os.getpid(), file=file)
    if len(served) > {last}:
        print("out of memory", flush=True)
        os._exit(7)
"""
ONE_BY_ONE = """
import time
from pathlib import Path

starting = Path("starting")
if starting.exists():
    raise SystemExit("another one is starting")
starting.touch()
time.sleep(1)
starting.unlink()
"""
ONCE = """
try:
    os.close(os.open("lock", os.O_CREAT | os.O_EXCL))
except FileExistsError:
    raise SystemExit("it runs already") from None
"""


@pytest.mark.parametrize("start, servers", [("", 2), (ONE_BY_ONE, 2), (ONCE, 1)], ids=["any", "one by one", "one"])
def test_each_worker_has_a_server_if_it_starts_twice(run_mini: Run, mini: Path, start: str, servers: int) -> None:
    """The second one starts after the first, which may make tables; an application that can run only once is shared."""
    (mini / "test_mini.py").write_text(RULE)
    (mini / "counted.py").write_text(APP.format(start=start, last=1000))

    ran = run_mini("--app", "counted:app", "-n", "2")
    assert ran.status == 0, ran.output
    assert "conforms: 1 of 1 rule holds" in ran.output
    assert len(set((mini / "served").read_text().split())) == servers


def test_a_server_that_dies_in_any_worker_shows_its_last_lines(run_mini: Run, mini: Path) -> None:
    """The worker reads what its own server printed."""
    (mini / "test_mini.py").write_text(RULE)
    (mini / "counted.py").write_text(APP.format(start="", last=3))

    ran = run_mini("--app", "counted:app", "-n", "2")
    assert ran.status == 6
    assert "no verdict: the target counted:app died at WORKER-A-1" in ran.output
    assert "its last lines:\n  out of memory\n" in ran.output
