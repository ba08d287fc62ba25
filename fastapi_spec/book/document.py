"""What the pages share: template, style, script and words.

What a page shows is escaped, and its Content-Security-Policy allows no other style and script than its own two.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from fastapi_spec import language
from fastapi_spec.book import labels
from fastapi_spec.book.highlight import both
from fastapi_spec.book.repeated import once
from fastapi_spec.language import count, say
from fastapi_spec.printable import visible
from fastapi_spec.verdict.outcomes import Outcome

SIGNS = {Outcome.HOLDS: "✓", Outcome.DEVIATES: "–", Outcome.NOT_CLAIMED: "–"}
"""The sign of an outcome; all that falls short has the same."""

Chip = tuple[str, Markup, int]
"""A value that rules are filtered by: its name in the page, what is shown, how many rules have it."""


def document(template: str, title: Callable[[], str], filters: dict[str, list[Chip]], **values: Any) -> str:
    """The text of a page. It is in the language of the output, and the reader may change that.

    ``title`` is told in each language, ``filters`` are by the names of their groups, ``values`` are of the template.
    """
    style, script = (_source(f"book.{kind}") for kind in ("css", "js"))
    text = fragment(
        template,
        **{"checked": (), "packed": ""} | values,
        filters=filters,
        language=language.chosen(),
        meanings=labels.meanings(),
        own_version=_own_version(),
        script=script,
        script_hash=_hash(script),
        style=style,
        style_hash=_hash(style),
        titles={code: visible(_told(title, code)) for code in language.LANGUAGES},
    )
    return once(text, language.chosen())


def fragment(template: str, **values: Any) -> str:
    """The text of a part of a page, with the words of the page."""
    made: str = (
        _environment()
        .get_template(template)
        .render(
            values,
            further=lambda number: both(lambda: _further(number)),
            lost=lambda number: both(lambda: _lost(number)),
            outcomes={outcome: labels.outcome(outcome) for outcome in Outcome},
            sign=lambda outcome: SIGNS.get(outcome, "✗"),
            t=labels.labels(),
        )
    )
    return made


@functools.cache
def _environment() -> Environment:
    loader = PackageLoader("fastapi_spec.book")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, auto_reload=False)


def _told(title: Callable[[], str], code: str) -> str:
    with language.speaking(code):
        return title()


def _source(name: str) -> Markup:
    """The text of our own style or script, as it is."""
    return Markup((Path(__file__).parent / "templates" / name).read_text(encoding="utf-8"))  # noqa: S704


def _hash(source: Markup) -> str:
    """The source expression of a Content-Security-Policy that allows this text alone."""
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}"


def _further(number: int) -> str:
    return count(number, "{n} more exchange is in report.json", "{n} more exchanges are in report.json")


def _lost(number: int) -> str:
    return count(number, "{n} more exchange was not recorded", "{n} more exchanges were not recorded")


def _own_version() -> str:
    try:
        return version("fastapi-spec")
    except PackageNotFoundError:
        return say("(not installed)")
