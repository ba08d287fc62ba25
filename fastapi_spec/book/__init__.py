"""The book: a report as one HTML page, with every rule and what went over the wire, or what differs between several.

The packages that make a page are imported only when one is written.
"""

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from fastapi_spec import files
from fastapi_spec.language import Told, say
from fastapi_spec.output.named import named
from fastapi_spec.output.report import Report, ReportError, read
from fastapi_spec.told import of_system

NAME, COMPARISON = "index.html", "comparison.html"
MARK = b'<meta name="generator" content="fastapi-spec">'
BEGINS = 2000
"""Within how many bytes of a page its mark is."""

Named = tuple[str, Callable[[], Report]]
"""What a report is called, and how it is read: more than once, so that not all of them are in memory."""


def write(path: Path, report: Report) -> Path:
    """Write the page of a report into a file. Raises OSError."""
    from fastapi_spec.book.page import page

    return files.write(path, page(report))


def write_comparison(path: Path, reports: Sequence[Named], title: Told | None = None, text: Told | None = None) -> Path:
    """Write the page that compares reports into a file, below a heading and an introduction.

    Raises OSError, and ReportError if a report cannot be read.
    """
    from fastapi_spec.book.comparison import comparison
    from fastapi_spec.book.differences import Column

    return files.write(path, comparison([Column(*named) for named in reports], title, text))


def is_other(path: Path) -> bool:
    """Whether a file is there that is not a page of ours: a run must not replace it. Raises OSError."""
    if not path.exists():
        return False
    with path.open("rb") as file:
        return MARK not in file.read(BEGINS)


def make(words: Sequence[str], output: Path | None = None, title: str = "") -> Path:
    """Write the page of a saved report beside it, or the comparison of several into the current folder.

    ``output`` names another file, ``title`` the heading of a comparison. Returns the file. Raises ReportError.
    """
    reports = named(words)
    first, several = next(iter(reports.values())), len(reports) > 1
    if title and not several:
        raise ReportError(say("--title is the heading of a page of several reports"))
    beside = (first if os.path.isdir(first) else first.parent) / NAME
    file = output or (Path(COMPARISON) if several else beside)
    try:
        if output is None and is_other(file):
            raise ReportError(say("{file} is not a page of fastapi-spec: name another file with -o", file=file))
        if several:
            columns = [(name, partial(read, path)) for name, path in reports.items()]
            return write_comparison(file, columns, (lambda: title) if title else None)
        return write(file, read(first))
    except OSError as error:
        raise ReportError(say("{file}: {problem}", file=file, problem=of_system(error))) from None
