"""The logs that background tasks write: one file each, in the data folder and never among the code."""

from pathlib import Path

from reference_app.hardening import storage
from reference_app.settings import settings

LARGEST = 64 * 1024
KEPT = 1000


def _path(document: str) -> Path:
    folder = settings().data_dir / "documents"
    storage.make_folder(folder)  # a server without lifespan events has not made the data folder
    return folder / f"{document}.md"


def append(document: str, text: str) -> None:
    """Append to a log in UTF-8. A log that has reached its largest size stays as it is."""
    path = _path(document)
    if not path.exists():
        _make_room(path.parent)
    with path.open("a", encoding="utf-8", newline="") as file:
        if file.tell() < LARGEST:
            file.write(text)


def _make_room(folder: Path) -> None:
    """Remove the oldest logs if there are too many for one more."""

    def changed(log: Path) -> float:
        return log.stat().st_mtime if log.exists() else 0

    for log in sorted(folder.glob("*.md"), key=changed, reverse=True)[KEPT - 1 :]:
        log.unlink(missing_ok=True)


def read(document: str) -> str:
    """The log so far; empty if no task has written to it."""
    try:
        return _path(document).read_bytes().decode()
    except FileNotFoundError:
        return ""


def delete(document: str) -> None:
    """Remove the log if it exists."""
    _path(document).unlink(missing_ok=True)
