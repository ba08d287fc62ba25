"""Reports as a command names them: ``Flask=out/flask``, or ``out/flask``, which is called flask."""

import os
from collections.abc import Sequence
from pathlib import Path

from fastapi_spec.language import say
from fastapi_spec.output.report import ReportError


def named(words: Sequence[str]) -> dict[str, Path]:
    """The reports by their names: what is before the ``=``, or else the name of the folder or of the file.

    Raises ReportError.
    """
    found = [_named(word) for word in words]
    names = [name for name, _ in found]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ReportError(say("two reports are called {name}: write NAME=REPORT", name=twice))
    return dict(found)


def _named(word: str) -> tuple[str, Path]:
    name, equals, path = word.rpartition("=")  # a name may be a requirement: fastapi==0.115.0=out
    if not equals or os.path.exists(word):
        name, path = "", word
    elif not (name and path):
        raise ReportError(say("{given}: write NAME=REPORT", given=word))
    given = Path(path)
    folder = given.parent if given.name == "report.json" else given
    return name or folder.absolute().name.removesuffix(".json"), given
