"""The texts that background tasks write: one file each, in the folder for data and never among the code."""

from pathlib import Path

from reference_app.settings import settings

LARGEST = 64 * 1024


def _path(document: str) -> Path:
    folder = settings().data_dir / "documents"
    folder.mkdir(exist_ok=True)
    return folder / f"{document}.md"


def append(document: str, text: str) -> None:
    """Continue the document in UTF-8; one that has reached its largest size is left as it is."""
    with _path(document).open("a", encoding="utf-8", newline="") as file:
        if file.tell() < LARGEST:
            file.write(text)


def read(document: str) -> str:
    """The text so far: none as long as no task has written."""
    try:
        return _path(document).read_bytes().decode()
    except FileNotFoundError:
        return ""


def delete(document: str) -> None:
    """Remove the document, if there is one."""
    _path(document).unlink(missing_ok=True)
