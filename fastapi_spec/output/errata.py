"""The rules that fall short as the notes' own code does: what the notes claim there, and since when that is not so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from fastapi_spec import language
from fastapi_spec.language import count, say
from fastapi_spec.output.columns import fill, terminal_width
from fastapi_spec.suggest import first_few
from fastapi_spec.verdict.explained import Explained, by_erratum
from fastapi_spec.verdict.outcomes import Result

if TYPE_CHECKING:
    import pytest

NEVER = "never true"
"""The ``since`` of a claim that no release changed."""
MOST = 5
"""Ids of one erratum that are shown."""
BELOW = "  "


def print_errata(terminal: pytest.TerminalReporter, results: list[Result]) -> None:
    """Write which rules an erratum explains, and what each says: first what was true once."""
    if not results:
        return
    told = count(
        len(results),
        "{n} rule falls short as the notes' own code does",
        "{n} rules fall short as the notes' own code does",
    )
    if not terminal.verbosity:
        told = say("{told}; -v says what is true today", told=told)
    for line in fill(told, terminal_width()).splitlines():
        terminal.write_line(line, yellow=True)
    groups: dict[str, list[Explained]] = {}
    for each in by_erratum(results):
        since = each.erratum.since
        groups.setdefault(NEVER if since.startswith(NEVER.split()[0]) else since, []).append(each)
    for since, errata in groups.items():
        terminal.write_line(_heading(since, errata))
        for line in _lines(errata, whole=terminal.verbosity > 0):
            terminal.write_line(line)


def _heading(since: str, errata: list[Explained]) -> str:
    """Since when the notes are wrong."""
    if since == NEVER:
        return say("the notes say, and it was never true:")
    told = language.since(errata[0].results[0].rule.id, since)
    return say("the notes say, and it is no longer true since {release}:", release=told)


def _lines(errata: Iterable[Explained], *, whole: bool) -> Iterator[str]:
    """Each erratum behind the ids of its rules. As a ``whole`` it says what is true today, too: their sentences."""
    for each in errata:
        rule, erratum = each.results[0].rule, each.erratum
        told = {
            "ids": first_few([result.rule.id for result in each.results], MOST),
            "claim": language.claim(rule.id, erratum.claim),
            "since": language.since(rule.id, erratum.since),
        }
        more = erratum.since.startswith(f"{NEVER.split()[0]} ") and erratum.since != NEVER
        text = say("{ids}: {claim} ({since})", **told) if more else say("{ids}: {claim}", **told)
        yield from fill(text, terminal_width(), BELOW, BELOW + "  ").splitlines()
        for result in each.results if whole else []:
            text = say("today: {sentence}", sentence=language.statement(result.rule.id, result.rule.statement))
            yield from fill(text, terminal_width(), BELOW + "  ", BELOW + "    ").splitlines()
