"""The page of a report: one HTML file that needs nothing else, and may be opened by anyone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from markupsafe import Markup, escape

from fastapi_spec.book import evidence, labels
from fastapi_spec.book.document import Chip, document
from fastapi_spec.book.entries import Part, chapters
from fastapi_spec.book.highlight import both
from fastapi_spec.book.packed import packed
from fastapi_spec.output.report import Report
from fastapi_spec.printable import visible
from fastapi_spec.rules.rule import Origin
from fastapi_spec.verdict.outcomes import Outcome

MAIN = ("python", "fastapi", "starlette", "pydantic", "uvicorn")
"""The packages whose versions are at the top of the page."""


def page(report: Report) -> str:
    """The text of the page."""
    parts = chapters(report)
    counts = Counter(rule.outcome for rule in report.rules)
    return document(
        "book.html",
        lambda: labels.verdict(report),
        _filters(report, parts),
        about=list(_about(report)),
        counts=[(outcome, counts[outcome]) for outcome in reversed(Outcome) if counts[outcome]],
        failure=visible(report.target.failure, "\n"),
        held=both(lambda: labels.held(report)),
        last_lines="\n".join(map(visible, report.target.last_lines)),
        packed=packed([rule for part in parts for rule in part.rules]),
        parts=parts,
        report=report,
        short=sum(part.short for part in parts),
        variants=evidence.of_page(report),
        verdict=both(lambda: labels.verdict(report)),
        verdict_class={"conforms": "good", "broken": "bad"}.get(report.verdict, "open"),
        verdict_sign={"conforms": "✓", "broken": "✗"}.get(report.verdict, "?"),
        versions=[(name, visible(number)) for name in MAIN if (number := report.target.versions.get(name))],
    )


def _filters(report: Report, parts: list[Part]) -> dict[str, list[Chip]]:
    """What rules are filtered by, only with values that some have."""
    rules = report.rules
    outcomes, origins = Counter(rule.outcome for rule in rules), Counter(rule.origin for rule in rules)
    levels = Counter(rule.level for rule in rules)
    marks = Counter(mark for part in parts for rule in part.rules for mark in rule.marks)
    return {
        "outcome": [(each, labels.outcome(each), outcomes[each]) for each in Outcome if outcomes[each]],
        "level": [(each, escape(each), levels[each]) for each in labels.LEVELS if levels[each]],
        "origin": [(each, escape(each), origins[each]) for each in Origin if origins[each]],
        "chapter": [(str(number), part.title, len(part.rules)) for number, part in enumerate(parts, 1)],
        "more": [(mark, getattr(labels.labels(), mark), number) for mark, number in marks.items()],
    }


def _about(report: Report) -> Iterator[tuple[Markup, Markup | str]]:
    """The target, the options and the versions, by label."""
    words, target, options = labels.labels(), report.target, report.options
    yield words.target, visible(f"{target.name} ({target.url})" if target.url else target.name)
    found = {
        "options": " ".join(target.options),
        "level_of": options.level,
        "fail_on": options.fail_on,
        "origin": ", ".join(options.origin),
        "without": ", ".join(options.without),
        "baseline": options.baseline,
        "release": options.rules,
        "changed": ", ".join(report.changed),
        "stale": ", ".join(report.stale),
        "versions": _versions(target.versions),
        "harness": _versions(report.versions),
        "started": report.started,
        "seconds": f"{report.seconds:.1f}",
    }
    for name, value in found.items():
        if value:
            yield getattr(words, name), visible(value)


def _versions(found: dict[str, str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in found.items())
