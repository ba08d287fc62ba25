"""Storage: files that only their owner can read, and a folder that no other user has prepared."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

from reference_app.hardening import either
from reference_app.settings import DEFAULT_DATA_DIR


def _private_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder == DEFAULT_DATA_DIR:
        # Anybody can make a folder of this name before the first start, and would own what is then stored (CWE-377).
        status = folder.lstat()
        if stat.S_ISLNK(status.st_mode) or status.st_uid != os.geteuid():
            raise SystemExit(f"DATA_DIR: {folder} belongs to another user: set DATA_DIR to a folder of your own")
        folder.chmod(0o700)


def _plain_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)


def _private_file(file: Path) -> None:
    file.touch(mode=0o600)


def _plain_file(_: Path) -> None:
    pass


make_folder: Callable[[Path], None] = either(_private_folder, _plain_folder)
"""Make a folder unless it is there."""
make_file: Callable[[Path], None] = either(_private_file, _plain_file)
"""Make an empty file unless it is there. SQLite gives its further files the permissions of the first."""
