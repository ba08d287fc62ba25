"""A learner is led from one rule to the next, and --watch runs again on every save."""

import os
import signal
from pathlib import Path

from tests.conftest import run
from tests.e2e.conftest import Held, read_until, started

EMPTY = "from fastapi import FastAPI\n\napp = FastAPI()\n"
STAFF = (
    EMPTY
    + """
from enum import IntEnum


class DidEnum(IntEnum):
    one = 1
    two = 2
    three = 3
    four = 4
    five = 5


@app.get("/chapter03/getStaffByDid/{did}")
def staff(did: DidEnum):
    return {"username": f"Rick{DidEnum}value:{did.value}"}
"""
)
IDS = ["PATH-ENUM-1", "PATH-ENUM-2", "PATH-ENUM-3", "PATH-ENUM-10", "--origin=notes", "--fuzz=off"]
HOLDING = "import os\nfrom apps import {} as app\n\nheld = os.open('held', os.O_WRONLY)\n"
WATCHING = "watching "


def test_an_empty_application_is_led_to_its_first_operation(tmp_path: Path) -> None:
    """All that a card says of an operation is enough to satisfy its rules at once: it costs one cycle."""
    (tmp_path / "mine.py").write_text(EMPTY)
    first = run("--app", "mine:app", "--next", *IDS, cwd=tmp_path)
    (tmp_path / "mine.py").write_text(STAFF)
    second = run("--app", "mine:app", "--next", *IDS, cwd=tmp_path)

    assert first.status == second.status == 0, first.output + second.output
    assert "0 of 4 · Enums in the path 0 of 4\n" in first.output
    assert "  build     GET /chapter03/getStaffByDid/{did}\n" in first.output
    assert "PATH-ENUM-10  MUST  not built" in second.output
    assert "3 of 4 · Enums in the path 3 of 4\n" in second.output


def test_watch_runs_again_on_every_save(mini: Path, held: Held, temporary: Path) -> None:
    """From a failing rule over a file that cannot be imported to the end; then Ctrl-C leaves nothing."""
    mine = mini / "mine.py"
    mine.write_text(HOLDING.format("bad"))
    with started("test_mini.py", "--app=mine:app", "--watch", cwd=mini) as process:
        read_until(process, "MINI-A-1  MUST  broken")
        read_until(process, WATCHING)
        mine.write_text("def (")
        read_until(process, "saved: mine.py")
        read_until(process, "SyntaxError")
        read_until(process, WATCHING)
        mine.write_text(HOLDING.format("good"))
        read_until(process, "all 3 rules hold")
        read_until(process, WATCHING)
        os.killpg(process.pid, signal.SIGINT)
        output, _ = process.communicate(timeout=60)

    assert process.returncode == 0, output
    assert held.released()
    assert list(temporary.glob("fastapi-spec-*")) == []
