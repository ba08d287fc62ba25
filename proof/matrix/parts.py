"""Runs pytest with one of the plugins of the matrix, in several processes that share the work."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any


def in_parts(plugin: str, option: str, *arguments: str, jobs: int) -> dict[str, Any]:
    """The rows that all parts wrote together, each part in a process with a server of its own.

    ``plugin`` is a module with an option ``option`` that takes the file to write. Exits when a part wrote none.
    """
    matrix: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{job}.json" for job in range(jobs)]
        command = [sys.executable, "-m", "pytest", "-q", "-p", plugin, *arguments]
        started = [
            subprocess.Popen(
                [*command, f"{option}={file}", f"--part={job}/{jobs}"],
                env={**os.environ, "DATA_DIR": f"{folder}/{job}"},  # what a fault leaves behind is no other part's
            )
            for job, file in enumerate(files, 1)
        ]
        try:
            for process in started:
                process.wait()
        finally:
            for process in started:
                process.terminate()
        if not all(file.exists() for file in files):
            sys.exit("the rules could not be asked: see above")
        for file in files:
            matrix |= json.loads(file.read_text(encoding="utf-8"))
    return matrix


def write(file: Path, matrix: dict[str, Any]) -> None:
    """Write a matrix for people and programs to read."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(matrix, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
