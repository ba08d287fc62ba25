"""Where the rules, the locked contract and the reference application are; and writing a file atomically."""

import os
import tempfile
from pathlib import Path

PACKAGE = Path(__file__).parent
BUNDLED = PACKAGE / "bundled"
HOME = BUNDLED if BUNDLED.is_dir() else PACKAGE.parent
"""The folder of ``spec`` and ``reference_app``: inside the package in a wheel, beside it in a clone."""
SPEC = HOME / "spec"
CONTRACT = SPEC / "contract"


def write(path: Path, text: str, *, replace: bool = True) -> Path:
    """Write a text file atomically: a reader finds all of it or nothing.

    Raises OSError, and FileExistsError if the file exists and ``replace`` is false.
    """
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=path.suffix)
    try:
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(temporary, 0o644)
        if replace:
            os.replace(temporary, path)
        else:
            os.link(temporary, path)
    finally:
        Path(temporary).unlink(missing_ok=True)
    return path
