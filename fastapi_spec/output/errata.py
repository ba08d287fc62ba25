"""The rules that fall short as the notes' own code does: an erratum in two lines, what the notes say and what is true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from fastapi_spec import language
from fastapi_spec.language import count, say
from fastapi_spec.output.columns import fill, pad, terminal_width, width
from fastapi_spec.suggest import first_few
from fastapi_spec.verdict.explained import Explained, by_erratum
from fastapi_spec.verdict.outcomes import Result

if TYPE_CHECKING:
    import pytest


def print_errata(terminal: pytest.TerminalReporter, results: list[Result]) -> None:
    """Write which rules an erratum explains, and what each says."""
    if not results:
        return
    told = count(
        len(results),
        "errata explain {n} rule: there your code does what that of the notes does, which is wrong or out of date",
        "errata explain {n} rules: there your code does what that of the notes does, which is wrong or out of date",
    )
    for line in fill(told, terminal_width()).splitlines():
        terminal.write_line(line, yellow=True)
    for line in _lines(by_erratum(results)):
        terminal.write_line(line)


def _lines(errata: Iterable[Explained]) -> Iterator[str]:
    """Each erratum below the ids of its rules: the claim of the notes, then the sentence of the first rule."""
    notes, today = f"    {say('notes')} ", f"    {say('today')} "
    label = max(width(notes), width(today))
    for each in errata:
        rule = each.results[0].rule
        assert rule.erratum
        claim, since = language.claim(rule.id, rule.erratum.claim), language.since(rule.id, rule.erratum.since)
        yield fill(first_few([result.rule.id for result in each.results], 6), terminal_width(), "  ", "  ")
        for head, text in ((notes, f"{claim} ({since})"), (today, language.statement(rule.id, rule.statement))):
            yield from fill(text, terminal_width(), pad(head, label), " " * label).splitlines()
