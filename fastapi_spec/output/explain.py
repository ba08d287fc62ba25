"""What is known of a rule without running it: for ``fastapi-spec explain`` and ``fastapi-spec list``."""

import textwrap
from collections.abc import Iterator, Mapping
from itertools import groupby

from fastapi_spec.output.rows import INDENT, head, heading, row
from fastapi_spec.rules.catalogue import declared, section_of
from fastapi_spec.rules.contract import LockedRule
from fastapi_spec.rules.faults import faults
from fastapi_spec.rules.rule import origin_told
from fastapi_spec.rules.since import told

WIDTH = 78


def explain(id: str) -> Iterator[str]:
    """The lines on one locked rule. Raises UnknownRule."""
    found = declared(id)
    rule = found.rule
    yield f"{rule.id}  {rule.level.name}"
    yield textwrap.fill(rule.statement, WIDTH, initial_indent="  ", subsequent_indent="  ")
    yield ""
    if rule.origin:
        yield f"  origin    {origin_told(rule.origin)}"
    if rule.plain:
        yield f"  fastapi   plain FastAPI {rule.plain}"
    yield f"  {'notes' if rule.promised_by_notes else 'section':<9} {rule.notes}"
    yield f"  docs      {rule.docs_url}"
    if rule.erratum:
        yield f"  erratum   the notes say: {rule.erratum.claim} ({rule.erratum.since})"
    for label, text in told(id):
        head = f"  {label:<9} "
        yield textwrap.fill(text, WIDTH, initial_indent=head, subsequent_indent=" " * 12, break_on_hyphens=False)
    for name, sentence in faults().get(id, {}).items():
        yield textwrap.fill(f"{name}: {sentence}", WIDTH, initial_indent="  fault     ", subsequent_indent=" " * 12)
    yield f"  run       fastapi-spec {found.test}"


def listing(rules: Mapping[str, LockedRule]) -> Iterator[str]:
    """The lines on several rules by their ids: a checklist without outcomes, with the origin of each rule."""
    above = ""
    for (chapter, section), group in groupby(rules, key=section_of):
        if chapter != above:
            yield from ["", *heading(chapter)] if above else heading(chapter)
            above = chapter
        yield from ["", *heading(section, INDENT[:2])]
        for id in group:
            yield from row(head(rules[id], after=f"{rules[id].origin:<9} "), rules[id])
