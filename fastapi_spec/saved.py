"""Waiting until a Python file below a folder is saved, by looking at the times of the files again and again."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

LOOK = 0.1
"""Seconds between two looks."""
SETTLED = 0.1
"""Seconds after which a file that changed is taken as written: editors write it in several steps."""
PASSED_OVER = ("__pycache__", "node_modules", "site-packages")

Times = dict[str, tuple[int, int]]
"""The time and the size of each file by its path."""


def times(folder: Path) -> Times:
    """The Python files below a folder, without hidden folders and virtual environments."""
    found: Times = {}
    folders = [str(folder)]
    while folders:
        try:
            entries = list(os.scandir(folders.pop()))
        except OSError:  # it was removed, or must not be read
            continue
        if any(entry.name == "pyvenv.cfg" for entry in entries):
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith(".") and entry.name not in PASSED_OVER:
                    folders.append(entry.path)
            elif entry.name.endswith(".py"):
                try:
                    status = entry.stat()
                except OSError:
                    continue
                found[entry.path] = status.st_mtime_ns, status.st_size
    return found


def changed(before: Times, after: Times) -> list[str]:
    """The paths of the files that are new, changed or gone."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def wait(folder: Path, before: Times, *, until: Callable[[], bool] = lambda: False) -> tuple[Times, list[str]]:
    """Wait until a file below a folder is saved, or ``until`` is true.

    Returns the times that the files have by then, and the paths of those that changed since ``before``.
    """
    while True:
        ended = until()
        now = times(folder)
        if changed(before, now):
            time.sleep(SETTLED)
            while now != (later := times(folder)):
                now = later
                time.sleep(SETTLED)
        if (found := changed(before, now)) or ended:
            return now, found
        time.sleep(LOOK)
