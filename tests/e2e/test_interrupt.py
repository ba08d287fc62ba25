"""However a run ends, the processes that it started end, and their files are removed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fastapi_spec.output.report import read
from tests.e2e.conftest import Held, read_until, started

SLEEPING = '''
import time
from fastapi_spec import must


@must("MINI-B-1")
def test_sleep(api):
    """It takes too long."""
    time.sleep(600)
'''
RULES = ["-v", "test_mini.py", "test_sleeping.py"]
ORPHAN = "setsid sh -c 'sleep 600 &'; " if sys.platform == "linux" else ""
HOLDING = f"""
import os
from apps import good

held = os.open("held", os.O_WRONLY)
os.system("exec 3>held; {ORPHAN}(trap '' TERM; sleep 600) &")
"""
LAUNCH = f"exec 3>held; {ORPHAN}(trap '' TERM; sleep 600) & uvicorn apps:good --port {{port}}"
APP = ["--app", "holding:good"]


@pytest.fixture
def sleeping(mini: Path) -> Path:
    """The mini specification, and a rule after it that takes too long."""
    (mini / "test_sleeping.py").write_text(SLEEPING)
    (mini / "holding.py").write_text(HOLDING)
    return mini


def no_log(folder: Path) -> bool:
    """Whether the log of the target is removed; what removes it in place of a killed run may still be at it."""
    wait = "while ls fastapi-spec-*; do sleep 0.05; done"
    subprocess.run(["sh", "-c", wait], cwd=folder, capture_output=True, timeout=60)
    return not list(folder.glob("fastapi-spec-*"))


@pytest.mark.parametrize("target", [APP, ["--launch", LAUNCH], [*APP, "-n", "2"]], ids=["app", "launch", "xdist"])
def test_ctrl_c_ends_a_run_with_the_checklist_so_far(
    sleeping: Path, held: Held, temporary: Path, target: list[str]
) -> None:
    """The verdict is open, the report is incomplete, and nothing is left."""
    with started(*RULES, "--report=out", *target, cwd=sleeping) as process:
        read_until(process, "MUST   MINI-A-1 ")
        os.killpg(process.pid, signal.SIGINT)
        output, _ = process.communicate(timeout=60)

    assert process.returncode == 2, output
    assert f"no verdict on {target[1]}: interrupted; " in output
    assert not read(sleeping / "out").complete
    assert "Incomplete: the run ended early." in (sleeping / "out" / "index.html").read_text(encoding="utf-8")
    assert held.released()
    assert no_log(temporary)


@pytest.mark.parametrize("target", [APP, ["--launch", LAUNCH]], ids=["app", "launch"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_target_ends_with_a_run_that_is_killed(
    sleeping: Path, held: Held, temporary: Path, target: list[str], number: signal.Signals
) -> None:
    """A run that cannot clean up leaves neither a server nor its log."""
    with started(*RULES, *target, cwd=sleeping) as process:
        read_until(process, "MUST   MINI-A-1 ")
        process.send_signal(number)
        process.communicate(timeout=60)

    assert process.returncode == -number
    assert held.released()
    assert no_log(temporary)
