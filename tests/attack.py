"""How the tests run the specification on a hostile server."""

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import COMMAND, PROJECT, Ran, environment

MEASURED = """
import resource, subprocess, sys
status = subprocess.call(sys.argv[1:], stdin=subprocess.DEVNULL)
print("peak of memory:", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(status)
"""
MOST = 450_000
"""KiB of memory that a run may take, whatever its target sends. The first run of a user makes tables for hypothesis.

It takes 363,000 or 402,000: as much as the collector of cycles happens to have left when these tables are made.
"""


def attack(url: str, *arguments: str | Path, cwd: Path = PROJECT, seconds: float = 120, most: int = MOST) -> Ran:
    """Run the command on a hostile server: it fails cleanly, in little memory, and leaves no process behind.

    ``most`` is how many KiB it may take. How many it took is the last line of the output.
    """
    command = [sys.executable, "-c", MEASURED, *COMMAND, "--url", url, *map(str, arguments)]
    with subprocess.Popen(
        command,
        cwd=cwd,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate(timeout=seconds)
            with pytest.raises(ProcessLookupError):
                os.killpg(process.pid, 0)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    assert "Traceback" not in output
    assert "INTERNALERROR" not in output
    assert int(output.rpartition(" ")[2]) < most, output[-3000:]
    return Ran(process.returncode, output)
