"""The page of a report: one HTML file that needs nothing else, and may be opened by anyone.

What it shows is escaped, and its Content-Security-Policy allows no other style and script than its own two.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from fastapi_spec import language
from fastapi_spec.book import evidence, labels
from fastapi_spec.book.entries import Part, chapters
from fastapi_spec.book.highlight import both
from fastapi_spec.book.repeated import once
from fastapi_spec.language import count, say
from fastapi_spec.output.report import Report
from fastapi_spec.printable import visible
from fastapi_spec.rules.rule import Origin
from fastapi_spec.verdict.outcomes import Outcome

SIGNS = {Outcome.HOLDS: "✓", Outcome.DEVIATES: "–", Outcome.NOT_CLAIMED: "–"}
"""The sign of an outcome; all that falls short has the same."""
MAIN = ("python", "fastapi", "starlette", "pydantic", "uvicorn")
"""The packages whose versions are at the top of the page."""

Chip = tuple[str, Markup, int]
"""A value that rules are filtered by: its name in the page, what is shown, how many rules have it."""


def page(report: Report) -> str:
    """The text of the page. It is in the language of the output, and the reader may change that."""
    style, script = (_source(f"book.{kind}") for kind in ("css", "js"))
    parts = chapters(report)
    counts = Counter(rule.outcome for rule in report.rules)
    text = (
        _environment()
        .get_template("book.html")
        .render(
            about=list(_about(report)),
            counts=[(outcome, counts[outcome]) for outcome in reversed(Outcome) if counts[outcome]],
            failure=visible(report.target.failure, "\n"),
            filters=_filters(report, parts),
            further=lambda number: both(lambda: _further(number)),
            held=both(lambda: labels.held(report)),
            language=language.chosen(),
            last_lines="\n".join(map(visible, report.target.last_lines)),
            lost=lambda number: both(lambda: _lost(number)),
            meanings=labels.meanings(),
            outcomes={outcome: labels.outcome(outcome) for outcome in Outcome},
            own_version=_own_version(),
            parts=parts,
            report=report,
            script=script,
            script_hash=_hash(script),
            short=sum(part.short for part in parts),
            sign=lambda outcome: SIGNS.get(outcome, "✗"),
            style=style,
            style_hash=_hash(style),
            t=labels.labels(),
            titles={code: visible(_title(report, code)) for code in language.LANGUAGES},
            variants=evidence.of_page(report),
            verdict=both(lambda: labels.verdict(report)),
            verdict_class={"conforms": "good", "broken": "bad"}.get(report.verdict, "open"),
            verdict_sign={"conforms": "✓", "broken": "✗"}.get(report.verdict, "?"),
            versions=[(name, visible(number)) for name in MAIN if (number := report.target.versions.get(name))],
        )
    )
    return once(text, language.chosen())


@functools.cache
def _environment() -> Environment:
    loader = PackageLoader("fastapi_spec.book")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, auto_reload=False)


def _title(report: Report, code: str) -> str:
    with language.speaking(code):
        return labels.verdict(report)


def _source(name: str) -> Markup:
    """The text of our own style or script, as it is."""
    return Markup((Path(__file__).parent / "templates" / name).read_text(encoding="utf-8"))  # noqa: S704


def _hash(source: Markup) -> str:
    """The source expression of a Content-Security-Policy that allows this text alone."""
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}"


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


def _further(number: int) -> str:
    return count(number, "{n} more exchange is in report.json", "{n} more exchanges are in report.json")


def _lost(number: int) -> str:
    return count(number, "{n} more exchange was not recorded", "{n} more exchanges were not recorded")


def _own_version() -> str:
    try:
        return version("fastapi-spec")
    except PackageNotFoundError:
        return say("(not installed)")
