"""The pages of the groups: every rule on every set, side by side, with what went over the wire where they differ."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from fastapi_spec import book
from proof.versions.measured import Runner
from proof.versions.sets import Group

LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
"""A link in Markdown."""


def write(folder: Path, groups: Sequence[Group], runner: Runner) -> Iterator[Path]:
    """Write ``versions-GROUP.html`` for each group of which two sets or more were run. Returns the files.

    Raises OSError.
    """
    for group in groups:
        reports = [(one.name, partial(runner.report, one)) for one in group.sets if runner.ran(one)]
        if len(reports) > 1:
            title = f"The reference application on {group.title}"
            text = LINK.sub(r"\1", group.text)
            yield book.write_comparison(folder / f"versions-{group.name}.html", reports, title, text)
