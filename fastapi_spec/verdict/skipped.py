"""The rules that a learner passes over for now: a file of their own folder, which they may edit and delete."""

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path

from fastapi_spec import files

FILE = Path("skipped.toml")
HEAD = "# Rules that `fastapi-spec --next` passes over. Remove an id to come back to its rule, or delete this file.\n"


class SkippedError(Exception):
    """The file cannot be read; says why."""


def load(path: Path = FILE) -> list[str]:
    """The ids in the file, none if there is no such file. Raises SkippedError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise SkippedError(f"{path}: {error}") from None
    ids = data.get("skip")
    if not isinstance(ids, list) or not all(isinstance(id, str) for id in ids):
        raise SkippedError(f'{path}: write skip = ["QUERY-BOOL-3"], a list of ids')
    return ids


def add(ids: Iterable[str], path: Path = FILE) -> None:
    """Write these ids into the file, behind those that it has. Raises SkippedError and OSError."""
    known = load(path)
    if new := [id for id in dict.fromkeys(ids) if id not in known]:
        lines = "".join(f"    {json.dumps(id)},\n" for id in [*known, *new])
        files.write(path, f"{HEAD}skip = [\n{lines}]\n")
