"""Several reports on one page: chapters and rules as rows, the runs as columns, and what differs first.

Of a rule that is not the same everywhere the page shows each side of the difference: the runs on it, why the rule does
not hold there, and what went over the wire in one case, the same on every side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup, escape

from fastapi_spec.book import labels
from fastapi_spec.book.differences import WIDE, Column, Row, Run, fill, outlines
from fastapi_spec.book.document import Chip, document
from fastapi_spec.book.entries import titled
from fastapi_spec.book.highlight import both, prose
from fastapi_spec.language import Told, count, say
from fastapi_spec.rules.rule import Origin
from fastapi_spec.verdict.outcomes import Outcome


@dataclass(slots=True)
class Chapter:
    """A chapter; ``counts`` are per column how many of its rules hold, and of how many that are claimed."""

    title: Markup
    rows: list[Row]
    counts: list[tuple[int, int]]


def comparison(columns: Sequence[Column], title: Told | None = None, text: Told | None = None) -> str:
    """The page of these runs. ``text`` is an introduction. Raises ReportError if one has no report."""
    runs, rows = outlines(columns)
    fill(columns, rows)
    title = title or (lambda: _title(runs))
    chapters = [
        Chapter(titled(name, found[0].rule.id, 0), found, _counts(found, len(runs)))
        for name, found in ((name, list(group)) for name, group in groupby(rows, key=lambda row: row.rule.chapter))
    ]
    return document(
        "comparison.html",
        title,
        _filters(chapters),
        chapters=chapters,
        checked=("differs",) if any(row.difference == "differs" for row in rows) else (),
        differ=both(lambda: _differ(rows)),
        runs=runs,
        text=both(text, prose) if text else "",
        early=[run.name for run in runs if not run.complete],
        heading=both(title),
        total=_counts(rows, len(runs)),
        wide=len(runs) <= WIDE,
    )


def _title(runs: Sequence[Run]) -> str:
    if len(runs) > WIDE:
        return count(len(runs), "{n} run compared", "{n} runs compared")
    return say("{names} compared", names=" · ".join(run.name for run in runs))


def _differ(rows: Sequence[Row]) -> str:
    number = sum(row.difference == "differs" for row in rows)
    return count(len(rows), "{differ} of {n} rule differs", "{differ} of {n} rules differ", differ=number)


def _counts(rows: Iterable[Row], columns: int) -> list[tuple[int, int]]:
    """Per column how many of the rules hold, and of how many that are claimed."""
    held, claimed = [0] * columns, [0] * columns
    for side in (side for row in rows for side in row.sides):
        for column in side.columns:
            held[column] += side.outcome is Outcome.HOLDS
            claimed[column] += side.ran
    return list(zip(held, claimed, strict=True))


def _filters(chapters: Sequence[Chapter]) -> dict[str, list[Chip]]:
    """What rules are filtered by, only with values that some have."""
    rows = [row for chapter in chapters for row in chapter.rows]
    differences = Counter(row.difference for row in rows)
    levels, origins = Counter(row.rule.level for row in rows), Counter(row.rule.origin for row in rows)
    words = labels.labels()
    names = ("differs", "partly", "fails", "same")
    return {
        "difference": [(each, getattr(words, each), differences[each]) for each in names if differences[each]],
        "level": [(each, escape(each), levels[each]) for each in labels.LEVELS if levels[each]],
        "origin": [(each, escape(each), origins[each]) for each in Origin if origins[each]],
        "chapter": [(str(number), chapter.title, len(chapter.rows)) for number, chapter in enumerate(chapters, 1)],
    }
