"""What runs the command of a target: it finds every process below it, and frees the room of a long log."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fastapi_spec.target import _contain
from fastapi_spec.target._contain import KEPT, descendants, trim

NESTED = ["sh", "-c", "sh -c 'echo; read -r _; :'; :"]


@pytest.mark.skipif(sys.platform != "linux", reason="no /proc")
def test_descendants_are_found() -> None:
    """Also those of a child, and none of another process."""
    with subprocess.Popen(NESTED, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout and process.stdout.readline() == b"\n"
        below = descendants(process.pid)

        assert len(below) == 1
        assert {process.pid, *below} <= set(descendants(os.getpid()))
        process.communicate()


@pytest.mark.parametrize("holes", [True, False])
def test_a_log_keeps_its_length(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, holes: bool) -> None:
    """What is printed next is where it would be in a log that is whole, also where no system frees a part of a file."""
    if not holes:
        monkeypatch.setattr(_contain, "_punched", lambda *_: False)
    with (tmp_path / "log").open("w+b", buffering=0) as log:
        log.write(bytes(2 * KEPT) + b"x" * KEPT)
        trim(log.fileno())
        log.write(b"end")
        size, room = log.tell(), os.fstat(log.fileno()).st_blocks * 512

    assert (size, room < 2 * KEPT) == (3 * KEPT + 3, True)
    assert (tmp_path / "log").read_bytes()[-4:] == (b"xend" if holes else b"\0end")


def test_a_short_log_stays_as_it_is(tmp_path: Path) -> None:
    """Most commands print little."""
    with (tmp_path / "log").open("w+b") as log:
        log.write(b"a line\n")
        log.flush()
        trim(log.fileno())

    assert (tmp_path / "log").read_bytes() == b"a line\n"
