"""Files that a reader finds whole or not at all."""

import os
import tempfile
from pathlib import Path


def write(path: Path, text: str, *, replace: bool = True) -> Path:
    """Write a text file at once. Raises OSError, and FileExistsError where there is one that must not be replaced."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=path.suffix)
    try:
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(temporary, 0o644)
        if not replace:
            os.link(temporary, path)
        else:
            os.replace(temporary, path)
    finally:
        Path(temporary).unlink(missing_ok=True)
    return path
