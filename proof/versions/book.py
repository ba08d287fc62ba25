"""The pages of the groups: every rule on every set, side by side, with what went over the wire where they differ."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from fastapi_spec import book, language
from proof.versions.measured import Runner
from proof.versions.sets import Group

NOT_RUN = "Rules that send generated requests were not run, so there are fewer rules than on the page of a run."
LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
"""A link in Markdown."""


def write(folder: Path, groups: Sequence[Group], runner: Runner) -> Iterator[Path]:
    """Write ``versions-GROUP.html`` for each group of which two sets or more were run. Returns the files.

    Raises OSError.
    """
    for group in groups:
        reports = [(one.name, partial(runner.report, one)) for one in group.sets if runner.ran(one)]
        if len(reports) > 1:
            file = folder / f"versions-{group.name}.html"
            told = (partial(language.sentence, each) for each in (title(group), text(group)))
            yield book.write_comparison(file, reports, *told)


def title(group: Group) -> str:
    """The heading of the page of a group."""
    return f"The reference application on {group.title}"


def text(group: Group) -> str:
    """What is said of a group, without links."""
    without = LINK.sub(r"\1", group.text)
    return f"{without} {NOT_RUN}"
