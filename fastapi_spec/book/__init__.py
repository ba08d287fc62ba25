"""The book: a report as one HTML page, with every rule, what is known of it, and what went over the wire.

The packages that make a page are imported only when one is written.
"""

from pathlib import Path

from fastapi_spec import files
from fastapi_spec.language import say
from fastapi_spec.output.report import Report, ReportError, read
from fastapi_spec.told import of_system

NAME = "index.html"
MARK = b'<meta name="generator" content="fastapi-spec">'
BEGINS = 2000
"""Within how many bytes of a page its mark is."""


def write(path: Path, report: Report) -> Path:
    """Write the page of a report into a file. Raises OSError."""
    from fastapi_spec.book.page import page

    return files.write(path, page(report))


def is_other(path: Path) -> bool:
    """Whether a file is there that is not a page of ours: a run must not replace it. Raises OSError."""
    if not path.exists():
        return False
    with path.open("rb") as file:
        return MARK not in file.read(BEGINS)


def make(report: Path, output: Path | None) -> Path:
    """Write the page of a saved report, beside it if no file is named. Returns the file. Raises ReportError."""
    file = output or (report if report.is_dir() else report.parent) / NAME
    found = read(report)
    try:
        if output is None and is_other(file):
            raise ReportError(say("{file} is not a page of fastapi-spec: name another file with -o", file=file))
        return write(file, found)
    except OSError as error:
        raise ReportError(say("-o {file}: {problem}", file=file, problem=of_system(error))) from None
