"""Runs a command of the proof in several processes that share the work, each with a server of its own."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def in_parts(command: str, *arguments: str, names: Sequence[str] = (), full: bool = False, jobs: int) -> dict[str, Any]:
    """The rows that all parts made together. Exits if a part wrote none."""
    options = [f"--proof={command}", *(f"--proof-only={name}" for name in names), *(["--proof-full"] if full else [])]
    pytest = [sys.executable, "-m", "pytest", "-qq", "-p", "proof.engine.plugin", "--app=proof.server:app"]
    rows: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{job}.json" for job in range(1, jobs + 1)]
        outputs = [file.with_suffix(".log").open("w", encoding="utf-8") for file in files[1:]]
        started = [
            subprocess.Popen(
                [*pytest, *options, f"--proof-output={file}", f"--proof-part={job}/{jobs}", *arguments],
                env={**os.environ, "DATA_DIR": f"{folder}/{job}"},  # what a fault leaves behind stays in its part
                stdout=output,
            )
            for job, (file, output) in enumerate(zip(files, [None, *outputs], strict=True), 1)
        ]
        try:
            for process in started:
                process.wait()
        finally:
            for process in started:
                process.terminate()
        for file, output in zip(files[1:], outputs, strict=True):  # one progress display is enough
            with output:
                if not file.exists():
                    print(file.with_suffix(".log").read_text(encoding="utf-8", errors="replace"))
        if not all(file.exists() for file in files):
            sys.exit("ERROR: the rules could not run: see above")
        for file in files:
            rows |= json.loads(file.read_text(encoding="utf-8"))
    return rows


def write(file: Path, rows: dict[str, Any]) -> None:
    """Write rows for people and programs to read."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
